import {
  endpoint,
  evidenceOf,
  model,
  modelVersion,
  snapshot,
  UNREADABLE,
  variant,
  versionArn,
} from './criteria/testEvidence';
import { firstInProductionAt, servingInProduction } from './production';

const dev = snapshot('dev', {
  registry: {
    models: [model(modelVersion(3), modelVersion(2, { approval: 'Rejected' }))],
  },
});
const prod = snapshot('prod', { endpoints: [endpoint(3)] });

describe('servingInProduction', () => {
  it('tells what serves where, and since when', () => {
    expect(servingInProduction(evidenceOf([dev, prod]))).toEqual([
      {
        accountId: '444444444444',
        endpoint: 'churn',
        endpointArn: 'arn:aws:sagemaker:eu-west-1:444444444444:endpoint/churn',
        group: 'churn',
        modelPackageArn: versionArn(3),
        since: '2026-11-21T00:00:00.000Z',
      },
    ]);
  });

  it('falls back on when the endpoint was created', () => {
    const endpoints = [endpoint(3, { lastModifiedAt: undefined })];
    expect(
      servingInProduction(evidenceOf([dev, snapshot('prod', { endpoints })])),
    ).toEqual([expect.objectContaining({ since: '2026-10-01T00:00:00.000Z' })]);
  });

  it('tells a version once that several variants serve', () => {
    const same = variant({ modelPackageArn: versionArn(3) });
    const endpoints = [endpoint(3, { variants: [same, same] })];
    expect(
      servingInProduction(evidenceOf([dev, snapshot('prod', { endpoints })])),
    ).toHaveLength(1);
  });

  it.each([
    ['in test', [dev, snapshot('test', { endpoints: [endpoint(3)] })]],
    [
      'in an account that was closed',
      [
        dev,
        snapshot('prod', {
          account: { status: 'CLOSED' },
          endpoints: [endpoint(3)],
        }),
      ],
    ],
    ['rejected', [dev, snapshot('prod', { endpoints: [endpoint(2)] })]],
    [
      'on an endpoint that is being created',
      [
        dev,
        snapshot('prod', { endpoints: [endpoint(3, { status: 'Creating' })] }),
      ],
    ],
    [
      'of which the approval could not be read',
      [snapshot('dev', { registry: UNREADABLE }), prod],
    ],
  ])('leaves out what is %s', (_, accounts) => {
    expect(servingInProduction(evidenceOf(accounts))).toEqual([]);
  });

  it('knows of nothing while the accounts are unknown', () => {
    expect(servingInProduction(evidenceOf(UNREADABLE))).toEqual([]);
  });
});

describe('firstInProductionAt', () => {
  it('is never, when nothing served', () => {
    expect(firstInProductionAt(evidenceOf([dev]))).toBeUndefined();
  });

  it('is when what serves now began to', () => {
    expect(firstInProductionAt(evidenceOf([dev, prod]))).toBe(
      '2026-11-21T00:00:00.000Z',
    );
  });

  it.each([
    ['2026-10-05T00:00:00.000Z', '2026-10-05T00:00:00.000Z'],
    ['2026-11-23T00:00:00.000Z', '2026-11-21T00:00:00.000Z'],
  ])(
    'is the earlier of what was known, %s, and what serves now',
    (known, first) => {
      expect(
        firstInProductionAt(
          evidenceOf([dev, prod], { firstInProductionAt: known }),
        ),
      ).toBe(first);
    },
  );

  it('is kept when nothing serves any more', () => {
    expect(
      firstInProductionAt(
        evidenceOf([], { firstInProductionAt: '2026-10-05T00:00:00.000Z' }),
      ),
    ).toBe('2026-10-05T00:00:00.000Z');
  });
});
