import type { Evidence } from '../evidence';
import { STAGES, type ReachedStage, type Stage } from '../stage';
import type {
  Criterion,
  CriterionResult,
  Maturity,
  StageResult,
} from './types';
import { isWaiverInForce, type Waiver } from './waiver';

/** Whether a criterion keeps a use case from its stage. */
export function holdsBack({ verdict, waiver }: CriterionResult): boolean {
  return verdict !== 'met' && !waiver;
}

/** The criteria that keep a use case from its next stage. */
export function missingCriteria({
  nextStage,
  stages,
}: Pick<Maturity, 'nextStage' | 'stages'>): CriterionResult[] {
  return (
    stages
      .find(({ stage }) => stage === nextStage)
      ?.criteria.filter(holdsBack) ?? []
  );
}

/**
 * Works out the maturity of a use case. Pure: the same evidence, criteria,
 * waivers and time give the same answer.
 *
 * A stage is reached when all its criteria, and those of every stage below it,
 * are met or waived. A stage without criteria is never reached.
 *
 * @param evaluatedAt - the time to write on the result, and to which waivers have to hold
 */
export function evaluateMaturity(options: {
  evidence: Evidence;
  criteria: readonly Criterion[];
  waivers?: readonly Waiver[];
  evaluatedAt: Date;
}): Maturity {
  const { evidence, criteria, waivers = [], evaluatedAt } = options;
  let stage: ReachedStage = 'none';
  let nextStage: Stage | undefined;

  function judge({ judge: judged, ...criterion }: Criterion): CriterionResult {
    const waiver = waivers.find(
      candidate =>
        candidate.criterion === criterion.id &&
        isWaiverInForce(candidate, evaluatedAt),
    );
    return {
      ...criterion,
      ...judged(evidence),
      ...(waiver && {
        waiver: {
          reason: waiver.reason,
          until: waiver.until,
          author: waiver.author,
          createdAt: waiver.createdAt,
        },
      }),
    };
  }

  const stages = STAGES.map((name): StageResult => {
    const results = criteria
      .filter(criterion => criterion.stage === name)
      .map(judge);
    const count = (matches: (result: CriterionResult) => boolean) =>
      results.filter(matches).length;
    const reached =
      nextStage === undefined && results.length > 0 && !results.some(holdsBack);
    if (reached) {
      stage = name;
    } else {
      nextStage ??= name;
    }
    return {
      stage: name,
      reached,
      assessed: results.length > 0,
      met: count(({ verdict }) => verdict === 'met'),
      unmet: count(({ verdict, waiver }) => verdict === 'unmet' && !waiver),
      unknown: count(({ verdict, waiver }) => verdict === 'unknown' && !waiver),
      waived: count(({ verdict, waiver }) => verdict !== 'met' && !!waiver),
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
