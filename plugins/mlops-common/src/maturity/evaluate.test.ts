import type { Evidence } from '../evidence';
import type { Stage } from '../stage';
import { evaluateMaturity } from './evaluate';
import type { Criterion, Verdict } from './types';

const evidence: Evidence = {
  useCase: 'churn-prediction',
  owner: { state: 'unknown', reason: 'not asked' },
  accounts: { state: 'unknown', reason: 'not asked' },
};

function criterion(stage: Stage, id: string, verdict: Verdict): Criterion {
  return {
    id,
    stage,
    title: id,
    why: '',
    source: '',
    judge: () => ({ verdict, reason: verdict, facts: [] }),
  };
}

function evaluate(...criteria: Criterion[]) {
  return evaluateMaturity(evidence, criteria, new Date(0));
}

describe('evaluateMaturity', () => {
  it('reaches nothing while a criterion of the first stage is unmet', () => {
    expect(
      evaluate(
        criterion('initial', 'a', 'met'),
        criterion('initial', 'b', 'unmet'),
      ),
    ).toMatchObject({ stage: 'none', nextStage: 'initial' });
  });

  it('reaches a stage when all its criteria are met', () => {
    expect(
      evaluate(
        criterion('initial', 'a', 'met'),
        criterion('repeatable', 'b', 'unmet'),
      ),
    ).toMatchObject({ stage: 'initial', nextStage: 'repeatable' });
  });

  it('does not reach a stage on what is unknown', () => {
    expect(evaluate(criterion('initial', 'a', 'unknown'))).toMatchObject({
      stage: 'none',
    });
  });

  it('does not reach a stage above one that is not reached', () => {
    const result = evaluate(
      criterion('initial', 'a', 'unmet'),
      criterion('repeatable', 'b', 'met'),
    );
    expect(result.stage).toBe('none');
    expect(result.stages[1]).toMatchObject({ reached: false, met: 1 });
  });

  it('never reaches a stage without criteria, and says that it is not assessed', () => {
    const result = evaluate(criterion('initial', 'a', 'met'));
    expect(result).toMatchObject({ stage: 'initial', nextStage: 'repeatable' });
    expect(result.stages.map(({ assessed }) => assessed)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('has no next stage at the top', () => {
    const result = evaluate(
      criterion('initial', 'a', 'met'),
      criterion('repeatable', 'b', 'met'),
      criterion('reliable', 'c', 'met'),
      criterion('scalable', 'd', 'met'),
    );
    expect(result.stage).toBe('scalable');
    expect(result.nextStage).toBeUndefined();
  });
});
