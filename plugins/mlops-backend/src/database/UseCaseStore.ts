import {
  REACHED_STAGES,
  type Evidence,
  type Maturity,
  type Page,
  type ReachedStage,
  type UseCase,
  type UseCaseDetail,
  type UseCasesQuery,
  type UseCaseSummary,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { Knex } from 'knex';
import { readPage, type Sort, type SortableRow } from './keysetPage';
import { searchText, whereSearchText } from './searchText';

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
}

interface JoinedRow extends RegistryRow, SortableRow {
  stage: ReachedStage | null;
  evidence: string | null;
  maturity: string | null;
  evaluated_at: string | null;
}

const SORTS: Record<UseCasesQuery['orderBy'], Omit<Sort, 'by'>> = {
  name: { expression: 'use_cases.name', type: 'string' },
  title: { expression: 'lower(use_cases.title)', type: 'string' },
  owner: { expression: 'use_cases.owner', type: 'string' },
  stage: { expression: 'coalesce(evaluations.stage_rank, 0)', type: 'number' },
  accounts: {
    expression: 'coalesce(evaluations.account_count, 0)',
    type: 'number',
  },
  registeredAt: { expression: 'use_cases.registered_at', type: 'string' },
};

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

function toDetail(row: JoinedRow): UseCaseDetail {
  const evidence: Evidence | undefined =
    row.evidence === null ? undefined : JSON.parse(row.evidence);
  const maturity: Maturity | undefined =
    row.maturity === null ? undefined : JSON.parse(row.maturity);
  const next = maturity?.stages.find(
    ({ stage }) => stage === maturity.nextStage,
  );
  const accounts =
    evidence?.accounts.state === 'collected' ? evidence.accounts.value : [];
  return {
    ...toUseCase(row),
    stage: row.stage ?? 'none',
    nextStage: maturity?.nextStage,
    progress: next && {
      met: next.met,
      unmet: next.unmet,
      unknown: next.unknown,
    },
    missing:
      next?.criteria
        .filter(({ verdict }) => verdict !== 'met')
        .map(({ title }) => title) ?? [],
    accounts: accounts.map(({ account }) => ({
      environment: account.environment,
      accountId: account.accountId,
      status: account.status,
    })),
    evaluatedAt: row.evaluated_at ?? undefined,
    evidence,
  };
}

function toSummary(row: JoinedRow): UseCaseSummary {
  const { evidence: _, ...summary } = toDetail(row);
  return summary;
}

/** The registry of use cases, and for each the evidence and maturity last worked out. */
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

  /** The registry's entry with the evidence behind its stage; undefined when there is none. */
  async detail(name: string): Promise<UseCaseDetail | undefined> {
    const row: JoinedRow | undefined = await this.#joined()
      .select(this.#columns())
      .where('use_cases.name', name)
      .first();
    return row && toDetail(row);
  }

  /** The maturity last worked out; undefined before the first time. */
  async maturity(name: string): Promise<Maturity | undefined> {
    const row = await this.#knex('evaluations')
      .where({ use_case: name })
      .first('maturity');
    return row && JSON.parse(row.maturity);
  }

  /** The evidence last collected; undefined before the first time. */
  async evidence(name: string): Promise<Evidence | undefined> {
    const row = await this.#knex('evaluations')
      .where({ use_case: name })
      .first('evidence');
    return row && JSON.parse(row.evidence);
  }

  /** Keeps new evidence and the maturity worked out from it. */
  async saveEvaluation(evidence: Evidence, maturity: Maturity): Promise<void> {
    await this.#knex('evaluations')
      .insert({
        use_case: evidence.useCase,
        stage: maturity.stage,
        stage_rank: REACHED_STAGES.indexOf(maturity.stage),
        account_count:
          evidence.accounts.state === 'collected'
            ? evidence.accounts.value.length
            : 0,
        evidence: JSON.stringify(evidence),
        maturity: JSON.stringify(maturity),
        evaluated_at: maturity.evaluatedAt,
      })
      .onConflict('use_case')
      .merge();
  }

  /** One page of use cases, with the number of each stage among those that match the other filters. */
  async list(
    query: UseCasesQuery,
  ): Promise<
    Page<UseCaseSummary> & { stageCounts: Record<ReachedStage, number> }
  > {
    const knex = this.#knex;
    const matching = this.#joined();
    if (query.lifecycle === 'active') {
      matching.whereNull('use_cases.retired_at');
    } else if (query.lifecycle === 'retired') {
      matching.whereNotNull('use_cases.retired_at');
    }
    if (query.owner) {
      matching.where('use_cases.owner', query.owner.toLocaleLowerCase('en-US'));
    }
    if (query.q) {
      whereSearchText(matching, query.q);
    }
    const counts: { stage: ReachedStage; count: number | string }[] =
      await matching
        .clone()
        .select({ stage: knex.raw(`coalesce(evaluations.stage, 'none')`) })
        .count({ count: 'use_cases.name' })
        .groupByRaw(`coalesce(evaluations.stage, 'none')`);
    const ofStage = matching.clone();
    if (query.stage) {
      ofStage.whereRaw(`coalesce(evaluations.stage, 'none') = ?`, [
        query.stage,
      ]);
    }
    const page = await readPage<JoinedRow>({
      knex,
      query: ofStage.select(this.#columns()),
      sort: { by: query.orderBy, ...SORTS[query.orderBy] },
      key: 'use_cases.name',
      order: query.order,
      limit: query.limit,
      cursor: query.cursor,
    });
    return {
      ...page,
      items: page.items.map(toSummary),
      stageCounts: Object.fromEntries(
        REACHED_STAGES.map(stage => [
          stage,
          Number(counts.find(row => row.stage === stage)?.count ?? 0),
        ]),
      ) as Record<ReachedStage, number>,
    };
  }

  #joined(): Knex.QueryBuilder {
    return this.#knex('use_cases').leftJoin(
      'evaluations',
      'evaluations.use_case',
      'use_cases.name',
    );
  }

  #columns(): string[] {
    return [
      'use_cases.*',
      'evaluations.stage',
      'evaluations.evidence',
      'evaluations.maturity',
      'evaluations.evaluated_at',
    ];
  }
}
