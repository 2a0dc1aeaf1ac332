// Runs an action the way the scaffolder's worker does, and can kill it anywhere.
import type { LoggerService } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonObject, JsonValue } from '@backstage/types';
import { validate, type Schema } from 'jsonschema';

/** The id of every task, until it says otherwise. */
export const TASK_ID = '0f7d1c2e-5a4b-4c3d-9e8f-7a6b5c4d3e2f';

/** Who began it. */
export const USER = 'user:default/amara';

/** When a task dies around a checkpoint: before its effect, after it, or after the checkpoint was kept, too. */
export type Moment = 'before' | 'after' | 'kept';

/** A process that ended, as a task sees it. */
export class Killed extends Error {}

/** How one run of a task goes. */
export interface RunOptions {
  signal?: AbortSignal;
  isDryRun?: boolean;
  /** The checkpoint around which the process ends, and when. */
  dieAt?: { key: string; moment: Moment };
}

/** A task of the scaffolder with one step. Its checkpoints outlive a run, as in the database. */
export interface Task {
  /** `info: message`, in order, of all runs. */
  log: string[];
  checkpoints: Map<string, JsonValue>;
  /** Keys of the checkpoints whose effect was run, in order, of all runs. */
  effects: string[];
  /** Forgets the log. */
  clearLog(): void;
  /**
   * Runs an action with an input that fits its schema.
   *
   * @returns its output
   */
  run<Input extends JsonObject, Output extends JsonObject>(
    action: TemplateAction<Input, Output>,
    input: Input,
    options?: RunOptions,
  ): Promise<JsonObject>;
}

function createLogger(log: string[]): LoggerService {
  const at = (level: string) => (message: string) => {
    log.push(`${level}: ${message}`);
  };
  const logger: LoggerService = {
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    child: () => logger,
  };
  return logger;
}

/** What is wrong with an input, as the scaffolder says before it runs an action; empty when nothing is. */
export function inputProblems(
  schema: Schema | undefined,
  input: JsonValue,
): string[] {
  return validate(input, schema ?? {}).errors.map(String);
}

/** Starts a task. */
export function createTask(id = TASK_ID): Task {
  const log: string[] = [];
  const checkpoints = new Map<string, JsonValue>();
  const effects: string[] = [];

  return {
    log,
    checkpoints,
    effects,
    clearLog() {
      log.length = 0;
    },
    async run(action, input, options = {}) {
      const { signal, isDryRun, dieAt } = options;
      const problems = inputProblems(action.schema?.input, input);
      if (problems.length > 0) {
        throw new Error(`Invalid input: ${problems.join('; ')}`);
      }
      const output: JsonObject = {};
      let isDead = false;

      function dieIf(key: string, moment: Moment): void {
        if (dieAt?.key === key && dieAt.moment === moment) {
          isDead = true;
        }
        // A dead process does nothing else, whatever else was under way.
        if (isDead) {
          throw new Killed(`killed ${moment} ${key}`);
        }
      }

      await action.handler({
        input,
        logger: createLogger(log),
        workspacePath: '/nowhere',
        signal,
        isDryRun,
        task: { id },
        user: { ref: USER },
        getInitiatorCredentials: async () => mockCredentials.user(),
        createTemporaryDirectory: async () => {
          throw new Error('These actions need no directory.');
        },
        output(name, value) {
          output[name as string] = value as JsonValue;
        },
        async checkpoint<T extends JsonValue | void>({
          key,
          fn,
        }: {
          key: string;
          fn: () => Promise<T> | T;
        }): Promise<T> {
          if (checkpoints.has(key)) {
            return checkpoints.get(key) as T;
          }
          dieIf(key, 'before');
          effects.push(key);
          const value = await fn();
          dieIf(key, 'after');
          checkpoints.set(key, JSON.parse(JSON.stringify(value ?? {})));
          dieIf(key, 'kept');
          return value;
        },
      });
      return output;
    },
  };
}
