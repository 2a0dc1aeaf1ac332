import { ReactRouterV6PageRouter } from '@backstage/frontend-adapter-react-router-v6';
import {
  coreApis,
  identityApiRef,
  type ApiHolder,
  type IdentityApi,
} from '@backstage/frontend-plugin-api';
import {
  mockApis,
  renderInTestApp,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { mlopsApiRef, type MlopsApi } from '../api';
import { mlopsPlugin } from '../plugin';
import { createFromTemplateRouteRef } from '../routes';
import { useCaseEntity } from './fixtures';

const MOUNTED_ROUTES = {
  '/catalog/:namespace/:kind/:name': entityRouteRef,
  '/create/templates/:namespace/:templateName': createFromTemplateRouteRef,
};

/** Where the app is. */
export interface Address {
  path(): string;
  query(): Record<string, string>;
}

/** Where the app with these APIs is. */
export function addressOf(apis: ApiHolder): Address {
  const history = apis.get(coreApis.appHistory);
  if (!history) {
    throw new Error('The test app has no history.');
  }
  const location = () => history.getSnapshot().location;
  return {
    path: () => location().pathname,
    query: () => Object.fromEntries(new URLSearchParams(location().search)),
  };
}

/** Renders the whole plugin in a test app, at an address. */
export function renderPlugin(api: MlopsApi, at: string): Address {
  const { apis } = renderTestApp({
    features: [mlopsPlugin],
    apis: [[mlopsApiRef, api]],
    mountedRoutes: MOUNTED_ROUTES,
    initialRouteEntries: [at],
  });
  return addressOf(apis);
}

/** Renders a page of the plugin by itself, without the app around it, for a guest or for whom `identity` tells of. */
export function renderPage(
  page: JSX.Element,
  api: MlopsApi,
  at: string,
  identity: IdentityApi = mockApis.identity({
    userEntityRef: 'user:default/guest',
    ownershipEntityRefs: ['user:default/guest'],
  }),
): Address {
  const { apis } = renderInTestApp(
    <ReactRouterV6PageRouter>{page}</ReactRouterV6PageRouter>,
    {
      apis: [
        [mlopsApiRef, api],
        [identityApiRef, identity],
      ],
      mountedRoutes: MOUNTED_ROUTES,
      initialRouteEntries: [at],
    },
  );
  return addressOf(apis);
}

type Card =
  | 'entity-card:mlops/maturity'
  | 'entity-card:mlops/accounts'
  | 'entity-card:mlops/projects';

/** Renders entity cards of the plugin on the page of the use case `churn-prediction`. */
export function renderCards(
  api: MlopsApi,
  cards: Card[],
  entity = useCaseEntity,
): void {
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity }),
      ...cards.map(card => mlopsPlugin.getExtension(card)),
    ],
    apis: [[mlopsApiRef, api]],
    mountedRoutes: MOUNTED_ROUTES,
  });
}

/** The values that a link fills into the form of a portal template. */
export function formDataOf(link: HTMLElement): unknown {
  const { searchParams } = new URL(
    link.getAttribute('href') ?? '',
    'http://localhost',
  );
  return JSON.parse(searchParams.get('formData') ?? 'null');
}
