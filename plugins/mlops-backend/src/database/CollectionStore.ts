import type { Knex } from 'knex';

/** What is collected for the whole organization at once. */
export type Concern = 'organization' | 'library';

/** How a collection last went. */
export interface CollectionState {
  /** When it last succeeded. */
  observedAt?: string;
  /** Why the newest attempt failed. */
  failure?: string;
}

/** When each organization-wide collection last succeeded, and why the newest attempt failed. */
export class CollectionStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** How a collection last went; nothing in it before the first time. */
  async get(concern: Concern): Promise<CollectionState> {
    const row = await this.#knex('collections').where({ concern }).first();
    return {
      observedAt: row?.observed_at ?? undefined,
      failure: row?.failure ?? undefined,
    };
  }

  /** Notes a success. */
  async succeeded(concern: Concern, observedAt: string): Promise<void> {
    await this.#knex('collections')
      .insert({ concern, observed_at: observedAt, failure: null })
      .onConflict('concern')
      .merge();
  }

  /** Notes a failure; the time of the last success stays. */
  async failed(concern: Concern, failure: string): Promise<void> {
    await this.#knex('collections')
      .insert({ concern, failure })
      .onConflict('concern')
      .merge(['failure']);
  }
}
