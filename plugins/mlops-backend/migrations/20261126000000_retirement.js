/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('use_cases', table => {
    table
      .string('retirement_begun_at', 24)
      .nullable()
      .comment(
        'Since when nothing is added to it; its accounts are being closed',
      );
    table
      .string('retired_at', 24)
      .nullable()
      .comment('When its last account was closed');
    table.string('retired_by', 255).nullable().comment('Who began it');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // In plain SQL: on SQLite, Knex would make the table anew and thereby delete what refers to it.
  await knex.raw('alter table use_cases drop column retired_by');
  await knex.raw('alter table use_cases drop column retired_at');
  await knex.raw('alter table use_cases drop column retirement_begun_at');
};
