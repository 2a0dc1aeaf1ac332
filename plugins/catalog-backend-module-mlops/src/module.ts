import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  LIBRARY_CHANGED_TOPIC,
  USE_CASE_CHANGED_TOPIC,
  useCaseChangedSchema,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { createMlopsApi } from './MlopsApi';
import { MlopsEntityProvider } from './MlopsEntityProvider';

const DEFAULT_SCHEDULE = {
  frequency: { minutes: 10 },
  timeout: { minutes: 10 },
  initialDelay: { seconds: 5 },
};

function readTemplateOwner(config: Config | undefined): string {
  const owner =
    config?.getOptionalString('templateOwner') ?? 'group:default/platform';
  try {
    return stringifyEntityRef(parseEntityRef(owner));
  } catch (error) {
    throw new InputError(
      `Invalid configuration at 'catalog.providers.mlops.templateOwner': '${owner}' is not an entity reference such as group:default/platform`,
      error,
    );
  }
}

/** Puts use cases, their accounts and projects, and the template library into the catalog. */
export const catalogModuleMlops = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'mlops',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({
        auth,
        catalog,
        config,
        discovery,
        events,
        logger,
        scheduler,
      }) {
        const providerConfig = config.getOptionalConfig(
          'catalog.providers.mlops',
        );
        const provider = new MlopsEntityProvider({
          api: createMlopsApi({ auth, discovery }),
          logger,
          templateOwner: readTemplateOwner(providerConfig),
        });
        catalog.addEntityProvider(provider);
        await events.subscribe({
          id: 'catalog-mlops',
          topics: [USE_CASE_CHANGED_TOPIC, LIBRARY_CHANGED_TOPIC],
          onEvent: async ({ topic, eventPayload }) => {
            if (topic === LIBRARY_CHANGED_TOPIC) {
              await provider.refreshLibrary();
              return;
            }
            const { useCase } = useCaseChangedSchema.parse(eventPayload);
            await provider.refreshUseCase(useCase);
          },
        });
        const schedule = providerConfig?.has('schedule')
          ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
              providerConfig.getConfig('schedule'),
            )
          : DEFAULT_SCHEDULE;
        await scheduler.scheduleTask({
          id: 'mlops-refresh-all',
          ...schedule,
          fn: () => provider.refreshAll(),
        });
      },
    });
  },
});
