// Starts the plugin as it runs in a portal, against a sandbox: only the catalog, the scheduler and the recorders are stand-ins.
import {
  coreServices,
  createServiceFactory,
  type AuditorServiceCreateEventOptions,
  type BackendFeature,
  type RootLoggerService,
  type SchedulerServiceTaskInvocationDefinition,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  eventsServiceRef,
  type EventParams,
  type EventsService,
} from '@backstage/plugin-events-node';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import {
  signalsServiceRef,
  type SignalPayload,
} from '@backstage/plugin-signals-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import {
  ACCOUNT_IDS,
  EMAIL_DOMAIN,
  EXTERNAL_ID,
  ORGANIZATIONAL_UNIT_IDS,
  PORTAL_CREDENTIALS,
  REGION,
  ROLES,
  startSandbox,
  type Sandbox,
  type SandboxOptions,
} from '@mlops-portal/aws-sandbox';
import type { Knex } from 'knex';
import request from 'supertest';
import { mlopsPlugin } from '../plugin';

const TEAMS = [
  'customer-intelligence',
  'marketing',
  'pricing',
  'risk',
  'supply-chain',
];

function entity(kind: string, name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    spec: {},
  };
}

/** What a test may configure. */
interface PortalConfig {
  /** Where the accounts get their mail; the sandbox's own when absent. */
  emailDomain?: string;
  /** How many accounts are read at the same time. */
  concurrency?: number;
  /** More of what stands under `mlops`. */
  mlops?: JsonObject;
}

/** What stands in the configuration of a portal. */
export function configFor(
  endpoint: string,
  {
    emailDomain = EMAIL_DOMAIN,
    concurrency = 8,
    mlops = {},
  }: PortalConfig = {},
): JsonObject {
  return {
    backend: {
      baseUrl: 'http://localhost:7007',
      database: { client: 'better-sqlite3', connection: ':memory:' },
    },
    aws: { mainAccount: { ...PORTAL_CREDENTIALS } },
    mlops: {
      aws: {
        region: REGION,
        endpoint,
        managementAccountId: ACCOUNT_IDS.management,
        governanceAccountId: ACCOUNT_IDS.governance,
        dataLakeAccountId: ACCOUNT_IDS.dataLake,
        roles: { ...ROLES },
        externalId: EXTERNAL_ID,
      },
      accounts: {
        vendor: 'organizations',
        emailDomain,
        organizationalUnits: {
          experimentation: ORGANIZATIONAL_UNIT_IDS.experimentation,
          dev: ORGANIZATIONAL_UNIT_IDS.development,
          test: ORGANIZATIONAL_UNIT_IDS.testing,
          prod: ORGANIZATIONAL_UNIT_IDS.production,
        },
      },
      sync: { concurrency },
      ...mlops,
    },
  };
}

function recordingLogger(
  log: { level: string; message: string }[],
): RootLoggerService {
  const at = (level: string) => (message: string) => {
    log.push({ level, message });
  };
  return {
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    child: () => recordingLogger(log),
  };
}

/** What was told to the auditor: how an event began and how it ended. */
export interface AuditRecord extends AuditorServiceCreateEventOptions {
  outcome?: 'succeeded' | 'failed';
  outcomeMeta?: JsonObject;
  error?: Error;
}

/** The plugin with what is around it. */
export interface Portal {
  sandbox: Sandbox;
  backend: TestBackend;
  /** Asks the API: `api('get', '/use-cases')`, as a user unless `authorization` says otherwise. */
  api(
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    options?: {
      authorization?: string;
      body?: object | string;
      headers?: Record<string, string>;
    },
  ): request.Test;
  /** Runs the scheduled collection once. */
  sync(signal?: AbortSignal): Promise<void>;
  /** Runs a scheduled task once: `record-day`, `collect-costs`. */
  run(taskId: string): Promise<void>;
  /** Events that were published. */
  events: EventParams[];
  /** Hands an event to whoever subscribed to its topic. */
  emit(event: EventParams): Promise<void>;
  /** Messages that open pages were sent. */
  signals: SignalPayload[];
  /** Notifications that were sent. */
  notifications: NotificationSendOptions[];
  /** What the log says. */
  log: { level: string; message: string }[];
  audit: AuditRecord[];
  /** Names of permissions that are refused; empty at first. */
  denied: Set<string>;
  catalog: ReturnType<typeof catalogServiceMock>;
}

const sandboxes: Sandbox[] = [];

afterAll(async () => {
  await Promise.all(sandboxes.splice(0).map(sandbox => sandbox.stop()));
});

