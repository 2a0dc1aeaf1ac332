// How use cases came by their accounts, and by what they begin with in them.
import { EMAIL_DOMAIN, ORGANIZATIONAL_UNIT_IDS, REGION } from '../constants';
import type { Context } from '../operation';
import { accountMoved } from '../services/cloudFormation/stackSets';
import { requestAccount } from '../services/organizations/creation';
import { requireAccount } from '../services/organizations/tree';
import { addExperiment, addTrial } from '../services/sageMaker/experiments';
import { requestProject } from '../services/sageMaker/projects';
import type { Account } from '../state/model';
import { personOf } from './people';
import { deployPortalRoles } from './stacks';
import { addOpenNotebook, addStudio, portalArn, productOf } from './studio';
import { daysBefore } from './time';
import type { Happening } from './timeline';
import type { SeedAccount, SeedUseCase } from './useCases';
import { accountOf, type Environment } from './workplace';

const ENVIRONMENTS = ['experimentation', 'dev', 'test', 'prod'] as const;

const UNITS: Record<Environment, string> = {
  experimentation: ORGANIZATIONAL_UNIT_IDS.experimentation,
  dev: ORGANIZATIONAL_UNIT_IDS.development,
  test: ORGANIZATIONAL_UNIT_IDS.testing,
  prod: ORGANIZATIONAL_UNIT_IDS.production,
};

const HOUR = 60 * 60 * 1000;

function request(
  context: Context,
  { name, team }: SeedUseCase,
  environment: Environment,
): void {
  requestAccount(context, {
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
  environment: Environment,
  { misplaced }: SeedAccount,
): void {
  if (misplaced) {
    deployPortalRoles(context, account.id, 'member');
  } else {
    account.parentId = UNITS[environment];
    accountMoved(context, account.id);
  }
}

/** Makes what an account begins with. */
function furnish(
  context: Context,
  useCase: SeedUseCase,
  environment: Environment,
  { studio, openNotebook, project }: SeedAccount,
): void {
  const id = accountOf(context.state, useCase, environment);
  if (studio) {
    addStudio(context, id, studio);
  }
  if (openNotebook) {
    addOpenNotebook(context, id);
  }
  if (project) {
    addProject(context, id, useCase, project);
  }
}

/** Has somebody try something, and keep a record of it. */
function addTries(
  context: Context,
  useCase: SeedUseCase,
  environment: Environment,
  names: string[],
): void {
  const accountId = accountOf(context.state, useCase, environment);
  const createdBy = personOf(context, useCase.team, 'trains', accountId);
  for (const name of names) {
    const common = { accountId, region: REGION, createdBy };
    addExperiment(context, { ...common, name });
    addTrial(context, {
      ...common,
      name: `${name}-first-try`,
      experimentName: name,
    });
  }
}

/**
 * What happened until a use case had its accounts, and experiments by hand in them.
 *
 * @param now - milliseconds since 1970
 */
export function beginningOf(useCase: SeedUseCase, now: number): Happening[] {
  const start = daysBefore(now, useCase.daysAgo);
  const accounts = ENVIRONMENTS.flatMap(environment => {
    const account = useCase[environment];
    return account ? [{ environment, account }] : [];
  });
  const forEach =
    (does: (context: Context, one: (typeof accounts)[number]) => void) =>
    (context: Context) =>
      accounts.forEach(one => does(context, one));
  return [
    {
      at: start,
      does: forEach((context, { environment }) =>
        request(context, useCase, environment),
      ),
    },
    {
      at: start + HOUR,
      does: forEach((context, { environment, account }) => {
        const id = accountOf(context.state, useCase, environment);
        place(context, requireAccount(context.state, id), environment, account);
      }),
    },
    {
      at: start + 2 * HOUR,
      does: forEach((context, { environment, account }) =>
        furnish(context, useCase, environment, account),
      ),
    },
    {
      at: daysBefore(now, useCase.daysAgo / 2),
      does: forEach((context, { environment, account }) =>
        addTries(context, useCase, environment, account.experiments ?? []),
      ),
    },
  ];
}
