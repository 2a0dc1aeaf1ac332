import { writeFileSync } from 'node:fs';
import { createState } from '../seed';
import { temporaryPath } from './files';
import { startHarness, type Harness } from './harness';

/** The example organization, JSON, by the moment at which it is looked at. */
const made = new Map<number, string>();

/**
 * Starts a sandbox with the example organization, on a clock that stands still.
 * The organization is made once for each moment, as that takes a while.
 *
 * @param now - milliseconds since 1970
 */
export function startOrganization(now: number): Promise<Harness> {
  const state =
    made.get(now) ?? JSON.stringify(createState('organization', now));
  made.set(now, state);
  const statePath = temporaryPath('state.json');
  writeFileSync(statePath, state);
  return startHarness({ statePath, now: () => now });
}
