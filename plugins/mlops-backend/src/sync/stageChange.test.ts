import type {
  CriterionResult,
  Maturity,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { stageChangeOf } from './stageChange';

function criterion(
  id: string,
  verdict: CriterionResult['verdict'],
  waived = false,
): CriterionResult {
  return {
    id,
    stage: 'initial',
    title: `Title of ${id}`,
    why: '',
    source: '',
    verdict,
    reason: '',
    facts: [],
    ...(waived && {
      waiver: {
        reason: 'Not needed here',
        until: '2027-01-01',
        author: 'user:default/ada',
        createdAt: '2026-11-25T12:00:00.000Z',
      },
    }),
  };
}

function maturity(
  stage: Maturity['stage'],
  criteria: CriterionResult[],
): Maturity {
  return {
    useCase: 'churn-prediction',
    stage,
    stages: [
      {
        stage: 'initial',
        reached: stage !== 'none',
        assessed: true,
        met: 0,
        unmet: 0,
        unknown: 0,
        waived: 0,
        criteria,
      },
    ],
    evaluatedAt: '2026-11-25T12:00:00.000Z',
  };
}

it('tells which criteria moved, waived ones and those that came and went as well', () => {
  expect(
    stageChangeOf(
      maturity('none', [
        criterion('same', 'met'),
        criterion('mended', 'unmet'),
        criterion('waived', 'unmet'),
        criterion('gone', 'met'),
      ]),
      maturity('initial', [
        criterion('same', 'met'),
        criterion('mended', 'met'),
        criterion('waived', 'unmet', true),
        criterion('new', 'unknown'),
      ]),
    ),
  ).toEqual({
    useCase: 'churn-prediction',
    at: '2026-11-25T12:00:00.000Z',
    from: 'none',
    to: 'initial',
    moved: [
      { id: 'mended', title: 'Title of mended', from: 'unmet', to: 'met' },
      { id: 'waived', title: 'Title of waived', from: 'unmet', to: 'waived' },
      { id: 'gone', title: 'Title of gone', from: 'met', to: undefined },
      { id: 'new', title: 'Title of new', from: undefined, to: 'unknown' },
    ],
  });
});

it('tells nothing when the stage is the same', () => {
  const before = maturity('initial', [criterion('a', 'met')]);
  const after = maturity('initial', [criterion('a', 'unmet')]);
  expect(stageChangeOf(before, after)).toBeUndefined();
  expect(stageChangeOf(undefined, maturity('none', []))).toBeUndefined();
});

it('counts the first evaluation from no stage', () => {
  expect(stageChangeOf(undefined, maturity('initial', []))).toMatchObject({
    from: 'none',
    to: 'initial',
  });
});
