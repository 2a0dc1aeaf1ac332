const UNKNOWN = {
  state: 'unknown',
  reason: 'An earlier version of the portal did not collect this.',
};

const NEW_CONCERNS = [
  'pipelines',
  'experiments',
  'registry',
  'endpoints',
  'monitors',
  'delivery',
  'trails',
];

/** Evidence of before, with what it lacks as unknown. */
function completed(evidence, registeredAt) {
  const { accounts } = evidence;
  const lacking = Object.fromEntries(
    NEW_CONCERNS.map(concern => [concern, UNKNOWN]),
  );
  return {
    registeredAt,
    dataLake: UNKNOWN,
    ...evidence,
    accounts:
      accounts.state === 'collected'
        ? {
            ...accounts,
            value: accounts.value.map(snapshot => ({
              ...lacking,
              ...snapshot,
            })),
          }
        : accounts,
  };
}

/** A maturity of before, when nothing could be waived. */
function withWaived(maturity) {
  return {
    ...maturity,
    stages: maturity.stages.map(stage => ({ ...stage, waived: 0 })),
  };
}

/** What a list shows of a use case. */
function summaryOf(evidence, maturity) {
  const { nextStage, stages } = maturity;
  const next = stages.find(({ stage }) => stage === nextStage);
  const { accounts } = evidence;
  return {
    nextStage,
    progress: next && {
      met: next.met,
      unmet: next.unmet,
      unknown: next.unknown,
      waived: next.waived,
    },
    missing: (next?.criteria ?? [])
      .filter(({ verdict }) => verdict !== 'met')
      .map(({ title }) => title),
    accounts: (accounts.state === 'collected' ? accounts.value : []).map(
      ({ account: { environment, accountId, status } }) => ({
        environment,
        accountId,
        status,
      }),
    ),
    models: 0,
  };
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('evaluations', table => {
    table
      .text('summary')
      .nullable()
      .comment('JSON: what a list shows of it, so that evidence is not read');
    table
      .string('entity_hash', 64)
      .nullable()
      .comment('Of what the catalog shows: another one, other entities');
    table
      .string('checked_at', 24)
      .nullable()
      .comment('When AWS was last asked because somebody wanted to know');
    table
      .string('first_in_production_at', 24)
      .nullable()
      .index()
      .comment('When an approved version first served in prod');
    table
      .integer('monthly_cents')
      .nullable()
      .comment('Cost of its accounts in the newest 30 days that are known');
    table.string('cost_currency', 3).nullable();
    table
      .integer('revision')
      .notNullable()
      .defaultTo(1)
      .comment('Grows with each write: two at once do not overwrite');
  });
  // Evidence of another shape: it is collected anew. That of retired use cases is history, and stays.
  await knex('evaluations')
    .whereIn(
      'use_case',
      knex('use_cases').select('name').whereNull('retirement_begun_at'),
    )
    .delete();
  const kept = await knex('evaluations')
    .join('use_cases', 'use_cases.name', 'evaluations.use_case')
    .select('use_case', 'evidence', 'maturity', 'registered_at');
  for (const row of kept) {
    const evidence = completed(JSON.parse(row.evidence), row.registered_at);
    const maturity = withWaived(JSON.parse(row.maturity));
    await knex('evaluations')
      .where({ use_case: row.use_case })
      .update({
        evidence: JSON.stringify(evidence),
        maturity: JSON.stringify(maturity),
        summary: JSON.stringify(summaryOf(evidence, maturity)),
      });
  }
  await knex.schema.alterTable('collections', table => {
    table.text('value').nullable().comment('JSON: what was collected');
  });
  await knex.schema.createTable('models', table => {
    table.comment('Registered models, from the evidence of their use cases');
    table.string('account_id', 12).notNullable();
    table.string('group_name', 63).notNullable();
    table.primary(['account_id', 'group_name']);
    table
      .string('use_case', 31)
      .notNullable()
      .index()
      .references('name')
      .inTable('use_cases')
      .onDelete('CASCADE');
    table.string('owner', 255).notNullable().index();
    table.string('environment', 16).notNullable();
    table.string('approval', 32).nullable().index();
    table.string('latest_at', 24).nullable().index();
    table.text('summary').notNullable().comment('JSON: what a list shows');
    table.text('search_text').notNullable();
  });
  await knex.schema.createTable('waivers', table => {
    table.comment('Criteria that need not be met for some time');
    table
      .string('use_case', 31)
      .notNullable()
      .references('name')
      .inTable('use_cases')
      .onDelete('CASCADE');
    table.string('criterion', 128).notNullable();
    table.primary(['use_case', 'criterion']);
    table.text('reason').notNullable();
    table.string('author', 255).notNullable();
    table.string('created_at', 24).notNullable();
    table.string('until', 10).notNullable().comment('The last day, in UTC');
  });
  await knex.schema.createTable('history', table => {
    table.comment('What happened to the stages of use cases');
    table.increments('id');
    table
      .string('use_case', 31)
      .notNullable()
      .references('name')
      .inTable('use_cases')
      .onDelete('CASCADE');
    table.string('at', 24).notNullable().index();
    table.string('from_stage', 16).notNullable();
    table.string('to_stage', 16).notNullable();
    table.text('moved').notNullable().comment('JSON: the criteria that moved');
    table.index(['use_case', 'at']);
  });
  await knex.schema.createTable('snapshots', table => {
    table.comment('How each use case stood at the end of a day');
    table.string('day', 10).notNullable();
    table
      .string('use_case', 31)
      .notNullable()
      .references('name')
      .inTable('use_cases')
      .onDelete('CASCADE');
    table.primary(['day', 'use_case']);
    table.string('stage', 16).notNullable();
    table.integer('met').notNullable();
    table.integer('unmet').notNullable();
    table.integer('unknown').notNullable();
    table.integer('waived').notNullable();
  });
  await knex.schema.createTable('notices', table => {
    table.comment('What owners of use cases were told');
    table.string('key', 512).primary();
    table.string('at', 24).notNullable().index();
  });
  await knex.schema.createTable('daily_costs', table => {
    table.comment('Unblended cost of each account and day, from Cost Explorer');
    table.string('account_id', 12).notNullable();
    table.string('day', 10).notNullable().index();
    table.primary(['account_id', 'day']);
    table.decimal('amount', 18, 6).notNullable();
    table.string('currency', 3).notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('daily_costs');
  await knex.schema.dropTable('notices');
  await knex.schema.dropTable('snapshots');
  await knex.schema.dropTable('history');
  await knex.schema.dropTable('waivers');
  await knex.schema.dropTable('models');
  // In plain SQL: on SQLite, Knex would make the table anew and thereby delete what refers to it.
  await knex.raw('alter table collections drop column value');
  await knex.raw('alter table evaluations drop column revision');
  await knex.raw('alter table evaluations drop column cost_currency');
  await knex.raw('alter table evaluations drop column monthly_cents');
  await knex.raw('drop index evaluations_first_in_production_at_index');
  await knex.raw('alter table evaluations drop column first_in_production_at');
  await knex.raw('alter table evaluations drop column checked_at');
  await knex.raw('alter table evaluations drop column entity_hash');
  await knex.raw('alter table evaluations drop column summary');
};
