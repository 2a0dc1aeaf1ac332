import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContextMenuItemBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import { RiArchiveLine, RiFlowChart } from '@remixicon/react';
import { mlopsApiRef, MlopsClient } from './api';
import { createFromTemplateRouteRef, rootRouteRef } from './routes';
import { mlopsTranslationRef } from './translation';
import { useRetireMenuItem } from './hooks/useRetireMenuItem';
import { isRetired, isUseCase, USE_CASE_FILTER } from './useCaseOfEntity';

const mlopsApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: mlopsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new MlopsClient({ discoveryApi, fetchApi }),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/mlops',
    routeRef: rootRouteRef,
    title: mlopsTranslationRef('plugin.title'),
    icon: <RiFlowChart />,
  },
});

const useCasesPage = SubPageBlueprint.make({
  name: 'use-cases',
  params: {
    path: 'use-cases',
    title: mlopsTranslationRef('useCases.title'),
    loader: async () => {
      const [{ ReactRouterV6PageRouter }, { UseCasesPage }] = await Promise.all(
        [
          import('@backstage/frontend-adapter-react-router-v6'),
          import('./components/UseCasesPage'),
        ],
      );
      return (
        <ReactRouterV6PageRouter>
          <UseCasesPage />
        </ReactRouterV6PageRouter>
      );
    },
  },
});

const maturityCard = EntityCardBlueprint.make({
  name: 'maturity',
  params: {
    type: 'content',
    filter: USE_CASE_FILTER,
    loader: () =>
      import('./components/MaturityCard').then(m => <m.MaturityCard />),
  },
});

const accountsCard = EntityCardBlueprint.make({
  name: 'accounts',
  params: {
    type: 'content',
    filter: USE_CASE_FILTER,
    loader: () =>
      import('./components/AccountsCard').then(m => <m.AccountsCard />),
  },
});

const projectsCard = EntityCardBlueprint.make({
  name: 'projects',
  params: {
    type: 'content',
    filter: USE_CASE_FILTER,
    loader: () =>
      import('./components/ProjectsCard').then(m => <m.ProjectsCard />),
  },
});

const retireMenuItem = EntityContextMenuItemBlueprint.make({
  name: 'retire',
  params: {
    icon: <RiArchiveLine size={16} />,
    useProps: useRetireMenuItem,
    filter: entity => isUseCase(entity) && !isRetired(entity),
  },
});

const confirmationField = FormFieldBlueprint.make({
  name: 'confirmation',
  params: {
    field: () =>
      import('./fields').then(m => createFormField(m.confirmationFieldOptions)),
  },
});

const useCaseNameField = FormFieldBlueprint.make({
  name: 'use-case-name',
  params: {
    field: () =>
      import('./fields').then(m => createFormField(m.useCaseNameFieldOptions)),
  },
});

const projectTemplateField = FormFieldBlueprint.make({
  name: 'project-template',
  params: {
    field: () =>
      import('./fields').then(m =>
        createFormField(m.projectTemplateFieldOptions),
      ),
  },
});

const ownerField = FormFieldBlueprint.make({
  name: 'owner',
  params: {
    field: () =>
      import('./fields').then(m => createFormField(m.ownerFieldOptions)),
  },
});

const environmentsField = FormFieldBlueprint.make({
  name: 'environments',
  params: {
    field: () =>
      import('./fields').then(m => createFormField(m.environmentsFieldOptions)),
  },
});

/** Use cases, accounts and maturity of machine learning on AWS, in Backstage. */
export const mlopsPlugin = createFrontendPlugin({
  pluginId: 'mlops',
  title: 'MLOps',
  icon: <RiFlowChart />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  externalRoutes: { createFromTemplate: createFromTemplateRouteRef },
  extensions: [
    mlopsApi,
    page,
    useCasesPage,
    maturityCard,
    accountsCard,
    projectsCard,
    retireMenuItem,
    confirmationField,
    useCaseNameField,
    ownerField,
    projectTemplateField,
    environmentsField,
  ],
});
