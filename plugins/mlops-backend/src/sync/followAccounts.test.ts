// When the accounts of the organization are read, and when it is enough to look up that nothing changed.
import { KMSClient, CreateKeyCommand } from '@aws-sdk/client-kms';
import { TagResourceCommand } from '@aws-sdk/client-organizations';
import { mockServices } from '@backstage/backend-test-utils';
import {
  createAwsClients,
  readMlopsConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import {
  ACCOUNT_IDS,
  PORTAL_CREDENTIALS,
  type Sandbox,
} from '@mlops-portal/aws-sandbox';
import { createAccount, organizationsOf } from '../__testUtils__/aws';
import { createTestDatabases, newDatabase } from '../__testUtils__/databases';
import { configFor, startTestSandbox } from '../__testUtils__/portal';
import { AccountStore } from '../database/AccountStore';
import { CollectionStore } from '../database/CollectionStore';
import { LibraryStore } from '../database/LibraryStore';
import { OrganizationReader } from './OrganizationReader';

jest.setTimeout(60_000);

const HOUR = 60 * 60_000;
const LIST = 'organizations:ListAccountsForParent';
const LOOK_UP = 'cloudtrail:LookupEvents';

const databases = createTestDatabases();
const calls: string[] = [];
const log: string[] = [];

let sandbox: Sandbox;
let accounts: AccountStore;
let reader: OrganizationReader;
/** How many milliseconds have gone by. */
let passed: number;

beforeEach(async () => {
  sandbox = await startTestSandbox({
    seed: 'empty',
    log: line => calls.push(line.split(' ')[0]),
  });
  const config = mockServices.rootConfig({ data: configFor(sandbox.url) });
  const mlops = readMlopsConfig(config);
  const knex = await newDatabase(databases, 'SQLITE_3');
  const start = Date.now();
  const tell = (message: string) => log.push(message);
  accounts = new AccountStore(knex);
  passed = 0;
  reader = new OrganizationReader({
    aws: createAwsClients({ config, mlops }),
    mlops,
    accounts,
    library: new LibraryStore(knex),
    collections: new CollectionStore(knex),
    clock: { lastSyncAt: async () => undefined, synced: () => undefined },
    onLibraryChanged: async () => undefined,
    logger: {
      error: tell,
      warn: tell,
      info: tell,
      debug: tell,
      child: jest.fn(),
    },
    now: () => new Date(start + passed),
  });
  await reader.followAccounts();
  // Longer than AWS Organizations may list what was before.
  passed = HOUR;
  calls.length = 0;
  log.length = 0;
});

const names = async () =>
  [...(await accounts.all()).values()].map(({ name }) => name).sort();

it('reads all accounts at first', async () => {
  expect(await names()).toEqual(['data-lake', 'governance', 'management']);
});

it('looks up that nothing changed, and does not read them again', async () => {
  await reader.followAccounts();
  expect(calls).toEqual([LOOK_UP]);
});

it('does not mind what changed elsewhere than in the organization', async () => {
  await new KMSClient({
    endpoint: sandbox.url,
    region: 'us-east-1',
    credentials: PORTAL_CREDENTIALS,
  }).send(new CreateKeyCommand({}));
  calls.length = 0;
  await reader.followAccounts();
  expect(calls).toEqual([LOOK_UP]);
});

it('reads them when one was made, which is there some time after it was asked for', async () => {
  await createAccount(sandbox, 'churn-prediction-dev', {});
  await reader.followAccounts();
  expect(await names()).toContain('churn-prediction-dev');
});

it('reads them when the tags of one changed', async () => {
  await organizationsOf(sandbox).send(
    new TagResourceCommand({
      ResourceId: ACCOUNT_IDS.dataLake,
      Tags: [{ Key: 'cost-center', Value: '4711' }],
    }),
  );
  await reader.followAccounts();
  expect(calls).toContain(LIST);
});

it('reads them after some hours whatever CloudTrail tells', async () => {
  passed = 6 * HOUR;
  await reader.followAccounts();
  expect(calls).toContain(LIST);
  expect(calls).not.toContain(LOOK_UP);
});

it('reads them again after a reading that failed', async () => {
  passed = 6 * HOUR;
  sandbox.faults.fail('organizations:ListRoots', {
    error: 'AccessDeniedException',
    status: 400,
  });
  await reader.followAccounts();
  sandbox.faults.clear();
  calls.length = 0;
  await reader.followAccounts();
  expect(calls).toContain(LIST);
});

it('reads them when it may not look up what changed, and says what to grant', async () => {
  sandbox.faults.fail(LOOK_UP, {
    error: 'AccessDeniedException',
    message:
      'User is not authorized to perform: cloudtrail:LookupEvents on resource: *',
    status: 400,
  });
  await reader.followAccounts();
  expect(calls).toContain(LIST);
  expect(log).toEqual([
    expect.stringMatching(
      /^Could not look up what changed in the organization \(management account 100000000001\): AccessDeniedException.*cloudtrail:LookupEvents.* All accounts are read instead\.$/,
    ),
  ]);
});

it('reads them when there is too much to look through', async () => {
  const kms = new KMSClient({
    endpoint: sandbox.url,
    region: 'us-east-1',
    credentials: PORTAL_CREDENTIALS,
  });
  for (let key = 0; key <= 4 * 50; key += 1) {
    await kms.send(new CreateKeyCommand({}));
  }
  calls.length = 0;
  await reader.followAccounts();
  expect(calls.filter(call => call === LOOK_UP)).toHaveLength(4);
  expect(calls).toContain(LIST);
});
