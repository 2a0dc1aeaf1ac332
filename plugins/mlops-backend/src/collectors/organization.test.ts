import {
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-organizations';
import type { Sandbox } from '@mlops-portal/aws-sandbox';
import { createAccount, organizationsOf } from '../__testUtils__/aws';
import { startTestSandbox } from '../__testUtils__/portal';
import type { AccountRecord } from '../database/AccountStore';
import { collectOrganization } from './organization';

const START = Date.parse('2026-11-24T12:00:00.000Z');
const MINUTE = 60_000;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox({ seed: 'empty' });
});

function collect(
  options: {
    known?: AccountRecord[];
    freshTags?: (account: { email: string; useCase?: string }) => boolean;
    minutes?: number;
  } = {},
): Promise<AccountRecord[]> {
  const { known = [], freshTags = () => false, minutes = 0 } = options;
  return collectOrganization({
    client: organizationsOf(sandbox),
    known: new Map(known.map(record => [record.accountId, record])),
    freshTags,
    now: new Date(START + minutes * MINUTE),
  });
}

it('reads every account, whoever made it', async () => {
  const records = await collect();
  expect(records.map(({ name }) => name).sort()).toEqual([
    'data-lake',
    'governance',
    'management',
  ]);
  expect(records[0]).toMatchObject({
    status: 'ACTIVE',
    serviceControlPolicies: ['FullAWSAccess'],
    observedAt: '2026-11-24T12:00:00.000Z',
    tagsReadAt: '2026-11-24T12:00:00.000Z',
  });
});

it('reads tags again after a day, or when asked to, and not each time', async () => {
  const accountId = await createAccount(sandbox, 'churn-prediction-dev', {});
  const of = (records: AccountRecord[]) =>
    records.find(record => record.accountId === accountId);
  const first = await collect();
  expect(of(first)).toMatchObject({ accountId });
  expect(of(first)?.useCase).toBeUndefined();

  const organizations = organizationsOf(sandbox);
  await organizations.send(
    new TagResourceCommand({
      ResourceId: accountId,
      Tags: [
        { Key: 'mlops:use-case', Value: 'churn-prediction' },
        { Key: 'mlops:environment', Value: 'dev' },
        { Key: 'mlops:owner', Value: 'group:default/Risk' },
      ],
    }),
  );
  const soon = await collect({ known: first, minutes: 59 });
  expect(of(soon)?.useCase).toBeUndefined();
  const asked = await collect({
    known: first,
    minutes: 1,
    freshTags: ({ email }) => email === 'aws+churn-prediction-dev@example.com',
  });
  const tagged = {
    useCase: 'churn-prediction',
    environment: 'dev',
    owner: 'group:default/risk',
  };
  expect(of(asked)).toMatchObject(tagged);
  const later = await collect({ known: soon, minutes: 24 * 60 });
  expect(of(later)).toMatchObject({
    ...tagged,
    tagsReadAt: '2026-11-25T12:00:00.000Z',
  });

  await organizations.send(
    new UntagResourceCommand({
      ResourceId: accountId,
      TagKeys: ['mlops:use-case'],
    }),
  );
  const kept = await collect({ known: later, minutes: 25 * 60 });
  expect(of(kept)).toMatchObject(tagged);
  const gone = await collect({ known: kept, minutes: 48 * 60 });
  expect(of(gone)?.useCase).toBeUndefined();
});

it('asks for an account that no unit lists before it counts as gone', async () => {
  const known = await collect();
  const stray: AccountRecord = {
    accountId: '999999999999',
    name: 'gone',
    email: 'gone@example.com',
    arn: '',
    status: 'ACTIVE',
    serviceControlPolicies: [],
    observedAt: '2026-11-24T12:00:00.000Z',
  };
  const accountId = await createAccount(sandbox, 'moving-dev', {});
  const moving: AccountRecord = { ...stray, accountId, name: 'moving-dev' };
  // As it is when it moves from a unit that is read later into one that was read before.
  sandbox.faults.lag('organizations:ListAccountsForParent', 60_000);
  const seen = await collect({ known: [...known, stray, moving] });
  sandbox.faults.clear();
  expect(seen.map(record => record.accountId).sort()).toEqual(
    [...known, moving].map(record => record.accountId).sort(),
  );
  expect(seen).toContainEqual(moving);
});
