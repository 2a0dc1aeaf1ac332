// What the trials besides the matrix have in common.
import type { EndedTask } from '../portal/person';
import type { Problem } from '../world/exactness';

/** How a trial ended. */
export interface ScenarioOutcome {
  /** What was seen, for people. */
  facts: string[];
  problems: Problem[];
}

/** A problem that is no duplicate. */
export function problem(text: string): Problem {
  return { text, duplicates: 0 };
}

/** What a task told since the last step began: the reason of a failure among it. */
function lastWords(log: string[]): string {
  const begin = log.findLastIndex(line => line.startsWith('Beginning step'));
  return log
    .slice(Math.max(0, begin))
    .map(line => line.split('\n    at ')[0])
    .join(' | ');
}

/** A problem when a task did not complete. */
export function unlessCompleted({ status, log }: EndedTask): Problem[] {
  return status === 'completed'
    ? []
    : [problem(`the task ${status}: ${lastWords(log)}`)];
}
