import type { Maturity } from '@mlops-portal/backstage-plugin-mlops-common';
import type { EvaluationStore } from '../database/EvaluationStore';
import type { HistoryStore } from '../database/HistoryStore';
import type { NoticeStore } from '../database/NoticeStore';
import { dayBefore } from './times';

/** How many use cases are written at a time. */
const BATCH = 200;

/** Keeps how each use case stands at the end of a day, and forgets what is too old. */
export async function recordDay(options: {
  evaluations: EvaluationStore;
  history: HistoryStore;
  notices: NoticeStore;
  /** For how many days snapshots are kept. */
  retentionDays: number;
  now: Date;
}): Promise<void> {
  const { evaluations, history, notices, retentionDays, now } = options;
  const day = dayBefore(now, 0);
  let batch: Maturity[] = [];
  for await (const maturity of evaluations.maturities()) {
    batch.push(maturity);
    if (batch.length === BATCH) {
      await history.saveDay(day, batch);
      batch = [];
    }
  }
  await history.saveDay(day, batch);
  await history.forgetBefore(dayBefore(now, retentionDays));
  await notices.forgetBefore(dayBefore(now, retentionDays));
}
