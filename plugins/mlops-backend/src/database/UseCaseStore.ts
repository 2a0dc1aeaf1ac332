import { hash } from 'node:crypto';
import {
  REACHED_STAGES,
  type Page,
  type ReachedStage,
  type UseCase,
  type UseCaseDetail,
  type UseCasesQuery,
  type UseCaseSummary,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { Knex } from 'knex';
import { readPage, type Sort, type SortableRow } from './keysetPage';
import { asOwners, searchText, whereSearchText } from './searchText';
import type { EvaluationSummary } from './summary';

interface RegistryRow {
  name: string;
  title: string;
  description: string;
  owner: string;
  domain: string | null;
  cost_center: string | null;
  registered_by: string;
  registered_at: string;
  registered_in_task: string | null;
  retirement_begun_at: string | null;
  retired_at: string | null;
  retired_by: string | null;
  search_text: string;
  /** Place in {@link REACHED_STAGES} of the stage it was last found to have. */
  stage_rank: number;
  account_count: number;
  monthly_cents: number | null;
  cost_currency: string | null;
  /** JSON. */
  cost_trend: string | null;
  model_count: number;
  /** Of an {@link EvaluationSummary}. */
  summary: string | null;
  evaluated_at: string | null;
  checked_at: string | null;
  first_in_production_at: string | null;
  entity_hash: string | null;
}

/** What the accounts of a use case cost. */
export interface UseCaseCost {
  /** In 30 days, in whole hundredths of the currency. */
  cents: number;
  /** ISO 4217. */
  currency: string;
  /** In each of the newest weeks, the oldest first. */
  trend: number[];
}

type ListedRow = RegistryRow & SortableRow;

const SORTS: Record<UseCasesQuery['orderBy'], Omit<Sort, 'by'>> = {
  name: { expression: 'use_cases.name', type: 'string' },
  title: { expression: 'lower(use_cases.title)', type: 'string' },
  owner: { expression: 'use_cases.owner', type: 'string' },
  stage: { expression: 'use_cases.stage_rank', type: 'number' },
  accounts: { expression: 'use_cases.account_count', type: 'number' },
  models: { expression: 'use_cases.model_count', type: 'number' },
  cost: {
    expression: 'coalesce(use_cases.monthly_cents, 0)',
    type: 'number',
  },
  registeredAt: { expression: 'use_cases.registered_at', type: 'string' },
  changedAt: {
    expression: `coalesce(use_cases.evaluated_at, '')`,
    type: 'string',
  },
};

const COST_COLUMNS = ['monthly_cents', 'cost_currency', 'cost_trend'] as const;

type CostColumns = Pick<RegistryRow, (typeof COST_COLUMNS)[number]>;

function toCostColumns(cost: UseCaseCost | undefined): CostColumns {
  return {
    monthly_cents: cost?.cents ?? null,
    cost_currency: cost?.currency ?? null,
    cost_trend: cost ? JSON.stringify(cost.trend) : null,
  };
}

function toUseCase(row: RegistryRow): UseCase {
  return {
    name: row.name,
    title: row.title,
    description: row.description,
    owner: row.owner,
    domain: row.domain ?? undefined,
    costCenter: row.cost_center ?? undefined,
    registeredBy: row.registered_by,
    registeredAt: row.registered_at,
    registeredInTask: row.registered_in_task ?? undefined,
    retirementBegunAt: row.retirement_begun_at ?? undefined,
    retiredAt: row.retired_at ?? undefined,
    retiredBy: row.retired_by ?? undefined,
  };
}

function toSummary(row: RegistryRow): UseCaseSummary {
  const summary: EvaluationSummary =
    row.summary === null
      ? { missing: [], accounts: [], models: 0 }
      : JSON.parse(row.summary);
  return {
    ...toUseCase(row),
    stage: REACHED_STAGES[row.stage_rank],
    ...summary,
    monthlyCost:
      row.monthly_cents !== null && row.cost_currency
        ? { amount: row.monthly_cents / 100, currency: row.cost_currency }
        : undefined,
    costTrend: row.cost_trend === null ? undefined : JSON.parse(row.cost_trend),
    firstInProductionAt: row.first_in_production_at ?? undefined,
    evaluatedAt: row.evaluated_at ?? undefined,
    checkedAt: row.checked_at ?? undefined,
  };
}

/** The registry of use cases, as lists and pages show them. */
export class UseCaseStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Registers a use case; false when the name is taken, and nothing is changed then. */
  async register(useCase: UseCase): Promise<boolean> {
    const inserted = await this.#knex<RegistryRow>('use_cases')
      .insert({
        name: useCase.name,
        title: useCase.title,
        description: useCase.description,
        owner: useCase.owner,
        domain: useCase.domain ?? null,
        cost_center: useCase.costCenter ?? null,
        registered_by: useCase.registeredBy,
        registered_at: useCase.registeredAt,
        registered_in_task: useCase.registeredInTask ?? null,
        search_text: searchText(
          useCase.name,
          useCase.title,
          useCase.description,
          useCase.owner,
        ),
      })
      .onConflict('name')
      .ignore()
      .returning('name');
    return inserted.length > 0;
  }

  /** The registry's entry; undefined when there is none. */
  async get(name: string): Promise<UseCase | undefined> {
    const row = await this.#knex<RegistryRow>('use_cases')
      .where({ name })
      .first();
    return row && toUseCase(row);
  }

  /** Notes that a use case is being retired; false when that was noted before, and nothing is changed then. */
  async beginRetirement(
    name: string,
    retiredBy: string,
    at: string,
  ): Promise<boolean> {
    const updated = await this.#knex<RegistryRow>('use_cases')
      .where({ name })
      .whereNull('retirement_begun_at')
      .update({ retirement_begun_at: at, retired_by: retiredBy });
    return updated > 0;
  }

  /** Notes that a use case is retired; false when that was noted before, and nothing is changed then. */
  async completeRetirement(
    name: string,
    retiredBy: string,
    at: string,
  ): Promise<boolean> {
    return this.#knex.transaction(async trx => {
      await trx<RegistryRow>('use_cases')
        .where({ name })
        .whereNull('retirement_begun_at')
        .update({ retirement_begun_at: at, retired_by: retiredBy });
      const updated = await trx<RegistryRow>('use_cases')
        .where({ name })
        .whereNull('retired_at')
        .update({ retired_at: at });
      return updated > 0;
    });
  }

  /** The names of all use cases, retired ones as well, in order. */
  async names(): Promise<string[]> {
    return this.#knex<RegistryRow>('use_cases').orderBy('name').pluck('name');
  }

  /** The owner of each use case, by its name. */
  async owners(): Promise<Map<string, string>> {
    const rows = await this.#knex<RegistryRow>('use_cases').select(
      'name',
      'owner',
    );
    return new Map(rows.map(({ name, owner }) => [name, owner]));
  }

  /** A use case as a list shows it; undefined when there is none. */
  async summary(name: string): Promise<UseCaseSummary | undefined> {
    const row = await this.#knex<RegistryRow>('use_cases')
      .where({ name })
      .first();
    return row && toSummary(row);
  }

  /** A use case as a list shows it, with the evidence behind it; undefined when there is none. */
  async detail(name: string): Promise<UseCaseDetail | undefined> {
    const row: (RegistryRow & { evidence: string | null }) | undefined =
      await this.#knex('use_cases')
        .leftJoin('evaluations', 'evaluations.use_case', 'use_cases.name')
        .where({ name })
        .first('use_cases.*', 'evidence');
    return (
      row && {
        ...toSummary(row),
        evidence: row.evidence === null ? undefined : JSON.parse(row.evidence),
      }
    );
  }

  /**
   * For each use case a text that is another one when what the catalog shows of
   * it changes.
   */
  async entityRevisions(): Promise<Map<string, string>> {
    const rows = await this.#knex<RegistryRow>('use_cases')
      .orderBy('name')
      .select(
        'name',
        'title',
        'description',
        'owner',
        'domain',
        'retired_at',
        'entity_hash',
      );
    return new Map(
      rows.map(row => [row.name, hash('sha256', JSON.stringify(row))]),
    );
  }

  /** Keeps what the accounts of use cases cost, by name; what is the same is not written. */
  async saveCosts(costs: Map<string, UseCaseCost>): Promise<void> {
    const known: (CostColumns & Pick<RegistryRow, 'name'>)[] =
      await this.#knex<RegistryRow>('use_cases').select(
        'name',
        ...COST_COLUMNS,
      );
    for (const { name, ...row } of known) {
      const columns = toCostColumns(costs.get(name));
      if (COST_COLUMNS.some(column => row[column] !== columns[column])) {
        await this.#knex<RegistryRow>('use_cases')
          .where({ name })
          .update(columns);
      }
    }
  }

  /** One page of use cases, with the number of each stage among those that match the other filters. */
  async list(
    query: UseCasesQuery,
  ): Promise<
    Page<UseCaseSummary> & { stageCounts: Record<ReachedStage, number> }
  > {
    const matching = this.#knex('use_cases');
    if (query.lifecycle === 'active') {
      matching.whereNull('use_cases.retired_at');
    } else if (query.lifecycle === 'retired') {
      matching.whereNotNull('use_cases.retired_at');
    }
    if (query.owner) {
      matching.whereIn('use_cases.owner', asOwners(query.owner));
    }
    if (query.q) {
      whereSearchText(matching, query.q);
    }
    const counts: { stage_rank: number; count: number | string }[] =
      await matching
        .clone()
        .select('stage_rank')
        .count({ count: '*' })
        .groupBy('stage_rank');
    const stageCounts = Object.fromEntries(
      REACHED_STAGES.map((stage, rank) => [
        stage,
        Number(counts.find(row => row.stage_rank === rank)?.count ?? 0),
      ]),
    ) as Record<ReachedStage, number>;
    if (query.stage) {
      matching.where(
        'use_cases.stage_rank',
        REACHED_STAGES.indexOf(query.stage),
      );
    }
    const page = await readPage<ListedRow>({
      knex: this.#knex,
      matching,
      rows: this.#knex('use_cases').select('use_cases.*'),
      sort: { by: query.orderBy, ...SORTS[query.orderBy] },
      key: 'use_cases.name',
      order: query.order,
      limit: query.limit,
      cursor: query.cursor,
      totalItems: query.stage
        ? stageCounts[query.stage]
        : Object.values(stageCounts).reduce((sum, count) => sum + count, 0),
    });
    return { ...page, items: page.items.map(toSummary), stageCounts };
  }
}
