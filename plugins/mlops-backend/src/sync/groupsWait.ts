import type { LoggerService } from '@backstage/backend-plugin-api';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CatalogOwnerDirectory } from '../service/OwnerDirectory';

/** How long the first sync waits for groups, and how often it looks, in milliseconds. */
const PATIENCE = 60_000;
const PAUSE = 1_000;

/**
 * Makes a wait for the catalog's groups, which is over once there are any. At a
 * first start the catalog may not have read them yet, and no use case would have
 * an owner that exists. A catalog that cannot be asked, or has no groups, is
 * waited for no longer than a minute, and once.
 */
export function createGroupsWait(
  owners: Pick<CatalogOwnerDirectory, 'hasGroups'>,
  logger: LoggerService,
): (signal: AbortSignal) => Promise<void> {
  let isOver = false;
  return async signal => {
    const end = Date.now() + PATIENCE;
    while (!isOver) {
      try {
        isOver = await owners.hasGroups();
      } catch (error) {
        logger.debug(
          `The catalog did not tell whether it has groups: ${error}`,
        );
      }
      if (!isOver && Date.now() > end) {
        logger.warn(
          'The catalog has no groups: no use case has an owner that exists',
        );
        isOver = true;
      }
      if (!isOver) {
        await sleep(PAUSE, undefined, { signal });
      }
    }
  };
}