/** Starts a sandbox that stops after the tests of the file, and fails then when it failed itself. */
export async function startTestSandbox(
  options: SandboxOptions = {},
): Promise<Sandbox> {
  const failures: unknown[] = [];
  const sandbox = await startSandbox({
    speed: 1000,
    onFailure: error => failures.push(error),
    ...options,
  });
  sandboxes.push({
    ...sandbox,
    async stop() {
      await sandbox.stop();
      expect(failures).toEqual([]);
    },
  });
  return sandbox;
}

/**
 * Starts the plugin. Groups of the example organization are in the catalog, as
 * are the user `ada` and the group `platform`.
 *
 * @param options.sandbox - how the sandbox is to be, or one that runs
 * @param options.knex - the database; one in memory when absent
 * @param options.config - what is configured otherwise
 * @param options.publish - what publishing an event does besides being recorded
 * @param options.features - what runs beside the plugin: modules that extend it
 */
export async function startPortal(
  options: {
    sandbox?: SandboxOptions | Sandbox;
    knex?: Knex;
    config?: PortalConfig;
    publish?: (event: EventParams) => Promise<void>;
    features?: BackendFeature[];
  } = {},
): Promise<Portal> {
  const {
    sandbox: asked = {},
    knex,
    config = {},
    publish,
    features = [],
  } = options;
  const sandbox = 'url' in asked ? asked : await startTestSandbox(asked);
  const catalog = catalogServiceMock({
    entities: [
      ...[...TEAMS, 'platform'].map(name => entity('Group', name)),
      entity('User', 'ada'),
    ],
  });
  const tasks = new Map<string, SchedulerServiceTaskInvocationDefinition>();
  const events: EventParams[] = [];
  const subscribers: Parameters<EventsService['subscribe']>[0][] = [];
  const notifications: NotificationSendOptions[] = [];
  const signals: SignalPayload[] = [];
  const audit: AuditRecord[] = [];
  const log: { level: string; message: string }[] = [];
  const denied = new Set<string>();

  async function emit(event: EventParams): Promise<void> {
    await Promise.all(
      subscribers
        .filter(({ topics }) => topics.includes(event.topic))
        .map(subscriber => subscriber.onEvent(event)),
    );
  }

  async function run(
    taskId: string,
    signal = new AbortController().signal,
  ): Promise<void> {
    const task = tasks.get(taskId);
    if (!task) {
      throw new Error(`The plugin scheduled no task ${taskId}.`);
    }
    await task.fn(signal);
  }

  const backend = await startTestBackend({
    features: [
      mlopsPlugin,
      ...features,
      mockServices.rootConfig.factory({
        data: configFor(sandbox.url, config),
      }),
      createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => recordingLogger(log),
      }),
      knex
        ? mockServices.database.factory({ knex })
        : mockServices.database.factory(),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => catalog,
      }),
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () =>
          mockServices.scheduler.mock({
            scheduleTask: async task => {
              tasks.set(task.id, task);
            },
          }),
      }),
      createServiceFactory({
        service: eventsServiceRef,
        deps: {},
        factory: () => ({
          async publish(event) {
            events.push(event);
            await publish?.(event);
            await emit(event);
          },
          async subscribe(subscriber) {
            subscribers.push(subscriber);
          },
        }),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({
          async publish(signal) {
            signals.push(signal);
          },
        }),
      }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          async send(notification) {
            notifications.push(notification);
          },
        }),
      }),
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => ({
          async createEvent(event) {
            const record: AuditRecord = { ...event };
            audit.push(record);
            return {
              async success(end) {
                record.outcome = 'succeeded';
                record.outcomeMeta = end?.meta;
              },
              async fail({ error }) {
                record.outcome = 'failed';
                record.error = error;
              },
            };
          },
        }),
      }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () =>
          mockServices.permissions.mock({
            authorize: async requests =>
              requests.map(({ permission }) => ({
                result: denied.has(permission.name)
                  ? AuthorizeResult.DENY
                  : AuthorizeResult.ALLOW,
              })),
          }),
      }),
    ],
  });

  return {
    sandbox,
    backend,
    api(method, path, { authorization, body, headers = {} } = {}) {
      const test = request(backend.server)[method](`/api/mlops${path}`);
      test.set(headers);
      if (authorization) {
        test.set('Authorization', authorization);
      }
      if (body !== undefined) {
        test.set('Content-Type', 'application/json').send(body);
      }
      return test;
    },
    sync: signal => run('collect-evidence', signal),
    run: taskId => run(taskId),
    emit,
    notifications,
    signals,
    events,
    log,
    audit,
    denied,
    catalog,
  };
}
