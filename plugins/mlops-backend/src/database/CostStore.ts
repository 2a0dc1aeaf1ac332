import type { Knex } from 'knex';
import { inBatches } from './batches';

/** What an account cost on a day. */
export interface DailyCost {
  accountId: string;
  /** `2026-11-25`, in UTC. */
  day: string;
  amount: number;
  /** ISO 4217. */
  currency: string;
}

interface CostRow {
  account_id: string;
  day: string;
  /** PostgreSQL hands decimals out as text. */
  amount: number | string;
  currency: string;
}

function toCost(row: CostRow): DailyCost {
  return {
    accountId: row.account_id,
    day: row.day,
    amount: Number(row.amount),
    currency: row.currency,
  };
}

function toRow({ accountId, ...cost }: DailyCost): CostRow {
  return { account_id: accountId, ...cost };
}

/** What each account cost, day by day. */
export class CostStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Costs from a day on, of all accounts or of some. */
  async since(day: string, accountIds?: string[]): Promise<DailyCost[]> {
    const query = this.#knex<CostRow>('daily_costs')
      .where('day', '>=', day)
      .orderBy(['day', 'account_id']);
    if (accountIds) {
      query.whereIn('account_id', accountIds);
    }
    return (await query).map(toCost);
  }

  /** The newest day that is known. */
  async newestDay(): Promise<string | undefined> {
    const row = await this.#knex('daily_costs').max({ day: 'day' }).first();
    return row?.day ?? undefined;
  }

  /**
   * Keeps costs; what is the same is not written.
   *
   * @param since - the first day that the costs are of
   * @returns the costs that were new or different
   */
  async save(since: string, costs: DailyCost[]): Promise<DailyCost[]> {
    const key = ({ accountId, day }: DailyCost) => `${accountId}/${day}`;
    const known = new Map(
      (await this.since(since)).map(cost => [key(cost), cost.amount]),
    );
    const changed = costs.filter(cost => known.get(key(cost)) !== cost.amount);
    await this.#knex.transaction(async trx => {
      for (const batch of inBatches(changed.map(toRow))) {
        await trx<CostRow>('daily_costs')
          .insert(batch)
          .onConflict(['account_id', 'day'])
          .merge();
      }
    });
    return changed;
  }

  /** Forgets the days before one. */
  async forgetBefore(day: string): Promise<void> {
    await this.#knex<CostRow>('daily_costs').where('day', '<', day).delete();
  }
}
