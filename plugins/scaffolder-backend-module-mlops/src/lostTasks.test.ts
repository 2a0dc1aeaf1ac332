// Through the real scaffolder, whose database is told of a task that its worker does not hear of.
import {
  coreServices,
  createBackendModule,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { startBackend, until } from './__testUtils__/backend';
import { startPortal } from './__testUtils__/portal';
import { createLostTaskRecovery } from './lostTasks';

type Knex = Awaited<ReturnType<DatabaseService['getClient']>>;

function specWith(action: string): string {
  return JSON.stringify({
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    steps: [{ id: 'one', name: 'One', action, input: { message: 'taken up' } }],
    parameters: {},
    output: {},
  });
}

async function startScaffolder() {
  let knex: Knex | undefined;
  const address = await startBackend(await startPortal(), {
    features: [
      scaffolderPlugin,
      createBackendModule({
        pluginId: 'scaffolder',
        moduleId: 'test',
        register(env) {
          env.registerInit({
            deps: { database: coreServices.database },
            async init({ database }) {
              knex = await database.getClient();
            },
          });
        },
      }),
    ],
    config: {
      scaffolder: { taskRecovery: { enabled: true } },
    },
  });
  return { knex: knex!, address };
}

describe('createLostTaskRecovery', () => {
  it('has the scaffolder take up what its worker did not hear of', async () => {
    const { knex, address } = await startScaffolder();
    const recover = createLostTaskRecovery({ knex, concurrentTasksLimit: 10 });
    await knex('tasks').insert({
      id: 'lost',
      spec: specWith('mlops:use-case:check'),
      status: 'open',
    });
    await knex('tasks').insert({
      id: 'of-somebody-else',
      spec: specWith('debug:log'),
      status: 'open',
    });

    // It may just have been dispatched.
    expect(await recover()).toEqual([]);
    expect(await recover()).toEqual(['lost']);
    expect(await recover()).toEqual([]);

    const status = await until(async () => {
      const response = await fetch(`${address('scaffolder')}/v2/tasks/lost`, {
        headers: { Authorization: mockCredentials.user.header() },
      });
      const task = await response.json();
      return ['completed', 'failed'].includes(task.status)
        ? task.status
        : undefined;
    });
    // There is no such action in this backend: a worker has looked at it.
    expect(status).toBe('failed');
  }, 60_000);

  it('leaves alone what waits for its turn', async () => {
    const { knex } = await startScaffolder();
    const recover = createLostTaskRecovery({ knex, concurrentTasksLimit: 1 });
    await knex('tasks').insert({
      id: 'running',
      spec: specWith('mlops:use-case:check'),
      status: 'processing',
      last_heartbeat_at: knex.fn.now(),
    });
    await knex('tasks').insert({
      id: 'waiting',
      spec: specWith('mlops:use-case:check'),
      status: 'open',
    });

    await recover();

    expect(await recover()).toEqual([]);
    expect(await knex('tasks').where({ id: 'waiting' }).first()).toMatchObject({
      status: 'open',
    });
  }, 60_000);
});
