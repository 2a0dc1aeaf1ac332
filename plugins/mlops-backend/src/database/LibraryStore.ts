import type { LibraryTemplate } from '@mlops-portal/backstage-plugin-mlops-common';
import type { Knex } from 'knex';

interface TemplateRow {
  product_id: string;
  template: string;
}

function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

/** The products of the template library, as last seen. */
export class LibraryStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** All templates, by name. */
  async all(): Promise<LibraryTemplate[]> {
    const rows =
      await this.#knex<TemplateRow>('library_templates').select('template');
    const templates: LibraryTemplate[] = rows.map(({ template }) =>
      JSON.parse(template),
    );
    return templates.sort(
      (a, b) => compare(a.name, b.name) || compare(a.productId, b.productId),
    );
  }

  /** Puts what was seen in place of all that was known. Writes nothing, and answers false, when it is the same. */
  async replaceAll(templates: LibraryTemplate[]): Promise<boolean> {
    return this.#knex.transaction(async trx => {
      const rows = await trx<TemplateRow>('library_templates').select();
      const before = new Map(rows.map(row => [row.product_id, row.template]));
      const changed = templates
        .map(template => ({
          product_id: template.productId,
          template: JSON.stringify(template),
        }))
        .filter(row => row.template !== before.get(row.product_id))
        .sort((a, b) => compare(a.product_id, b.product_id));
      const kept = new Set(templates.map(({ productId }) => productId));
      const gone = [...before.keys()].filter(id => !kept.has(id));
      for (const row of changed) {
        await trx<TemplateRow>('library_templates')
          .insert(row)
          .onConflict('product_id')
          .merge();
      }
      for (const productId of gone) {
        await trx<TemplateRow>('library_templates')
          .where('product_id', productId)
          .delete();
      }
      return changed.length + gone.length > 0;
    });
  }
}
