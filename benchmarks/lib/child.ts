// Processes of a benchmark: each side of a comparison has one of its own, which does what it is asked and says what that took.
import { fork, type ChildProcess } from 'node:child_process';

/** What a process can be asked to do, by name. */
export type Methods = Record<string, (argument: never) => Promise<unknown>>;

/** A process that can be asked. */
export type Child<T extends Methods> = {
  [Name in keyof T]: (
    ...argument: Parameters<T[Name]>
  ) => Promise<Awaited<ReturnType<T[Name]>>>;
} & { end(): Promise<void> };

interface Request {
  id: number;
  name: string;
  argument: unknown;
}

interface Answer {
  id: number;
  value?: unknown;
  error?: string;
}

/** Processes that run. */
const running = new Set<ChildProcess>();

process.once('exit', () => {
  for (const child of running) {
    child.kill('SIGKILL');
  }
});

/**
 * Starts a process.
 *
 * @param file - the path of a module that calls {@link answer}
 * @param env - what stands in its environment beside what stands in this one's
 */
export function startChild<T extends Methods>(
  file: string,
  env: Record<string, string> = {},
): Child<T> {
  const child = fork(file, {
    execArgv: [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
    ],
    env: { ...process.env, ...env },
    serialization: 'advanced',
  });
  running.add(child);
  const waiting = new Map<number, (answer: Answer) => void>();
  let lastId = 0;
  child.on('message', (answer: Answer) => waiting.get(answer.id)?.(answer));
  const ended = new Promise<void>(resolve => {
    child.once('exit', (code, signal) => {
      running.delete(child);
      for (const [id, settle] of waiting) {
        settle({ id, error: `${file} ended (${signal ?? code})` });
      }
      resolve();
    });
  });

  async function ask(name: string, argument: unknown): Promise<unknown> {
    lastId += 1;
    const id = lastId;
    const answer = await new Promise<Answer>(resolve => {
      waiting.set(id, resolve);
      child.send({ id, name, argument } satisfies Request);
    });
    waiting.delete(id);
    if (answer.error !== undefined) {
      throw new Error(answer.error);
    }
    return answer.value;
  }

  return new Proxy({} as Child<T>, {
    get: (_, name) => {
      // A promise that answers with it must not take it for a promise.
      if (typeof name !== 'string' || name === 'then') {
        return undefined;
      }
      return name === 'end'
        ? async () => {
            child.kill('SIGTERM');
            await ended;
          }
        : (argument: unknown) => ask(name, argument);
    },
  });
}

/** Answers what the process that started this one asks, until that is over. */
export function answer(methods: Methods): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', async ({ id, name, argument }: Request) => {
    const reply: Answer = { id };
    try {
      reply.value = await methods[name](argument as never);
    } catch (error) {
      reply.error = (error as Error).stack ?? String(error);
    }
    process.send?.(reply);
  });
}
