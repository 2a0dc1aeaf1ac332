import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { mlopsApiRef, type MlopsApi } from '../api';
import { mlopsPlugin } from '../plugin';
import type { FakeScaffolder } from './FakeScaffolder';
import { addressOf } from './renderPlugin';

/** Renders the pages of models in a test app, at a path below `/mlops/models`, for a person of the team `pricing`. */
export function renderModels(
  api: MlopsApi,
  options: {
    at?: string;
    /** Absent in an app without the scaffolder. */
    scaffolder?: FakeScaffolder;
  } = {},
) {
  const { at = '', scaffolder } = options;
  const { apis } = renderTestApp({
    features: [mlopsPlugin],
    apis: [
      [mlopsApiRef, api],
      [
        identityApiRef,
        mockApis.identity({
          userEntityRef: 'user:default/ada',
          ownershipEntityRefs: ['user:default/ada', 'group:default/pricing'],
        }),
      ],
      ...(scaffolder ? [[scaffolderApiRef, scaffolder] as const] : []),
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [`/mlops/models${at}`],
  });
  return addressOf(apis);
}
