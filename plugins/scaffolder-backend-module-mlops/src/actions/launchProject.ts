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
} from '../projects/findOrCreateProject';
import { findProduct } from '../projects/findProduct';
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
      const { sageMaker, serviceCatalog } = aws.account(
        accountId,
        'provisioner',
        sessionOf(ctx),
      );
      const existing = await findProject(sageMaker, projectName);
      if (existing) {
        ctx.logger.info(
          `Project ${projectName} exists already in account ${accountId}`,
        );
      } else {
        const launchable = await findProduct(serviceCatalog, {
          accountId,
          product,
          version,
        });
        ctx.logger.info(
          `Launching project ${projectName} from ${product} ${launchable.version} in account ${accountId}`,
        );
        await ctx.checkpoint({
          key: 'create',
          fn: () =>
            createProject(sageMaker, {
              projectName,
              description: `Project of the use case ${useCase}`,
              product: launchable,
              parameters: parameters ?? {},
              tags: [
                { Key: ACCOUNT_TAGS.useCase, Value: useCase },
                { Key: ACCOUNT_TAGS.managedBy, Value: MANAGED_BY },
              ],
            }),
        });
      }
      const project = await awaitProject(sageMaker, projectName, {
        signal: ctx.signal,
        onState: state => ctx.logger.info(`Project ${projectName}: ${state}`),
      });
      if (existing) {
        ctx.logger.info('Nothing changed');
      }
      await registry.refresh(useCase, await ctx.getInitiatorCredentials());
      ctx.output('projectName', project.projectName);
      ctx.output('projectId', project.projectId);
      ctx.output('projectArn', project.projectArn);
    },
  });
}
