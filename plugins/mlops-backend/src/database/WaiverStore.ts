import type { Waiver } from '@mlops-portal/backstage-plugin-mlops-common';
import type { Knex } from 'knex';

interface WaiverRow {
  use_case: string;
  criterion: string;
  reason: string;
  author: string;
  created_at: string;
  until: string;
}

function toWaiver(row: WaiverRow): Waiver {
  return {
    criterion: row.criterion,
    reason: row.reason,
    author: row.author,
    createdAt: row.created_at,
    until: row.until,
  };
}

/** Criteria that need not be met, ended ones included. */
export class WaiverStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The waivers of a use case, by criterion. */
  async of(useCase: string): Promise<Waiver[]> {
    const rows = await this.#knex<WaiverRow>('waivers')
      .where({ use_case: useCase })
      .orderBy('criterion');
    return rows.map(toWaiver);
  }

  /** All waivers, by use case. */
  async all(): Promise<Map<string, Waiver[]>> {
    const rows = await this.#knex<WaiverRow>('waivers').orderBy([
      'use_case',
      'criterion',
    ]);
    const grouped = Map.groupBy(rows, ({ use_case: useCase }) => useCase);
    return new Map(
      [...grouped].map(([useCase, own]) => [useCase, own.map(toWaiver)]),
    );
  }

  /** Waives a criterion; a waiver that was there is replaced. */
  async save(useCase: string, waiver: Waiver): Promise<void> {
    await this.#knex<WaiverRow>('waivers')
      .insert({
        use_case: useCase,
        criterion: waiver.criterion,
        reason: waiver.reason,
        author: waiver.author,
        created_at: waiver.createdAt,
        until: waiver.until,
      })
      .onConflict(['use_case', 'criterion'])
      .merge();
  }

  /** Ends a waiver; false when there is none. */
  async delete(useCase: string, criterion: string): Promise<boolean> {
    const deleted = await this.#knex<WaiverRow>('waivers')
      .where({ use_case: useCase, criterion })
      .delete();
    return deleted > 0;
  }
}
