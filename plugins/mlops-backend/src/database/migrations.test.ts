import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { evidenceSchema } from '@mlops-portal/backstage-plugin-mlops-common';
import type { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import { migratedDatabase } from './migrations';
import { UseCaseStore } from './UseCaseStore';

const directory = resolvePackagePath(
  '@mlops-portal/backstage-plugin-mlops-backend',
  'migrations',
);
const databases = createTestDatabases();

const OLD_USE_CASE = {
  name: 'churn-prediction',
  title: 'Évaluation du churn',
  description: '',
  owner: 'group:default/pricing',
  registered_by: 'user:default/ada',
  registered_at: '2026-11-24T12:00:00.000Z',
};

const OLD_EVALUATION = {
  use_case: 'churn-prediction',
  stage: 'initial',
  stage_rank: 1,
  account_count: 0,
  evidence: '{}',
  maturity: '{}',
  evaluated_at: '2026-11-24T12:00:00.000Z',
};

const UNKNOWN = {
  state: 'unknown',
  reason: 'An earlier version of the portal did not collect this.',
};

const OLD_ACCOUNT = {
  account_id: '111111111111',
  name: 'churn-prediction-dev',
  email: 'aws+churn-prediction-dev@example.com',
  arn: 'arn',
  status: 'ACTIVE',
  service_control_policies: '[]',
  observed_at: '2026-11-24T12:00:00.000Z',
};

const LATEST = '20261129000000_list_columns.js';

function up(knex: Knex) {
  return knex.migrate.up({ directory });
}

/** Brings a database to a migration, which is the last one done. */
async function migrateTo(knex: Knex, name: string): Promise<void> {
  for (;;) {
    const [, [done] = []] = await up(knex);
    if (done === name || done === undefined) {
      expect(done).toBe(name);
      return;
    }
  }
}

function down(knex: Knex) {
  return knex.migrate.down({ directory });
}

describe.each(databases.eachSupportedId())('migrations on %p', engine => {
  it('20261124000000_init makes the tables, and takes them away', async () => {
    const knex = await databases.init(engine);
    await up(knex);
    await knex('use_cases').insert(OLD_USE_CASE);
    await knex('evaluations').insert(OLD_EVALUATION);

    await knex('use_cases').where({ name: 'churn-prediction' }).delete();
    expect(await knex('evaluations')).toEqual([]);

    await down(knex);
    for (const table of [
      'use_cases',
      'evaluations',
      'accounts',
      'library_templates',
      'collections',
    ]) {
      expect([table, await knex.schema.hasTable(table)]).toEqual([
        table,
        false,
      ]);
    }
  });

  it('20261125000000_search_and_tags keeps what was registered, and makes it searchable', async () => {
    const knex = await databases.init(engine);
    await up(knex);
    await knex('use_cases').insert(OLD_USE_CASE);
    await knex('evaluations').insert(OLD_EVALUATION);
    await knex('accounts').insert(OLD_ACCOUNT);

    await up(knex);
    expect(await knex('use_cases').first()).toMatchObject({
      ...OLD_USE_CASE,
      search_text:
        'churn-prediction\névaluation du churn\n\ngroup:default/pricing',
    });
    expect(await knex('evaluations')).toEqual([OLD_EVALUATION]);
    expect(await knex('accounts').first()).toMatchObject({
      ...OLD_ACCOUNT,
      tags_read_at: null,
    });

    await down(knex);
    expect(Object.keys(await knex('use_cases').first())).not.toContain(
      'search_text',
    );
    expect(await knex('use_cases').first()).toMatchObject(OLD_USE_CASE);
    expect(await knex('evaluations')).toEqual([OLD_EVALUATION]);
    expect(await knex('accounts').first()).toMatchObject(OLD_ACCOUNT);

    await up(knex);
    expect(await knex('evaluations')).toEqual([OLD_EVALUATION]);
  });

  it('20261126000000_retirement keeps what was registered, and begins with nothing retired', async () => {
    const knex = await databases.init(engine);
    await up(knex);
    await up(knex);
    await knex('use_cases').insert(OLD_USE_CASE);
    await knex('evaluations').insert(OLD_EVALUATION);

    await up(knex);
    expect(await knex('use_cases').first()).toMatchObject({
      ...OLD_USE_CASE,
      retirement_begun_at: null,
      retired_at: null,
      retired_by: null,
    });

    await down(knex);
    expect(Object.keys(await knex('use_cases').first())).not.toContain(
      'retired_at',
    );
    expect(await knex('use_cases').first()).toMatchObject(OLD_USE_CASE);
    expect(await knex('evaluations')).toEqual([OLD_EVALUATION]);

    await up(knex);
    expect(await knex('evaluations')).toEqual([OLD_EVALUATION]);
  });

  it('20261126000001_registering_task keeps what was registered', async () => {
    const knex = await databases.init(engine);
    await up(knex);
    await up(knex);
    await up(knex);
    await knex('use_cases').insert(OLD_USE_CASE);
    await knex('evaluations').insert(OLD_EVALUATION);

    await up(knex);
    expect(await knex('use_cases').first()).toMatchObject({
      ...OLD_USE_CASE,
      registered_in_task: null,
    });

    await down(knex);
    expect(Object.keys(await knex('use_cases').first())).not.toContain(
      'registered_in_task',
    );
    expect(await knex('use_cases').first()).toMatchObject(OLD_USE_CASE);
    expect(await knex('evaluations')).toEqual([OLD_EVALUATION]);
  });

  it('20261127000000_evidence keeps the history of retired use cases, in the shape of now, and has the rest collected anew', async () => {
    const knex = await databases.init(engine);
    await migrateTo(knex, '20261126000001_registering_task.js');
    const account = {
      accountId: '111111111111',
      environment: 'dev',
      status: 'CLOSED',
    };
    const evaluation = {
      ...OLD_EVALUATION,
      evidence: JSON.stringify({
        useCase: OLD_USE_CASE.name,
        owner: { state: 'unknown', reason: 'Not asked.' },
        accounts: {
          state: 'collected',
          observedAt: OLD_EVALUATION.evaluated_at,
          value: [
            {
              account,
              studio: { state: 'unknown', reason: 'Closed.' },
              projects: { state: 'unknown', reason: 'Closed.' },
            },
          ],
        },
      }),
      maturity: JSON.stringify({
        useCase: OLD_USE_CASE.name,
        stage: 'initial',
        nextStage: 'repeatable',
        stages: [
          {
            stage: 'repeatable',
            met: 1,
            unmet: 1,
            unknown: 0,
            criteria: [
              { title: 'Met', verdict: 'met' },
              { title: 'Missing', verdict: 'unmet' },
            ],
          },
        ],
      }),
    };
    await knex('use_cases').insert([
      { ...OLD_USE_CASE, retirement_begun_at: '2026-11-25T12:00:00.000Z' },
      { ...OLD_USE_CASE, name: 'at-work' },
    ]);
    await knex('evaluations').insert([
      evaluation,
      { ...evaluation, use_case: 'at-work' },
    ]);

    await up(knex);
    expect(await knex('evaluations').pluck('use_case')).toEqual([
      OLD_USE_CASE.name,
    ]);
    await migrateTo(knex, LATEST);
    const detail = await new UseCaseStore(knex).detail(OLD_USE_CASE.name);
    expect(
      evidenceSchema.shape.dataLake.parse(detail?.evidence?.dataLake),
    ).toEqual(UNKNOWN);
    expect(detail).toMatchObject({
      stage: 'initial',
      progress: { met: 1, unmet: 1, unknown: 0, waived: 0 },
      missing: ['Missing'],
      accounts: [account],
      models: 0,
      evidence: {
        registeredAt: OLD_USE_CASE.registered_at,
        accounts: { value: [{ account, registry: UNKNOWN, trails: UNKNOWN }] },
      },
    });

    await down(knex);
    await down(knex);
    await down(knex);
    expect(await knex('evaluations').first()).toMatchObject({
      use_case: OLD_USE_CASE.name,
      stage: 'initial',
    });
    for (const table of ['models', 'waivers', 'history', 'snapshots']) {
      expect(await knex.schema.hasTable(table)).toBe(false);
    }
    await up(knex);
  });

  it('20261128000000_list_indexes keeps what there is', async () => {
    const knex = await databases.init(engine);
    await migrateTo(knex, '20261127000000_evidence.js');
    await knex('use_cases').insert(OLD_USE_CASE);
    await knex('evaluations').insert(OLD_EVALUATION);
    const before = await knex('evaluations');

    await up(knex);
    expect(await knex('use_cases').first()).toMatchObject(OLD_USE_CASE);
    expect(await knex('evaluations')).toEqual(before);

    await down(knex);
    await up(knex);
    expect(await knex('use_cases').first()).toMatchObject(OLD_USE_CASE);
    expect(await knex('evaluations')).toEqual(before);
  });

  it('20261129000000_list_columns takes what lists are made of to the registry', async () => {
    const knex = await databases.init(engine);
    await migrateTo(knex, '20261128000000_list_indexes.js');
    await knex('use_cases').insert([
      OLD_USE_CASE,
      { ...OLD_USE_CASE, name: 'not-judged' },
    ]);
    const moved = {
      stage_rank: 1,
      account_count: 2,
      monthly_cents: 1234,
      cost_currency: 'EUR',
    };
    await knex('evaluations').insert({
      ...OLD_EVALUATION,
      ...moved,
      summary: JSON.stringify({ models: 3 }),
    });
    const before = await knex('evaluations').first();

    await up(knex);
    expect(await knex('use_cases').orderBy('name')).toMatchObject([
      {
        ...OLD_USE_CASE,
        ...moved,
        model_count: 3,
        evaluated_at: OLD_EVALUATION.evaluated_at,
      },
      {
        name: 'not-judged',
        model_count: 0,
        evaluated_at: null,
        stage_rank: 0,
        account_count: 0,
        monthly_cents: null,
        cost_currency: null,
      },
    ]);
    expect(await knex('evaluations')).toEqual([
      {
        use_case: OLD_USE_CASE.name,
        evidence: OLD_EVALUATION.evidence,
        maturity: OLD_EVALUATION.maturity,
        revision: 1,
      },
    ]);

    await down(knex);
    expect(await knex('evaluations').first()).toEqual(before);
    expect(Object.keys(await knex('use_cases').first())).not.toContain(
      'stage_rank',
    );
    await up(knex);
    expect(await knex('use_cases').orderBy('name').first()).toMatchObject(
      moved,
    );
  });

  it('run at start, unless they are switched off', async () => {
    const knex = await databases.init(engine);
    await migratedDatabase(
      mockServices.database({ knex, migrations: { skip: true } }),
    );
    expect(await knex.schema.hasTable('use_cases')).toBe(false);

    await migratedDatabase(mockServices.database({ knex }));
    await migratedDatabase(mockServices.database({ knex }));
    expect(await new UseCaseStore(knex).names()).toEqual([]);
  });
});
