// Our side: a backend with the portal's plugin, the catalog and the module between them.
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  createAwsClients,
  readMlopsConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { MlopsEntityProvider } from '@mlops-portal/backstage-plugin-catalog-backend-module-mlops/src/MlopsEntityProvider';
import { ACCOUNT_COLLECTORS } from '@mlops-portal/backstage-plugin-mlops-backend/src/collectors';
import { AccountStore } from '@mlops-portal/backstage-plugin-mlops-backend/src/database/AccountStore';
import { CollectionStore } from '@mlops-portal/backstage-plugin-mlops-backend/src/database/CollectionStore';
import { LibraryStore } from '@mlops-portal/backstage-plugin-mlops-backend/src/database/LibraryStore';
import { createServices } from '@mlops-portal/backstage-plugin-mlops-backend/src/services';
import { OrganizationReader } from '@mlops-portal/backstage-plugin-mlops-backend/src/sync/OrganizationReader';
import { catalogSettled } from '../lib/catalogQueue';
import { answer } from '../lib/child';
import { startLeanBackend, type LeanBackend } from '../lib/leanBackend';
import { portalConfig } from '../lib/portalConfig';
import { measured, type Work } from '../lib/work';

/** What a sync took. */
export interface SyncWork extends Work {
  /** How often the catalog was given something. */
  mutations: number;
  /** How many entities it was given. */
  entities: number;
  /** Resident memory at its highest so far, in MiB. */
  peakMiB: number;
}

/** The verdict of each criterion on a use case: 1 for met, 0 for unmet, -1 for unknown. */
export interface Verdicts {
  useCase: string;
  byCriterion: Record<string, number>;
}

/** Parts of the portal that have no door of their own. */
interface Parts {
  followAccounts(): Promise<void>;
  judgeAll(): Promise<void>;
  verdicts(): Promise<Verdicts[]>;
}

/** Where the group comes from. */
const LOCATION = 'url:https://example.com/groups';

const VERDICTS = { met: 1, unmet: 0, unknown: -1 };

let backend: LeanBackend | undefined;
let parts: (() => Parts) | undefined;
let given = { mutations: 0, entities: 0 };

function theBackend(): LeanBackend {
  if (!backend) {
    throw new Error('The portal has not been started.');
  }
  return backend;
}

function theParts(): Parts {
  if (!parts) {
    throw new Error('The portal has not been started.');
  }
  return parts();
}

/** Counts what the provider gives the catalog. */
function countMutations(): void {
  const { connect } = MlopsEntityProvider.prototype;
  MlopsEntityProvider.prototype.connect = function counting(connection) {
    return connect.call(this, {
      ...connection,
      applyMutation(mutation) {
        const count =
          mutation.type === 'full'
            ? mutation.entities.length
            : mutation.added.length + mutation.removed.length;
        if (count > 0) {
          given.mutations += 1;
          given.entities += count;
        }
        return connection.applyMutation(mutation);
      },
    });
  };
}

/** Gives the catalog a group: the first sync waits for the catalog to have one. */
const groupModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'group',
  register(env) {
    env.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addEntityProvider({
          getProviderName: () => 'group',
          connect: connection =>
            connection.applyMutation({
              type: 'full',
              entities: [
                {
                  entity: {
                    apiVersion: 'backstage.io/v1alpha1',
                    kind: 'Group',
                    metadata: {
                      name: 'machine-learning',
                      annotations: {
                        'backstage.io/managed-by-location': LOCATION,
                        'backstage.io/managed-by-origin-location': LOCATION,
                      },
                    },
                    spec: { type: 'team', children: [] },
                  },
                },
              ],
            }),
        });
      },
    });
  },
});

/** Makes the portal's parts a second time, on the same database, to run each by itself. */
const partsModule = createBackendModule({
  pluginId: 'mlops',
  moduleId: 'benchmark',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        logger: coreServices.logger,
        notifications: notificationService,
        signals: signalsServiceRef,
      },
      async init({ config, database, logger, ...services }) {
        const knex = await database.getClient();
        const mlops = readMlopsConfig(config);
        const aws = createAwsClients({ config, mlops });
        const made = createServices({
          ...services,
          mlops,
          aws,
          knex,
          logger,
          collectors: ACCOUNT_COLLECTORS,
          addedCriteria: [],
          // There are no groups in this catalog; here that is known without asking it.
          owners: { isGroup: async () => false },
        });
        const organization = new OrganizationReader({
          aws,
          mlops,
          accounts: new AccountStore(knex),
          library: new LibraryStore(knex),
          collections: new CollectionStore(knex),
          clock: { lastSyncAt: async () => undefined, synced: () => undefined },
          onLibraryChanged: async () => undefined,
          logger,
          now: () => new Date(),
        });
        parts = () => ({
          followAccounts: () => organization.followAccounts(),
          judgeAll: () => made.evidence.judgeAll(),
          async verdicts() {
            const all: Verdicts[] = [];
            for await (const {
              useCase,
              stages,
            } of made.evaluations.maturities()) {
              all.push({
                useCase,
                byCriterion: Object.fromEntries(
                  stages.flatMap(({ criteria }) =>
                    criteria.map(({ id, verdict }) => [id, VERDICTS[verdict]]),
                  ),
                ),
              });
            }
            return all;
          },
        });
      },
    });
  },
});

const methods = {
  /** Starts the portal. */
  async start({
    endpoint,
    database,
  }: {
    endpoint: string;
    database: JsonObject;
  }) {
    countMutations();
    backend = await startLeanBackend({
      database,
      config: portalConfig(endpoint),
      features: [
        import('@backstage/plugin-catalog-backend'),
        import('@mlops-portal/backstage-plugin-catalog-backend-module-mlops'),
        import('@mlops-portal/backstage-plugin-mlops-backend'),
        Promise.resolve({ default: groupModule }),
        Promise.resolve({ default: partsModule }),
      ],
    });
  },

  /** Collects all evidence, and gives the catalog what changed. */
  async sync(): Promise<SyncWork> {
    given = { mutations: 0, entities: 0 };
    const work = await measured(async () => {
      await theBackend().run('mlops', 'collect-evidence');
      await theBackend().run('catalog', 'mlops-refresh-all');
    });
    return {
      ...work,
      ...given,
      // In KiB.
      peakMiB: process.resourceUsage().maxRSS / 1024,
    };
  },

  /** Brings the accounts of the organization up to date, and gives the catalog what changed. */
  async followOrganization(): Promise<Work> {
    return measured(async () => {
      await theParts().followAccounts();
      await theBackend().run('catalog', 'mlops-refresh-all');
    });
  },

  /** Judges all use cases by the evidence there is. */
  async judgeAll(): Promise<Work> {
    return measured(() => theParts().judgeAll());
  },

  async verdicts(): Promise<Verdicts[]> {
    return theParts().verdicts();
  },

  /** Waits until the catalog has nothing left to do. */
  async settle(): Promise<void> {
    await catalogSettled(theBackend().database('catalog'));
  },
};

/** What our side can be asked. */
export type PortalMethods = typeof methods;

if (require.main === module) {
  answer(methods);
}
