import type {
  CriterionResult,
  Maturity,
  StageChange,
} from '@mlops-portal/backstage-plugin-mlops-common';

type State = NonNullable<StageChange['moved'][number]['from']>;

function stateOf({ verdict, waiver }: CriterionResult): State {
  return verdict !== 'met' && waiver ? 'waived' : verdict;
}

function byId(maturity: Maturity | undefined): Map<string, CriterionResult> {
  return new Map(
    maturity?.stages
      .flatMap(({ criteria }) => criteria)
      .map(criterion => [criterion.id, criterion]),
  );
}

/**
 * What moved between two evaluations of a use case; undefined when its stage is
 * the same.
 *
 * @param before - undefined before the first evaluation, which counts as no stage
 */
export function stageChangeOf(
  before: Maturity | undefined,
  after: Maturity,
): StageChange | undefined {
  const from = before?.stage ?? 'none';
  if (from === after.stage) {
    return undefined;
  }
  const were = byId(before);
  const are = byId(after);
  const moved = [...new Set([...were.keys(), ...are.keys()])].flatMap(id => {
    const was = were.get(id);
    const is = are.get(id);
    const change = {
      id,
      title: (is ?? was)?.title ?? id,
      from: was && stateOf(was),
      to: is && stateOf(is),
    };
    return change.from === change.to ? [] : [change];
  });
  return {
    useCase: after.useCase,
    at: after.evaluatedAt,
    from,
    to: after.stage,
    moved,
  };
}
