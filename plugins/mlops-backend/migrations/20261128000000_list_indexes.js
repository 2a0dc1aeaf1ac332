/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // All of an evaluation that lists filter, count and sort by: the rows themselves are long, with evidence in them.
  await knex.schema.alterTable('evaluations', table => {
    table.index(
      ['use_case', 'stage', 'stage_rank', 'account_count', 'monthly_cents'],
      'evaluations_list_index',
    );
  });
  await knex.schema.alterTable('use_cases', table => {
    table.index(['retired_at', 'name', 'owner'], 'use_cases_list_index');
  });
  await knex.raw(
    'create index use_cases_title_index on use_cases (lower(title), name)',
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index use_cases_title_index');
  await knex.raw('drop index use_cases_list_index');
  await knex.raw('drop index evaluations_list_index');
};
