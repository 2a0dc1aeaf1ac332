import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  advanceOf,
  ENVIRONMENTS,
  STAGES,
  type CriterionResult,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { MlopsRegistryClient } from '../MlopsRegistryClient';
import { registeredUseCase } from '../registeredUseCase';
import { sentence } from '../sentence';
import { examples } from './planAdvance.examples';

/** What stays to be done by people, as Markdown. */
function remaining(
  forPeople: CriterionResult[],
  unknown: CriterionResult[],
): string {
  const lines = [
    ...forPeople.map(
      ({ title, reason, remedy }) =>
        `- **${title}**: ${reason}${remedy ? ` ${remedy.text}` : ''}`,
    ),
    ...unknown.map(({ title, reason }) => `- **${title}**: unknown. ${reason}`),
  ];
  return lines.length > 0 ? lines.join('\n') : 'Nothing.';
}

/** The action `mlops:use-case:plan`: collects the evidence of a use case and works out what it lacks for its next stage. Changes nothing on AWS. */
export function createPlanAdvanceAction(options: {
  registry: MlopsRegistryClient;
}) {
  const { registry } = options;
  return createTemplateAction({
    id: 'mlops:use-case:plan',
    description:
      'Works out which accounts, Studio and project a use case lacks for its next maturity stage',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        useCase: z => z.string({ description: 'Name of the use case' }),
        projectTemplate: z =>
          z
            .string({
              description:
                'Library template of a project that is missing; empty to launch none',
            })
            .optional(),
      },
      output: {
        nextStage: z =>
          z
            .enum(STAGES, { description: 'The stage it is worked out for' })
            .optional(),
        environments: z =>
          z
            .array(z.enum(ENVIRONMENTS))
            .describe('Environments in which something is missing'),
        studioEnvironments: z =>
          z
            .array(z.enum(ENVIRONMENTS))
            .describe('Environments whose account lacks Studio'),
        launchProject: z =>
          z.boolean({
            description: 'Whether to launch a project from the template',
          }),
        remaining: z =>
          z.string({
            description: 'What people have to see to, as Markdown',
          }),
      },
    },
    async handler(ctx) {
      const { useCase, projectTemplate } = ctx.input;
      const credentials = await ctx.getInitiatorCredentials();
      await registeredUseCase(registry, useCase, credentials);
      try {
        await registry.refresh(useCase, credentials);
      } catch (error) {
        throw new Error(
          `What ${useCase} lacks cannot be told, as its evidence could not be collected: ${sentence(error)}`,
          { cause: error },
        );
      }
      const advance = advanceOf(await registry.maturity(useCase, credentials));
      const { nextStage, studioEnvironments, forPeople, unknown } = advance;
      const launchProject = advance.project && Boolean(projectTemplate);
      const environments = ENVIRONMENTS.filter(
        environment =>
          advance.environments.includes(environment) ||
          (launchProject && environment === 'dev'),
      );

      if (nextStage) {
        ctx.logger.info(
          `For the stage ${nextStage}, the portal adds: ${
            [
              environments.length > 0 && `accounts: ${environments.join(', ')}`,
              studioEnvironments.length > 0 &&
                `Studio: ${studioEnvironments.join(', ')}`,
              launchProject && `a project from ${projectTemplate}`,
            ]
              .filter(Boolean)
              .join('; ') || 'nothing'
          }`,
        );
      } else {
        ctx.logger.info(`${useCase} has reached the highest stage`);
      }
      if (advance.project && !launchProject) {
        ctx.logger.warn(
          'A project from the library is missing, too: choose a project template to launch one',
        );
      }
      for (const { title, reason } of [...forPeople, ...unknown]) {
        ctx.logger.info(`For people to see to: ${title}: ${reason}`);
      }
      if (nextStage) {
        ctx.output('nextStage', nextStage);
      }
      ctx.output('environments', environments);
      ctx.output('studioEnvironments', studioEnvironments);
      ctx.output('launchProject', launchProject);
      ctx.output('remaining', remaining(forPeople, unknown));
    },
  });
}
