import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  createAwsClients,
  readMlopsConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { createCheckUseCaseAction } from './actions/checkUseCase';
import { createDeployStudioAction } from './actions/deployStudio';
import { createLaunchProjectAction } from './actions/launchProject';
import { createProvisionAccountsAction } from './actions/provisionAccounts';
import { createRegisterUseCaseAction } from './actions/registerUseCase';
import { createMlopsRegistryClient } from './MlopsRegistryClient';

/** The scaffolder actions of the MLOps portal. */
export const scaffolderModuleMlops = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'mlops',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
      },
      async init({ actions, auth, catalog, config, discovery }) {
        const mlops = readMlopsConfig(config);
        const aws = createAwsClients({ config, mlops });
        const registry = createMlopsRegistryClient({ auth, discovery });
        actions.addActions(
          createCheckUseCaseAction({ registry, catalog }),
          createRegisterUseCaseAction({ registry }),
          createProvisionAccountsAction({ registry, aws, mlops }),
          createDeployStudioAction({ registry, aws, mlops }),
          createLaunchProjectAction({ registry, aws }),
        );
      },
    });
  },
});
