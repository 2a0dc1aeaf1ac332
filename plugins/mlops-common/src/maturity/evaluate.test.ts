import type { Stage } from '../stage';
import { defaultCriteria } from './criteria';
import { completeEvidence, evidenceOf } from './criteria/testEvidence';
import { evaluateMaturity } from './evaluate';
import { maturitySchema, type Criterion, type Verdict } from './types';
import type { Waiver } from './waiver';

const evidence = evidenceOf([]);

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
  return evaluateMaturity({ evidence, criteria, evaluatedAt: new Date(0) });
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

  it('finds a use case that has everything scalable, in the shape that is served', () => {
    const result = evaluateMaturity({
      evidence: completeEvidence(),
      criteria: defaultCriteria({
        guardRailPolicy: 'mlops-guardrails',
        timeToProductionTargetDays: 90,
      }),
      evaluatedAt: new Date(0),
    });
    expect(result.stage).toBe('scalable');
    expect(maturitySchema.parse(result)).toEqual(result);
  });
});

describe('a waiver', () => {
  const waiver: Waiver = {
    criterion: 'a',
    reason: 'The account is moved next month.',
    until: '2026-12-31',
    author: 'user:default/ada',
    createdAt: '2026-11-01T00:00:00.000Z',
  };

  function evaluateAt(time: string, verdict: Verdict, waived = waiver) {
    return evaluateMaturity({
      evidence,
      criteria: [criterion('initial', 'a', verdict)],
      waivers: [waived],
      evaluatedAt: new Date(time),
    });
  }

  it.each(['unmet', 'unknown'] as const)(
    'lets the stage be reached over a criterion that is %s, which it remains',
    verdict => {
      const { stage, stages } = evaluateAt('2026-12-01T00:00:00Z', verdict);

      expect(stage).toBe('initial');
      expect(stages[0]).toMatchObject({
        reached: true,
        met: 0,
        unmet: 0,
        unknown: 0,
        waived: 1,
      });
      expect(stages[0].criteria[0]).toMatchObject({
        verdict,
        waiver: {
          reason: 'The account is moved next month.',
          until: '2026-12-31',
          author: 'user:default/ada',
        },
      });
    },
  );

  it('holds through its last day, and no longer', () => {
    expect(evaluateAt('2026-12-31T23:59:59.999Z', 'unmet').stage).toBe(
      'initial',
    );
    const ended = evaluateAt('2027-01-01T00:00:00Z', 'unmet');
    expect(ended.stage).toBe('none');
    expect(ended.stages[0]).toMatchObject({ unmet: 1, waived: 0 });
    expect(ended.stages[0].criteria[0].waiver).toBeUndefined();
  });

  it('changes nothing about a criterion that is met', () => {
    expect(evaluateAt('2026-12-01T00:00:00Z', 'met').stages[0]).toMatchObject({
      met: 1,
      waived: 0,
    });
  });

  it('holds for its own criterion only', () => {
    const other = { ...waiver, criterion: 'b' };
    expect(evaluateAt('2026-12-01T00:00:00Z', 'unmet', other).stage).toBe(
      'none',
    );
  });
});
