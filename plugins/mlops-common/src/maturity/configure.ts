import { STAGES, type Stage } from '../stage';
import type { Criterion } from './types';

/** What the configuration changes of the criteria: `mlops.maturity`. */
export interface CriteriaChanges {
  /** Ids of criteria that are not judged. */
  disabled: readonly string[];
  /** Criteria that belong to another stage, by id. */
  stages: Readonly<Record<string, Stage>>;
}

/**
 * Leaves out criteria, and moves them to other stages.
 *
 * @returns the criteria, lowest stage first
 * @throws Error when there is no such criterion, or two have one id
 */
export function configureCriteria(
  criteria: readonly Criterion[],
  { disabled, stages }: CriteriaChanges,
): Criterion[] {
  const ids = criteria.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice) {
    throw new Error(`There are two criteria with the id ${twice}.`);
  }
  const stray = [...disabled, ...Object.keys(stages)].find(
    id => !ids.includes(id),
  );
  if (stray) {
    throw new Error(
      `There is no criterion ${stray}; there are ${ids.join(', ')}.`,
    );
  }
  return criteria
    .filter(({ id }) => !disabled.includes(id))
    .map(criterion => ({
      ...criterion,
      stage: stages[criterion.id] ?? criterion.stage,
    }))
    .sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage));
}
