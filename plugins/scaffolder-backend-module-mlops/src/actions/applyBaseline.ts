import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ENVIRONMENTS } from '@mlops-portal/backstage-plugin-mlops-common';
import type {
  AwsClients,
  MlopsConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { PATIENCE, type Patience } from '../accounts/AccountVendor';
import { accountsInput } from '../accountsInput';
import { atOnce, failUnlessAll, listed } from '../atOnce';
import {
  accountsWithout,
  awaitStacks,
  createStackInstances,
  describeStackSet,
} from '../baseline/stackSet';
import { endIfCancelled } from '../endIfCancelled';
import { sessionOf } from '../session';
import { examples } from './applyBaseline.examples';

/**
 * The action `mlops:account:baseline`: waits until the StackSets of the baseline
 * have made their stacks in accounts, and has them made where the StackSet does
 * not do it by itself.
 *
 * @param options.patience - how long to wait for what AWS does late
 */
export function createApplyBaselineAction(options: {
  aws: AwsClients;
  mlops: MlopsConfig;
  patience?: Patience;
}) {
  const { aws, mlops, patience = PATIENCE } = options;
  const { stackSets: names } = mlops.accounts.baseline;
  return createTemplateAction({
    id: 'mlops:account:baseline',
    description:
      'Makes sure that the security baseline is in accounts, by the StackSets of the organization',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        accounts: z =>
          accountsInput(z)
            .min(1)
            .describe('Accounts as mlops:account:provision puts them out'),
      },
      output: {
        applied: z =>
          z
            .array(
              z.object({
                environment: z.enum(ENVIRONMENTS),
                accountId: z.string(),
                stacks: z.array(
                  z.object({
                    stackSet: z.string(),
                    region: z.string(),
                    stackId: z.string(),
                  }),
                ),
              }),
            )
            .describe('The stacks that are in each account'),
      },
    },
    async handler(ctx) {
      const { accounts } = ctx.input;
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would make sure of ${names.join(' and ')} in ${listed(accounts)}`,
        );
        return;
      }
      const { signal } = ctx;
      const { cloudFormation } = aws.management('provisioner', sessionOf(ctx));
      const log = (message: string) => ctx.logger.info(message);

      const stackSets = await Promise.all(
        names.map(name =>
          describeStackSet(cloudFormation, name, mlops.aws.region, signal),
        ),
      );
      for (const stackSet of stackSets.filter(set => !set.isAutomatic)) {
        const accountIds = await accountsWithout(
          cloudFormation,
          stackSet,
          accounts.map(({ accountId }) => accountId),
          signal,
        );
        if (accountIds.length > 0) {
          log(
            `${stackSet.name} is not deployed automatically; applying it to ${accountIds.join(', ')}`,
          );
          await ctx.checkpoint({
            key: `apply-${stackSet.name}`,
            fn: () =>
              createStackInstances(cloudFormation, stackSet, {
                accountIds,
                unitIds: [
                  ...new Set(
                    accounts.map(
                      ({ environment }) =>
                        mlops.accounts.organizationalUnits[environment],
                    ),
                  ),
                ],
                operationId: `${stackSet.name}-${ctx.task.id}`.slice(0, 128),
                log,
                signal,
              }),
          });
        }
      }

      const { done, failures } = await atOnce(
        accounts,
        async ({ environment, accountId }) => {
          const stacks = await Promise.all(
            stackSets.map(stackSet =>
              awaitStacks(cloudFormation, stackSet, accountId, {
                appearMs: patience.roleMs,
                log: message => log(`${environment}: ${message}`),
                signal,
              }),
            ),
          );
          log(`${environment}: account ${accountId} has its baseline`);
          return { environment, accountId, stacks: stacks.flat() };
        },
      );
      endIfCancelled(
        ctx,
        () =>
          `${
            done.length > 0
              ? `The baseline is complete in ${listed(done)}.`
              : 'The baseline is not complete in any account yet.'
          } CloudFormation goes on with it by itself.`,
      );
      failUnlessAll(failures, 'The baseline is complete', done);
      ctx.output(
        'applied',
        done.map(({ environment, accountId, stacks }) => ({
          environment,
          accountId,
          stacks: stacks.map(stack => ({ ...stack })),
        })),
      );
    },
  });
}
