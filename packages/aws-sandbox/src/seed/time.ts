import type { Context } from '../operation';
import type { State } from '../state/model';

const DAY = 24 * 60 * 60 * 1000;

/**
 * A moment some days ago.
 *
 * @param now - milliseconds since 1970
 */
export function daysBefore(now: number, days: number): number {
  return now - days * DAY;
}

/** A clock of the past, on which things take as long as they take on AWS. Nobody listened then. */
export function at(state: State, now: number): Context {
  return {
    state,
    now,
    duration: awsSeconds => awsSeconds * 1000,
    announce: () => undefined,
  };
}
