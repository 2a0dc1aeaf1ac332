/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('use_cases', table => {
    table.comment('The registry: what people asked for');
    table.string('name', 31).primary();
    table.string('title', 100).notNullable();
    table.text('description').notNullable();
    table.string('owner', 255).notNullable().index();
    table.string('domain', 63).nullable();
    table.string('cost_center', 63).nullable();
    table.string('registered_by', 255).notNullable();
    table
      .string('registered_at', 24)
      .notNullable()
      .comment('ISO 8601 in UTC, so that text order is time order');
  });
  await knex.schema.createTable('evaluations', table => {
    table.comment('The read model: evidence and what was worked out from it');
    table
      .string('use_case', 31)
      .primary()
      .references('name')
      .inTable('use_cases')
      .onDelete('CASCADE');
    table.string('stage', 16).notNullable();
    table
      .integer('stage_rank')
      .notNullable()
      .index()
      .comment('0 for none, 1 for initial, and so on');
    table.integer('account_count').notNullable();
    table.text('evidence').notNullable().comment('JSON');
    table.text('maturity').notNullable().comment('JSON');
    table.string('evaluated_at', 24).notNullable();
  });
  await knex.schema.createTable('accounts', table => {
    table.comment('Every account of the organization, as last seen');
    table.string('account_id', 12).primary();
    table.string('name', 255).notNullable();
    table.string('email', 64).notNullable();
    table.string('arn', 255).notNullable();
    table.string('status', 32).notNullable();
    table.string('joined_at', 24).nullable();
    table.string('use_case', 31).nullable().index();
    table.string('environment', 16).nullable();
    table.string('owner', 255).nullable();
    table.string('organizational_unit_id', 68).nullable();
    table.string('organizational_unit_name', 128).nullable();
    table.text('service_control_policies').notNullable().comment('JSON');
    table.string('observed_at', 24).notNullable();
  });
  await knex.schema.createTable('library_templates', table => {
    table.comment('Products of the template library, as last seen');
    table.string('name', 255).primary();
    table.string('product_id', 64).notNullable();
    table.text('template').notNullable().comment('JSON');
  });
  await knex.schema.createTable('collections', table => {
    table.comment('When each organization-wide collection last succeeded');
    table.string('concern', 32).primary();
    table.string('observed_at', 24).nullable();
    table.text('failure').nullable().comment('Why the newest attempt failed');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('collections');
  await knex.schema.dropTable('library_templates');
  await knex.schema.dropTable('accounts');
  await knex.schema.dropTable('evaluations');
  await knex.schema.dropTable('use_cases');
};
