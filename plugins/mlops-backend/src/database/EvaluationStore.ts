import {
  REACHED_STAGES,
  valueOr,
  type Evidence,
  type Maturity,
  type StageChange,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { Knex } from 'knex';
import { entityHash, summarize } from './summary';
import { addStageChange } from './HistoryStore';
import { replaceModels } from './ModelStore';

/** Evidence of a use case with what was worked out from it, as last written. */
export interface Evaluation {
  evidence: Evidence;
  maturity: Maturity;
  /** When AWS was last asked because somebody wanted to know. */
  checkedAt: string;
  /** A write has to know the one it replaces. */
  revision: number;
}

interface EvaluationRow {
  use_case: string;
  evidence: string;
  maturity: string;
  revision: number;
}

/** A use case that is not being retired, and which write of its evaluation is the newest. */
export interface CurrentUseCase {
  name: string;
  title: string;
  owner: string;
  registeredAt: string;
  /** Undefined before the first evaluation. */
  revision: number | undefined;
}

interface CurrentRow {
  name: string;
  title: string;
  owner: string;
  registered_at: string;
  retirement_begun_at: string | null;
  revision: number | null;
}

/** How many use cases are read at a time. */
const READ_AT_A_TIME = 100;

/** Evidence and maturity of each use case. */
export class EvaluationStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** What was last written of a use case; undefined before the first time. */
  async get(useCase: string): Promise<Evaluation | undefined> {
    const row:
      | (EvaluationRow & { evaluated_at: string; checked_at: string | null })
      | undefined = await this.#knex('evaluations')
      .join('use_cases', 'use_cases.name', 'evaluations.use_case')
      .where({ use_case: useCase })
      .first('evaluations.*', 'evaluated_at', 'checked_at');
    return (
      row && {
        evidence: JSON.parse(row.evidence),
        maturity: JSON.parse(row.maturity),
        checkedAt: row.checked_at ?? row.evaluated_at,
        revision: row.revision,
      }
    );
  }

  /** For each use case, in order, a text that is another one after each change of its registration or its evaluation. */
  async revisions(): Promise<Map<string, string>> {
    const rows: (Pick<
      CurrentRow,
      'name' | 'owner' | 'registered_at' | 'retirement_begun_at'
    > & { revision: number | null })[] = await this.#knex('use_cases')
      .leftJoin('evaluations', 'evaluations.use_case', 'use_cases.name')
      .orderBy('name')
      .select(
        'name',
        'owner',
        'registered_at',
        'retirement_begun_at',
        'revision',
      );
    return new Map(rows.map(({ name, ...row }) => [name, JSON.stringify(row)]));
  }

  /** The maturity of each use case that is not retired, one after the other. */
  async *maturities(): AsyncGenerator<Maturity> {
    const names: string[] = await this.#knex('use_cases')
      .whereNull('retired_at')
      .orderBy('name')
      .pluck('name');
    const rows = this.#rows<Pick<EvaluationRow, 'maturity'>>(names, [
      'maturity',
    ]);
    for await (const { maturity } of rows) {
      yield JSON.parse(maturity);
    }
  }

  /** The use cases that are not being retired, by name. */
  async current(): Promise<CurrentUseCase[]> {
    const rows: CurrentRow[] = await this.#knex('use_cases')
      .leftJoin('evaluations', 'evaluations.use_case', 'use_cases.name')
      .whereNull('retirement_begun_at')
      .orderBy('name')
      .select('name', 'title', 'owner', 'registered_at', 'revision');
    return rows.map(({ registered_at: registeredAt, ...row }) => ({
      name: row.name,
      title: row.title,
      owner: row.owner,
      registeredAt,
      revision: row.revision ?? undefined,
    }));
  }

  /** The evaluations of some use cases, one after the other. */
  async *of(
    useCases: string[],
  ): AsyncGenerator<Pick<Evaluation, 'evidence' | 'maturity' | 'revision'>> {
    const rows = this.#rows<
      Pick<EvaluationRow, 'evidence' | 'maturity' | 'revision'>
    >(useCases, ['evidence', 'maturity', 'revision']);
    for await (const row of rows) {
      yield {
        evidence: JSON.parse(row.evidence),
        maturity: JSON.parse(row.maturity),
        revision: row.revision,
      };
    }
  }

  /** Evaluations, read some at a time: they are large. */
  async *#rows<TRow>(
    useCases: string[],
    columns: (keyof TRow)[],
  ): AsyncGenerator<TRow> {
    for (let start = 0; start < useCases.length; start += READ_AT_A_TIME) {
      yield* await this.#knex('evaluations')
        .whereIn('use_case', useCases.slice(start, start + READ_AT_A_TIME))
        .orderBy('use_case')
        .select(columns);
    }
  }

  /**
   * Keeps new evidence, the maturity worked out from it, the models in it, and
   * the change of stage when there is one, all or nothing.
   *
   * @param before - the revision that was read; undefined when there was none
   * @returns whether it was written, which it is not when another write came between; and whether the catalog shows something else than before
   */
  async save(options: {
    evidence: Evidence;
    maturity: Maturity;
    owner: string;
    checkedAt: string;
    before: number | undefined;
    change?: StageChange;
  }): Promise<{ written: boolean; entitiesChanged: boolean }> {
    const { evidence, maturity, owner, checkedAt, before, change } = options;
    const { useCase } = evidence;
    const hash = entityHash(evidence, maturity);
    const summary = summarize(evidence, maturity);
    const row: EvaluationRow = {
      use_case: useCase,
      evidence: JSON.stringify(evidence),
      maturity: JSON.stringify(maturity),
      revision: (before ?? 0) + 1,
    };
    const listed = {
      stage_rank: REACHED_STAGES.indexOf(maturity.stage),
      account_count: valueOr(evidence.accounts, []).length,
      model_count: summary.models,
      summary: JSON.stringify(summary),
      entity_hash: hash,
      evaluated_at: maturity.evaluatedAt,
      checked_at: checkedAt,
      first_in_production_at: evidence.firstInProductionAt ?? null,
    };
    return this.#knex.transaction(async trx => {
      const known:
        { entity_hash: string | null; revision: number | null } | undefined =
        await trx('use_cases')
          .leftJoin('evaluations', 'evaluations.use_case', 'use_cases.name')
          .where({ name: useCase })
          .first('entity_hash', 'revision');
      if ((known?.revision ?? undefined) !== before) {
        return { written: false, entitiesChanged: false };
      }
      const written = before
        ? await trx<EvaluationRow>('evaluations')
            .where({ use_case: useCase, revision: before })
            .update(row)
        : (
            await trx<EvaluationRow>('evaluations')
              .insert(row)
              .onConflict('use_case')
              .ignore()
              .returning('use_case')
          ).length;
      if (!written) {
        return { written: false, entitiesChanged: false };
      }
      await trx('use_cases').where({ name: useCase }).update(listed);
      await replaceModels(trx, evidence, owner);
      if (change) {
        await addStageChange(trx, change);
      }
      return { written: true, entitiesChanged: known?.entity_hash !== hash };
    });
  }

  /** Notes that AWS was asked, and has what it had. */
  async checked(useCase: string, at: string): Promise<void> {
    await this.#knex('use_cases')
      .where({ name: useCase })
      .update({ checked_at: at });
  }
}
