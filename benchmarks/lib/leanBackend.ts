// A backend with Backstage's own services, apart from two: its tasks run when they are told to, and what its databases are sent is counted.
import { createServer, type AddressInfo } from 'node:net';
import { createBackend } from '@backstage/backend-defaults';
import { DatabaseManager } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createServiceFactory,
  type BackendFeature,
  type LoggerService,
  type RootLoggerService,
  type SchedulerServiceTaskInvocationDefinition,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { countStatements } from './work';

/** The token with which a benchmark asks a backend. */
const TOKEN = 'benchmark-on-loopback-only';

/** A backend that runs. */
export interface LeanBackend {
  /** Runs a scheduled task of a plugin once. */
  run(pluginId: string, taskId: string): Promise<void>;
  /** The database of a plugin. */
  database(pluginId: string): Knex;
  /** Asks a plugin: `/catalog/refresh`. Answers what it answers. */
  call<T>(method: string, path: string, body?: object): Promise<T>;
}

function quietLogger(): RootLoggerService {
  const tell: LoggerService['error'] = (message, meta) => {
    process.stderr.write(
      `${message}${meta instanceof Error ? ` ${meta.stack}` : ''}\n`,
    );
  };
  const keepSilent = () => undefined;
  const logger: RootLoggerService = {
    error: tell,
    warn: keepSilent,
    info: keepSilent,
    debug: keepSilent,
    child: () => logger,
  };
  return logger;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => {
    server.close(resolve);
  });
  return port;
}

/**
 * Starts a backend.
 *
 * @param options.config - what is configured beside `backend`
 * @param options.database - what stands under `backend.database`
 */
export async function startLeanBackend(options: {
  features: (BackendFeature | Promise<{ default: BackendFeature }>)[];
  config: JsonObject;
  database: JsonObject;
}): Promise<LeanBackend> {
  const tasks = new Map<string, SchedulerServiceTaskInvocationDefinition>();
  const clients = new Map<string, Knex>();
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const backend = createBackend();

  backend.add(
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () =>
        new ConfigReader({
          app: { baseUrl },
          ...options.config,
          backend: {
            baseUrl,
            listen: { host: '127.0.0.1', port },
            database: options.database,
            auth: {
              externalAccess: [
                { type: 'static', options: { token: TOKEN, subject: 'bench' } },
              ],
            },
          },
        }),
    }),
  );
  backend.add(
    createServiceFactory({
      service: coreServices.rootLogger,
      deps: {},
      factory: quietLogger,
    }),
  );
  backend.add(
    createServiceFactory({
      service: coreServices.database,
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        plugin: coreServices.pluginMetadata,
      },
      createRootContext: ({ config }) => DatabaseManager.fromConfig(config),
      factory({ plugin, lifecycle, logger }, manager) {
        const pluginId = plugin.getId();
        const service = manager.forPlugin(pluginId, { lifecycle, logger });
        return {
          ...service,
          async getClient() {
            const client = await service.getClient();
            if (!clients.has(pluginId)) {
              clients.set(pluginId, client);
              countStatements(pluginId, client);
            }
            return client;
          },
        };
      },
    }),
  );
  backend.add(
    createServiceFactory({
      service: coreServices.scheduler,
      deps: { plugin: coreServices.pluginMetadata },
      factory({ plugin }) {
        const scheduleTask = async (
          task: SchedulerServiceTaskInvocationDefinition,
        ) => {
          tasks.set(`${plugin.getId()}/${task.id}`, task);
        };
        const notHere = async () => {
          throw new Error('Tasks run when the benchmark says so.');
        };
        return {
          scheduleTask,
          createScheduledTaskRunner: () => ({ run: scheduleTask }),
          triggerTask: notHere,
          cancelTask: notHere,
          getScheduledTasks: async () => [],
        };
      },
    }),
  );
  for (const feature of options.features) {
    backend.add(feature);
  }
  await backend.start();

  return {
    async run(pluginId, taskId) {
      const task = tasks.get(`${pluginId}/${taskId}`);
      if (!task) {
        throw new Error(
          `There is no task ${pluginId}/${taskId}; there is ${[...tasks.keys()].join(', ')}.`,
        );
      }
      await task.fn(new AbortController().signal);
    },
    database(pluginId) {
      const client = clients.get(pluginId);
      if (!client) {
        throw new Error(`The plugin ${pluginId} has no database.`);
      }
      return client;
    },
    async call(method, path, body) {
      const response = await fetch(`${baseUrl}/api${path}`, {
        method,
        headers: {
          authorization: `Bearer ${TOKEN}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        body: body && JSON.stringify(body),
      });
      const text = await response.text();
      if (!response.ok) {
        throw new Error(`${method} ${path}: ${response.status} ${text}`);
      }
      return text ? JSON.parse(text) : undefined;
    },
  };
}
