// Use cases and templates as the mlops backend tells of them.
import {
  unknownConcerns,
  type AccountSnapshot,
  type Environment,
  type LibraryTemplate,
  type ProjectEvidence,
  type UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';

const OBSERVED_AT = '2026-11-24T12:00:00.000Z';

export function project(
  changes: Partial<ProjectEvidence> = {},
): ProjectEvidence {
  return {
    name: 'churn-prediction',
    projectId: 'p-abcdef123456',
    arn: 'arn:aws:sagemaker:eu-west-1:222222222222:project/churn-prediction',
    status: 'CreateCompleted',
    productId: 'prod-abc',
    template: { name: 'train-and-register', version: '1.0.0' },
    ...changes,
  };
}

export function account(
  environment: Environment,
  changes: Partial<AccountSnapshot['account']> = {},
  projects: ProjectEvidence[] = [],
): AccountSnapshot {
  return {
    account: {
      accountId: '222222222222',
      arn: 'arn:aws:organizations::100000000001:account/o-1/222222222222',
      name: `churn-prediction-${environment}`,
      email: `aws+churn-prediction-${environment}@example.com`,
      environment,
      status: 'ACTIVE',
      serviceControlPolicies: [],
      ...changes,
    },
    ...unknownConcerns('Not asked.'),
    projects: { state: 'collected', observedAt: OBSERVED_AT, value: projects },
  };
}

/** The use case `churn-prediction`, with these accounts; not looked at yet when there are none. */
export function useCase(
  changes: Partial<UseCaseDetail> = {},
  accounts?: AccountSnapshot[],
): UseCaseDetail {
  return {
    name: 'churn-prediction',
    title: 'Churn prediction',
    description: 'Who is about to leave?',
    owner: 'group:default/pricing',
    registeredAt: OBSERVED_AT,
    registeredBy: 'user:default/ada',
    stage: 'none',
    missing: [],
    accounts: [],
    models: 0,
    ...(accounts && {
      evidence: {
        useCase: 'churn-prediction',
        registeredAt: OBSERVED_AT,
        dataLake: { state: 'unknown', reason: 'Not asked.' },
        owner: { state: 'unknown', reason: 'Not asked.' },
        accounts: {
          state: 'collected',
          observedAt: OBSERVED_AT,
          value: accounts,
        },
      },
    }),
    ...changes,
  };
}

export function template(
  changes: Partial<LibraryTemplate> = {},
): LibraryTemplate {
  return {
    name: 'train-and-register',
    productId: 'prod-abc',
    description: 'Trains a model.',
    owner: 'group:default/platform',
    stage: 'repeatable',
    versions: [
      {
        name: '1.1.0',
        provisioningArtifactId: 'pa-2',
        createdAt: OBSERVED_AT,
        deprecated: false,
      },
    ],
    ...changes,
  };
}
