import {
  modelsOf,
  valueOr,
  type AccountSnapshot,
  type Evidence,
  type ModelEvidence,
  type ModelsQuery,
  type ModelSummary,
  type Page,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { Knex } from 'knex';
import { readPage, type Sort, type SortableRow } from './keysetPage';
import { asOwners, searchText, whereSearchText } from './searchText';

interface ModelRow {
  account_id: string;
  group_name: string;
  use_case: string;
  owner: string;
  environment: string;
  approval: string | null;
  latest_at: string | null;
  summary: string;
  search_text: string;
}

const SORTS: Record<ModelsQuery['orderBy'], Omit<Sort, 'by'>> = {
  group: { expression: 'lower(models.group_name)', type: 'string' },
  useCase: { expression: 'models.use_case', type: 'string' },
  latestAt: { expression: `coalesce(models.latest_at, '')`, type: 'string' },
};

const UNDER_WAY = ['Pending', 'InProgress'];

function servingOf(
  snapshots: AccountSnapshot[],
  model: ModelEvidence,
): Pick<ModelSummary, 'serving' | 'monitors'> {
  const serving: ModelSummary['serving'] = [];
  const monitors: ModelSummary['monitors'] = [];
  for (const { account, endpoints, monitors: watching } of snapshots) {
    const { environment, accountId } = account;
    for (const endpoint of valueOr(endpoints, [])) {
      const version = model.versions.find(({ arn }) =>
        endpoint.variants.some(
          ({ modelPackageArn }) => modelPackageArn === arn,
        ),
      );
      if (!version) {
        continue;
      }
      serving.push({
        endpoint: endpoint.name,
        environment,
        accountId,
        version: version.version,
        status: endpoint.status,
      });
      monitors.push(
        ...valueOr(watching, [])
          .filter(({ endpointName }) => endpointName === endpoint.name)
          .map(monitor => ({
            name: monitor.name,
            type: monitor.type,
            endpoint: endpoint.name,
            environment,
            status: monitor.status,
            lastExecution: monitor.executions.find(
              ({ status }) => !UNDER_WAY.includes(status),
            ),
          })),
      );
    }
  }
  return { serving, monitors };
}

function rowsOf({ useCase, accounts }: Evidence, owner: string): ModelRow[] {
  const snapshots = valueOr(accounts, []);
  return snapshots.flatMap(snapshot => {
    const { account } = snapshot;
    return modelsOf(snapshot).map((model): ModelRow => {
      const latest = model.versions.at(0);
      const summary: ModelSummary = {
        group: model.group,
        accountId: account.accountId,
        environment: account.environment,
        useCase,
        owner,
        arn: model.arn,
        versions: model.versions.length,
        latest,
        ...servingOf(snapshots, model),
      };
      return {
        account_id: account.accountId,
        group_name: model.group,
        use_case: useCase,
        owner,
        environment: account.environment,
        approval: latest?.approval ?? null,
        latest_at: latest?.createdAt ?? null,
        summary: JSON.stringify(summary),
        search_text: searchText(model.group, useCase, model.description),
      };
    });
  });
}

function keyOf(row: Pick<ModelRow, 'account_id' | 'group_name'>): string {
  return `${row.account_id}/${row.group_name}`;
}

/** Puts the models of a use case in place of those that were there, as part of the write of its evidence; what is the same is not written. */
export async function replaceModels(
  trx: Knex.Transaction,
  evidence: Evidence,
  owner: string,
): Promise<void> {
  const before = new Map(
    (await trx<ModelRow>('models').where({ use_case: evidence.useCase })).map(
      row => [keyOf(row), row],
    ),
  );
  for (const row of rowsOf(evidence, owner)) {
    const known = before.get(keyOf(row));
    before.delete(keyOf(row));
    if (known?.summary !== row.summary) {
      await trx<ModelRow>('models')
        .insert(row)
        .onConflict(['account_id', 'group_name'])
        .merge();
    }
  }
  for (const { account_id, group_name } of before.values()) {
    await trx<ModelRow>('models').where({ account_id, group_name }).delete();
  }
}

/** Registered models of all use cases. */
export class ModelStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** A model as a list shows it; undefined when there is none. */
  async get(
    accountId: string,
    group: string,
  ): Promise<ModelSummary | undefined> {
    const row = await this.#knex<ModelRow>('models')
      .where({ account_id: accountId, group_name: group })
      .first();
    return row && JSON.parse(row.summary);
  }

  /** One page of models. */
  async list(query: ModelsQuery): Promise<Page<ModelSummary>> {
    const models = this.#knex('models')
      .select('models.*')
      .select({
        id: this.#knex.raw(`models.account_id || '/' || models.group_name`),
      })
      .as('models');
    const matching: Knex.QueryBuilder = this.#knex.from(models);
    if (query.useCase) {
      matching.where('use_case', query.useCase);
    }
    if (query.owner) {
      matching.whereIn('owner', asOwners(query.owner));
    }
    if (query.approval) {
      matching.where('approval', query.approval);
    }
    if (query.q) {
      whereSearchText(matching, query.q);
    }
    const page = await readPage<ModelRow & SortableRow>({
      knex: this.#knex,
      matching,
      rows: this.#knex.from(models).select('models.summary'),
      sort: { by: query.orderBy, ...SORTS[query.orderBy] },
      key: 'models.id',
      order: query.order,
      limit: query.limit,
      cursor: query.cursor,
    });
    return { ...page, items: page.items.map(row => JSON.parse(row.summary)) };
  }
}
