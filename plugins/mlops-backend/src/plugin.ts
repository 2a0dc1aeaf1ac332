import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  eventsServiceRef,
  type EventParams,
} from '@backstage/plugin-events-node';
import {
  defaultCriteria,
  LIBRARY_CHANGED_TOPIC,
  mlopsPermissions,
  USE_CASE_CHANGED_TOPIC,
} from '@mlops-portal/backstage-plugin-mlops-common';
import {
  createAwsClients,
  readMlopsConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { AccountStore } from './database/AccountStore';
import { CollectionStore } from './database/CollectionStore';
import { LibraryStore } from './database/LibraryStore';
import { migratedDatabase } from './database/migrations';
import { UseCaseStore } from './database/UseCaseStore';
import { createAuthorize } from './service/authorize';
import { EvidenceService } from './service/EvidenceService';
import { createCatalogOwnerDirectory } from './service/OwnerDirectory';
import { RegistryService } from './service/RegistryService';
import { RetirementService } from './service/RetirementService';
import { createRouter } from './service/router';

/** The backend of the MLOps portal: registry, evidence, maturity and REST API. */
export const mlopsPlugin = createBackendPlugin({
  pluginId: 'mlops',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init({
        auditor,
        auth,
        catalog,
        config,
        database,
        events,
        httpAuth,
        httpRouter,
        logger,
        permissions,
        permissionsRegistry,
        scheduler,
      }) {
        const mlops = readMlopsConfig(config);
        const knex = await migratedDatabase(database);
        const useCases = new UseCaseStore(knex);
        const accounts = new AccountStore(knex);
        const library = new LibraryStore(knex);
        const collections = new CollectionStore(knex);
        const owners = createCatalogOwnerDirectory({ catalog, auth });
        // What was done stays done when nobody can be told: the catalog also looks by itself.
        const publish = async (event: EventParams) => {
          try {
            await events.publish(event);
          } catch (error) {
            logger.warn(
              `Could not publish the event ${event.topic}; the catalog learns of the change when it next reads everything`,
              new ForwardedError('The events service failed', error),
            );
          }
        };
        const onChanged = (useCase: string) =>
          publish({
            topic: USE_CASE_CHANGED_TOPIC,
            eventPayload: { useCase },
          });
        const evidence = new EvidenceService({
          aws: createAwsClients({ config, mlops }),
          mlops,
          criteria: defaultCriteria(mlops.accounts),
          owners,
          useCases,
          accounts,
          library,
          collections,
          onChanged,
          onLibraryChanged: () =>
            publish({ topic: LIBRARY_CHANGED_TOPIC, eventPayload: {} }),
          logger,
        });

        permissionsRegistry.addPermissions(mlopsPermissions);
        httpRouter.use(
          createRouter({
            auth,
            auditor,
            authorize: createAuthorize({ httpAuth, permissions }),
            registry: new RegistryService({
              useCases,
              owners,
              naming: mlops.accounts,
            }),
            retirement: new RetirementService({
              useCases,
              accounts,
              collections,
              evidence,
            }),
            evidence,
            useCases,
            accounts,
            library,
            collections,
            onChanged,
          }),
        );
        await scheduler.scheduleTask({
          id: 'collect-evidence',
          frequency: mlops.sync.frequency,
          timeout: mlops.sync.timeout,
          initialDelay: { seconds: 3 },
          fn: signal => evidence.syncAll(signal),
        });
      },
    });
  },
});
