// Evidence for tests. Each builder makes the plain, good thing; a test changes what it is about.
import type { Environment } from '../../environment';
import {
  MONITORING_TYPES,
  type AccountEvidence,
  type AccountSnapshot,
  type DataShare,
  type DeliveryEvidence,
  type DomainEvidence,
  type EndpointEvidence,
  type Evidence,
  type ExperimentsEvidence,
  type ModelEvidence,
  type ModelVersion,
  type MonitorEvidence,
  type MonitoringType,
  type Observed,
  type PipelineEvidence,
  type PipelineStep,
  type ProjectEvidence,
  type RegistryEvidence,
  type StudioEvidence,
  type TrailEvidence,
} from '../../evidence';

export const OBSERVED_AT = '2026-11-24T12:00:00.000Z';

export const UNREADABLE = {
  state: 'unknown',
  reason: 'AccessDenied.',
} as const;

const ACCOUNT_IDS: Record<Environment, string> = {
  experimentation: '111111111111',
  dev: '222222222222',
  test: '333333333333',
  prod: '444444444444',
};

const DEV = `arn:aws:sagemaker:eu-west-1:${ACCOUNT_IDS.dev}`;
const PROD = `arn:aws:sagemaker:eu-west-1:${ACCOUNT_IDS.prod}`;

export function collected<T>(value: T): Observed<T> {
  return { state: 'collected', observedAt: OBSERVED_AT, value };
}

export function domain(changes: Partial<DomainEvidence> = {}): DomainEvidence {
  return {
    domainId: 'd-1',
    arn: `${DEV}:domain/d-1`,
    name: 'studio',
    status: 'InService',
    networkAccess: 'VpcOnly',
    key: { keyId: 'key-1', manager: 'CUSTOMER' },
    throughServiceCatalog: true,
    ...changes,
  };
}

export function project(
  changes: Partial<ProjectEvidence> = {},
): ProjectEvidence {
  return {
    name: 'churn-prediction',
    projectId: 'p-1',
    arn: `${DEV}:project/churn-prediction`,
    status: 'CreateCompleted',
    template: {
      name: 'train-and-register',
      version: '1.0.0',
      supported: true,
      newestVersion: '1.2.0',
    },
    repositories: [
      { type: 'AWS::CodeCommit::Repository', name: 'churn-prediction-build' },
    ],
    ...changes,
  };
}

export function step(
  name: string,
  type: string,
  changes: Partial<PipelineStep> = {},
): PipelineStep {
  return { name, type, dependsOn: [], ...changes };
}

/** The steps of a pipeline that has everything. */
export const STEPS = {
  prepare: step('Prepare', 'Processing'),
  bias: step('CheckBias', 'ClarifyCheck', {
    check: 'data-bias',
    dependsOn: ['Prepare'],
  }),
  train: step('Train', 'Training', { dependsOn: ['Prepare'] }),
  evaluate: step('Evaluate', 'Processing', { dependsOn: ['Train'] }),
  explain: step('Explain', 'ClarifyCheck', {
    check: 'model-explainability',
    dependsOn: ['Train'],
  }),
  condition: step('IsGoodEnough', 'Condition', { dependsOn: ['Evaluate'] }),
  register: step('Register', 'RegisterModel', {
    dependsOn: ['Train'],
    within: 'IsGoodEnough',
  }),
};

export function pipeline(
  changes: Partial<PipelineEvidence> = {},
): PipelineEvidence {
  return {
    name: 'churn-train',
    arn: `${DEV}:pipeline/churn-train`,
    steps: Object.values(STEPS),
    executions: [
      {
        arn: `${DEV}:pipeline/churn-train/execution/e1`,
        status: 'Succeeded',
        startedAt: '2026-11-20T06:00:00.000Z',
      },
    ],
    triggers: [{ type: 'schedule', name: 'weekly', enabled: true }],
    ...changes,
  };
}

export function versionArn(version: number, group = 'churn'): string {
  return `${DEV}:model-package/${group}/${version}`;
}

