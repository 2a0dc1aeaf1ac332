import {
  GetCostAndUsageCommand,
  type GetCostAndUsageCommandInput,
  type ResultByTime,
} from '@aws-sdk/client-cost-explorer';
import { CreateDomainCommand } from '@aws-sdk/client-sagemaker';
import { accountNamed, createAccount } from '../../__testUtils__/accounts';
import { temporaryPath } from '../../__testUtils__/files';
import { startHarness, type Clients } from '../../__testUtils__/harness';
import { ACCOUNT_IDS, REGION } from '../../constants';
import { createState } from '../../seed';
import type { State } from '../../state/model';
import { writeFileSync } from 'node:fs';

// The seed of a whole organization takes its time on a busy machine.
jest.setTimeout(60_000);

const DAY = 24 * 60 * 60 * 1000;
/** A Wednesday, at noon. */
const NOW = Date.UTC(2026, 10, 25, 12);

function day(ago: number): string {
  return new Date(NOW - ago * DAY).toISOString().slice(0, 10);
}

function ask(
  { costExplorer }: Pick<Clients, 'costExplorer'>,
  input: Partial<GetCostAndUsageCommandInput> = {},
) {
  return costExplorer.send(
    new GetCostAndUsageCommand({
      TimePeriod: { Start: day(10), End: day(0) },
      Granularity: 'DAILY',
      Metrics: ['UnblendedCost'],
      ...input,
    }),
  );
}

