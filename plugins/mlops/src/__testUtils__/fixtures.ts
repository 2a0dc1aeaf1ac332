// Use cases, evidence and library for tests; each test changes what it is about.
import {
  accountEmail,
  accountName,
  defaultCriteria,
  evaluateMaturity,
  holdsBack,
  type AccountSnapshot,
  type Environment,
  type Evidence,
  type LibraryTemplate,
  type Maturity,
  type Observed,
  type ProjectEvidence,
  type UseCaseDetail,
  type Waiver,
} from '@mlops-portal/backstage-plugin-mlops-common';

export const OBSERVED_AT = '2026-11-24T12:00:00.000Z';

const NAMING = {
  emailPattern: 'aws+{useCase}-{environment}@{domain}',
  emailDomain: 'example.com',
};

const ACCOUNT_IDS: Record<Environment, string> = {
  experimentation: '111111111111',
  dev: '222222222222',
  test: '333333333333',
  prod: '444444444444',
};

function collected<T>(value: T): Observed<T> {
  return { state: 'collected', observedAt: OBSERVED_AT, value };
}

export function projectOf(
  changes: Partial<ProjectEvidence> = {},
): ProjectEvidence {
  return {
    name: 'churn-prediction',
    projectId: 'p-1',
    arn: 'arn:aws:sagemaker:eu-west-1:222222222222:project/churn-prediction',
    status: 'CreateCompleted',
    createdAt: OBSERVED_AT,
    template: { name: 'train-and-register', version: '1.2.0' },
    ...changes,
  };
}

export function snapshotOf(
  environment: Environment,
  changes: Partial<Omit<AccountSnapshot, 'account'>> & {
    account?: Partial<AccountSnapshot['account']>;
  } = {},
): AccountSnapshot {
  const { account, ...concerns } = changes;
  const useCase = 'churn-prediction';
  const accountId = ACCOUNT_IDS[environment];
  return {
    account: {
      accountId,
      arn: `arn:aws:organizations::100000000001:account/o-1/${accountId}`,
      name: accountName(useCase, environment),
      email: accountEmail(NAMING, useCase, environment),
      environment,
      status: 'ACTIVE',
      joinedAt: OBSERVED_AT,
      organizationalUnit: {
        id: `ou-${environment}`,
        name: `ml-${environment}`,
      },
      expectedOrganizationalUnitId: `ou-${environment}`,
      serviceControlPolicies: ['FullAWSAccess', 'mlops-guardrails'],
      ...account,
    },
    studio: collected({
      domains: [
        {
          domainId: 'd-1',
          arn: `arn:aws:sagemaker:eu-west-1:${accountId}:domain/d-1`,
          name: 'studio',
          status: 'InService',
          networkAccess: 'VpcOnly',
          key: { keyId: 'key-1', manager: 'CUSTOMER' },
          throughServiceCatalog: true,
        },
      ],
      notebooks: [],
    }),
    projects: collected([]),
    pipelines: collected([]),
    experiments: collected({ experiments: [], trackingServers: [] }),
    registry: collected({ models: [], cards: [] }),
    endpoints: collected([]),
    monitors: collected([]),
    delivery: collected([]),
    trails: collected([]),
    ...concerns,
  };
}

export function evidenceOf(
  accounts: AccountSnapshot[] | Evidence['accounts'],
): Evidence {
  return {
    useCase: 'churn-prediction',
    registeredAt: OBSERVED_AT,
    owner: collected({ ref: 'group:default/pricing', exists: true }),
    accounts: Array.isArray(accounts) ? collected(accounts) : accounts,
    dataLake: collected([]),
  };
}

export function maturityOf(
  evidence: Evidence,
  waivers: Waiver[] = [],
): Maturity {
  return evaluateMaturity({
    evidence,
    waivers,
    criteria: defaultCriteria({
      guardRailPolicy: 'mlops-guardrails',
      timeToProductionTargetDays: 90,
    }),
    evaluatedAt: new Date(OBSERVED_AT),
  });
}

/** A use case, judged by its evidence; without evidence it is not evaluated yet. */
export function makeUseCase(
  changes: Partial<UseCaseDetail> = {},
): UseCaseDetail {
  const { evidence } = changes;
  const maturity = evidence && maturityOf(evidence);
  const next = maturity?.stages.find(
    ({ stage }) => stage === maturity.nextStage,
  );
  const snapshots =
    evidence?.accounts.state === 'collected' ? evidence.accounts.value : [];
  return {
    name: 'churn-prediction',
    title: 'Churn prediction',
    description: 'Which customers are about to leave',
    owner: 'group:default/pricing',
    registeredAt: OBSERVED_AT,
    registeredBy: 'user:default/ada',
    stage: maturity?.stage ?? 'none',
    nextStage: maturity?.nextStage,
    progress: next && {
      met: next.met,
      unmet: next.unmet,
      unknown: next.unknown,
      waived: next.waived,
    },
    missing: next?.criteria.filter(holdsBack).map(({ title }) => title) ?? [],
    accounts: snapshots.map(({ account }) => ({
      environment: account.environment,
      accountId: account.accountId,
      status: account.status,
    })),
    models: 0,
    evaluatedAt: maturity?.evaluatedAt,
    ...changes,
  };
}

/** What a use case has more when it is being retired. */
export const BEING_RETIRED = {
  retirementBegunAt: OBSERVED_AT,
  retiredBy: 'user:default/ada',
};

/** What a use case has more when it is retired. */
export const RETIRED = { ...BEING_RETIRED, retiredAt: OBSERVED_AT };

export function templateOf(
  changes: Partial<LibraryTemplate> = {},
): LibraryTemplate {
  return {
    name: 'train-and-register',
    productId: 'prod-1',
    description: 'A pipeline that trains a model and registers it',
    owner: 'group:default/platform',
    stage: 'repeatable',
    versions: [
      {
        name: '1.2.0',
        provisioningArtifactId: 'pa-2',
        createdAt: OBSERVED_AT,
        deprecated: false,
      },
    ],
    ...changes,
  };
}

/** The entity of a use case in the catalog. */
export const useCaseEntity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: {
    name: 'churn-prediction',
    namespace: 'default',
    title: 'Churn prediction',
    annotations: { 'mlops-portal.io/use-case': 'churn-prediction' },
  },
  spec: { type: 'ml-use-case', owner: 'group:default/pricing' },
};
