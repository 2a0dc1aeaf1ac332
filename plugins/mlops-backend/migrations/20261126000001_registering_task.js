/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('use_cases', table => {
    table
      .string('registered_in_task', 64)
      .nullable()
      .comment('The scaffolder task that registered it');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // In plain SQL: on SQLite, Knex would make the table anew and thereby delete what refers to it.
  await knex.raw('alter table use_cases drop column registered_in_task');
};
