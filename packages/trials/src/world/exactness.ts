// Whether a use case is exactly what was asked for: in AWS, in the registry and in the catalog.
import type { Entity } from '@backstage/catalog-model';
import { ACCOUNT_IDS, REGION, STACK_SETS } from '@mlops-portal/aws-sandbox';
import type { Person } from '../portal/person';
import { until } from '../until';
import type { AccountView, AwsView } from './awsView';

/** A use case as it was asked for. */
export interface Wanted {
  name: string;
  owner: string;
  environments: string[];
  /** Whether a project was asked for. */
  project: boolean;
}

/** All environments that a use case can have. */
export const ALL_ENVIRONMENTS = ['experimentation', 'dev', 'test', 'prod'];

/** The accounts that the sandbox begins with. */
const SEEDED: string[] = Object.values(ACCOUNT_IDS);

/** Which accounts get Studio: where people work with models. */
const STUDIO_ENVIRONMENTS = ['experimentation', 'dev'];

/** The organizational unit of each environment, by name, in the sandbox. */
const UNITS: Record<string, string> = {
  experimentation: 'Experimentation',
  dev: 'Development',
  test: 'Testing',
  prod: 'Production',
};

/** What `AccountView.baselines` says when every StackSet has done its part, once. */
const BASELINES = Object.values(STACK_SETS)
  .map(name => `${name} ${REGION} CURRENT`)
  .sort();

/** How long the catalog may take to work through what it was given. */
const CATALOG_TIMEOUT_MS = 60_000;

/** Something that is not as it was asked for. */
export interface Problem {
  text: string;
  /** How many things there are more than were asked for. */
  duplicates: number;
}

function countOf(value: unknown): number {
  if (Array.isArray(value)) {
    return value.length;
  }
  return typeof value === 'number' ? value : 0;
}

function differs(what: string, actual: unknown, expected: unknown): Problem[] {
  const [is, wanted] = [actual, expected].map(value => JSON.stringify(value));
  return is === wanted
    ? []
    : [
        {
          text: `${what}: ${is} instead of ${wanted}`,
          duplicates: Math.max(0, countOf(actual) - countOf(expected)),
        },
      ];
}

function within(place: string, problems: Problem[]): Problem[] {
  return problems.map(({ text, duplicates }) => ({
    text: `${place}: ${text}`,
    duplicates,
  }));
}

function accountProblems(
  wanted: Wanted,
  environment: string,
  view: AccountView,
): Problem[] {
  const { name, owner } = wanted;
  const getsStudio = STUDIO_ENVIRONMENTS.includes(environment);
  const getsProject =
    wanted.project &&
    environment ===
      ['dev', 'experimentation'].find(candidate =>
        wanted.environments.includes(candidate),
      );
  const problems = [
    ...differs('email', view.email, `aws+${name}-${environment}@example.com`),
    ...differs('status', view.status, 'ACTIVE'),
    ...differs('unit', view.organizationalUnit, UNITS[environment]),
    ...differs(
      'tags',
      Object.entries(view.tags).sort(),
      Object.entries({
        'mlops:use-case': name,
        'mlops:environment': environment,
        'mlops:owner': owner,
        'mlops:managed-by': 'mlops-portal',
      }).sort(),
    ),
    ...differs('domains', view.domains.length, getsStudio ? 1 : 0),
    ...view.domains
      .filter(domain => !domain.endsWith(' InService'))
      .map(domain => ({ text: `domain ${domain}`, duplicates: 0 })),
    ...differs(
      'projects',
      view.projects,
      getsProject ? [`${name} CreateCompleted`] : [],
    ),
    ...differs(
      'provisioned products',
      view.provisionedProducts.length,
      (getsStudio ? 1 : 0) + (getsProject ? 1 : 0),
    ),
    ...view.provisionedProducts
      .filter(product => !product.endsWith(' AVAILABLE'))
      .map(product => ({
        text: `provisioned product ${product}`,
        duplicates: 0,
      })),
    ...differs('baselines', view.baselines, BASELINES),
  ];
  return within(environment, problems);
}

