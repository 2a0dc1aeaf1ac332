import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  ENVIRONMENTS,
  type Environment,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type {
  AwsClients,
  MlopsConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { accountsInput } from '../accountsInput';
import { atOnce, failUnlessAll, listed } from '../atOnce';
import { endIfCancelled } from '../endIfCancelled';
import type { MlopsRegistryClient } from '../MlopsRegistryClient';
import { refreshEvidence } from '../refreshEvidence';
import { registeredUseCase } from '../registeredUseCase';
import { sessionOf } from '../session';
import { deployInto, type StudioAccount } from '../studio/deployInto';
import { examples } from './deployStudio.examples';

/** People work in these; what runs in test and prod is deployed there by pipelines. */
const STUDIO_ENVIRONMENTS: readonly Environment[] = ['experimentation', 'dev'];

/** The accounts that are to have Studio, of the two ways of naming them. */
function accountsOf(input: {
  accountId?: string;
  environment?: Environment;
  accounts?: StudioAccount[];
  environments?: Environment[];
}): StudioAccount[] {
  const {
    accountId,
    environment,
    accounts,
    environments = STUDIO_ENVIRONMENTS,
  } = input;
  if (accounts) {
    return accounts.filter(account =>
      environments.includes(account.environment),
    );
  }
  if (!accountId || !environment) {
    throw new InputError(
      `${accountId ? 'environment' : 'accountId'}: it is missing; give accountId and environment, or accounts.`,
    );
  }
  return [{ accountId, environment }];
}

/** The action `mlops:studio:deploy`: finds or provisions SageMaker AI Studio, through Service Catalog, in one account or in several at once. */
export function createDeployStudioAction(options: {
  registry: MlopsRegistryClient;
  aws: AwsClients;
  mlops: MlopsConfig;
}) {
  const { registry, aws, mlops } = options;
  const { product } = mlops.studio;
  return createTemplateAction({
    id: 'mlops:studio:deploy',
    description:
      'Deploys SageMaker AI Studio into accounts through AWS Service Catalog; a Studio that is there already is left alone',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        useCase: z => z.string({ description: 'Name of the use case' }),
        accountId: z =>
          z
            .string({ description: 'AWS account that gets Studio' })
            .regex(/^\d{12}$/, 'an AWS account id of 12 digits')
            .optional(),
        environment: z =>
          z
            .enum(ENVIRONMENTS, {
              description: 'Environment that the account is for',
            })
            .optional(),
        accounts: z =>
          accountsInput(z)
            .optional()
            .describe(
              'Accounts as mlops:account:provision puts them out, in place of accountId and environment: several get Studio at once',
            ),
        environments: z =>
          z
            .array(z.enum(ENVIRONMENTS))
            .optional()
            .describe(
              'Which of the accounts get Studio; those for experimentation and dev when absent',
            ),
      },
      output: {
        domainId: z => z.string({ description: 'Id of the SageMaker domain' }),
        domainUrl: z =>
          z.string({
            description:
              'Where people open Studio; of several, that of the first account',
          }),
        studios: z =>
          z
            .array(
              z.object({
                environment: z.enum(ENVIRONMENTS),
                accountId: z.string(),
                domainId: z.string(),
                domainUrl: z.string(),
              }),
            )
            .describe('Studio in each account'),
      },
    },
    async handler(ctx) {
      const { useCase } = ctx.input;
      const accounts = accountsOf(ctx.input);
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would deploy Studio (${product}) into ${accounts
            .map(({ accountId }) => `account ${accountId}`)
            .join(', ')}`,
        );
        return;
      }
      const { signal } = ctx;
      const credentials = await ctx.getInitiatorCredentials();
      await registeredUseCase(registry, useCase, credentials);
      const session = sessionOf(ctx);

      const { done, failures } = await atOnce(accounts, account =>
        deployInto(
          aws.account(account.accountId, 'provisioner', session),
          account,
          {
            useCase,
            product,
            token: `${ctx.task.id}-${account.accountId}`,
            checkpoint: effect =>
              ctx.checkpoint({
                key: `provision-${account.environment}`,
                fn: effect,
              }),
            log: message =>
              ctx.logger.info(`${account.environment}: ${message}`),
            signal,
          },
        ),
      );
      endIfCancelled(
        ctx,
        () =>
          `${
            done.length > 0
              ? `Studio is in service in ${listed(done)}.`
              : 'No Studio is in service yet.'
          } What Service Catalog was asked for, it still finishes; run this again to go on with it.`,
      );
      if (done.length > 0) {
        await refreshEvidence({
          registry,
          useCase,
          credentials,
          logger: ctx.logger,
        });
      }
      failUnlessAll(failures, 'Studio is in service', done);
      if (done.length > 0) {
        ctx.output('domainId', done[0].domainId);
        ctx.output('domainUrl', done[0].domainUrl);
      }
      ctx.output(
        'studios',
        done.map(studio => ({ ...studio })),
      );
    },
  });
}
