const MOVED = ['stage_rank', 'account_count', 'monthly_cents', 'cost_currency'];

/** In the order of their ranks. */
const STAGES = ['none', 'initial', 'repeatable', 'reliable', 'scalable'];

/** Takes columns from rows of one table to those of another, where the names are the same. */
async function move(knex, from, to, columns) {
  const value = column =>
    knex(from.table)
      .select(column)
      .whereRaw('?? = ??', [
        `${from.table}.${from.key}`,
        `${to.table}.${to.key}`,
      ]);
  await knex(to.table)
    .whereIn(to.key, knex(from.table).select(from.key))
    .update(Object.fromEntries(columns.map(column => [column, value(column)])));
}

const USE_CASES = { table: 'use_cases', key: 'name' };
const EVALUATIONS = { table: 'evaluations', key: 'use_case' };

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // Lists filter, count and sort by these: in the table of the list, they need not be looked for in another.
  await knex.schema.alterTable('use_cases', table => {
    table
      .integer('stage_rank')
      .notNullable()
      .defaultTo(0)
      .comment('0 without a stage, 1 for initial, to 4 for scalable');
    table
      .integer('account_count')
      .notNullable()
      .defaultTo(0)
      .comment('Accounts seen by the last collection');
    table
      .integer('monthly_cents')
      .comment('What the accounts cost in 30 days; empty when it is not known');
    table.string('cost_currency', 3).comment('ISO 4217, of monthly_cents');
  });
  await move(knex, EVALUATIONS, USE_CASES, MOVED);
  await knex.raw('drop index evaluations_list_index');
  await knex.raw('drop index evaluations_stage_rank_index');
  await knex.raw('drop index use_cases_list_index');
  await knex.schema.alterTable('evaluations', table => {
    table.dropColumns('stage', ...MOVED);
  });
  await knex.schema.alterTable('use_cases', table => {
    table.index(['retired_at', 'stage_rank', 'owner'], 'use_cases_list_index');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index use_cases_list_index');
  await knex.schema.alterTable('evaluations', table => {
    table.string('stage', 16).notNullable().defaultTo('none');
    table.integer('stage_rank').notNullable().defaultTo(0);
    table.integer('account_count').notNullable().defaultTo(0);
    table.integer('monthly_cents');
    table.string('cost_currency', 3);
  });
  await move(knex, USE_CASES, EVALUATIONS, MOVED);
  for (const [rank, stage] of STAGES.entries()) {
    await knex('evaluations').where({ stage_rank: rank }).update({ stage });
  }
  // In plain SQL: on SQLite, Knex would make the table anew and thereby delete what refers to it.
  for (const column of MOVED) {
    await knex.raw('alter table use_cases drop column ??', [column]);
  }
  await knex.schema.alterTable('use_cases', table => {
    table.index(['retired_at', 'name', 'owner'], 'use_cases_list_index');
  });
  await knex.schema.alterTable('evaluations', table => {
    table.index(['stage_rank']);
    table.index(
      ['use_case', 'stage', 'stage_rank', 'account_count', 'monthly_cents'],
      'evaluations_list_index',
    );
  });
};
