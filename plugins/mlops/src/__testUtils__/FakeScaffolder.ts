import type {
  LogEvent,
  ScaffolderApi,
  ScaffolderScaffoldOptions,
  ScaffolderTask,
  ScaffolderTaskStatus,
} from '@backstage/plugin-scaffolder-react';
import { act } from '@testing-library/react';
import type { TaskApi } from '../components/ReviewModel/followTask';

const TASK_ID = 'task-1';

/** Who listens to the log of a task. */
interface Listener {
  next?(event: LogEvent): void;
  error?(error: Error): void;
}

/** What can be listened to. */
function observable(
  listen: (listener: Listener) => () => void,
): ReturnType<ScaffolderApi['streamLogs']> {
  return {
    subscribe: (listener: Listener | ((event: LogEvent) => void) = {}) => {
      const unsubscribe = listen(
        typeof listener === 'function' ? { next: listener } : listener,
      );
      return { unsubscribe, closed: false };
    },
    [Symbol.observable]() {
      return this;
    },
  };
}

/** The part of the scaffolder that runs templates; the test says what becomes of the task. */
export class FakeScaffolder implements TaskApi {
  /** What templates were run with. */
  readonly runs: ScaffolderScaffoldOptions[] = [];
  /** After which event each listener asked for the log. */
  readonly listenedAfter: (number | undefined)[] = [];
  /** Takes the place of the start of a task, for trouble. */
  beforeStart: () => void = () => {};
  #status: ScaffolderTaskStatus = 'processing';
  #events: LogEvent[] = [];
  readonly #listeners = new Set<Listener>();

  async scaffold(options: ScaffolderScaffoldOptions) {
    this.beforeStart();
    this.runs.push(options);
    this.#status = 'processing';
    this.#events = [];
    return { taskId: TASK_ID };
  }

  async getTask(id: string): Promise<ScaffolderTask> {
    return {
      id,
      status: this.#status,
      createdAt: '2026-11-24T12:00:00.000Z',
      spec: {
        apiVersion: 'scaffolder.backstage.io/v1beta3',
        parameters: {},
        steps: [],
        output: {},
      },
    };
  }

  streamLogs: ScaffolderApi['streamLogs'] = ({ after = 0 }) => {
    this.listenedAfter.push(after);
    return observable(listener => {
      this.#events
        .filter(({ id }) => id > after)
        .forEach(event => listener.next?.(event));
      this.#listeners.add(listener);
      return () => {
        this.#listeners.delete(listener);
      };
    });
  };

  /** The task says what it does. */
  log(message: string): void {
    this.#tell('log', { message });
  }

  /** The task ends well. */
  complete(): void {
    this.#status = 'completed';
    this.#tell('completion', { message: 'Run completed' });
  }

  /** The task fails for a reason, as the scaffolder tells of it. */
  fail(reason: string): void {
    this.#status = 'failed';
    const body = { message: 'Run failed', error: { message: reason } };
    this.#tell('completion', body);
  }

  /** Somebody cancels the task. */
  cancel(): void {
    this.#status = 'cancelled';
    this.#tell('cancelled', { message: 'Cancelled' });
  }

  /** The connections to the log break off. */
  disconnect(): void {
    this.#listeners.forEach(listener =>
      listener.error?.(new Error('The connection was lost.')),
    );
  }

  /** How many listen to the log. */
  get listeners(): number {
    return this.#listeners.size;
  }

  #tell(type: LogEvent['type'], body: LogEvent['body']): void {
    const event: LogEvent = {
      id: this.#events.length + 1,
      taskId: TASK_ID,
      createdAt: '2026-11-24T12:00:00.000Z',
      type,
      body,
    };
    this.#events.push(event);
    act(() => this.#listeners.forEach(listener => listener.next?.(event)));
  }
}
