// Which criteria are judged, and where they stand, as the configuration says.
import type { MaturityResponse } from '@mlops-portal/backstage-plugin-mlops-common';
import { get, readOnly } from '../__testUtils__/ask';
import { startPortal, startTestSandbox } from '../__testUtils__/portal';

jest.setTimeout(180_000);

const NAME = 'churn-prediction';
const sandbox = startTestSandbox({ seed: 'empty' });

async function stagesWith(maturity: object) {
  const portal = await startPortal({
    sandbox: await sandbox,
    config: { mlops: { maturity: { ...maturity } } },
  });
  await readOnly(portal, NAME, 'group:default/risk');
  const { stages } = await get<MaturityResponse>(
    portal,
    `/use-cases/${NAME}/maturity`,
  );
  await portal.backend.stop();
  return Object.fromEntries(
    stages.map(({ stage, criteria }) => [stage, criteria.map(({ id }) => id)]),
  );
}

it('leaves out a criterion that is disabled', async () => {
  const { initial } = await stagesWith({
    disabledCriteria: ['initial.guard-rails'],
  });
  expect(initial).toContain('initial.owner');
  expect(initial).not.toContain('initial.guard-rails');
});

it('judges a criterion at the stage to which it was moved', async () => {
  const { repeatable, reliable } = await stagesWith({
    stages: [{ criterion: 'reliable.audit-trail', stage: 'repeatable' }],
  });
  expect(repeatable).toContain('reliable.audit-trail');
  expect(reliable).not.toContain('reliable.audit-trail');
});

it.each([
  [
    'a disabled criterion that there is not',
    { disabledCriteria: ['initial.golden'] },
    /mlops\.maturity.*initial\.golden.*initial\.owner/s,
  ],
  [
    'a moved criterion that there is not',
    { stages: [{ criterion: 'initial.golden', stage: 'reliable' }] },
    /mlops\.maturity.*initial\.golden/s,
  ],
  [
    'a stage that there is not',
    { stages: [{ criterion: 'initial.owner', stage: 'golden' }] },
    /mlops\.maturity\.stages\[0\]\.stage.*golden/s,
  ],
  [
    'a target that is no time',
    { timeToProductionTarget: { hours: 1 } },
    /mlops\.maturity\.timeToProductionTarget/,
  ],
])('does not start with %s, and says where', async (_, maturity, message) => {
  await expect(
    startPortal({ sandbox: await sandbox, config: { mlops: { maturity } } }),
  ).rejects.toThrow(message);
});
