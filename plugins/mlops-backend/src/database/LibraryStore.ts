import type { LibraryTemplate } from '@mlops-portal/backstage-plugin-mlops-common';
import type { Knex } from 'knex';

/** The products of the template library, as last seen. */
export class LibraryStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** All templates, by name. */
  async all(): Promise<LibraryTemplate[]> {
    const rows = await this.#knex('library_templates')
      .orderBy('name')
      .select('template');
    return rows.map(({ template }) => JSON.parse(template));
  }

  /** Puts what was seen in place of all that was known. Writes nothing, and answers false, when it is the same. */
  async replaceAll(templates: LibraryTemplate[]): Promise<boolean> {
    const rows = templates
      .map(template => ({
        name: template.name,
        product_id: template.productId,
        template: JSON.stringify(template),
      }))
      .sort((a, b) => a.name.localeCompare(b.name));
    return this.#knex.transaction(async trx => {
      const before = await trx('library_templates')
        .orderBy('name')
        .select('name', 'product_id', 'template');
      if (JSON.stringify(before) === JSON.stringify(rows)) {
        return false;
      }
      await trx('library_templates').delete();
      if (rows.length > 0) {
        await trx('library_templates').insert(rows);
      }
      return true;
    });
  }
}
