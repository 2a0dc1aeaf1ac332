// The module in a real catalog, beside the real mlops backend, against a sandbox.
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  type SchedulerServiceTaskInvocationDefinition,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
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
} from '@mlops-portal/aws-sandbox';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- the test runs the module beside the backend it asks
import mlopsPlugin from '@mlops-portal/backstage-plugin-mlops-backend';
import request from 'supertest';
import { catalogModuleMlops } from './module';

function configFor(endpoint: string): JsonObject {
  const { experimentation, development, testing, production } =
    ORGANIZATIONAL_UNIT_IDS;
  return {
    backend: {
      baseUrl: 'http://localhost:7007',
      database: { client: 'better-sqlite3', connection: ':memory:' },
    },
    aws: { mainAccount: { ...PORTAL_CREDENTIALS } },
    catalog: {
      rules: [{ allow: ['System', 'Resource', 'Component', 'Group'] }],
      processingInterval: { seconds: 1 },
    },
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
        emailDomain: EMAIL_DOMAIN,
        organizationalUnits: {
          experimentation,
          dev: development,
          test: testing,
          prod: production,
        },
      },
    },
  };
}

/** Puts the group `risk` into the catalog. */
const groups = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'groups',
  register(env) {
    env.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        const entity: Entity = {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Group',
          metadata: {
            name: 'risk',
            annotations: {
              [ANNOTATION_LOCATION]: 'test:groups',
              [ANNOTATION_ORIGIN_LOCATION]: 'test:groups',
            },
          },
          spec: { type: 'team', children: [] },
        };
        catalog.addEntityProvider({
          getProviderName: () => 'groups',
          connect: connection =>
            connection.applyMutation({
              type: 'full',
              entities: [{ entity, locationKey: 'groups' }],
            }),
        });
      },
    });
  },
});

/** A scheduler that runs nothing by itself. */
function manualScheduler(
  tasks: Map<string, SchedulerServiceTaskInvocationDefinition>,
) {
  return createServiceFactory({
    service: coreServices.scheduler,
    deps: {},
    factory: () =>
      mockServices.scheduler.mock({
        scheduleTask: async task => {
          tasks.set(task.id, task);
        },
      }),
  });
}

describe('in a catalog', () => {
  const tasks = new Map<string, SchedulerServiceTaskInvocationDefinition>();
  let sandbox: Sandbox;
  let backend: TestBackend;

  beforeAll(async () => {
    sandbox = await startSandbox({ speed: 1000 });
    const events = mockServices.events();
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        mlopsPlugin,
        catalogModuleMlops,
        groups,
        mockServices.rootConfig.factory({ data: configFor(sandbox.url) }),
        mockServices.rootLogger.factory({ level: 'none' }),
        manualScheduler(tasks),
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => events,
        }),
      ],
    });
  });

  afterAll(async () => {
    await sandbox.stop();
  });

  async function run(task: string) {
    await tasks.get(task)?.fn(new AbortController().signal);
  }

  async function entity(ref: string): Promise<Entity | undefined> {
    const [kind, name] = ref.split(':');
    const { status, body } = await request(backend.server).get(
      `/api/catalog/entities/by-name/${kind}/default/${name}`,
    );
    return status === 200 ? body : undefined;
  }

  /** How many entities of each type the catalog shows. */
  async function countsByType(): Promise<Record<string, number>> {
    const { body } = await request(backend.server).get(
      '/api/catalog/entity-facets?facet=spec.type',
    );
    const facets: { value: string; count: number }[] = body.facets['spec.type'];
    return Object.fromEntries(facets.map(({ value, count }) => [value, count]));
  }

  /** Asks until the answer is right. The catalog processes what it is given in its own time. */
  async function until<T>(
    ask: () => Promise<T>,
    isRight: (answer: T) => boolean,
  ): Promise<T> {
    const end = Date.now() + 15_000;
    for (;;) {
      const answer = await ask();
      if (isRight(answer)) {
        return answer;
      }
      if (Date.now() > end) {
        throw new Error(
          `The catalog does not show what it should: ${JSON.stringify(answer)}`,
        );
      }
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
    }
  }

  /** Waits until the catalog shows an entity as it should be. */
  function waitFor(
    ref: string,
    isRight: (found: Entity | undefined) => boolean,
  ): Promise<Entity | undefined> {
    return until(() => entity(ref), isRight);
  }

  it('shows the whole organization once it was read', async () => {
    await waitFor('group:risk', Boolean);
    await run('collect-evidence');
    await run('mlops-refresh-all');
    const system = await waitFor('system:fraud-detection', found =>
      Boolean(found?.relations?.some(({ type }) => type === 'hasPart')),
    );
    expect(system).toMatchObject({
      metadata: { labels: { 'mlops-portal.io/stage': 'scalable' } },
      spec: { type: 'ml-use-case', owner: 'group:default/risk' },
    });
    await waitFor('resource:train-and-register', Boolean);
    const account = await waitFor('resource:fraud-detection-dev', found =>
      Boolean(
        found?.relations?.some(({ type }) => type === 'partOf') &&
        found.relations.some(({ type }) => type === 'dependencyOf'),
      ),
    );
    expect(account?.relations).toContainEqual(
      expect.objectContaining({
        type: 'partOf',
        targetRef: 'system:default/fraud-detection',
      }),
    );
    const counts = await until(
      countsByType,
      types => types['ml-use-case'] + types['aws-account'] >= 41,
    );
    expect(counts).toMatchObject({
      'ml-use-case': 12,
      'aws-account': 29,
      'sagemaker-project': 6,
      'sagemaker-project-template': 3,
      'ml-model': 6,
    });
  });

  it('shows a use case as soon as it is registered, without reading everything again', async () => {
    const { status } = await request(backend.server)
      .post('/api/mlops/use-cases')
      .send({ name: 'churn-prediction', owner: 'group:default/risk' });
    expect(status).toBe(201);
    const found = await waitFor('system:churn-prediction', Boolean);
    expect(found).toMatchObject({
      metadata: { labels: { 'mlops-portal.io/stage': 'none' } },
    });
  });
});

describe('its configuration', () => {
  async function start(mlops: JsonObject) {
    const tasks = new Map<string, SchedulerServiceTaskInvocationDefinition>();
    const addEntityProvider = jest.fn();
    await startTestBackend({
      extensionPoints: [
        [catalogProcessingExtensionPoint, { addEntityProvider }],
      ],
      features: [
        catalogModuleMlops,
        manualScheduler(tasks),
        mockServices.rootLogger.factory({ level: 'none' }),
        mockServices.rootConfig.factory({
          data: { catalog: { providers: { mlops } } },
        }),
      ],
    });
    return { tasks, addEntityProvider };
  }

  it('may be left out', async () => {
    const { tasks, addEntityProvider } = await start({});
    expect(addEntityProvider.mock.calls[0][0].getProviderName()).toBe('mlops');
    expect(tasks.get('mlops-refresh-all')).toMatchObject({
      frequency: { minutes: 10 },
      timeout: { minutes: 10 },
    });
  });

  it('may set the schedule', async () => {
    const { tasks } = await start({
      schedule: { frequency: { hours: 1 }, timeout: { minutes: 5 } },
    });
    expect(tasks.get('mlops-refresh-all')).toMatchObject({
      frequency: { hours: 1 },
      timeout: { minutes: 5 },
    });
  });

  it('stops the start when it is wrong, and names the key', async () => {
    await expect(start({ templateOwner: 'the platform' })).rejects.toThrow(
      "Invalid configuration at 'catalog.providers.mlops.templateOwner': 'the platform' is not an entity reference",
    );
  });
});
