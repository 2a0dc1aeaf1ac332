// What the tabs on the page of a use case show, and the tabs themselves in a test app.
import { coreApis } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import type {
  AccountSnapshot,
  DeliveryEvidence,
  EndpointEvidence,
  ModelEvidence,
  ModelVersion,
  MonitorEvidence,
  MonitoringType,
  Observed,
  PipelineEvidence,
  TrailEvidence,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsApiRef } from '../api';
import { mlopsPlugin } from '../plugin';
import { createFromTemplateRouteRef, rootRouteRef } from '../routes';
import { FakeMlopsApi } from './FakeMlopsApi';
import {
  evidenceOf,
  makeUseCase,
  OBSERVED_AT,
  useCaseEntity,
} from './fixtures';

const DEV = 'arn:aws:sagemaker:eu-west-1:222222222222';
const PROD = 'arn:aws:sagemaker:eu-west-1:444444444444';

/** Something AWS answered. */
export function collected<T>(value: T): Observed<T> {
  return { state: 'collected', observedAt: OBSERVED_AT, value };
}

/** Something AWS was asked for in vain. */
export const UNREADABLE = {
  state: 'unknown',
  reason: 'Access to AWS was denied.',
} as const;

/** Something AWS answered an hour before it was asked in vain. */
export function stale<T>(value: T): Observed<T> {
  return {
    state: 'collected',
    observedAt: '2026-11-24T11:00:00.000Z',
    staleReason: 'AWS asked to slow down.',
    value,
  };
}

export function versionArn(version: number): string {
  return `${DEV}:model-package/churn/${version}`;
}

export function versionOf(
  version: number,
  changes: Partial<ModelVersion> = {},
): ModelVersion {
  return {
    arn: versionArn(version),
    version,
    status: 'Completed',
    approval: 'Approved',
    createdAt: '2026-11-20T06:00:00.000Z',
    reviewedAt: '2026-11-20T09:00:00.000Z',
    reviewedBy: 'grace',
    metrics: [{ name: 'auc', value: 0.8 + version / 100 }],
    ...changes,
  };
}

/** The model `churn`, the newest version first. */
export function modelOf(...versions: ModelVersion[]): ModelEvidence {
  return { group: 'churn', arn: `${DEV}:model-package-group/churn`, versions };
}

/** An endpoint that serves a version of `churn`. */
export function endpointOf(
  version: number,
  changes: Partial<EndpointEvidence> = {},
): EndpointEvidence {
  return {
    name: 'churn-live',
    arn: `${PROD}:endpoint/churn-live`,
    status: 'InService',
    createdAt: '2026-10-01T00:00:00.000Z',
    lastModifiedAt: '2026-11-21T00:00:00.000Z',
    configName: `churn-${version}`,
    variants: [
      {
        name: 'AllTraffic',
        modelName: 'churn',
        modelPackageArn: versionArn(version),
        networkIsolation: true,
        inVpc: true,
      },
    ],
    dataCapture: true,
    key: { keyId: 'key-2', manager: 'CUSTOMER' },
    ...changes,
  };
}

/** A pipeline that trains, checks and registers, with its executions ended like this, the newest first. */
export function pipelineOf(
  outcomes: string[] = ['Succeeded'],
  changes: Partial<PipelineEvidence> = {},
): PipelineEvidence {
  const arn = `${DEV}:pipeline/churn-train`;
  return {
    name: 'churn-train',
    arn,
    steps: [
      {
        name: 'Register',
        type: 'RegisterModel',
        dependsOn: ['Train'],
        within: 'GoodEnough',
      },
      { name: 'Prepare', type: 'Processing', dependsOn: [] },
      { name: 'Train', type: 'Training', dependsOn: ['Prepare'] },
      {
        name: 'CheckBias',
        type: 'ClarifyCheck',
        check: 'data-bias',
        dependsOn: ['Prepare'],
      },
      { name: 'Evaluate', type: 'Processing', dependsOn: ['Train'] },
      { name: 'GoodEnough', type: 'Condition', dependsOn: ['Evaluate'] },
    ],
    executions: outcomes.map((status, index) => ({
      arn: `${arn}/execution/e${outcomes.length - index}`,
      status,
      startedAt: new Date(
        Date.parse(OBSERVED_AT) - index * 24 * 60 * 60 * 1000,
      ).toISOString(),
    })),
    triggers: [{ type: 'schedule', name: 'weekly', enabled: true }],
    ...changes,
  };
}

