import type { Evidence } from '../../evidence';
import { reliableCriteria } from './reliable';
import {
  delivery,
  endpoint,
  evidenceIn,
  evidenceOf,
  model,
  modelVersion,
  monitor,
  snapshot,
  UNREADABLE,
  variant,
} from './testEvidence';

const criteria = reliableCriteria();

function judge(id: string, evidence: Evidence) {
  return criteria.find(criterion => criterion.id === id)?.judge(evidence);
}

it('says when a monitor found violations, and on what', () => {
  const evidence = evidenceIn('prod', {
    monitors: [
      monitor('ModelQuality'),
      monitor('ModelQuality', ['CompletedWithViolations'], { name: 'hourly' }),
    ],
  });

  expect(judge('reliable.model-quality-monitor', evidence)).toMatchObject({
    reason:
      'Monitoring schedule hourly found violations at 2026-11-24 12:00 UTC.',
    facts: [
      {
        text: 'Monitoring schedule hourly found violations at 2026-11-24 12:00 UTC',
        arn: monitor('ModelQuality').arn,
        observedAt: '2026-11-24T12:00:00.000Z',
      },
      {
        text: 'Monitoring schedule churn-ModelQuality found nothing at 2026-11-24 12:00 UTC',
      },
    ],
  });
});

it('says when a monitor failed, and why', () => {
  const failed = monitor('DataQuality', ['Failed']);
  const evidence = evidenceIn('prod', {
    monitors: [
      {
        ...failed,
        executions: [
          { ...failed.executions[0], failureReason: 'No captured data.' },
        ],
      },
    ],
  });

  expect(judge('reliable.data-quality-monitor', evidence)?.reason).toBe(
    'Monitoring schedule churn-DataQuality failed at 2026-11-24 12:00 UTC: No captured data.',
  );
});

it('says how the newest finished run of CI/CD ended', () => {
  const evidence = evidenceIn('dev', {
    delivery: [delivery(['InProgress', 'Failed'])],
  });

  expect(judge('reliable.delivery-green', evidence)?.reason).toBe(
    'The newest finished execution of CI/CD pipeline churn-deploy, begun at 2026-11-24 12:00 UTC, is Failed.',
  );
});

it('says who approved which version, and when', () => {
  const evidence = evidenceIn('dev', {
    registry: { models: [model(modelVersion(3))] },
  });

  expect(judge('reliable.approval', evidence)?.facts).toEqual([
    expect.objectContaining({
      text: 'Version 3 of churn is Approved by ada at 2026-11-20 09:00 UTC',
    }),
  ]);
});

it('says what serves in prod, and why it should not', () => {
  const evidence = evidenceOf([
    snapshot('dev', {
      registry: {
        models: [model(modelVersion(3, { approval: 'Rejected' }))],
      },
    }),
    snapshot('prod', { endpoints: [endpoint(3)] }),
  ]);

  expect(judge('reliable.approved-in-prod', evidence)?.facts).toEqual([
    expect.objectContaining({
      text: 'Endpoint churn in churn-prediction-prod serves version 3 of churn, which is Rejected',
    }),
  ]);
});

it('says what was not in test before it was in prod', () => {
  const prod = snapshot('prod', { endpoints: [endpoint(3)] });

  expect(judge('reliable.test-before-prod', evidenceOf([prod]))?.reason).toBe(
    'Endpoint churn in churn-prediction-prod serves version 3 of churn, which was not in test first.',
  );
  expect(
    judge(
      'reliable.test-before-prod',
      evidenceOf([prod, snapshot('test', { endpoints: UNREADABLE })]),
    )?.reason,
  ).toBe(
    'Endpoint churn in churn-prediction-prod serves version 3 of churn, of which it could not be seen whether it was in test first: Account churn-prediction-test could not be read: AccessDenied.',
  );
});

it('says all that is wrong with an endpoint', () => {
  const evidence = evidenceIn('prod', {
    endpoints: [
      endpoint(3, {
        variants: [variant({ networkIsolation: false, inVpc: false })],
        key: undefined,
      }),
    ],
  });

  expect(judge('reliable.endpoint-security', evidence)?.reason).toBe(
    'Endpoint churn in churn-prediction-prod has no network isolation, is in no VPC, has no key of its own.',
  );
});
