import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  ACCOUNT_TAGS,
  ENVIRONMENTS,
  MANAGED_BY,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type {
  AwsClients,
  MlopsConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { findProduct } from '../findProduct';
import type { MlopsRegistryClient } from '../MlopsRegistryClient';
import { refreshEvidence } from '../refreshEvidence';
import { registeredUseCase } from '../registeredUseCase';
import { sessionOf } from '../session';
import { awaitDomain } from '../studio/awaitDomain';
import {
  awaitStudio,
  domainIdOf,
  findStudio,
  hasFailed,
  isAvailable,
  provisionStudio,
  removeFailedStudio,
  type StudioAccount,
} from '../studio/provisionedStudio';
import { examples } from './deployStudio.examples';

/** The action `mlops:studio:deploy`: finds or provisions SageMaker AI Studio in an account, through Service Catalog. */
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
      'Deploys SageMaker AI Studio into an account through AWS Service Catalog; a Studio that is there already is left alone',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        accountId: z =>
          z
            .string({ description: 'AWS account that gets Studio' })
            .regex(/^\d{12}$/, 'an AWS account id of 12 digits'),
        useCase: z => z.string({ description: 'Name of the use case' }),
        environment: z =>
          z.enum(ENVIRONMENTS, {
            description: 'Environment that the account is for',
          }),
      },
      output: {
        domainId: z => z.string({ description: 'Id of the SageMaker domain' }),
        domainUrl: z => z.string({ description: 'Where people open Studio' }),
      },
    },
    async handler(ctx) {
      const { accountId, useCase, environment } = ctx.input;
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would deploy Studio (${product}) into account ${accountId}`,
        );
        return;
      }
      const { signal } = ctx;
      const credentials = await ctx.getInitiatorCredentials();
      await registeredUseCase(registry, useCase, credentials);
      const { sageMaker, serviceCatalog } = aws.account(
        accountId,
        'provisioner',
        sessionOf(ctx),
      );
      const account: StudioAccount = {
        client: serviceCatalog,
        accountId,
        signal,
      };

      async function provision(token: string): Promise<void> {
        const launchable = await findProduct(serviceCatalog, {
          accountId,
          product,
          signal,
        });
        ctx.logger.info(
          `Deploying Studio from ${product} ${launchable.version} into account ${accountId}`,
        );
        await provisionStudio(account, {
          product: launchable,
          token,
          tags: [
            { Key: ACCOUNT_TAGS.useCase, Value: useCase },
            { Key: ACCOUNT_TAGS.environment, Value: environment },
            { Key: ACCOUNT_TAGS.managedBy, Value: MANAGED_BY },
          ],
        });
      }

      let existing = await findStudio(account);
      let token = `studio-${accountId}`;
      if (existing && hasFailed(existing)) {
        ctx.logger.info(
          `An earlier deployment of Studio in account ${accountId} failed; removing it`,
        );
        await removeFailedStudio(account, existing);
        token = `studio-after-${existing.Id}`;
        existing = undefined;
      }
      if (!existing) {
        await ctx.checkpoint({ key: 'provision', fn: () => provision(token) });
        // A retry does not run what it has a checkpoint of, but the Studio that
        // was made then may have failed and been removed since.
        if (!(await findStudio(account))) {
          await provision(token);
        }
      } else if (isAvailable(existing)) {
        ctx.logger.info(
          `Studio exists already in account ${accountId}; nothing changed`,
        );
      } else {
        ctx.logger.info(
          `The deployment of Studio in account ${accountId} was begun before; going on with that`,
        );
      }
      const studio =
        existing && isAvailable(existing)
          ? existing
          : await awaitStudio(account, state =>
              ctx.logger.info(`Studio: ${state}`),
            );
      const domainId = await domainIdOf(account, studio);
      const domainUrl = await awaitDomain(sageMaker, domainId, signal);
      await refreshEvidence({
        registry,
        useCase,
        credentials,
        logger: ctx.logger,
      });
      ctx.output('domainId', domainId);
      ctx.output('domainUrl', domainUrl);
    },
  });
}
