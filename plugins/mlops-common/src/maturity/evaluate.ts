import type { Evidence } from '../evidence';
import { STAGES, type ReachedStage, type Stage } from '../stage';
import type { Criterion, Maturity, StageResult, Verdict } from './types';

function count(results: { verdict: Verdict }[], verdict: Verdict): number {
  return results.filter(result => result.verdict === verdict).length;
}

/**
 * Works out the maturity of a use case. Pure: the same evidence, criteria and
 * time give the same answer.
 *
 * A stage is reached when all its criteria, and those of every stage below it,
 * are met. A stage without criteria is never reached.
 *
 * @param evaluatedAt - the time to write on the result
 */
export function evaluateMaturity(
  evidence: Evidence,
  criteria: readonly Criterion[],
  evaluatedAt: Date,
): Maturity {
  let stage: ReachedStage = 'none';
  let nextStage: Stage | undefined;
  const stages = STAGES.map((name): StageResult => {
    const results = criteria
      .filter(criterion => criterion.stage === name)
      .map(({ judge, ...criterion }) => ({ ...criterion, ...judge(evidence) }));
    const met = count(results, 'met');
    const reached =
      nextStage === undefined && results.length > 0 && met === results.length;
    if (reached) {
      stage = name;
    } else {
      nextStage ??= name;
    }
    return {
      stage: name,
      reached,
      assessed: results.length > 0,
      met,
      unmet: count(results, 'unmet'),
      unknown: count(results, 'unknown'),
      criteria: results,
    };
  });
  return {
    useCase: evidence.useCase,
    stage,
    nextStage,
    stages,
    evaluatedAt: evaluatedAt.toISOString(),
  };
}