/** A CI/CD pipeline. */
export function deliveryOf(
  changes: Partial<DeliveryEvidence> = {},
): DeliveryEvidence {
  return {
    name: 'churn-deploy',
    arn: 'arn:aws:codepipeline:eu-west-1:222222222222:churn-deploy',
    actions: ['Source', 'Build', 'Approval', 'Deploy'].map(category => ({
      stage: `${category}Stage`,
      name: category,
      category,
      provider: 'any',
    })),
    executions: [
      { id: 'e-1', status: 'Succeeded', startedAt: OBSERVED_AT },
      { id: 'e-0', status: 'Failed', startedAt: OBSERVED_AT },
    ],
    ...changes,
  };
}

/** A monitoring schedule with its executions ended like this, the newest first, a day between them. */
export function monitorOf(
  type: MonitoringType,
  outcomes: string[] = ['Completed'],
  changes: Partial<MonitorEvidence> = {},
): MonitorEvidence {
  return {
    name: `churn-${type}`,
    arn: `${PROD}:monitoring-schedule/churn-${type}`,
    type,
    status: 'Scheduled',
    endpointName: 'churn-live',
    executions: outcomes.map((status, index) => ({
      scheduledAt: new Date(
        Date.parse(OBSERVED_AT) - index * 24 * 60 * 60 * 1000,
      ).toISOString(),
      status,
    })),
    ...changes,
  };
}

export function trailOf(changes: Partial<TrailEvidence> = {}): TrailEvidence {
  return {
    name: 'organization',
    arn: 'arn:aws:cloudtrail:eu-west-1:100000000001:trail/organization',
    organizationTrail: true,
    multiRegion: true,
    logFileValidation: true,
    logging: true,
    ...changes,
  };
}

/** An API with one use case that has these accounts. */
export function apiWith(
  snapshots: AccountSnapshot[],
  changes: Parameters<typeof makeUseCase>[0] = {},
): FakeMlopsApi {
  return new FakeMlopsApi([
    makeUseCase({ evidence: evidenceOf(snapshots), ...changes }),
  ]);
}

type Tab = 'accounts' | 'models' | 'pipelines' | 'cost' | 'activity';

/**
 * Renders a tab of the plugin on the page of the use case `churn-prediction`.
 *
 * @param options - `query` is what the address has behind the `?`; `apis` is what the tab asks besides the mlops API
 * @returns a function that tells the query of the address
 */
export function renderTab(
  api: FakeMlopsApi,
  tab: Tab,
  options: {
    query?: string;
    apis?: NonNullable<Parameters<typeof renderTestApp>[0]>['apis'];
  } = {},
): () => Record<string, string> {
  const { query = '' } = options;
  const { apis } = renderTestApp({
    extensions: [
      createTestEntityPage({ entity: useCaseEntity }),
      mlopsPlugin.getExtension(`entity-content:mlops/${tab}`),
    ],
    apis: [[mlopsApiRef, api], ...(options.apis ?? [])],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      '/create/templates/:namespace/:templateName': createFromTemplateRouteRef,
      '/mlops': rootRouteRef,
    },
    initialRouteEntries: [`/?${query}`],
  });
  const history = apis.get(coreApis.appHistory);
  if (!history) {
    throw new Error('The test app has no history.');
  }
  return () =>
    Object.fromEntries(
      new URLSearchParams(history.getSnapshot().location.search),
    );
}
