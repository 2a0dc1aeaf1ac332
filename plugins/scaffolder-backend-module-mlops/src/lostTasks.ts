// A workaround for a gap in Backstage's scaffolder (seen in 4.3): its worker sleeps until a task is dispatched, and
// does not hear of one that is dispatched at the very moment in which it looks for tasks and finds none, as when two
// people press the button at once. Such a task stays open until the next one is dispatched, by anybody.
import type { DatabaseService } from '@backstage/backend-plugin-api';

type Knex = Awaited<ReturnType<DatabaseService['getClient']>>;

interface TaskRow {
  id: string;
  spec: string;
  status: string;
  last_heartbeat_at: Date;
}

/** What every id of our actions begins with. */
const OUR_ACTIONS = 'mlops:';

/** Long before any `staleTimeout`. */
const LONG_AGO = new Date(0);

/** Whether a task is of a template that uses our actions; nobody else's are our business. */
function isOurs({ spec }: Pick<TaskRow, 'spec'>): boolean {
  const { steps = [] }: { steps?: { action?: string }[] } = JSON.parse(spec);
  return steps.some(({ action }) => action?.startsWith(OUR_ACTIONS));
}

/**
 * Makes a function that hands over to the scaffolder's own task recovery what
 * its worker did not hear of: tasks that were open the last time, too, although
 * workers are free. To it they look like tasks whose worker has died before the
 * first step. It takes them up within ten seconds.
 *
 * @param knex - the scaffolder's database
 * @param concurrentTasksLimit - how many tasks a worker runs at a time
 * @returns the ids of what was handed over
 */
export function createLostTaskRecovery(options: {
  knex: Knex;
  concurrentTasksLimit: number;
}): () => Promise<string[]> {
  const { knex, concurrentTasksLimit } = options;
  let openBefore = new Set<string>();

  return async () => {
    const open = await knex<TaskRow>('tasks')
      .where({ status: 'open' })
      .select('id', 'spec');
    const lost = open.filter(task => openBefore.has(task.id) && isOurs(task));
    openBefore = new Set(open.map(({ id }) => id));
    if (lost.length === 0) {
      return [];
    }
    const running = await knex<TaskRow>('tasks')
      .where({ status: 'processing' })
      .select('id');
    if (running.length >= concurrentTasksLimit) {
      // They wait for their turn.
      return [];
    }
    const handedOver = await Promise.all(
      lost.map(async ({ id }) => {
        const updated = await knex<TaskRow>('tasks')
          .where({ id, status: 'open' })
          .update({ status: 'processing', last_heartbeat_at: LONG_AGO });
        return updated > 0 ? [id] : [];
      }),
    );
    return handedOver.flat();
  };
}
