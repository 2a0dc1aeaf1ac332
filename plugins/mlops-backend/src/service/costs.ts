import type {
  Costs,
  CostsQuery,
  Environment,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { AccountStore } from '../database/AccountStore';
import type { CollectionStore } from '../database/CollectionStore';
import type { CostStore } from '../database/CostStore';
import type { UseCaseStore } from '../database/UseCaseStore';
import { asOwners } from '../database/searchText';
import { dayBefore } from '../sync/times';

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}

/** Puts together what use cases cost, by day, use case and account. */
export async function readCosts(
  stores: {
    costs: CostStore;
    accounts: AccountStore;
    useCases: UseCaseStore;
    collections: CollectionStore;
  },
  { useCase, owner, days }: CostsQuery,
  now: Date,
): Promise<Costs> {
  const owners = await stores.useCases.owners();
  const asked = owner && new Set(asOwners(owner));
  const accounts = [...(await stores.accounts.all()).values()].flatMap(
    ({ accountId, environment, useCase: name }) => {
      const group = name && owners.get(name);
      return name &&
        group &&
        environment &&
        (!useCase || name === useCase) &&
        (!asked || asked.has(group))
        ? [{ accountId, environment, useCase: name, owner: group }]
        : [];
    },
  );
  const environments = new Map(
    accounts.map(({ accountId, environment }) => [accountId, environment]),
  );
  const isPart = useCase !== undefined || owner !== undefined;
  const read = await stores.costs.since(
    dayBefore(now, days),
    isPart ? [...environments.keys()] : undefined,
  );
  // Of all accounts there are some that are of no use case.
  const costs = read.filter(({ accountId }) => environments.has(accountId));
  const byDay = new Map<string, Partial<Record<Environment, number>>>();
  const byAccount = new Map<string, number>();
  for (const { accountId, day, amount } of costs) {
    const environment = environments.get(accountId);
    if (environment) {
      const ofDay = byDay.get(day) ?? {};
      ofDay[environment] = (ofDay[environment] ?? 0) + amount;
      byDay.set(day, ofDay);
    }
    byAccount.set(accountId, (byAccount.get(accountId) ?? 0) + amount);
  }
  const useCases = new Map<string, Costs['useCases'][number]>();
  for (const account of accounts) {
    const amount = byAccount.get(account.accountId) ?? 0;
    const entry = useCases.get(account.useCase) ?? {
      useCase: account.useCase,
      owner: account.owner,
      amount: 0,
      accounts: [],
    };
    entry.amount += amount;
    entry.accounts.push({
      accountId: account.accountId,
      environment: account.environment,
      amount: cents(amount),
    });
    useCases.set(account.useCase, entry);
  }
  const { failure } = await stores.collections.get('costs');
  return {
    currency: costs.at(0)?.currency,
    total: cents(costs.reduce((sum, { amount }) => sum + amount, 0)),
    days: [...byDay]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([day, ofDay]) => ({
        day,
        amount: cents(
          Object.values(ofDay).reduce((sum, amount) => sum + amount, 0),
        ),
        environments: Object.fromEntries(
          Object.entries(ofDay).map(([environment, amount]) => [
            environment,
            cents(amount),
          ]),
        ),
      })),
    // Rounded once, so that a sum is the same wherever it is shown.
    useCases: [...useCases.values()]
      .map(entry => ({ ...entry, amount: cents(entry.amount) }))
      .sort((a, b) => b.amount - a.amount),
    until: await stores.costs.newestDay(),
    unknownReason: failure,
  };
}