const BY_ACCOUNT: Partial<GetCostAndUsageCommandInput> = {
  GroupBy: [{ Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' }],
};

function ofAccount(...Values: string[]): Partial<GetCostAndUsageCommandInput> {
  return { Filter: { Dimensions: { Key: 'LINKED_ACCOUNT', Values } } };
}

function amounts(results: ResultByTime[] | undefined): number[] {
  return (results ?? []).map(({ Total }) =>
    Number(Total?.UnblendedCost?.Amount),
  );
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function start(options: object = {}) {
  return startHarness({ seed: 'organization', now: () => NOW, ...options });
}

/** The seed with a change, as a file that a sandbox takes up. */
function stateWith(change: (state: State) => void): string {
  const state = createState('organization', NOW);
  change(state);
  const path = temporaryPath('state.json');
  writeFileSync(path, JSON.stringify(state));
  return path;
}

describe('Cost Explorer', () => {
  it('tells the management account what each account cost, with its name', async () => {
    const harness = await start();
    const { ResultsByTime = [], DimensionValueAttributes } = await ask(
      harness,
      BY_ACCOUNT,
    );
    expect(ResultsByTime.map(({ TimePeriod }) => TimePeriod?.Start)).toEqual(
      [10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map(day),
    );
    const accountId = await accountNamed(harness, 'fraud-detection-dev');
    for (const { Groups = [] } of ResultsByTime) {
      const own = Groups.find(({ Keys }) => Keys?.[0] === accountId);
      expect(own?.Metrics?.UnblendedCost?.Unit).toBe('USD');
      expect(Number(own?.Metrics?.UnblendedCost?.Amount)).toBeGreaterThan(1);
    }
    expect(DimensionValueAttributes).toContainEqual({
      Value: accountId,
      Attributes: { description: 'fraud-detection-dev' },
    });
    expect(ResultsByTime.map(({ Estimated }) => Estimated)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
  });

  it('says the same whenever it is asked, and costs less at the weekend', async () => {
    const harness = await start();
    const accountId = await accountNamed(harness, 'fraud-detection-dev');
    const question = {
      ...ofAccount(accountId),
      TimePeriod: { Start: '2026-11-16', End: '2026-11-23' },
    };
    const costs = amounts((await ask(harness, question)).ResultsByTime);
    expect(costs).toEqual(
      amounts((await ask(await start(), question)).ResultsByTime),
    );
    const weekdays = costs.slice(0, 5);
    const weekend = costs.slice(5);
    expect(new Set(weekdays).size).toBe(5);
    expect(Math.max(...weekend)).toBeLessThan(Math.min(...weekdays) - 5);
  });

  it('has nothing before an account was there, and half of a day that is half over', async () => {
    const harness = await start();
    const accountId = await accountNamed(
      harness,
      'delivery-time-prediction-experimentation',
    );
    const costs = amounts(
      (
        await ask(harness, {
          ...ofAccount(accountId),
          TimePeriod: { Start: day(6), End: day(-2) },
        })
      ).ResultsByTime,
    );
    expect(costs.slice(0, 3)).toEqual([0, 0, 0]);
    expect(costs[4]).toBeGreaterThan(0);
    expect(costs[6] / costs[5]).toBeGreaterThan(0.35);
    expect(costs[6] / costs[5]).toBeLessThan(0.65);
    expect(costs[7]).toBe(0);
  });

  it('grows with what is in an account', async () => {
    let now = NOW;
    const harness = await startHarness({ now: () => now });
    const accountId = await createAccount(
      { ...harness, pass: seconds => (now += seconds * 1000) },
      'churn-dev',
    );
    const { sageMaker } = await harness.account(accountId);
    now += 2 * DAY;
    const inside = harness.clients(await harness.assume(accountId));
    await inside.sageMaker.send(
      new CreateDomainCommand({
        DomainName: 'studio',
        AuthMode: 'IAM',
        DefaultUserSettings: {},
      }),
    );
    sageMaker.destroy();
    now += 3 * DAY;
    const [, before, , after] = amounts(
      (
        await ask(harness, {
          ...ofAccount(accountId),
          TimePeriod: { Start: day(0), End: day(-4) },
        })
      ).ResultsByTime,
    );
    expect(before).toBeGreaterThan(0);
    expect(after).toBeGreaterThan(before);
  });

  it('adds days up to months and services up to accounts', async () => {
    const harness = await start();
    const accountId = await accountNamed(harness, 'fraud-detection-dev');
    const question = {
      ...ofAccount(accountId),
      TimePeriod: { Start: '2026-10-01', End: '2026-11-25' },
    };
    const daily = amounts((await ask(harness, question)).ResultsByTime);
    const { ResultsByTime: monthly = [] } = await ask(harness, {
      ...question,
      Granularity: 'MONTHLY',
    });
    expect(monthly.map(({ TimePeriod }) => TimePeriod)).toEqual([
      { Start: '2026-10-01', End: '2026-11-01' },
      { Start: '2026-11-01', End: '2026-11-25' },
    ]);
    expect(amounts(monthly)[0]).toBeCloseTo(sum(daily.slice(0, 31)), 6);
    const { ResultsByTime: [october] = [] } = await ask(harness, {
      ...question,
      Granularity: 'MONTHLY',
      Metrics: ['UnblendedCost', 'AmortizedCost'],
      GroupBy: [
        { Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' },
        { Type: 'DIMENSION', Key: 'SERVICE' },
      ],
    });
    const groups = october.Groups ?? [];
    expect(groups.map(({ Keys }) => Keys)).toContainEqual([
      accountId,
      'Amazon SageMaker',
    ]);
    expect(
      sum(groups.map(({ Metrics }) => Number(Metrics?.AmortizedCost?.Amount))),
    ).toBeCloseTo(amounts(monthly)[0], 6);
    const without = await ask(harness, {
      ...question,
      Granularity: 'MONTHLY',
      Filter: {
        And: [
          { Dimensions: { Key: 'LINKED_ACCOUNT', Values: [accountId] } },
          {
            Not: {
              Dimensions: { Key: 'SERVICE', Values: ['Amazon SageMaker'] },
            },
          },
        ],
      },
    });
    expect(amounts(without.ResultsByTime)[0]).toBeLessThan(amounts(monthly)[0]);
  });

  it('makes days dearer that the state has a factor for', async () => {
    const plain = await start();
    const accountId = await accountNamed(plain, 'fraud-detection-dev');
    const dearer = await start({
      statePath: stateWith(state =>
        state.costFactors.push({
          accountId,
          from: day(3),
          to: day(2),
          factor: 4,
        }),
      ),
    });
    const question = {
      ...ofAccount(accountId),
      TimePeriod: { Start: day(5), End: day(0) },
    };
    const before = amounts((await ask(plain, question)).ResultsByTime);
    const after = amounts((await ask(dearer, question)).ResultsByTime);
    after.forEach((cost, index) => {
      expect(cost).toBeCloseTo(before[index] * [1, 1, 4, 4, 1][index], 6);
    });
  });

  it('tells a member account of itself alone', async () => {
    const harness = await start();
    const member = await harness.account(ACCOUNT_IDS.governance);
    const { ResultsByTime = [] } = await ask(member, BY_ACCOUNT);
    const accounts = ResultsByTime.flatMap(({ Groups = [] }) =>
      Groups.map(({ Keys }) => Keys?.[0]),
    );
    expect(accounts.every(id => id === ACCOUNT_IDS.governance)).toBe(true);
  });

  it('pages through many groups without losing or repeating any', async () => {
    const harness = await start();
    const question: Partial<GetCostAndUsageCommandInput> = {
      TimePeriod: { Start: day(90), End: day(0) },
      GroupBy: [
        { Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' },
        { Type: 'DIMENSION', Key: 'SERVICE' },
      ],
    };
    const seen: string[] = [];
    const first = await ask(harness, question);
    await expect(
      ask(harness, {
        ...question,
        ...ofAccount('x'),
        NextPageToken: first.NextPageToken,
      }),
    ).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
    let NextPageToken: string | undefined;
    let pages = 0;
    do {
      const page = await ask(harness, { ...question, NextPageToken });
      for (const { TimePeriod, Groups = [] } of page.ResultsByTime ?? []) {
        seen.push(
          ...Groups.map(
            ({ Keys }) => `${TimePeriod?.Start} ${Keys?.join(' ')}`,
          ),
        );
      }
      ({ NextPageToken } = page);
      pages += 1;
    } while (NextPageToken);
    expect(pages).toBeGreaterThan(1);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each([
    ['a start after the end', { TimePeriod: { Start: day(0), End: day(1) } }],
    ['no day', { TimePeriod: { Start: '2026-02-30', End: day(0) } }],
    ['what is too long ago', { TimePeriod: { Start: day(500), End: day(0) } }],
    ['what is to come', { TimePeriod: { Start: day(1), End: day(-30) } }],
    ['an unknown metric', { Metrics: ['Karma'] }],
    [
      'an unknown group',
      { GroupBy: [{ Type: 'DIMENSION' as const, Key: 'AZ' }] },
    ],
    ['an empty filter', { Filter: {} }],
    ['hours', { Granularity: 'HOURLY' as const }],
  ])('refuses %s', async (_what, input) => {
    const harness = await start({ seed: 'empty' });
    await expect(ask(harness, input)).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('answers in any region', async () => {
    const harness = await start({ seed: 'empty' });
    const { costExplorer } = harness.clients(
      await harness.assume(ACCOUNT_IDS.dataLake),
      REGION === 'eu-west-1' ? 'us-east-1' : REGION,
    );
    const { ResultsByTime } = await ask({ costExplorer });
    expect(ResultsByTime).toHaveLength(10);
  });
});
