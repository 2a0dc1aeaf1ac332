import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until there is an answer.
 *
 * @param what - what is awaited, for the message when time runs out
 * @param ask - resolves with undefined while there is none
 * @param whyNot - what to add to the message
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  options: {
    timeoutMs?: number;
    everyMs?: number;
    whyNot?: () => string | Promise<string>;
  } = {},
): Promise<T> {
  const { timeoutMs = 120_000, everyMs = 200, whyNot } = options;
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    if (Date.now() > deadline) {
      const reason = (await whyNot?.()) ?? '';
      throw new Error(
        `Waited ${timeoutMs / 1000} s in vain for ${what}.${reason && `\n${reason}`}`,
      );
    }
    await sleep(everyMs);
  }
}
