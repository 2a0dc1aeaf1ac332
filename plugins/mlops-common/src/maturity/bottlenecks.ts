import { STAGES, type Stage } from '../stage';
import type { CriterionResult } from './types';

/** A criterion that keeps use cases from their next stage, and how many, by verdict. */
export interface Bottleneck {
  id: string;
  stage: Stage;
  title: string;
  unmet: number;
  unknown: number;
  /** How many use cases it alone keeps from their next stage: they reach it when it is met. */
  alone: number;
}

/**
 * Counts, for each criterion, the use cases that it alone or with others keeps
 * from their next stage; the one that keeps most comes first.
 *
 * @param missing - of each use case, as `missingCriteria` tells it
 */
export function bottlenecks(
  missing: readonly (readonly Pick<
    CriterionResult,
    'id' | 'stage' | 'title' | 'verdict'
  >[])[],
): Bottleneck[] {
  const byId = new Map<string, Bottleneck>();
  for (const results of missing) {
    for (const { id, stage, title, verdict } of results) {
      const found = byId.get(id) ?? {
        id,
        stage,
        title,
        unmet: 0,
        unknown: 0,
        alone: 0,
      };
      byId.set(id, {
        ...found,
        unmet: found.unmet + Number(verdict === 'unmet'),
        unknown: found.unknown + Number(verdict === 'unknown'),
        alone: found.alone + Number(results.length === 1),
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
