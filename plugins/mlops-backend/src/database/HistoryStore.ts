import {
  REACHED_STAGES,
  type DailySnapshot,
  type Maturity,
  type ReachedStage,
  type StageChange,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { Knex } from 'knex';
import { inBatches } from './batches';

interface HistoryRow {
  use_case: string;
  at: string;
  from_stage: ReachedStage;
  to_stage: ReachedStage;
  moved: string;
}

interface SnapshotRow extends DailySnapshot {
  use_case: string;
}

function toChange(row: HistoryRow): StageChange {
  return {
    useCase: row.use_case,
    at: row.at,
    from: row.from_stage,
    to: row.to_stage,
    moved: JSON.parse(row.moved),
  };
}

/** Writes a change of stage, as part of the write that changes it. */
export async function addStageChange(
  trx: Knex.Transaction,
  change: StageChange,
): Promise<void> {
  await trx<HistoryRow>('history').insert({
    use_case: change.useCase,
    at: change.at,
    from_stage: change.from,
    to_stage: change.to,
    moved: JSON.stringify(change.moved),
  });
}

/** What became of stages: each change, and how each use case stood day by day. */
export class HistoryStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Changes of stage, the newest first; of all use cases when none is named. */
  async changes(options: {
    useCase?: string;
    limit: number;
  }): Promise<StageChange[]> {
    const { useCase, limit } = options;
    const query = this.#knex<HistoryRow>('history')
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    if (useCase) {
      query.where({ use_case: useCase });
    }
    return (await query).map(toChange);
  }

  /** How a use case stood, the oldest day first. */
  async days(useCase: string): Promise<DailySnapshot[]> {
    return this.#knex<SnapshotRow>('snapshots')
      .where({ use_case: useCase })
      .orderBy('day')
      .select('day', 'stage', 'met', 'unmet', 'unknown', 'waived');
  }

  /** How many use cases had each stage, from a day on, the oldest day first. */
  async stageCounts(
    since: string,
  ): Promise<{ day: string; stageCounts: Record<ReachedStage, number> }[]> {
    const query: Knex.QueryBuilder = this.#knex('snapshots');
    const rows: { day: string; stage: ReachedStage; count: number | string }[] =
      await query
        .where('day', '>=', since)
        .select('day', 'stage')
        .count({ count: 'use_case' })
        .groupBy('day', 'stage')
        .orderBy('day');
    return [...new Set(rows.map(({ day }) => day))].map(day => ({
      day,
      stageCounts: Object.fromEntries(
        REACHED_STAGES.map(stage => [
          stage,
          Number(
            rows.find(row => row.day === day && row.stage === stage)?.count ??
              0,
          ),
        ]),
      ) as Record<ReachedStage, number>,
    }));
  }

  /** Keeps how use cases stand on a day; what was kept of that day before is replaced. */
  async saveDay(day: string, maturities: Maturity[]): Promise<void> {
    const rows = maturities.map(({ useCase, stage, stages }): SnapshotRow => {
      const sum = (of: 'met' | 'unmet' | 'unknown' | 'waived') =>
        stages.reduce((total, result) => total + result[of], 0);
      return {
        day,
        use_case: useCase,
        stage,
        met: sum('met'),
        unmet: sum('unmet'),
        unknown: sum('unknown'),
        waived: sum('waived'),
      };
    });
    await this.#knex.transaction(async trx => {
      for (const batch of inBatches(rows)) {
        await trx<SnapshotRow>('snapshots')
          .insert(batch)
          .onConflict(['day', 'use_case'])
          .merge();
      }
    });
  }

  /** Forgets the days before one; changes of stage stay. */
  async forgetBefore(day: string): Promise<void> {
    await this.#knex<SnapshotRow>('snapshots').where('day', '<', day).delete();
  }
}
