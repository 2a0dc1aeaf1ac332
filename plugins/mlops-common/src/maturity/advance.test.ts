import type { ReachedStage, Stage } from '../stage';
import { advanceOf } from './advance';
import { defaultCriteria } from './criteria';
import type { Maturity, Remedy, Verdict } from './types';

const CRITERIA = defaultCriteria({
  guardRailPolicy: 'mlops-guardrails',
  timeToProductionTargetDays: 90,
});

const WAIVER = {
  reason: 'It comes with the next release.',
  until: '2026-12-31',
  author: 'user:default/ada',
  createdAt: '2026-01-01T00:00:00.000Z',
};

/** A ladder on which every criterion is met, but for some. */
function maturityWith(
  [stage, nextStage]: [ReachedStage, Stage | undefined],
  verdicts: Record<string, Verdict>,
  more: { remedy?: Remedy; waived?: string[] } = {},
): Maturity {
  const unheardOf = Object.keys(verdicts).filter(
    id => !CRITERIA.some(criterion => criterion.id === id),
  );
  expect(unheardOf).toEqual([]);
  return {
    useCase: 'churn-prediction',
    stage,
    nextStage,
    evaluatedAt: '2026-01-01T00:00:00.000Z',
    stages: (['initial', 'repeatable', 'reliable', 'scalable'] as const).map(
      name => ({
        stage: name,
        reached: false,
        assessed: true,
        met: 0,
        unmet: 0,
        unknown: 0,
        waived: 0,
        criteria: CRITERIA.filter(criterion => criterion.stage === name).map(
          ({ judge, ...criterion }) => ({
            ...criterion,
            verdict: verdicts[criterion.id] ?? 'met',
            reason: '',
            facts: [],
            remedy: more.remedy,
            waiver: more.waived?.includes(criterion.id) ? WAIVER : undefined,
          }),
        ),
      }),
    ),
  };
}

describe('advanceOf', () => {
  it('wants nothing of a use case that has all', () => {
    expect(advanceOf(maturityWith(['scalable', undefined], {}))).toEqual({
      nextStage: undefined,
      environments: [],
      studioEnvironments: [],
      project: false,
      forPeople: [],
      unknown: [],
    });
  });

  it('begins with the experimentation account and its Studio', () => {
    expect(
      advanceOf(
        maturityWith(['none', 'initial'], {
          'initial.experimentation-account': 'unmet',
          'initial.studio': 'unmet',
          'repeatable.dev-account': 'unmet',
        }),
      ),
    ).toMatchObject({
      environments: ['experimentation'],
      studioEnvironments: ['experimentation'],
      project: false,
    });
  });

  it('adds only what is missing', () => {
    expect(
      advanceOf(
        maturityWith(['initial', 'repeatable'], {
          'repeatable.project-from-library': 'unmet',
        }),
      ),
    ).toMatchObject({
      environments: [],
      studioEnvironments: [],
      project: true,
    });
  });

  it('moves accounts that are outside of their organizational unit', () => {
    expect(
      advanceOf(
        maturityWith(
          ['none', 'initial'],
          { 'initial.guard-rails': 'unmet' },
          { remedy: { text: '', values: { environments: ['prod', 'dev'] } } },
        ),
      ).environments,
    ).toEqual(['dev', 'prod']);
  });

  it('adds the test and prod accounts on the way to Reliable', () => {
    expect(
      advanceOf(
        maturityWith(['repeatable', 'reliable'], {
          'reliable.prod-account': 'unmet',
          'reliable.test-account': 'unmet',
          'reliable.approval': 'unmet',
        }),
      ),
    ).toMatchObject({
      environments: ['test', 'prod'],
      studioEnvironments: [],
      forPeople: [{ id: 'reliable.approval' }],
    });
  });

  it('lacks nothing of what is waived', () => {
    const waived = [
      'reliable.prod-account',
      'reliable.bias-check',
      'reliable.approval',
    ];
    expect(
      advanceOf(
        maturityWith(
          ['repeatable', 'reliable'],
          {
            'reliable.prod-account': 'unmet',
            'reliable.bias-check': 'unmet',
            'reliable.approval': 'unknown',
          },
          { waived },
        ),
      ),
    ).toMatchObject({ environments: [], forPeople: [], unknown: [] });
  });

  it('leaves to people what the portal cannot mend', () => {
    const { environments, forPeople } = advanceOf(
      maturityWith(['none', 'initial'], {
        'initial.no-public-internet': 'unmet',
      }),
    );

    expect(environments).toEqual([]);
    expect(forPeople.map(({ id }) => id)).toEqual([
      'initial.no-public-internet',
    ]);
  });

  it('provides nothing of which it does not know whether it is there', () => {
    const { studioEnvironments, unknown } = advanceOf(
      maturityWith(['none', 'initial'], { 'initial.studio': 'unknown' }),
    );

    expect(studioEnvironments).toEqual([]);
    expect(unknown.map(({ id }) => id)).toEqual(['initial.studio']);
  });
});
