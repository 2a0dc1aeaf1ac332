// Fills the organization with use cases, in the way and in the order in which they came about.
import { EMAIL_DOMAIN, ORGANIZATIONAL_UNIT_IDS, REGION } from '../constants';
import { forgetOldEvents } from '../cloudformation/lifecycle';
import type { Context } from '../operation';
import { accountMoved } from '../services/cloudFormation/stackSets';
import { requestAccount } from '../services/organizations/creation';
import { requireAccount } from '../services/organizations/tree';
import { requestProject } from '../services/sageMaker/projects';
import type { Account, State } from '../state/model';
import { advance } from '../work';
import { addOpenNotebook, addStudio, portalArn, productOf } from './studio';
import { deployPortalRoles } from './stacks';
import { at, daysBefore } from './time';
import { USE_CASES, type SeedAccount, type SeedUseCase } from './useCases';

const ENVIRONMENTS = ['experimentation', 'dev', 'test', 'prod'] as const;

const UNITS = {
  experimentation: ORGANIZATIONAL_UNIT_IDS.experimentation,
  dev: ORGANIZATIONAL_UNIT_IDS.development,
  test: ORGANIZATIONAL_UNIT_IDS.testing,
  prod: ORGANIZATIONAL_UNIT_IDS.production,
};

const HOUR = 60 * 60 * 1000;

function request(
  context: Context,
  { name, team }: SeedUseCase,
  environment: (typeof ENVIRONMENTS)[number],
) {
  return requestAccount(context, {
    AccountName: `${name}-${environment}`,
    Email: `aws+${name}-${environment}@${EMAIL_DOMAIN}`,
    Tags: [
      { Key: 'mlops:use-case', Value: name },
      { Key: 'mlops:environment', Value: environment },
      { Key: 'mlops:owner', Value: `group:default/${team}` },
      { Key: 'mlops:managed-by', Value: 'mlops-portal' },
    ],
  });
}

function addProject(
  context: Context,
  accountId: string,
  useCase: SeedUseCase,
  [productName, version]: NonNullable<SeedAccount['project']>,
): void {
  const { product, artifact } = productOf(context.state, productName, version);
  requestProject(
    context,
    { accountId, region: REGION, principalArn: portalArn(accountId) },
    {
      ProjectName: useCase.name,
      ProjectDescription: `Project of the use case ${useCase.name}`,
      ServiceCatalogProvisioningDetails: {
        ProductId: product.id,
        ProvisioningArtifactId: artifact.id,
      },
      Tags: [
        { Key: 'mlops:use-case', Value: useCase.name },
        { Key: 'mlops:managed-by', Value: 'mlops-portal' },
      ],
    },
  );
}

/** Brings a new account into its unit, where the StackSets find it; one that never gets there has the roles by hand. */
function place(
  context: Context,
  account: Account,
  environment: (typeof ENVIRONMENTS)[number],
  { misplaced }: SeedAccount,
): void {
  if (misplaced) {
    deployPortalRoles(context, account.id, 'member');
  } else {
    account.parentId = UNITS[environment];
    accountMoved(context, account.id);
  }
}

function addUseCase(state: State, useCase: SeedUseCase, start: number): void {
  const requests = ENVIRONMENTS.flatMap(environment => {
    const account = useCase[environment];
    return account
      ? [
          {
            environment,
            account,
            creation: request(at(state, start), useCase, environment),
          },
        ]
      : [];
  });
  advance(at(state, start + HOUR));
  for (const { environment, account, creation } of requests) {
    place(
      at(state, start + HOUR),
      requireAccount(state, creation.accountId ?? ''),
      environment,
      account,
    );
  }
  advance(at(state, start + 2 * HOUR));
  const settled = at(state, start + 2 * HOUR);
  for (const { account, creation } of requests) {
    const { id } = requireAccount(state, creation.accountId ?? '');
    if (account.studio) {
      addStudio(settled, id, account.studio);
    }
    if (account.openNotebook) {
      addOpenNotebook(settled, id);
    }
    if (account.project) {
      addProject(settled, id, useCase, account.project);
    }
  }
  advance(at(state, start + 24 * HOUR));
}

/**
 * Adds all use cases.
 *
 * @param now - milliseconds since 1970
 */
export function addUseCases(state: State, now: number): void {
  for (const useCase of USE_CASES) {
    addUseCase(state, useCase, daysBefore(now, useCase.daysAgo));
  }
  forgetOldEvents(state, now);
}
