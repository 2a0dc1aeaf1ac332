// What another plugin adds is collected, kept and judged like the portal's own.
import { ListModelCardsCommand } from '@aws-sdk/client-sagemaker';
import { createBackendModule } from '@backstage/backend-plugin-api';
import type { Criterion } from '@mlops-portal/backstage-plugin-mlops-common';
import {
  mlopsMaturityExtensionPoint,
  type AccountCollector,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { z } from 'zod';
import {
  criterionOf,
  readOnly,
  refresh,
  snapshotOf,
} from '../__testUtils__/ask';
import {
  startPortal,
  startTestSandbox,
  type Portal,
} from '../__testUtils__/portal';

jest.setTimeout(180_000);

const NAME = 'fraud-detection';
const schema = z.object({ cards: z.array(z.string()) });

const collector: AccountCollector<z.output<typeof schema>> = {
  concern: 'documentation',
  what: 'the documentation of models',
  schema,
  iamActions: ['sagemaker:ListModelCards'],
  async collect({ aws, signal }) {
    const { ModelCardSummaries = [] } = await aws.sageMaker.send(
      new ListModelCardsCommand({}),
      { abortSignal: signal },
    );
    return {
      cards: ModelCardSummaries.map(({ ModelCardName = '' }) => ModelCardName),
    };
  },
};

const criterion: Criterion = {
  id: 'repeatable.documented',
  stage: 'repeatable',
  title: 'Its models are documented',
  why: 'Who comes later has to know what a model is for.',
  source: 'SageMaker ListModelCards',
  judge({ accounts }) {
    const parts =
      accounts.state === 'collected'
        ? accounts.value.map(({ extensions }) => extensions?.documentation)
        : [];
    const cards = parts.flatMap(part =>
      part?.state === 'collected' ? schema.parse(part.value).cards : [],
    );
    if (cards.length > 0) {
      return {
        verdict: 'met',
        reason: 'There are model cards.',
        facts: cards.map(text => ({ text })),
      };
    }
    return parts.some(part => part?.state === 'unknown')
      ? { verdict: 'unknown', reason: 'Not all could be read.', facts: [] }
      : { verdict: 'unmet', reason: 'There is no model card.', facts: [] };
  },
};

function moduleWith(added: {
  collector?: AccountCollector<z.output<typeof schema>>;
  criterion?: Criterion;
}) {
  return createBackendModule({
    pluginId: 'mlops',
    moduleId: 'documentation',
    register(reg) {
      reg.registerInit({
        deps: { maturity: mlopsMaturityExtensionPoint },
        async init({ maturity }) {
          if (added.collector) {
            maturity.addCollector(added.collector);
          }
          if (added.criterion) {
            maturity.addCriteria(added.criterion);
          }
        },
      });
    },
  });
}

const sandbox = startTestSandbox();

async function startWith(
  added: Parameters<typeof moduleWith>[0],
): Promise<Portal> {
  return startPortal({
    sandbox: await sandbox,
    features: [moduleWith(added)],
  });
}

it('collects and judges what a module adds, and keeps the last good evidence of it', async () => {
  const portal = await startWith({ collector, criterion });
  await readOnly(portal, NAME, 'group:default/risk');
  const { extensions } = await snapshotOf(portal, NAME, 'dev');
  expect(extensions).toEqual({
    documentation: {
      state: 'collected',
      value: { cards: [expect.any(String)] },
      observedAt: expect.any(String),
    },
  });
  expect(await criterionOf(portal, NAME, criterion.id)).toMatchObject({
    stage: 'repeatable',
    title: criterion.title,
    verdict: 'met',
    facts: [{ text: expect.any(String) }],
  });

  (await sandbox).faults.fail('sagemaker:ListModelCards', {
    error: 'AccessDeniedException',
    status: 400,
  });
  await refresh(portal, NAME);
  (await sandbox).faults.clear();
  const failed = await snapshotOf(portal, NAME, 'dev');
  expect(failed.extensions?.documentation).toMatchObject({
    ...extensions?.documentation,
    observedAt: expect.any(String),
    staleReason: expect.stringContaining(
      'Could not read the documentation of models (account fraud-detection-dev',
    ),
  });
});

it('does not start with a second collector of a concern', async () => {
  await expect(
    startWith({ collector: { ...collector, concern: 'studio' } }),
  ).rejects.toThrow('There is a collector of studio already.');
});

it('does not start with a second criterion of an id', async () => {
  await expect(
    startWith({ criterion: { ...criterion, id: 'initial.owner' } }),
  ).rejects.toThrow(/mlops\.maturity.*two criteria with the id initial\.owner/);
});
