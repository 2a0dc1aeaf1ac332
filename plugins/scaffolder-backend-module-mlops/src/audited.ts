import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
} from '@backstage/backend-plugin-api';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonObject, JsonValue } from '@backstage/types';

/** `mlops:account:provision` as the id of an audit event: `account-provision`. */
function eventIdOf(actionId: string): string {
  return actionId.replace(/^mlops:/, '').replaceAll(':', '-');
}

/** An input as it may be written down: parameters of a template may be secret, so only their names are. */
function withoutValues(input: JsonObject): JsonObject {
  const { parameters, ...rest } = input;
  return parameters && typeof parameters === 'object'
    ? { ...rest, parameters: Object.keys(parameters) }
    : rest;
}

/**
 * An action that writes an audit event: who ran it in which task, with what
 * input, and how it ended. A dry run does nothing, so it writes nothing.
 *
 * @param severityLevel - `medium` for what changes AWS, `high` for what takes away
 */
export function audited<Input extends JsonObject, Output extends JsonObject>(
  action: TemplateAction<Input, Output>,
  auditor: AuditorService,
  severityLevel: AuditorServiceEventSeverityLevel = 'medium',
): TemplateAction<Input, Output> {
  return {
    ...action,
    async handler(ctx) {
      if (ctx.isDryRun) {
        await action.handler(ctx);
        return;
      }
      const outputs: Record<string, JsonValue | undefined> = {};
      const event = await auditor.createEvent({
        eventId: eventIdOf(action.id),
        severityLevel,
        meta: {
          action: action.id,
          taskId: ctx.task.id,
          user: ctx.user?.ref ?? null,
          input: withoutValues(ctx.input),
        },
      });
      try {
        await action.handler({
          ...ctx,
          output(name, value) {
            outputs[name as string] = value;
            ctx.output(name, value);
          },
        });
      } catch (error) {
        await event.fail({ error: error as Error, meta: { output: outputs } });
        throw error;
      }
      await event.success({ meta: { output: outputs } });
    },
  };
}
