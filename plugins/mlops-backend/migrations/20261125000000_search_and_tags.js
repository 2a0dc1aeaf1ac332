/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('use_cases', table => {
    table
      .text('search_text')
      .notNullable()
      .defaultTo('')
      .comment('What a search looks through, in lowercase');
  });
  // Lowercase is made here, because lower() of SQL leaves É as it is on some engines and locales.
  const useCases = await knex('use_cases').select(
    'name',
    'title',
    'description',
    'owner',
  );
  for (const { name, ...rest } of useCases) {
    await knex('use_cases')
      .where({ name })
      .update({
        search_text: [name, rest.title, rest.description, rest.owner]
          .join('\n')
          .toLocaleLowerCase('en-US'),
      });
  }
  await knex.schema.alterTable('accounts', table => {
    table
      .text('search_text')
      .notNullable()
      .defaultTo('')
      .comment('What a search looks through, in lowercase');
    table
      .string('tags_read_at', 24)
      .nullable()
      .comment('When the tags were last read; they are not read each time');
  });
  // Names of products are neither short nor unique. The table is filled again by the next collection.
  await knex.schema.dropTable('library_templates');
  await knex.schema.createTable('library_templates', table => {
    table.comment('Products of the template library, as last seen');
    table.string('product_id', 64).primary();
    table.text('template').notNullable().comment('JSON');
  });
  await knex('collections').where({ concern: 'library' }).delete();
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('library_templates');
  await knex.schema.createTable('library_templates', table => {
    table.comment('Products of the template library, as last seen');
    table.string('name', 255).primary();
    table.string('product_id', 64).notNullable();
    table.text('template').notNullable().comment('JSON');
  });
  await knex('collections').where({ concern: 'library' }).delete();
  // In plain SQL: on SQLite, Knex would make the table anew and thereby delete what refers to it.
  await knex.raw('alter table accounts drop column tags_read_at');
  await knex.raw('alter table accounts drop column search_text');
  await knex.raw('alter table use_cases drop column search_text');
};
