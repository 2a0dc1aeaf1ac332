// Evidence for the tests of criteria: a use case that meets all of Initial, to be changed by each test.
import type { Environment } from '../../environment';
import type {
  AccountSnapshot,
  DomainEvidence,
  Evidence,
  ProjectEvidence,
  StudioEvidence,
} from '../../evidence';

export const OBSERVED_AT = '2026-11-24T12:00:00.000Z';

export function domain(changes: Partial<DomainEvidence> = {}): DomainEvidence {
  return {
    domainId: 'd-1',
    arn: 'arn:aws:sagemaker:eu-west-1:111111111111:domain/d-1',
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
    arn: 'arn:aws:sagemaker:eu-west-1:111111111111:project/churn-prediction',
    status: 'CreateCompleted',
    template: { name: 'train-and-register', version: '1.0.0' },
    ...changes,
  };
}

export function snapshot(
  environment: Environment,
  changes: {
    account?: Partial<AccountSnapshot['account']>;
    studio?: Partial<StudioEvidence> | AccountSnapshot['studio'];
    projects?: ProjectEvidence[] | AccountSnapshot['projects'];
  } = {},
): AccountSnapshot {
  const { studio = {}, projects = [] } = changes;
  return {
    account: {
      accountId: '111111111111',
      arn: `arn:aws:organizations::100000000001:account/o-1/${environment}`,
      name: `churn-prediction-${environment}`,
      email: `aws+churn-prediction-${environment}@example.com`,
      environment,
      status: 'ACTIVE',
      organizationalUnit: { id: `ou-${environment}`, name: environment },
      expectedOrganizationalUnitId: `ou-${environment}`,
      serviceControlPolicies: ['FullAWSAccess', 'mlops-guardrails'],
      ...changes.account,
    },
    studio:
      'state' in studio
        ? studio
        : {
            state: 'collected',
            observedAt: OBSERVED_AT,
            value: { domains: [domain()], notebooks: [], ...studio },
          },
    projects: Array.isArray(projects)
      ? { state: 'collected', observedAt: OBSERVED_AT, value: projects }
      : projects,
  };
}

export function evidenceOf(
  accounts: AccountSnapshot[] | Evidence['accounts'],
  owner: Evidence['owner'] = {
    state: 'collected',
    observedAt: OBSERVED_AT,
    value: { ref: 'group:default/pricing', exists: true },
  },
): Evidence {
  return {
    useCase: 'churn-prediction',
    owner,
    accounts: Array.isArray(accounts)
      ? { state: 'collected', observedAt: OBSERVED_AT, value: accounts }
      : accounts,
  };
}

export const UNREADABLE = {
  state: 'unknown',
  reason: 'AccessDenied.',
} as const;
