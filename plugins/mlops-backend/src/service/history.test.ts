import { MoveAccountCommand } from '@aws-sdk/client-organizations';
import { ORGANIZATIONAL_UNIT_IDS, ROOT_ID } from '@mlops-portal/aws-sandbox';
import type {
  OrganizationHistory,
  UseCaseHistory,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { Knex } from 'knex';
import {
  detailOf,
  get,
  readOnly,
  refresh,
  snapshotOf,
} from '../__testUtils__/ask';
import { organizationsOf } from '../__testUtils__/aws';
import { createTestDatabases } from '../__testUtils__/databases';
import { startPortal, type Portal } from '../__testUtils__/portal';

jest.setTimeout(180_000);

/** Its experimentation account stands in the root. */
const MISPLACED = 'credit-scoring';
const SERVING = 'fraud-detection';
const RETENTION_DAYS = 30;

const databases = createTestDatabases();
let knex: Knex;
let portal: Portal;

function day(daysAgo: number): string {
  return new Date(Date.now() - daysAgo * 24 * 60 * 60_000)
    .toISOString()
    .slice(0, 10);
}

function historyOf(name: string): Promise<UseCaseHistory> {
  return get(portal, `/use-cases/${name}/history`);
}

beforeAll(async () => {
  knex = await databases.init('SQLITE_3');
  portal = await startPortal({
    knex,
    config: { mlops: { history: { retention: { days: RETENTION_DAYS } } } },
  });
  await readOnly(portal, MISPLACED, 'group:default/risk');
  await readOnly(portal, SERVING, 'group:default/risk');
});

describe('GET /use-cases/{name}/history', () => {
  it('has no change of what never reached a stage, and no day before the first is kept', async () => {
    const { registeredAt } = await detailOf(portal, MISPLACED);
    expect(await historyOf(MISPLACED)).toEqual({
      changes: [],
      days: [],
      registeredAt,
    });
  });

  it('has the first stage as a change from none, and when it first served in prod', async () => {
    const { stage, evaluatedAt, firstInProductionAt } = await detailOf(
      portal,
      SERVING,
    );
    const { changes, ...history } = await historyOf(SERVING);
    expect(changes).toEqual([
      expect.objectContaining({
        useCase: SERVING,
        from: 'none',
        to: stage,
        at: evaluatedAt,
      }),
    ]);
    expect(stage).not.toBe('none');
    expect(firstInProductionAt).toMatch(/Z$/);
    expect(history).toMatchObject({ firstInProductionAt });
    expect(await get(portal, `/use-cases/${SERVING}/maturity`)).toMatchObject({
      stageSince: evaluatedAt,
    });
  });

  it('keeps one snapshot a day: the newest', async () => {
    await portal.run('record-day');
    const before = await historyOf(MISPLACED);
    expect(before.days).toEqual([
      {
        day: day(0),
        stage: 'none',
        met: expect.any(Number),
        unmet: expect.any(Number),
        unknown: expect.any(Number),
        waived: 0,
      },
    ]);

    const { account } = await snapshotOf(portal, MISPLACED, 'experimentation');
    await organizationsOf(portal.sandbox).send(
      new MoveAccountCommand({
        AccountId: account.accountId,
        SourceParentId: ROOT_ID,
        DestinationParentId: ORGANIZATIONAL_UNIT_IDS.experimentation,
      }),
    );
    await refresh(portal, MISPLACED);
    await portal.run('record-day');

    const { stage, evaluatedAt } = await detailOf(portal, MISPLACED);
    const after = await historyOf(MISPLACED);
    expect(stage).not.toBe('none');
    expect(after.days).toEqual([
      {
        ...before.days[0],
        stage,
        met: before.days[0].met + 1,
        unmet: before.days[0].unmet - 1,
      },
    ]);
    expect(after.changes).toEqual([
      {
        useCase: MISPLACED,
        at: evaluatedAt,
        from: 'none',
        to: stage,
        moved: [
          {
            id: 'initial.guard-rails',
            title: expect.any(String),
            from: 'unmet',
            to: 'met',
          },
        ],
      },
    ]);
  });

  it('answers 404 when there is no such use case', async () => {
    const { status } = await portal.api('get', '/use-cases/nothing/history');
    expect(status).toBe(404);
  });
});

describe('GET /organization/history', () => {
  it('counts the stages of each day, and has the newest changes first', async () => {
    const stages = [
      (await detailOf(portal, MISPLACED)).stage,
      (await detailOf(portal, SERVING)).stage,
    ];
    const { days, changes } = await get<OrganizationHistory>(
      portal,
      '/organization/history',
    );
    expect(days).toEqual([
      {
        day: day(0),
        stageCounts: {
          none: 0,
          initial: 0,
          repeatable: 0,
          reliable: 0,
          scalable: 0,
          ...Object.fromEntries(
            stages.map(stage => [
              stage,
              stages.filter(other => other === stage).length,
            ]),
          ),
        },
      },
    ]);
    expect(changes.map(({ useCase }) => useCase)).toEqual([MISPLACED, SERVING]);
  });

  it('goes back as many days as are asked for, and as are kept', async () => {
    const [known] = await knex('snapshots').where({ use_case: SERVING });
    await knex('snapshots').insert(
      [5, RETENTION_DAYS, RETENTION_DAYS + 1].map(daysAgo => ({
        ...known,
        day: day(daysAgo),
      })),
    );
    const daysOf = async (query: string) =>
      (
        await get<OrganizationHistory>(portal, `/organization/history?${query}`)
      ).days.map(entry => entry.day);
    expect(await daysOf('days=3')).toEqual([day(0)]);
    expect(await daysOf('days=90')).toEqual(
      [RETENTION_DAYS + 1, RETENTION_DAYS, 5, 0].map(day),
    );

    const { changes } = await historyOf(SERVING);
    await portal.run('record-day');
    expect(await daysOf('days=90')).toEqual([RETENTION_DAYS, 5, 0].map(day));
    expect((await historyOf(SERVING)).changes).toEqual(changes);
  });

  it.each(['days=0', 'days=1001', 'days=all', 'since=2026-01-01'])(
    'refuses %s',
    async query => {
      const { status } = await portal.api(
        'get',
        `/organization/history?${query}`,
      );
      expect(status).toBe(400);
    },
  );
});
