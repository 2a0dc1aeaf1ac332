/**
 * The plugin for apps on the legacy frontend system.
 *
 * @packageDocumentation
 */
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { mlopsApiRef, MlopsClient } from './api';
import {
  confirmationFieldOptions,
  environmentsFieldOptions,
  ownerFieldOptions,
  projectTemplateFieldOptions,
  useCaseNameFieldOptions,
} from './fields';
import { createFromTemplateRouteRef, rootRouteRef } from './routes';

export { mlopsApiRef, MlopsClient, type MlopsApi } from './api';
export { mlopsTranslationRef } from './translation';
export { isUseCase } from './useCaseOfEntity';

/** Use cases, accounts and maturity of machine learning on AWS, in Backstage. */
export const mlopsPlugin = createPlugin({
  id: 'mlops',
  apis: [
    createApiFactory({
      api: mlopsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new MlopsClient({ discoveryApi, fetchApi }),
    }),
  ],
  routes: { root: rootRouteRef },
  externalRoutes: { createFromTemplate: createFromTemplateRouteRef },
});

/** The page of use cases. */
export const MlopsPage = mlopsPlugin.provide(
  createRoutableExtension({
    name: 'MlopsPage',
    component: () =>
      import('./components/LegacyUseCasesPage').then(m => m.LegacyUseCasesPage),
    mountPoint: rootRouteRef,
  }),
);

/** Entity card: the maturity ladder of a use case. */
export const EntityMaturityCard = mlopsPlugin.provide(
  createComponentExtension({
    name: 'EntityMaturityCard',
    component: {
      lazy: () => import('./components/MaturityCard').then(m => m.MaturityCard),
    },
  }),
);

/** Entity card: the AWS accounts of a use case. */
export const EntityAccountsCard = mlopsPlugin.provide(
  createComponentExtension({
    name: 'EntityAccountsCard',
    component: {
      lazy: () => import('./components/AccountsCard').then(m => m.AccountsCard),
    },
  }),
);

/** Entity card: the SageMaker projects of a use case. */
export const EntityProjectsCard = mlopsPlugin.provide(
  createComponentExtension({
    name: 'EntityProjectsCard',
    component: {
      lazy: () => import('./components/ProjectsCard').then(m => m.ProjectsCard),
    },
  }),
);

/** Scaffolder field `MlopsUseCaseName`. */
export const UseCaseNameFieldExtension = mlopsPlugin.provide(
  createScaffolderFieldExtension({
    ...useCaseNameFieldOptions,
    schema: useCaseNameFieldOptions.schema.schema,
  }),
);

/** Scaffolder field `MlopsOwner`. */
export const OwnerFieldExtension = mlopsPlugin.provide(
  createScaffolderFieldExtension({
    ...ownerFieldOptions,
    schema: ownerFieldOptions.schema.schema,
  }),
);

/** Scaffolder field `MlopsProjectTemplate`. */
export const ProjectTemplateFieldExtension = mlopsPlugin.provide(
  createScaffolderFieldExtension({
    ...projectTemplateFieldOptions,
    schema: projectTemplateFieldOptions.schema.schema,
  }),
);

/** Scaffolder field `MlopsEnvironments`. */
export const EnvironmentsFieldExtension = mlopsPlugin.provide(
  createScaffolderFieldExtension({
    ...environmentsFieldOptions,
    schema: environmentsFieldOptions.schema.schema,
  }),
);

/** Scaffolder field `MlopsConfirmation`. */
export const ConfirmationFieldExtension = mlopsPlugin.provide(
  createScaffolderFieldExtension({
    ...confirmationFieldOptions,
    schema: confirmationFieldOptions.schema.schema,
  }),
);
