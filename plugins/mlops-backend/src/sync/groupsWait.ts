import type { LoggerService } from '@backstage/backend-plugin-api';
import { waitUntil } from '@mlops-portal/backstage-plugin-mlops-node';
import type { CatalogOwnerDirectory } from '../service/OwnerDirectory';

/** How long the first sync waits for groups, in milliseconds. */
const PATIENCE = 60_000;

/**
 * Makes a wait for the catalog's groups, which is over once there are any. At a
 * first start the catalog may not have read them yet, and no use case would have
 * an owner that exists. A catalog that cannot be asked, or has no groups, is
 * waited for no longer than a minute, and once.
 */
export function createGroupsWait(
  owners: Pick<CatalogOwnerDirectory, 'hasGroups'>,
  logger: LoggerService,
  patience = PATIENCE,
): (signal: AbortSignal) => Promise<void> {
  let isOver = false;

  async function hasGroups(): Promise<true | undefined> {
    try {
      return (await owners.hasGroups()) || undefined;
    } catch (error) {
      logger.debug(`The catalog did not tell whether it has groups: ${error}`);
      return undefined;
    }
  }

  return async signal => {
    if (isOver) {
      return;
    }
    try {
      await waitUntil({
        what: 'groups in the catalog',
        poll: hasGroups,
        timeoutMs: patience,
        signal,
      });
    } catch {
      signal.throwIfAborted();
      logger.warn(
        'The catalog has no groups: no use case has an owner that exists',
      );
    }
    isOver = true;
  };
}
