import type { Evidence } from '../../evidence';
import { scalableCriteria } from './scalable';
import {
  endpoint,
  evidenceIn,
  evidenceOf,
  model,
  modelVersion,
  project,
  snapshot,
} from './testEvidence';

const criteria = scalableCriteria({ timeToProductionTargetDays: 30 });

function judge(id: string, evidence: Evidence) {
  return criteria.find(criterion => criterion.id === id)?.judge(evidence);
}

it('names the version a project should move to', () => {
  const template = { name: 'train-and-register', version: '1.0.0' };
  const evidence = evidenceIn('dev', {
    projects: [
      project({
        template: { ...template, supported: false, newestVersion: '2.0.0' },
      }),
    ],
  });

  expect(judge('scalable.supported-template', evidence)?.remedy?.text).toMatch(
    /^Update churn-prediction to 2\.0\.0: /,
  );
});

it('measures the days from registration to production, to the target itself', () => {
  const inProduction = (days: number) =>
    judge(
      'scalable.time-to-production',
      evidenceOf([], {
        registeredAt: '2026-01-01T00:00:00.000Z',
        firstInProductionAt: new Date(
          Date.UTC(2026, 0, 1) + days * 24 * 60 * 60 * 1000,
        ).toISOString(),
      }),
    );

  expect(inProduction(30)?.verdict).toBe('met');
  expect(inProduction(30.5)).toMatchObject({
    verdict: 'unmet',
    reason:
      'It took 30.5 days from registration to production; the target is 30.',
  });
});

it('names the endpoint that serves since then', () => {
  const evidence = evidenceOf([
    snapshot('dev', { registry: { models: [model(modelVersion(3))] } }),
    snapshot('prod', { endpoints: [endpoint(3)] }),
  ]);

  expect(judge('scalable.time-to-production', evidence)?.facts).toEqual([
    { text: 'It was registered at 2026-10-01 00:00 UTC' },
    {
      text: 'An approved version first served in prod at 2026-11-21 00:00 UTC',
      arn: endpoint(3).arn,
    },
  ]);
});
