import type { State } from '../state/model';
import { createFoundation } from './foundation';
import { addLibrary } from './library';
import { addUseCases } from './organization';

/**
 * What can be there at first: `organization` has teams with use cases, `empty`
 * the same organization and library before the first of them.
 */
export const SEEDS = ['organization', 'empty'] as const;

/** One of {@link SEEDS}. */
export type SeedName = (typeof SEEDS)[number];

/**
 * Makes a new state; the same, apart from the time, whenever it is made.
 *
 * @param now - milliseconds since 1970
 */
export function createState(
  seed: SeedName,
  now: number,
  { accountQuota = 1000 }: { accountQuota?: number } = {},
): State {
  const state = createFoundation(now, accountQuota);
  addLibrary(state, now);
  if (seed === 'organization') {
    addUseCases(state, now);
  }
  return state;
}
