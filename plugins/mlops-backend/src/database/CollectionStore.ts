import type { Knex } from 'knex';

/** What is collected for the whole organization at once. */
export type Concern = 'organization' | 'library' | 'data-lake' | 'costs';

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

  /**
   * Notes a success. When the one before was a success as well nothing is
   * written: that it goes on is for the scheduler to know.
   */
  async succeeded(concern: Concern, observedAt: string): Promise<void> {
    const { observedAt: before, failure } = await this.get(concern);
    if (before && !failure) {
      return;
    }
    await this.#knex('collections')
      .insert({ concern, observed_at: observedAt, failure: null })
      .onConflict('concern')
      .merge();
  }

  /**
   * Notes a failure, with the time of the last success. The same failure once
   * more is not written.
   */
  async failed(
    concern: Concern,
    failure: string,
    lastSuccessAt: string | undefined,
  ): Promise<void> {
    const before = await this.get(concern);
    if (before.failure === failure) {
      return;
    }
    await this.#knex('collections')
      .insert({
        concern,
        failure,
        observed_at: before.failure
          ? before.observedAt
          : (lastSuccessAt ?? before.observedAt),
      })
      .onConflict('concern')
      .merge();
  }

  /** What was collected; undefined before the first time. */
  async value<T>(concern: Concern): Promise<T | undefined> {
    const row = await this.#knex('collections')
      .where({ concern })
      .first('value');
    return row?.value ? JSON.parse(row.value) : undefined;
  }

  /** Keeps what was collected; false, and nothing is written, when it is the same. */
  async save(concern: Concern, value: unknown): Promise<boolean> {
    const text = JSON.stringify(value);
    const row = await this.#knex('collections')
      .where({ concern })
      .first('value');
    if (row?.value === text) {
      return false;
    }
    await this.#knex('collections')
      .insert({ concern, value: text })
      .onConflict('concern')
      .merge(['value']);
    return true;
  }
}