export function modelVersion(
  version: number,
  changes: Partial<ModelVersion> = {},
): ModelVersion {
  return {
    arn: versionArn(version),
    version,
    status: 'Completed',
    approval: 'Approved',
    reviewedBy: 'ada',
    reviewedAt: '2026-11-20T09:00:00.000Z',
    metrics: [],
    ...changes,
  };
}

/** The model `churn`, the newest version first. */
export function model(...versions: ModelVersion[]): ModelEvidence {
  return { group: 'churn', arn: `${DEV}:model-package-group/churn`, versions };
}

/** An endpoint that serves a version of `churn`. */
export function endpoint(
  version: number,
  changes: Partial<EndpointEvidence> = {},
): EndpointEvidence {
  return {
    name: 'churn',
    arn: `${PROD}:endpoint/churn`,
    status: 'InService',
    createdAt: '2026-10-01T00:00:00.000Z',
    lastModifiedAt: '2026-11-21T00:00:00.000Z',
    configName: `churn-${version}`,
    variants: [variant({ modelPackageArn: versionArn(version) })],
    dataCapture: true,
    key: { keyId: 'key-2', manager: 'CUSTOMER' },
    ...changes,
  };
}

export function variant(
  changes: Partial<EndpointEvidence['variants'][number]> = {},
): EndpointEvidence['variants'][number] {
  return {
    name: 'AllTraffic',
    modelName: 'churn',
    networkIsolation: true,
    inVpc: true,
    ...changes,
  };
}

/** A monitoring schedule whose executions ended like this, the newest first, an hour between them. */
export function monitor(
  type: MonitoringType,
  outcomes: string[] = ['Completed'],
  changes: Partial<MonitorEvidence> = {},
): MonitorEvidence {
  return {
    name: `churn-${type}`,
    arn: `${PROD}:monitoring-schedule/churn-${type}`,
    type,
    status: 'Scheduled',
    endpointName: 'churn',
    executions: outcomes.map((status, index) => ({
      scheduledAt: new Date(
        Date.parse(OBSERVED_AT) - index * 60 * 60 * 1000,
      ).toISOString(),
      status,
    })),
    ...changes,
  };
}

/** A CI/CD pipeline that waits for an approval, and whose executions ended like this, the newest first. */
export function delivery(
  outcomes: string[] = ['Succeeded'],
  changes: Partial<DeliveryEvidence> = {},
): DeliveryEvidence {
  return {
    name: 'churn-deploy',
    arn: `arn:aws:codepipeline:eu-west-1:${ACCOUNT_IDS.dev}:churn-deploy`,
    actions: ['Source', 'Build', 'Approval', 'Deploy'].map(category => ({
      stage: category,
      name: category,
      category,
      provider: 'any',
    })),
    executions: outcomes.map((status, index) => ({
      id: `e-${index}`,
      status,
      startedAt: OBSERVED_AT,
    })),
    ...changes,
  };
}

