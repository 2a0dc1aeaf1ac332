import { STAGES, type Stage } from '../stage';
import { missingCriteria } from './evaluate';
import type { Maturity } from './types';

/** A criterion that keeps use cases from their next stage, and how many, by verdict. */
export interface Bottleneck {
  id: string;
  stage: Stage;
  title: string;
  unmet: number;
  unknown: number;
}

/**
 * Counts, for each criterion, the use cases that it alone or with others keeps
 * from their next stage; the one that keeps most comes first. What is waived
 * keeps none.
 */
export function bottlenecks(maturities: readonly Maturity[]): Bottleneck[] {
  const byId = new Map<string, Bottleneck>();
  for (const maturity of maturities) {
    for (const result of missingCriteria(maturity)) {
      const { id, stage, title, verdict } = result;
      const found = byId.get(id) ?? { id, stage, title, unmet: 0, unknown: 0 };
      byId.set(id, {
        ...found,
        unmet: found.unmet + Number(verdict === 'unmet'),
        unknown: found.unknown + Number(verdict === 'unknown'),
      });
    }
  }
  return [...byId.values()].sort(
    (a, b) =>
      b.unmet + b.unknown - (a.unmet + a.unknown) ||
      b.unmet - a.unmet ||
      STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) ||
      a.id.localeCompare(b.id),
  );
}
