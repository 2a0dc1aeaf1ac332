import type { Costs } from '@mlops-portal/backstage-plugin-mlops-common';
import { detailOf, get, readOnly } from '../__testUtils__/ask';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  startPortal,
  startTestSandbox,
  type Portal,
} from '../__testUtils__/portal';

jest.setTimeout(180_000);

/** In its dev account something large was forgotten. */
const DEAR = 'dynamic-pricing';
const OWNERS: Record<string, string> = {
  [DEAR]: 'group:default/pricing',
  'fraud-detection': 'group:default/risk',
};

const databases = createTestDatabases();
/** The operations that were asked for. */
const calls: string[] = [];
const sandbox = startTestSandbox({
  log: line => calls.push(line.split(' ')[0]),
});

function day(daysAgo: number): string {
  return new Date(Date.now() - daysAgo * 24 * 60 * 60_000)
    .toISOString()
    .slice(0, 10);
}

function sum(amounts: { amount: number }[]): number {
  return amounts.reduce((total, { amount }) => total + amount, 0);
}

describe.each(databases.eachSupportedId())('costs on %p', engine => {
  let portal: Portal;
  const writes: string[] = [];

  function costs(query = ''): Promise<Costs> {
    return get(portal, `/costs?${query}`);
  }

  beforeAll(async () => {
    const knex = await databases.init(engine);
    knex.on('query', ({ sql }: { sql: string }) => {
      if (/^\s*(insert|update|delete|replace)\b/i.test(sql)) {
        writes.push(sql);
      }
    });
    portal = await startPortal({ sandbox: await sandbox, knex });
    for (const [name, owner] of Object.entries(OWNERS)) {
      await readOnly(portal, name, owner);
    }
  });

  it('knows nothing before they are read, and says nothing', async () => {
    expect(await costs()).toMatchObject({ total: 0, days: [] });
    expect(await detailOf(portal, DEAR)).not.toHaveProperty('monthlyCost');
  });

  it('says why, when they cannot be read', async () => {
    portal.sandbox.faults.fail('ce:GetCostAndUsage', {
      error: 'AccessDeniedException',
      status: 400,
    });
    await portal.run('collect-costs');
    portal.sandbox.faults.clear();
    expect((await costs()).unknownReason).toMatch(
      /^Could not read the costs of the organization \(management account 100000000001\): AccessDeniedException/,
    );
  });

  it('are read for the whole organization at once, by day, use case and account', async () => {
    calls.length = 0;
    await portal.run('collect-costs');
    expect(calls.filter(call => call !== 'sts:AssumeRole')).toEqual(
      calls.flatMap(call => (call === 'ce:GetCostAndUsage' ? call : [])),
    );
    const { days, useCases, total, ...rest } = await costs();
    expect(rest).toEqual({ currency: 'USD', until: day(1) });
    expect(days).toHaveLength(30);
    expect(days.at(-1)?.day).toBe(day(1));
    expect(total).toBeGreaterThan(0);
    expect(sum(days)).toBeCloseTo(total, 0);
    for (const { amount, environments } of days) {
      const parts = Object.values(environments).map(part => ({ amount: part }));
      expect(sum(parts)).toBeCloseTo(amount, 1);
    }
    expect(useCases.map(({ useCase }) => useCase).sort()).toEqual(
      Object.keys(OWNERS).sort(),
    );
    for (const { useCase, owner, amount, accounts } of useCases) {
      expect(owner).toBe(OWNERS[useCase]);
      expect(accounts).toHaveLength(4);
      expect(sum(accounts)).toBeCloseTo(amount, 0);
      const { monthlyCost, costTrend = [] } = await detailOf(portal, useCase);
      expect(monthlyCost).toEqual({ amount, currency: 'USD' });
      expect(costTrend).toHaveLength(13);
      const week = (await costs(`useCase=${useCase}&days=7`)).total;
      expect(costTrend.at(-1)).toBeCloseTo(week, 1);
    }
  });

  it('are asked for again only as far as Cost Explorer may still correct them, and not written when it did not', async () => {
    const before = await costs();
    calls.length = 0;
    writes.length = 0;
    await portal.run('collect-costs');
    expect(calls.filter(call => call === 'ce:GetCostAndUsage')).toHaveLength(1);
    expect(writes.filter(sql => !/^\s*delete/i.test(sql))).toEqual([]);
    expect(await costs()).toEqual(before);
  });

  it('are those of a use case, an owner, some days', async () => {
    const { useCases } = await costs(`useCase=${DEAR}`);
    expect(useCases.map(({ useCase }) => useCase)).toEqual([DEAR]);
    const risk = await costs('owner=Group:default/Risk');
    expect(risk.useCases.map(({ useCase }) => useCase)).toEqual([
      'fraud-detection',
    ]);
    const both = `owner=${Object.values(OWNERS).join('&owner=')}`;
    expect((await costs(both)).useCases).toHaveLength(2);
    expect((await costs('days=7')).days.map(entry => entry.day)).toEqual(
      [7, 6, 5, 4, 3, 2, 1].map(day),
    );
    expect((await costs('owner=group:default/nobody')).total).toBe(0);
  });

  it.each(['days=0', 'days=401', 'colour=blue'])('refuse %s', async query => {
    const { status } = await portal.api('get', `/costs?${query}`);
    expect(status).toBe(400);
  });

  it('tell the owner of a day that was unusual for the use case, once', async () => {
    await portal.run('collect-costs');
    expect(
      portal.notifications.filter(({ payload }) => payload.topic === 'Cost'),
    ).toEqual([
      {
        recipients: { type: 'entity', entityRef: OWNERS[DEAR] },
        payload: expect.objectContaining({
          title: expect.stringMatching(
            new RegExp(`^${DEAR} cost \\$[\\d,.]+ on ${day(1)}$`),
          ),
          link: `/catalog/default/system/${DEAR}`,
        }),
      },
    ]);
  });
});
