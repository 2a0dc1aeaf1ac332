import type { Knex } from 'knex';

/** What owners of use cases were told, so that they are told once. */
export class NoticeStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Whether something is to be told; a second time, on any replica, it is not. */
  async isNew(key: string, at: string): Promise<boolean> {
    // Most were told before: that is found out without a write.
    if (await this.#knex('notices').where({ key }).first('key')) {
      return false;
    }
    const inserted = await this.#knex('notices')
      .insert({ key, at })
      .onConflict('key')
      .ignore()
      .returning('key');
    return inserted.length > 0;
  }

  /** Forgets what was told before a moment. */
  async forgetBefore(at: string): Promise<void> {
    await this.#knex('notices').where('at', '<', at).delete();
  }
}
