// The other side: a catalog that AwsOrganizationCloudAccountProcessor puts the accounts of the organization into.
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  type CatalogProcessor,
} from '@backstage/plugin-catalog-node';
import type { Config } from '@backstage/config';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { ORGANIZATION_ID } from '@mlops-portal/aws-sandbox';
import { setTimeout as sleep } from 'node:timers/promises';
import { catalogSettled } from '../lib/catalogQueue';
import { answer } from '../lib/child';
import { startLeanBackend, type LeanBackend } from '../lib/leanBackend';
import { portalConfig } from '../lib/portalConfig';
import { measured, type Work } from '../lib/work';
import { loadPeer } from '../peers/load';

interface AwsModule {
  AwsOrganizationCloudAccountProcessor: {
    fromConfig(
      config: Config,
      options: { logger: LoggerService },
    ): Promise<CatalogProcessor>;
  };
}

/** The `refresh_state` of a location. */
interface LocationRow {
  entity_id: string;
  entity_ref: string;
}

const LOCATION_TYPE = 'aws-cloud-accounts';

let backend: LeanBackend | undefined;

/** How often the processor has been asked for the accounts, and has told them. */
let readings = 0;

const processorModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'organization-processor',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ catalog, config, logger }) {
        const { AwsOrganizationCloudAccountProcessor } = loadPeer<AwsModule>(
          '@backstage/plugin-catalog-backend-module-aws',
        );
        const processor = await AwsOrganizationCloudAccountProcessor.fromConfig(
          config,
          { logger },
        );
        catalog.addProcessor({
          getProcessorName: () => processor.getProcessorName(),
          async readLocation(location, ...rest) {
            const isRead =
              (await processor.readLocation?.(location, ...rest)) ?? false;
            readings += Number(isRead);
            return isRead;
          },
        });
      },
    });
  },
});

function theBackend(): LeanBackend {
  if (!backend) {
    throw new Error('The catalog has not been started.');
  }
  return backend;
}

/** The location that the accounts come from. */
async function location(): Promise<LocationRow> {
  const row: LocationRow | undefined = await theBackend()
    .database('catalog')('refresh_state')
    .where('entity_ref', 'like', 'location:%')
    .where('unprocessed_entity', 'like', `%"${LOCATION_TYPE}"%`)
    .first('entity_id', 'entity_ref');
  if (!row) {
    throw new Error('The catalog has no location of the accounts.');
  }
  return row;
}

const methods = {
  /** Starts the catalog, and waits until it has all accounts. Answers how many. */
  async start({
    endpoint,
    database,
  }: {
    endpoint: string;
    database: JsonObject;
  }): Promise<number> {
    // The processor takes no endpoint; the SDK it is made with does.
    process.env.AWS_ENDPOINT_URL_ORGANIZATIONS = endpoint;
    const { catalog, ...config } = portalConfig(endpoint);
    backend = await startLeanBackend({
      database,
      config: {
        ...config,
        catalog: {
          ...(catalog as JsonObject),
          locations: [{ type: LOCATION_TYPE, target: ORGANIZATION_ID }],
          rules: [{ allow: ['Resource', 'Location'] }],
        },
      },
      features: [
        import('@backstage/plugin-catalog-backend'),
        Promise.resolve({ default: processorModule }),
      ],
    });
    while (readings === 0) {
      await sleep(100);
    }
    await catalogSettled(backend.database('catalog'));
    const { totalItems } = await backend.call<{ totalItems: number }>(
      'GET',
      '/catalog/entities/by-query?filter=kind=resource,spec.type=cloud-account&limit=1',
    );
    return totalItems;
  },

  /** Refreshes the location, as a person does, and waits until the accounts have been read and compared with those before. */
  async refresh(): Promise<Work> {
    const { call, database } = theBackend();
    const { entity_ref: entityRef } = await location();
    const before = readings;
    return measured(async () => {
      await call('POST', '/catalog/refresh', { entityRef });
      while (readings === before) {
        await sleep(50);
      }
      await catalogSettled(database('catalog'));
    });
  },
};

/** What the other side can be asked. */
export type OrganizationProcessorMethods = typeof methods;

if (require.main === module) {
  answer(methods);
}