export function trail(changes: Partial<TrailEvidence> = {}): TrailEvidence {
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

/** A grant of the data-lake account for the account of an environment. */
export function grant(environment: Environment): DataShare {
  return {
    through: 'lake-formation',
    accountId: ACCOUNT_IDS[environment],
    resource: 'customers.contracts',
    permissions: ['SELECT'],
  };
}

type Unknown = { state: 'unknown'; reason: string };

function isUnknown(value: object): value is Unknown {
  return 'state' in value && value.state === 'unknown';
}

function list<T>(value: T[] | Unknown = []): Observed<T[]> {
  return isUnknown(value) ? value : collected(value);
}

function record<T extends object>(
  empty: T,
  value: Partial<T> | Unknown = {},
): Observed<T> {
  return isUnknown(value) ? value : collected({ ...empty, ...value });
}

/** What a test says of an account: what was collected, or why nothing was. */
export interface SnapshotChanges {
  account?: Partial<AccountEvidence>;
  studio?: Partial<StudioEvidence> | Unknown;
  projects?: ProjectEvidence[] | Unknown;
  pipelines?: PipelineEvidence[] | Unknown;
  experiments?: Partial<ExperimentsEvidence> | Unknown;
  registry?: Partial<RegistryEvidence> | Unknown;
  endpoints?: EndpointEvidence[] | Unknown;
  monitors?: MonitorEvidence[] | Unknown;
  delivery?: DeliveryEvidence[] | Unknown;
  trails?: TrailEvidence[] | Unknown;
}

/** An account with Studio in it, and nothing else but what the test says. */
export function snapshot(
  environment: Environment,
  changes: SnapshotChanges = {},
): AccountSnapshot {
  const accountId = ACCOUNT_IDS[environment];
  return {
    account: {
      accountId,
      arn: `arn:aws:organizations::100000000001:account/o-1/${accountId}`,
      name: `churn-prediction-${environment}`,
      email: `aws+churn-prediction-${environment}@example.com`,
      environment,
      status: 'ACTIVE',
      organizationalUnit: { id: `ou-${environment}`, name: environment },
      expectedOrganizationalUnitId: `ou-${environment}`,
      serviceControlPolicies: ['FullAWSAccess', 'mlops-guardrails'],
      ...changes.account,
    },
    studio: record({ domains: [domain()], notebooks: [] }, changes.studio),
    projects: list(changes.projects),
    pipelines: list(changes.pipelines),
    experiments: record(
      { experiments: [], trackingServers: [] },
      changes.experiments,
    ),
    registry: record({ models: [], cards: [] }, changes.registry),
    endpoints: list(changes.endpoints),
    monitors: list(changes.monitors),
    delivery: list(changes.delivery),
    trails: list(changes.trails),
  };
}

/** An account that tells nothing. */
export const NOTHING_READABLE = {
  studio: UNREADABLE,
  projects: UNREADABLE,
  pipelines: UNREADABLE,
  experiments: UNREADABLE,
  registry: UNREADABLE,
  endpoints: UNREADABLE,
  monitors: UNREADABLE,
  delivery: UNREADABLE,
  trails: UNREADABLE,
};

/** An account that was closed, in which nothing can be read. */
export function closed(environment: Environment): AccountSnapshot {
  return snapshot(environment, {
    account: {
      accountId: '999999999999',
      arn: 'arn:aws:organizations::100000000001:account/o-1/999999999999',
      status: 'SUSPENDED',
      organizationalUnit: { id: 'ou-closed', name: 'Closed' },
    },
    ...NOTHING_READABLE,
  });
}

/** A use case with these accounts. */
export function evidenceOf(
  accounts: AccountSnapshot[] | Unknown,
  changes: Partial<Omit<Evidence, 'accounts'>> = {},
): Evidence {
  return {
    useCase: 'churn-prediction',
    registeredAt: '2026-10-01T00:00:00.000Z',
    owner: collected({ ref: 'group:default/pricing', exists: true }),
    accounts: list(accounts),
    dataLake: collected([]),
    ...changes,
  };
}

/** A use case with one account, in which a test says what is. */
export function evidenceIn(
  environment: Environment,
  changes: SnapshotChanges = {},
): Evidence {
  return evidenceOf([snapshot(environment, changes)]);
}

/** A use case that has everything. */
export function completeEvidence(): Evidence {
  const trails = [trail()];
  return evidenceOf(
    [
      snapshot('experimentation', { trails }),
      snapshot('dev', {
        trails,
        projects: [project()],
        pipelines: [pipeline()],
        experiments: {
          experiments: [
            { name: 'churn-train', arn: `${DEV}:experiment/churn` },
          ],
        },
        registry: { models: [model(modelVersion(3), modelVersion(2))] },
        delivery: [delivery()],
      }),
      snapshot('test', {
        trails,
        endpoints: [
          endpoint(3, { lastModifiedAt: '2026-11-20T12:00:00.000Z' }),
        ],
      }),
      snapshot('prod', {
        trails,
        endpoints: [endpoint(3)],
        monitors: MONITORING_TYPES.map(type => monitor(type)),
      }),
    ],
    { dataLake: collected([grant('dev')]) },
  );
}
