import type {
  DatabaseService,
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { createLostTaskRecovery } from './lostTasks';

/** As Backstage has it when the configuration does not say. */
const DEFAULT_CONCURRENT_TASKS = 10;

/**
 * Looks every ten seconds for tasks that the scaffolder's worker did not hear
 * of. Does nothing where task recovery is off, for it is recovery that takes
 * them up.
 */
export async function watchForLostTasks(options: {
  config: RootConfigService;
  database: DatabaseService;
  logger: LoggerService;
  scheduler: SchedulerService;
}): Promise<void> {
  const { config, database, logger, scheduler } = options;
  const concurrentTasksLimit =
    config.getOptionalNumber('scaffolder.concurrentTasksLimit') ??
    DEFAULT_CONCURRENT_TASKS;
  const recovers = config.getOptionalBoolean('scaffolder.taskRecovery.enabled');
  if (!recovers || concurrentTasksLimit === 0) {
    return;
  }
  const recoverLostTasks = createLostTaskRecovery({
    knex: await database.getClient(),
    concurrentTasksLimit,
  });
  await scheduler.scheduleTask({
    id: 'mlops-lost-tasks',
    scope: 'local',
    frequency: { seconds: 10 },
    initialDelay: { seconds: 10 },
    timeout: { minutes: 1 },
    fn: async () => {
      for (const taskId of await recoverLostTasks()) {
        logger.warn(
          `Task ${taskId} was not taken up by a worker; handed it over to task recovery`,
        );
      }
    },
  });
}
