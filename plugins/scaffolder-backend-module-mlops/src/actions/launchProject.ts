import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  ACCOUNT_TAGS,
  MANAGED_BY,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { AwsClients } from '@mlops-portal/backstage-plugin-mlops-node';
import type { MlopsRegistryClient } from '../MlopsRegistryClient';
import {
  awaitProject,
  createProject,
  findProject,
  isComplete,
  launched,
  type LaunchedProject,
} from '../projects/findOrCreateProject';
import { endIfCancelled } from '../endIfCancelled';
import { findProduct } from '../findProduct';
import { refreshEvidence } from '../refreshEvidence';
import { registeredUseCase } from '../registeredUseCase';
import { sessionOf } from '../session';
import { examples } from './launchProject.examples';

/** The action `mlops:project:launch`: finds or creates the SageMaker project of a use case in an account. */
export function createLaunchProjectAction(options: {
  registry: MlopsRegistryClient;
  aws: AwsClients;
}) {
  const { registry, aws } = options;
  return createTemplateAction({
    id: 'mlops:project:launch',
    description:
      'Launches a SageMaker project from a template of the library; a project that is there already is left alone',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        accountId: z =>
          z
            .string({ description: 'AWS account the project belongs to' })
            .regex(/^\d{12}$/, 'an AWS account id of 12 digits'),
        useCase: z =>
          z.string({
            description: 'Name of the use case; the project is called the same',
          }),
        product: z =>
          z.string({ description: 'Name of a product of the library' }),
        version: z =>
          z
            .string({
              description: 'Version of the product; the newest when absent',
            })
            .optional(),
        parameters: z =>
          z
            .record(z.string())
            .optional()
            .describe('Parameters of the template'),
      },
      output: {
        projectName: z => z.string({ description: 'Name of the project' }),
        projectId: z => z.string({ description: 'Id of the project' }),
        projectArn: z => z.string({ description: 'ARN of the project' }),
      },
    },
    async handler(ctx) {
      const { accountId, useCase, product, version, parameters } = ctx.input;
      const projectName = useCase;
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would launch project ${projectName} from ${product} ${
            version ?? '(newest version)'
          } in account ${accountId}`,
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

      let isAskedFor = false;

      async function launch(): Promise<void> {
        const launchable = await findProduct(serviceCatalog, {
          accountId,
          product,
          version,
          signal,
        });
        ctx.logger.info(
          `Launching project ${projectName} from ${product} ${launchable.version} in account ${accountId}`,
        );
        isAskedFor = true;
        await createProject(sageMaker, {
          projectName,
          description: `Project of the use case ${useCase}`,
          product: launchable,
          parameters: parameters ?? {},
          tags: [
            { Key: ACCOUNT_TAGS.useCase, Value: useCase },
            { Key: ACCOUNT_TAGS.managedBy, Value: MANAGED_BY },
          ],
          signal,
        });
      }

      async function findOrLaunch(): Promise<LaunchedProject> {
        const existing = await findProject(sageMaker, projectName, signal);
        if (existing && isComplete(existing)) {
          ctx.logger.info(
            `Project ${projectName} exists already in account ${accountId}; nothing changed`,
          );
          return launched(existing);
        }
        if (existing) {
          ctx.logger.info(
            `Project ${projectName} was launched before in account ${accountId}; going on with that`,
          );
        } else {
          await ctx.checkpoint({ key: 'create', fn: launch });
          // A retry does not run what it has a checkpoint of, but the project that
          // was made then may have failed and been deleted since.
          if (!(await findProject(sageMaker, projectName, signal))) {
            await launch();
          }
        }
        // A retry may have skipped the request, for which it has a checkpoint.
        isAskedFor = true;
        return awaitProject(sageMaker, projectName, {
          signal,
          onState: state => ctx.logger.info(`Project ${projectName}: ${state}`),
        });
      }

      const project = await findOrLaunch().catch(error => {
        endIfCancelled(
          ctx,
          () =>
            `Project ${projectName} was ${
              isAskedFor
                ? `asked for in account ${accountId}, and SageMaker still finishes it`
                : 'not asked for yet'
            }. Run this again to go on with it.`,
        );
        throw error;
      });
      await refreshEvidence({
        registry,
        useCase,
        credentials,
        logger: ctx.logger,
      });
      ctx.output('projectName', project.projectName);
      ctx.output('projectId', project.projectId);
      ctx.output('projectArn', project.projectArn);
    },
  });
}