/** What is not as it was asked for in AWS; empty when it is exact. */
export async function awsProblems(
  aws: AwsView,
  wanted: Wanted,
): Promise<Problem[]> {
  const views = await aws.useCase(wanted.name);
  const problems = differs(
    'accounts',
    Object.keys(views).sort(),
    [...wanted.environments].sort(),
  );
  for (const [environment, view] of Object.entries(views)) {
    problems.push(...accountProblems(wanted, environment, view));
  }
  const accountIds = (await aws.accounts(`${wanted.name}-`)).map(
    ({ Id }) => Id,
  );
  for (const creation of await aws.creations(`${wanted.name}-`)) {
    const { AccountName, State, AccountId } = creation;
    // A request that AWS refused made nothing.
    const isOrphan =
      State === 'IN_PROGRESS' ||
      (State === 'SUCCEEDED' && !accountIds.includes(AccountId));
    if (isOrphan) {
      problems.push({
        text: `account creation ${AccountName} ${State} ${AccountId ?? ''}`,
        duplicates: 1,
      });
    }
  }
  return problems;
}

function entityProblems(wanted: Wanted, entities: Entity[]): Problem[] {
  const ofType = (type: string) =>
    entities.filter(({ spec }) => spec?.type === type).length;
  return [
    ...differs('systems', ofType('ml-use-case'), 1),
    ...differs(
      'account entities',
      ofType('aws-account'),
      wanted.environments.length,
    ),
    ...differs(
      'project entities',
      ofType('sagemaker-project'),
      wanted.project ? 1 : 0,
    ),
    // The template of the project has a model package group in it.
    ...differs('model entities', ofType('ml-model'), wanted.project ? 1 : 0),
    ...differs(
      'entities',
      entities.length,
      1 + wanted.environments.length + (wanted.project ? 2 : 0),
    ),
  ];
}

interface Registered {
  owner: string;
  registeredBy: string;
  accounts: { environment: string; accountId: string; status: string }[];
}

/** What is not as it was asked for in the portal: the registry at once, the catalog when it had time to work. */
export async function portalProblems(
  person: Person,
  aws: AwsView,
  wanted: Wanted,
): Promise<Problem[]> {
  const { owner, accounts } = await person.call<Registered>(
    'GET',
    `/mlops/use-cases/${wanted.name}`,
  );
  const real = await aws.accounts(`${wanted.name}-`);
  const problems = [
    ...differs('registered owner', owner, wanted.owner),
    ...differs(
      'registered accounts',
      accounts.map(({ accountId }) => accountId).sort(),
      real.map(({ Id = '' }) => Id).sort(),
    ),
  ];
  let unfinished: Problem[] = [];
  let looked = false;
  try {
    await until(
      `the entities of ${wanted.name}`,
      async () => {
        unfinished = entityProblems(
          wanted,
          await person.entitiesOf(wanted.name),
        );
        looked = true;
        return unfinished.length === 0 || undefined;
      },
      { timeoutMs: CATALOG_TIMEOUT_MS, everyMs: 300 },
    );
  } catch (error) {
    if (!looked) {
      throw error;
    }
    problems.push(...within('catalog', unfinished));
  }
  return problems;
}

/** All that is not as it was asked for; empty when the use case is exact. */
export async function problemsOf(
  person: Person,
  aws: AwsView,
  wanted: Wanted,
): Promise<Problem[]> {
  return [
    ...(await awsProblems(aws, wanted)),
    ...(await portalProblems(person, aws, wanted)),
  ];
}

/** What belongs to no use case that was asked for: accounts, requests for accounts, and registrations. */
export async function orphans(
  person: Person,
  aws: AwsView,
  useCases: string[],
): Promise<Problem[]> {
  const expected = useCases.flatMap(useCase =>
    ALL_ENVIRONMENTS.map(environment => `${useCase}-${environment}`),
  );
  const isStranger = (name = '') => !expected.includes(name);
  const accounts = (await aws.accounts('')).filter(
    ({ Id, Name }) => !SEEDED.includes(Id ?? '') && isStranger(Name),
  );
  const creations = (await aws.creations('')).filter(({ AccountName }) =>
    isStranger(AccountName),
  );
  const { items } = await person.call<{ items: { name: string }[] }>(
    'GET',
    '/mlops/use-cases?limit=200',
  );
  return [
    ...accounts.map(({ Id, Name }) => `account ${Name} (${Id})`),
    ...creations.map(({ AccountName }) => `request for account ${AccountName}`),
    ...items
      .filter(({ name }) => !useCases.includes(name))
      .map(({ name }) => `registered use case ${name}`),
  ].map(text => ({ text: `orphaned ${text}`, duplicates: 1 }));
}
