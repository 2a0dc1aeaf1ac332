import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  AWS_EVENT_TOPIC,
  mlopsPermissions,
  type Criterion,
} from '@mlops-portal/backstage-plugin-mlops-common';
import {
  createAwsClients,
  mlopsMaturityExtensionPoint,
  readMlopsConfig,
  type AccountCollector,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { ACCOUNT_COLLECTORS } from './collectors';
import { migratedDatabase } from './database/migrations';
import { createAuthorize } from './service/authorize';
import { createCatalogOwnerDirectory } from './service/OwnerDirectory';
import { createRouter } from './service/router';
import { EVENTS_PATH } from './service/eventRoutes';
import { createServices, SYNC_TASK } from './services';
import { createGroupsWait } from './sync/groupsWait';

/** The backend of the MLOps portal: registry, evidence, maturity and REST API. */
export const mlopsPlugin = createBackendPlugin({
  pluginId: 'mlops',
  register(env) {
    const collectors: AccountCollector[] = [...ACCOUNT_COLLECTORS];
    const addedCriteria: Criterion[] = [];
    env.registerExtensionPoint(mlopsMaturityExtensionPoint, {
      addCollector(collector) {
        if (collectors.some(({ concern }) => concern === collector.concern)) {
          throw new Error(
            `There is a collector of ${collector.concern} already.`,
          );
        }
        collectors.push(collector as AccountCollector);
      },
      addCriteria(...criteria) {
        addedCriteria.push(...criteria);
      },
    });
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        signals: signalsServiceRef,
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
        discovery,
        events,
        httpAuth,
        httpRouter,
        lifecycle,
        logger,
        notifications,
        signals,
        permissions,
        permissionsRegistry,
        scheduler,
      }) {
        const mlops = readMlopsConfig(config);
        const owners = createCatalogOwnerDirectory({ catalog, auth });
        const services = createServices({
          mlops,
          aws: createAwsClients({ config, mlops }),
          knex: await migratedDatabase(database),
          collectors,
          addedCriteria,
          owners,
          auth,
          discovery,
          events,
          notifications,
          signals,
          logger,
        });

        permissionsRegistry.addPermissions(mlopsPermissions);
        httpRouter.use(
          createRouter({
            ...services,
            auth,
            auditor,
            authorize: createAuthorize({ httpAuth, permissions }),
            events,
            eventKey: mlops.events.key,
          }),
        );
        if (mlops.events.key) {
          httpRouter.addAuthPolicy({
            path: EVENTS_PATH,
            allow: 'unauthenticated',
          });
        }
        const { evidence, eventRefresh, costSync } = services;
        await events.subscribe({
          id: 'mlops-backend',
          topics: [AWS_EVENT_TOPIC],
          onEvent: async ({ eventPayload }) =>
            eventRefresh.receive(eventPayload),
        });
        lifecycle.addShutdownHook(() => eventRefresh.stop());
        const groups = createGroupsWait(owners, logger);
        await scheduler.scheduleTask({
          id: SYNC_TASK,
          frequency: mlops.sync.frequency,
          timeout: mlops.sync.timeout,
          initialDelay: { seconds: 3 },
          fn: async signal => {
            await groups(signal);
            await evidence.syncAll(signal);
          },
        });
        await scheduler.scheduleTask({
          id: 'record-day',
          frequency: { hours: 6 },
          timeout: { minutes: 10 },
          initialDelay: { minutes: 1 },
          fn: services.recordDay,
        });
        if (mlops.costs.frequency) {
          await scheduler.scheduleTask({
            id: 'collect-costs',
            frequency: mlops.costs.frequency,
            timeout: { minutes: 10 },
            initialDelay: { seconds: 15 },
            fn: () => costSync.sync(),
          });
        }
      },
    });
  },
});
