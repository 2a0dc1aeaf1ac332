import type {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { z } from 'zod';
import { latest } from './times';

/** For how many milliseconds an answer of the scheduler is good enough. */
const MAX_AGE = 10_000;

const tasksSchema = z.object({
  tasks: z.array(
    z.object({
      taskId: z.string(),
      taskState: z
        .object({
          lastRunEndedAt: z.string().optional(),
          lastRunError: z.string().optional(),
        })
        .nullish(),
    }),
  ),
});

/**
 * Tells when the last sync ended well, be it on another replica. The scheduler
 * knows: a sync that finds nothing new need not write that itself.
 */
export interface SyncClock {
  /** ISO 8601 in UTC; undefined before the first time. */
  lastSyncAt(): Promise<string | undefined>;
  /** Notes a sync of this process, which may not be the scheduler's. */
  synced(at: Date): void;
}

/**
 * Makes a clock that asks the scheduler of this plugin.
 *
 * @param taskId - of the sync
 */
export function createSyncClock(options: {
  auth: AuthService;
  discovery: DiscoveryService;
  logger: LoggerService;
  taskId: string;
  now?: () => Date;
}): SyncClock {
  const { auth, discovery, logger, taskId, now = () => new Date() } = options;
  let own: string | undefined;
  let told: { at: number; answer: Promise<string | undefined> } | undefined;

  async function ask(): Promise<string | undefined> {
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'mlops',
    });
    const response = await fetch(
      `${await discovery.getBaseUrl('mlops')}/.backstage/scheduler/v1/tasks`,
      { headers: { Authorization: `Bearer ${token}` } },
    );
    if (!response.ok) {
      throw new Error(`it answered ${response.status}`);
    }
    const { tasks } = tasksSchema.parse(await response.json());
    const state = tasks.find(task => task.taskId === taskId)?.taskState;
    return state?.lastRunEndedAt && !state.lastRunError
      ? new Date(state.lastRunEndedAt).toISOString()
      : undefined;
  }

  return {
    async lastSyncAt() {
      if (!told || now().getTime() - told.at > MAX_AGE) {
        told = {
          at: now().getTime(),
          answer: ask().catch(error => {
            logger.debug(
              `The scheduler did not tell of the last sync: ${error}`,
            );
            return undefined;
          }),
        };
      }
      const answer = await told.answer;
      return latest(own, answer);
    },
    synced(at) {
      own = at.toISOString();
    },
  };
}
