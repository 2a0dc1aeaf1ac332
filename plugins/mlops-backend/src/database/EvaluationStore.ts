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
  evaluated_at: string;
  summary: string | null;
  entity_hash: string | null;
  checked_at: string | null;
  first_in_production_at: string | null;
  revision: number;
}

/** A use case with what was last written of it; undefined before the first time. */
export interface CurrentUseCase {
  name: string;
  owner: string;
  registeredAt: string;
  evidence?: Evidence;
  maturity?: Maturity;
}

interface CurrentRow {
  name: string;
  owner: string;
  registered_at: string;
  retirement_begun_at: string | null;
  evidence: string | null;
  maturity: string | null;
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
    const row = await this.#knex<EvaluationRow>('evaluations')
      .where({ use_case: useCase })
      .first();
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
    const rows = this.#rows<Pick<CurrentRow, 'maturity'>>(['maturity']);
    for await (const { maturity } of rows) {
      if (maturity !== null) {
        yield JSON.parse(maturity);
      }
    }
  }

  /** Each use case that is not being retired, with what was last written of it, one after the other. */
  async *current(): AsyncGenerator<CurrentUseCase> {
    const rows = this.#rows<CurrentRow>([
      'use_cases.*',
      'evidence',
      'maturity',
    ]);
    for await (const row of rows) {
      if (row.retirement_begun_at === null) {
        yield {
          name: row.name,
          owner: row.owner,
          registeredAt: row.registered_at,
          evidence:
            row.evidence === null ? undefined : JSON.parse(row.evidence),
          maturity:
            row.maturity === null ? undefined : JSON.parse(row.maturity),
        };
      }
    }
  }

  /** Use cases that are not retired, with their evaluations, read some at a time: they are large. */
  async *#rows<TRow>(columns: string[]): AsyncGenerator<TRow> {
    const names: string[] = await this.#knex('use_cases')
      .whereNull('retired_at')
      .orderBy('name')
      .pluck('name');
    for (let start = 0; start < names.length; start += READ_AT_A_TIME) {
      yield* await this.#knex('use_cases')
        .leftJoin('evaluations', 'evaluations.use_case', 'use_cases.name')
        .whereIn('name', names.slice(start, start + READ_AT_A_TIME))
        .orderBy('name')
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
    const row = {
      use_case: useCase,
      evidence: JSON.stringify(evidence),
      maturity: JSON.stringify(maturity),
      evaluated_at: maturity.evaluatedAt,
      summary: JSON.stringify(summarize(evidence, maturity)),
      entity_hash: hash,
      checked_at: checkedAt,
      first_in_production_at: evidence.firstInProductionAt ?? null,
      revision: (before ?? 0) + 1,
    };
    const listed = {
      stage_rank: REACHED_STAGES.indexOf(maturity.stage),
      account_count: valueOr(evidence.accounts, []).length,
    };
    return this.#knex.transaction(async trx => {
      const known = await trx<EvaluationRow>('evaluations')
        .where({ use_case: useCase })
        .first('entity_hash', 'revision');
      if (known?.revision !== before) {
        return { written: false, entitiesChanged: false };
      }
      const written = known
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
      await trx('use_cases')
        .where({ name: useCase })
        .where(other =>
          other
            .whereNot({ stage_rank: listed.stage_rank })
            .orWhereNot({ account_count: listed.account_count }),
        )
        .update(listed);
      await replaceModels(trx, evidence, owner);
      if (change) {
        await addStageChange(trx, change);
      }
      return { written: true, entitiesChanged: known?.entity_hash !== hash };
    });
  }

  /** Notes that AWS was asked, and has what it had. */
  async checked(useCase: string, at: string): Promise<void> {
    await this.#knex<EvaluationRow>('evaluations')
      .where({ use_case: useCase })
      .update({ checked_at: at });
  }
}
