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

  /** Puts what was seen in place of all that was known. */
  async replaceAll(templates: LibraryTemplate[]): Promise<void> {
    await this.#knex.transaction(async trx => {
      await trx('library_templates').delete();
      if (templates.length > 0) {
        await trx('library_templates').insert(
          templates.map(template => ({
            name: template.name,
            product_id: template.productId,
            template: JSON.stringify(template),
          })),
        );
      }
    });
  }
}
