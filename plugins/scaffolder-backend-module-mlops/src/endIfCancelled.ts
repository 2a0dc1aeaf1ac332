import type { LoggerService } from '@backstage/backend-plugin-api';

/**
 * Ends an action that a person has cancelled, and tells what exists; does
 * nothing in an action that was not.
 *
 * @throws the reason of the signal
 */
export function endIfCancelled(
  { signal, logger }: { signal?: AbortSignal; logger: LoggerService },
  whatExists: () => string,
): void {
  if (signal?.aborted) {
    logger.warn(`Cancelled. ${whatExists()}`);
    signal.throwIfAborted();
  }
}
