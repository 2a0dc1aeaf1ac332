import {
  accountsQuerySchema,
  ENVIRONMENTS,
  type AccountsQueryInput,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { createTestDatabases, newDatabase } from '../__testUtils__/databases';
import { AccountStore, type AccountRecord } from './AccountStore';

const databases = createTestDatabases();

const AT_TEN = '2026-11-24T10:00:00.000Z';
const AT_ELEVEN = '2026-11-24T11:00:00.000Z';

function account(
  id: number,
  changes: Partial<AccountRecord> = {},
): AccountRecord {
  const environment = ENVIRONMENTS[id % 4];
  return {
    accountId: String(100000000000 + id),
    name: `churn-prediction-${environment}`,
    email: `aws+${id}@example.com`,
    arn: `arn:aws:organizations::100000000001:account/o-1/${id}`,
    status: 'ACTIVE',
    joinedAt: AT_TEN,
    useCase: 'churn-prediction',
    environment,
    owner: 'group:default/pricing',
    organizationalUnit: { id: 'ou-1', name: 'Développement' },
    serviceControlPolicies: ['FullAWSAccess'],
    observedAt: AT_TEN,
    tagsReadAt: AT_TEN,
    ...changes,
  };
}

describe.each(databases.eachSupportedId())('AccountStore on %p', engine => {
  let accounts: AccountStore;

  beforeEach(async () => {
    accounts = new AccountStore(await newDatabase(databases, engine));
  });

  async function idsOf() {
    return [...(await accounts.all()).keys()];
  }

  function list(query: AccountsQueryInput = {}) {
    return accounts.list(accountsQuerySchema.parse(query));
  }

  it('gives back what was seen, whole, in the order of the ids', async () => {
    const bare: AccountRecord = {
      accountId: '100000000001',
      name: 'management',
      email: 'aws@example.com',
      arn: 'arn',
      status: 'ACTIVE',
      serviceControlPolicies: [],
      observedAt: AT_TEN,
    };
    const full = account(2);
    await accounts.replaceAll([full, bare], AT_TEN);
    expect([...(await accounts.all()).values()]).toEqual([bare, full]);
  });

  it('puts a reading of many accounts in place of the one before', async () => {
    const many = Array.from({ length: 500 }, (_, id) => account(id));
    await accounts.replaceAll(many, AT_TEN);
    expect(await idsOf()).toHaveLength(500);

    const later = { observedAt: AT_ELEVEN };
    await accounts.replaceAll(
      [account(7, { ...later, status: 'SUSPENDED' }), account(900, later)],
      AT_ELEVEN,
    );
    expect(await idsOf()).toEqual(['100000000007', '100000000900']);
    expect((await accounts.all()).get('100000000007')?.status).toBe(
      'SUSPENDED',
    );

    await accounts.replaceAll([], '2026-11-24T12:00:00.000Z');
    expect(await idsOf()).toEqual([]);
  });

  it('keeps what a newer reading saw when an older one ends after it', async () => {
    const later = { observedAt: AT_ELEVEN };
    await accounts.replaceAll(
      [account(1, { ...later, status: 'SUSPENDED' }), account(2, later)],
      AT_ELEVEN,
    );
    await accounts.replaceAll([account(1)], AT_TEN);
    expect(await idsOf()).toEqual(['100000000001', '100000000002']);
    expect((await accounts.all()).get('100000000001')?.status).toBe(
      'SUSPENDED',
    );
  });

  it('takes readings that end at the same time', async () => {
    const readings = [AT_TEN, AT_ELEVEN].map(observedAt =>
      accounts.replaceAll(
        Array.from({ length: 200 }, (_, id) => account(id, { observedAt })),
        observedAt,
      ),
    );
    await Promise.all(readings);
    const all = [...(await accounts.all()).values()];
    expect(all).toHaveLength(200);
    expect(new Set(all.map(({ observedAt }) => observedAt))).toEqual(
      new Set([AT_ELEVEN]),
    );
  });

  it('lists the accounts of use cases only, without what is not for everyone', async () => {
    await accounts.replaceAll(
      [
        account(1),
        account(2, { useCase: undefined }),
        account(3, { environment: undefined }),
      ],
      AT_TEN,
    );
    const { serviceControlPolicies, tagsReadAt, ...shown } = account(1);
    expect(await list()).toEqual({
      items: [shown],
      totalItems: 1,
      pageInfo: {},
    });
  });

  it('pages through accounts that share a name', async () => {
    await accounts.replaceAll(
      Array.from({ length: 10 }, (_, id) => account(id, { name: 'same' })),
      AT_TEN,
    );
    const first = await list({ limit: 6, order: 'desc' });
    const second = await list({
      limit: 6,
      order: 'desc',
      cursor: first.pageInfo.nextCursor,
    });
    expect(
      [...first.items, ...second.items].map(({ accountId }) => accountId),
    ).toEqual((await idsOf()).reverse());
    expect(second.pageInfo.nextCursor).toBeUndefined();
    const back = await list({
      limit: 6,
      order: 'desc',
      cursor: second.pageInfo.prevCursor,
    });
    expect(back.items).toEqual(first.items);
  });

  it.each<[AccountsQueryInput, number[]]>([
    [{ useCase: 'churn-prediction', environment: 'dev' }, [1]],
    [{ useCase: 'fraud-detection' }, [5]],
    [{ environment: 'dev' }, [1, 5]],
    [{ q: '100000000005' }, [5]],
    [{ q: 'AWS+1@EXAMPLE' }, [1]],
    [{ q: 'DÉVELOPPEMENT' }, [1]],
    [{ q: '_' }, []],
  ])('finds by %p', async (query, ids) => {
    await accounts.replaceAll(
      [
        account(1),
        account(5, {
          name: 'fraud-detection-dev',
          useCase: 'fraud-detection',
          organizationalUnit: undefined,
        }),
      ],
      AT_TEN,
    );
    const { items } = await list(query);
    expect(items.map(({ accountId }) => Number(accountId) % 100)).toEqual(ids);
  });
});
