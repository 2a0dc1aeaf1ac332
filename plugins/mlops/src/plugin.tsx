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
  EntityContentBlueprint,
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

const organizationPage = SubPageBlueprint.make({
  name: 'maturity',
  params: {
    path: 'maturity',
    title: mlopsTranslationRef('organization.title'),
    loader: async () => {
      const [{ ReactRouterV6PageRouter }, { OrganizationPage }] =
        await Promise.all([
          import('@backstage/frontend-adapter-react-router-v6'),
          import('./components/OrganizationPage'),
        ]);
      return (
        <ReactRouterV6PageRouter>
          <OrganizationPage />
        </ReactRouterV6PageRouter>
      );
    },
  },
});

const modelsPage = SubPageBlueprint.make({
  name: 'models',
  params: {
    path: 'models',
    title: mlopsTranslationRef('models.title'),
    loader: async () => {
      const [{ ReactRouterV6PageRouter }, { ModelsRoutes }] = await Promise.all(
        [
          import('@backstage/frontend-adapter-react-router-v6'),
          import('./components/ModelsPage'),
        ],
      );
      return (
        <ReactRouterV6PageRouter>
          <ModelsRoutes />
        </ReactRouterV6PageRouter>
      );
    },
  },
});

const accountsPage = SubPageBlueprint.make({
  name: 'accounts',
  params: {
    path: 'accounts',
    title: mlopsTranslationRef('accountsPage.title'),
    loader: async () => {
      const [{ ReactRouterV6PageRouter }, { AccountsPage }] = await Promise.all(
        [
          import('@backstage/frontend-adapter-react-router-v6'),
          import('./components/AccountsPage'),
        ],
      );
      return (
        <ReactRouterV6PageRouter>
          <AccountsPage />
        </ReactRouterV6PageRouter>
      );
    },
  },
});

const templatesPage = SubPageBlueprint.make({
  name: 'templates',
  params: {
    path: 'templates',
    title: mlopsTranslationRef('templates.title'),
    loader: async () => {
      const [{ ReactRouterV6PageRouter }, { TemplatesPage }] =
        await Promise.all([
          import('@backstage/frontend-adapter-react-router-v6'),
          import('./components/TemplatesPage'),
        ]);
      return (
        <ReactRouterV6PageRouter>
          <TemplatesPage />
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

const accountsTab = EntityContentBlueprint.make({
  name: 'accounts',
  params: {
    path: 'accounts',
    title: mlopsTranslationRef('entityTabs.accounts'),
    filter: USE_CASE_FILTER,
    loader: () =>
      import('./components/AccountsTab').then(m => <m.AccountsTab />),
  },
});

const modelsTab = EntityContentBlueprint.make({
  name: 'models',
  params: {
    path: 'models',
    title: mlopsTranslationRef('entityTabs.models'),
    filter: USE_CASE_FILTER,
    loader: () => import('./components/ModelsTab').then(m => <m.ModelsTab />),
  },
});

const pipelinesTab = EntityContentBlueprint.make({
  name: 'pipelines',
  params: {
    path: 'pipelines',
    title: mlopsTranslationRef('entityTabs.pipelines'),
    filter: USE_CASE_FILTER,
    loader: () =>
      import('./components/PipelinesTab').then(m => <m.PipelinesTab />),
  },
});

const costTab = EntityContentBlueprint.make({
  name: 'cost',
  params: {
    path: 'cost',
    title: mlopsTranslationRef('entityTabs.cost'),
    filter: USE_CASE_FILTER,
    loader: () => import('./components/CostTab').then(m => <m.CostTab />),
  },
});

const activityTab = EntityContentBlueprint.make({
  name: 'activity',
  params: {
    path: 'activity',
    title: mlopsTranslationRef('entityTabs.activity'),
    filter: USE_CASE_FILTER,
    loader: () =>
      import('./components/ActivityTab').then(m => <m.ActivityTab />),
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
    accountsPage,
    templatesPage,
    modelsPage,
    organizationPage,
    maturityCard,
    accountsCard,
    projectsCard,
    accountsTab,
    modelsTab,
    pipelinesTab,
    costTab,
    activityTab,
    retireMenuItem,
    confirmationField,
    useCaseNameField,
    ownerField,
    projectTemplateField,
    environmentsField,
  ],
});
