import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { UseCase } from '@mlops-portal/backstage-plugin-mlops-common';
import type { MlopsRegistryClient } from '../MlopsRegistryClient';
import { ownerRef } from '../ownerRef';
import type { IsTaskRunning } from '../runningTask';
import { sentence } from '../sentence';
import { examples } from './registerUseCase.examples';

/** The action `mlops:use-case:register`: writes down a use case, from which moment it is in the catalog. */
export function createRegisterUseCaseAction(options: {
  registry: MlopsRegistryClient;
  isTaskRunning: IsTaskRunning;
}) {
  const { registry, isTaskRunning } = options;

  /** Of two tasks that create the same use case at once the one that registered it goes on. */
  async function refuseWhileAnotherRuns(
    { name, registeredBy, registeredInTask }: UseCase,
    taskId: string,
  ): Promise<void> {
    if (
      registeredInTask &&
      registeredInTask !== taskId &&
      (await isTaskRunning(registeredInTask))
    ) {
      throw new ConflictError(
        `name: ${registeredBy} is creating the use case ${name} right now, in the task ${registeredInTask}. Nothing was done here. Wait until that task has ended; run this again if something is still missing then.`,
      );
    }
  }

  return createTemplateAction({
    id: 'mlops:use-case:register',
    description:
      'Registers a use case; the very same registration a second time changes nothing',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string({ description: 'Unique name of the use case' }),
        title: z => z.string({ description: 'What people call it' }).optional(),
        description: z =>
          z
            .string({ description: 'The business problem it solves' })
            .optional(),
        owner: z =>
          z.string({
            description: 'Entity reference of the group that owns it',
          }),
        domain: z =>
          z.string({ description: 'The business domain' }).optional(),
        costCenter: z =>
          z.string({ description: 'Where its costs are booked' }).optional(),
      },
      output: {
        entityRef: z =>
          z.string({ description: 'Entity reference of the use case' }),
        created: z =>
          z.boolean({ description: 'False when it was registered before' }),
      },
    },
    async handler(ctx) {
      const { name, title, description, domain, costCenter } = ctx.input;
      const owner = ownerRef(ctx.input.owner);
      ctx.output('entityRef', `system:default/${name}`);
      if (ctx.isDryRun) {
        ctx.output('created', true);
        ctx.logger.info(`Dry run: would register ${name} for ${owner}`);
        return;
      }
      const credentials = await ctx.getInitiatorCredentials();
      const { useCase, created } = await ctx.checkpoint({
        key: 'register',
        fn: async () => {
          try {
            const result = await registry.register(
              {
                name,
                title,
                description,
                owner,
                domain: domain || undefined,
                costCenter: costCenter || undefined,
                registeredInTask: ctx.task.id,
              },
              credentials,
            );
            return { useCase: result.useCase, created: result.created };
          } catch (error) {
            throw new Error(
              `Could not register the use case ${name}: ${sentence(error)}`,
              { cause: error },
            );
          }
        },
      });
      await refuseWhileAnotherRuns(useCase, ctx.task.id);
      ctx.output('created', created);
      ctx.logger.info(
        created
          ? `Registered the use case ${name}, owned by ${owner}`
          : `The use case ${name} is registered already, since ${useCase.registeredAt.slice(0, 10)} by ${useCase.registeredBy}; nothing changed`,
      );
    },
  });
}
