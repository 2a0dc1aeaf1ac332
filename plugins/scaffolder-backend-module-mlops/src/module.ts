import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  scaffolderActionsExtensionPoint,
  scaffolderServiceRef,
} from '@backstage/plugin-scaffolder-node';
import {
  createAwsClients,
  readMlopsConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { createApplyBaselineAction } from './actions/applyBaseline';
import { createCheckUseCaseAction } from './actions/checkUseCase';
import { createDeployStudioAction } from './actions/deployStudio';
import { createLaunchProjectAction } from './actions/launchProject';
import { createPlanAdvanceAction } from './actions/planAdvance';
import { createProvisionAccountsAction } from './actions/provisionAccounts';
import { createRegisterUseCaseAction } from './actions/registerUseCase';
import { createRetireUseCaseAction } from './actions/retireUseCase';
import { createReviewModelAction } from './actions/reviewModel';
import { audited } from './audited';
import { createMlopsRegistryClient } from './MlopsRegistryClient';
import { createIsTaskRunning } from './runningTask';
import { watchForLostTasks } from './watchForLostTasks';

/** The scaffolder actions of the MLOps portal. */
export const scaffolderModuleMlops = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'mlops',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        scaffolder: scaffolderServiceRef,
      },
      async init({
        actions,
        auditor,
        auth,
        catalog,
        config,
        database,
        discovery,
        logger,
        scaffolder,
        scheduler,
      }) {
        const mlops = readMlopsConfig(config);
        const aws = createAwsClients({ config, mlops });
        await watchForLostTasks({ config, database, logger, scheduler });
        const registry = createMlopsRegistryClient({ auth, discovery });
        actions.addActions(
          audited(
            createCheckUseCaseAction({ registry, catalog }),
            auditor,
            'low',
          ),
          audited(createPlanAdvanceAction({ registry }), auditor, 'low'),
          audited(
            createRegisterUseCaseAction({
              registry,
              isTaskRunning: createIsTaskRunning({ auth, scaffolder }),
            }),
            auditor,
          ),
          audited(
            createProvisionAccountsAction({ registry, aws, mlops }),
            auditor,
          ),
          audited(createApplyBaselineAction({ aws, mlops }), auditor),
          audited(createDeployStudioAction({ registry, aws, mlops }), auditor),
          audited(createLaunchProjectAction({ registry, aws }), auditor),
          audited(createReviewModelAction({ registry, aws, mlops }), auditor),
          audited(
            createRetireUseCaseAction({ registry, aws, mlops }),
            auditor,
            'high',
          ),
        );
      },
    });
  },
});
