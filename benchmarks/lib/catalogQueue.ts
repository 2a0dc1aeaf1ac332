import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';

/** How often it is looked, in milliseconds. */
const EVERY = 200;

/**
 * Waits until a catalog has processed and stitched what it has been given.
 *
 * @param catalog - its database
 */
export async function catalogSettled(catalog: Knex): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    await sleep(EVERY);
    const waiting = await catalog('refresh_state')
      .where('next_update_at', '<=', catalog.fn.now())
      .first('entity_id');
    const unstitched = waiting ?? (await catalog('stitch_queue').first());
    quiet = unstitched ? 0 : quiet + 1;
  }
}
