import {
  REACHED_STAGES,
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
  stage: string;
  stage_rank: number;
  account_count: number;
  evidence: string;
  maturity: string;
  evaluated_at: string;
  summary: string | null;
  entity_hash: string | null;
  checked_at: string | null;
  first_in_production_at: string | null;
  revision: number;
}

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

  /** The maturity of each use case that is not retired, one after the other. */
  async *maturities(): AsyncGenerator<Maturity> {
    const names: string[] = await this.#knex('evaluations')
      .join('use_cases', 'use_cases.name', 'evaluations.use_case')
      .whereNull('use_cases.retired_at')
      .orderBy('use_case')
      .pluck('use_case');
    for (let start = 0; start < names.length; start += 100) {
      const rows: Pick<EvaluationRow, 'maturity'>[] =
        await this.#knex<EvaluationRow>('evaluations')
          .whereIn('use_case', names.slice(start, start + 100))
          .orderBy('use_case')
          .select('maturity');
      for (const { maturity } of rows) {
        yield JSON.parse(maturity);
      }
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
      stage: maturity.stage,
      stage_rank: REACHED_STAGES.indexOf(maturity.stage),
      account_count:
        evidence.accounts.state === 'collected'
          ? evidence.accounts.value.length
          : 0,
      evidence: JSON.stringify(evidence),
      maturity: JSON.stringify(maturity),
      evaluated_at: maturity.evaluatedAt,
      summary: JSON.stringify(summarize(evidence, maturity)),
      entity_hash: hash,
      checked_at: checkedAt,
      first_in_production_at: evidence.firstInProductionAt ?? null,
      revision: (before ?? 0) + 1,
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
