/**
 * How much of the time waited so far a pause is: what takes a minute is noticed
 * within four seconds of being there, what takes a second within a third of one.
 */
const PAUSE_SHARE = 0.06;

/** Rejects with the reason of the signal as soon as it is aborted. */
async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  let timer: NodeJS.Timeout | undefined;
  let onAbort = () => {};
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(resolve, ms);
      onAbort = () => reject(signal?.reason);
      signal?.addEventListener('abort', onAbort);
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

/**
 * Asks again and again until there is an answer: for AWS operations that the
 * SDK has no waiter for.
 *
 * @param what - what is awaited, for the message when time runs out
 * @param poll - resolves with the answer, or undefined while there is none; what it throws ends the waiting
 * @param timeoutMs - milliseconds after which waiting ends with an error
 * @param delayMs - the shortest pause in milliseconds; a pause is six hundredths of the time waited so far
 * @param maxDelayMs - the longest pause in milliseconds
 * @param onWait - told before each pause, with the milliseconds waited so far
 * @throws the reason of `signal` when it is aborted; an error naming `what` when time runs out
 */
export async function waitUntil<T>(options: {
  what: string;
  poll: () => Promise<T | undefined>;
  signal?: AbortSignal;
  timeoutMs?: number;
  delayMs?: number;
  maxDelayMs?: number;
  onWait?: (waitedMs: number) => void;
}): Promise<T> {
  const {
    what,
    poll,
    signal,
    timeoutMs = 30 * 60_000,
    delayMs = 300,
    maxDelayMs = 5_000,
    onWait,
  } = options;
  const start = Date.now();
  for (;;) {
    signal?.throwIfAborted();
    const answer = await poll();
    if (answer !== undefined) {
      return answer;
    }
    const waited = Date.now() - start;
    const delay = Math.min(Math.max(waited * PAUSE_SHARE, delayMs), maxDelayMs);
    if (waited + delay > timeoutMs) {
      throw new Error(
        `Gave up waiting for ${what} after ${Math.round(
          waited / 1000,
        )} s. It may still come: run the task again, and it continues.`,
      );
    }
    onWait?.(waited);
    await pause(delay, signal);
  }
}
