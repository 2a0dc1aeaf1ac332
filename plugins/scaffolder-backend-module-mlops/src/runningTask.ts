import type { AuthService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';

/** Statuses of tasks that a worker is at, or will be. */
const RUNNING = ['open', 'processing'];

/** Says whether a task of the scaffolder is still running. */
export type IsTaskRunning = (taskId: string) => Promise<boolean>;

/**
 * Asks the scaffolder, in the portal's own name: whoever is told that somebody
 * else was first need not be allowed to read that task.
 */
export function createIsTaskRunning(options: {
  auth: AuthService;
  scaffolder: ScaffolderService;
}): IsTaskRunning {
  const { auth, scaffolder } = options;
  return async taskId => {
    try {
      const { status } = await scaffolder.getTask(
        { taskId },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      return RUNNING.includes(status);
    } catch (error) {
      // The scaffolder forgets old tasks.
      if (
        isError(error) &&
        /NotFound|404/.test(`${error.name} ${error.message}`)
      ) {
        return false;
      }
      throw error;
    }
  };
}
