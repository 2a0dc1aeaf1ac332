import type {
  LogEvent,
  ScaffolderApi,
} from '@backstage/plugin-scaffolder-react';

/** The calls of the scaffolder that are needed to run a template. */
export type TaskApi = Pick<
  ScaffolderApi,
  'scaffold' | 'streamLogs' | 'getTask'
>;

/** How a task ended, with the reason when it failed. */
export interface TaskEnd {
  status: 'completed' | 'failed' | 'cancelled';
  reason?: string;
}

/** How often in a row the log may break off before that is an error. */
const MAX_BREAKS = 5;

const RECONNECT_AFTER_MS = 2000;

interface Options {
  scaffolder: TaskApi;
  taskId: string;
  signal: AbortSignal;
  onLog: (message: string) => void;
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** Listens until a task has ended: resolves with the event that says so, rejects when the log breaks off. */
function listen(
  { scaffolder, taskId, signal }: Options,
  after: number | undefined,
  onEvent: (event: LogEvent) => void,
): Promise<LogEvent> {
  let stop = () => {};
  return new Promise<LogEvent>((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    signal.addEventListener('abort', () => reject(signal.reason));
    const subscription = scaffolder.streamLogs({ taskId, after }).subscribe({
      next: event => {
        onEvent(event);
        if (event.type === 'completion' || event.type === 'cancelled') {
          resolve(event);
        }
      },
      error: reject,
      complete: () => reject(new Error('The log ended before the task did.')),
    });
    stop = () => subscription.unsubscribe();
  }).finally(() => stop());
}

async function endOf(
  { scaffolder, taskId }: Options,
  { type, body }: LogEvent,
): Promise<TaskEnd> {
  if (type === 'cancelled') {
    return { status: 'cancelled' };
  }
  const { status } = await scaffolder.getTask(taskId);
  if (status === 'completed' || status === 'cancelled') {
    return { status };
  }
  // The backend says so in the event, but the type of the event does not.
  const { error } = body as { error?: { message?: string } };
  return { status: 'failed', reason: error?.message ?? body.message };
}

/**
 * Follows a task of the scaffolder to its end, and connects again when the
 * connection to its log breaks off.
 *
 * @returns how it ended
 * @throws when the log cannot be read again and again, or the signal says to stop; the task goes on regardless
 */
export async function followTask(options: Options): Promise<TaskEnd> {
  const seen: { after?: number; breaks: number } = { breaks: 0 };
  const onEvent = ({ id, type, body }: LogEvent) => {
    seen.after = id;
    seen.breaks = 0;
    if (type === 'log') {
      options.onLog(body.message);
    }
  };
  for (;;) {
    try {
      return await endOf(options, await listen(options, seen.after, onEvent));
    } catch (error) {
      seen.breaks += 1;
      if (options.signal.aborted || seen.breaks > MAX_BREAKS) {
        throw error;
      }
      await sleep(RECONNECT_AFTER_MS, options.signal);
    }
  }
}
