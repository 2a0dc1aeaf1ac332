/** Of an evaluation, all that lists show, filter by, count and sort by. */
const MOVED = [
  'stage_rank',
  'account_count',
  'summary',
  'entity_hash',
  'evaluated_at',
  'checked_at',
  'first_in_production_at',
  'monthly_cents',
  'cost_currency',
];

/** In the order of their ranks. */
const STAGES = ['none', 'initial', 'repeatable', 'reliable', 'scalable'];

const USE_CASES = { table: 'use_cases', key: 'name' };
const EVALUATIONS = { table: 'evaluations', key: 'use_case' };

/** Takes columns from the rows of one table to those of the other, where they have the same names. */
async function move(knex, from, to) {
  const value = column =>
    knex(from.table)
      .select(column)
      .whereRaw('?? = ??', [
        `${from.table}.${from.key}`,
        `${to.table}.${to.key}`,
      ]);
  await knex(to.table)
    .whereIn(to.key, knex(from.table).select(from.key))
    .update(Object.fromEntries(MOVED.map(column => [column, value(column)])));
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // Rows of evaluations are long, with evidence in them: a list that looks for anything there reads all of it.
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
      .integer('model_count')
      .notNullable()
      .defaultTo(0)
      .comment('Registered models seen by the last collection');
    table.text('summary').comment('JSON: what else a list shows');
    table
      .string('entity_hash', 64)
      .comment('Of what the catalog shows: another one, other entities');
    table
      .string('evaluated_at', 24)
      .comment('When evidence or maturity last changed, ISO 8601 in UTC');
    table
      .string('checked_at', 24)
      .comment('When AWS was last asked because somebody wanted to know');
    table
      .string('first_in_production_at', 24)
      .comment('When an approved version first served in prod');
    table
      .integer('monthly_cents')
      .comment('Cost of its accounts in the newest 30 days that are known');
    table.string('cost_currency', 3).comment('ISO 4217');
    table
      .text('cost_trend')
      .comment('JSON: what its accounts cost in each of the newest weeks');
  });
  await move(knex, EVALUATIONS, USE_CASES);
  const judged = await knex('use_cases')
    .whereNotNull('summary')
    .select('name', 'summary');
  for (const { name, summary } of judged) {
    await knex('use_cases')
      .where({ name })
      .update({ model_count: JSON.parse(summary).models });
  }
  for (const index of [
    'evaluations_list_index',
    'evaluations_stage_rank_index',
    'evaluations_first_in_production_at_index',
    'use_cases_list_index',
  ]) {
    await knex.raw('drop index ??', [index]);
  }
  await knex.schema.alterTable('evaluations', table => {
    table.dropColumns('stage', ...MOVED);
  });
  await knex.schema.alterTable('evaluations', table => {
    table.index(['use_case', 'revision'], 'evaluations_revision_index');
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
  await knex.raw('drop index evaluations_revision_index');
  await knex.schema.alterTable('evaluations', table => {
    table.string('stage', 16).notNullable().defaultTo('none');
    table.integer('stage_rank').notNullable().defaultTo(0);
    table.integer('account_count').notNullable().defaultTo(0);
    table.string('evaluated_at', 24).notNullable().defaultTo('');
    table.text('summary');
    table.string('entity_hash', 64);
    table.string('checked_at', 24);
    table.string('first_in_production_at', 24).index();
    table.integer('monthly_cents');
    table.string('cost_currency', 3);
  });
  await move(knex, USE_CASES, EVALUATIONS);
  for (const [rank, stage] of STAGES.entries()) {
    await knex('evaluations').where({ stage_rank: rank }).update({ stage });
  }
  // In plain SQL: on SQLite, Knex would make the table anew and thereby delete what refers to it.
  for (const column of [...MOVED, 'cost_trend', 'model_count']) {
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
