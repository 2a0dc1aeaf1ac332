import type { LibraryTemplate } from '../library';
import type { ReachedStage } from '../stage';
import { collected, UNREADABLE } from './criteria/testEvidence';
import {
  evaluateOrganization,
  organizationMaturitySchema,
  type OrganizationEvidence,
} from './organization';
import { organizationCriteria } from './organizationCriteria';
import type { Verdict } from './types';

const NOW = new Date('2026-11-24T12:00:00.000Z');
const DAY = 24 * 60 * 60 * 1000;

type UseCase = OrganizationEvidence['useCases'][number];

function daysAgo(days: number): string {
  return new Date(NOW.getTime() - days * DAY).toISOString();
}

function template(
  name: string,
  owner: string,
  deprecated = false,
): LibraryTemplate {
  return {
    name,
    owner,
    productId: `prod-${name}`,
    description: '',
    versions: [{ name: '1.0.0', provisioningArtifactId: 'pa-1', deprecated }],
  };
}

function useCase(changes: Partial<UseCase> = {}): UseCase {
  return {
    name: 'churn-prediction',
    owner: 'group:default/pricing',
    stage: 'initial',
    registeredAt: daysAgo(500),
    inProduction: false,
    ...changes,
  };
}

/** A use case that reached production so many days ago, after so many days. */
function reached(ago: number, took: number): UseCase {
  return useCase({
    registeredAt: daysAgo(ago + took),
    firstInProductionAt: daysAgo(ago),
  });
}

function staged(stage: ReachedStage): UseCase {
  return useCase({ stage });
}

const LIBRARY = [
  template('train-and-register', 'platform'),
  template('batch-inference', 'platform'),
  template('forecasting', 'logistics'),
];

const FALLING = [
  reached(10, 20),
  reached(100, 30),
  reached(200, 40),
  reached(300, 50),
];

const IN_PRODUCTION = [
  useCase({ inProduction: true }),
  useCase({ inProduction: true }),
  useCase({ inProduction: true, owner: 'group:default/logistics' }),
];

function evidence(
  useCases: UseCase[],
  library: OrganizationEvidence['library'] = collected(LIBRARY),
  targets?: OrganizationEvidence['targets'],
): OrganizationEvidence {
  return { useCases, library, targets };
}

function resultOf(id: string, of: OrganizationEvidence) {
  return evaluateOrganization(of, NOW).criteria.find(
    criterion => criterion.id === id,
  );
}

const CASES: [string, Verdict, string, OrganizationEvidence][] = [
  ['organization.templates', 'met', 'three templates', evidence([])],
  [
    'organization.templates',
    'unmet',
    'two templates, and one that is deprecated',
    evidence(
      [],
      collected([...LIBRARY.slice(1), template('old', 'platform', true)]),
    ),
  ],
  [
    'organization.templates',
    'unmet',
    'fewer templates than are wanted',
    evidence([], collected(LIBRARY), { templates: 4 }),
  ],
  [
    'organization.templates',
    'unknown',
    'a library that could not be read',
    evidence([], UNREADABLE),
  ],
  ['organization.contributors', 'met', 'two owners', evidence([])],
  [
    'organization.contributors',
    'unmet',
    'one owner',
    evidence([], collected(LIBRARY.slice(0, 2))),
  ],
  [
    'organization.contributors',
    'unknown',
    'a library that could not be read',
    evidence([], UNREADABLE),
  ],
  [
    'organization.teams-in-production',
    'met',
    'two teams',
    evidence(IN_PRODUCTION),
  ],
  [
    'organization.teams-in-production',
    'unmet',
    'one team',
    evidence(IN_PRODUCTION.slice(0, 2)),
  ],
  [
    'organization.use-cases-in-production',
    'met',
    'three use cases',
    evidence(IN_PRODUCTION),
  ],
  [
    'organization.use-cases-in-production',
    'unmet',
    'two use cases, and one that was in production once',
    evidence([...IN_PRODUCTION.slice(1), ...FALLING.slice(0, 1)]),
  ],
  [
    'organization.time-to-value',
    'met',
    'a median that falls',
    evidence(FALLING),
  ],
  [
    'organization.time-to-value',
    'unmet',
    'a median that stays',
    evidence([
      reached(10, 40),
      reached(100, 50),
      reached(200, 40),
      reached(300, 50),
    ]),
  ],
  [
    'organization.time-to-value',
    'unknown',
    'one use case in the newest 180 days',
    evidence(FALLING.slice(1)),
  ],
  [
    'organization.time-to-value',
    'unknown',
    'one use case in the 180 days before',
    evidence(FALLING.slice(0, 3)),
  ],
  ['organization.time-to-value', 'unknown', 'no use case', evidence([])],
];

describe('the criteria of the organization', () => {
  it.each(CASES)('%s is %s by %s', (id, verdict, _, of) => {
    const result = resultOf(id, of);

    expect(result).toMatchObject({
      stage: 'scalable',
      verdict,
      reason: expect.stringMatching(/^[A-Z].+\.$/),
    });
    expect(result?.remedy === undefined).toBe(verdict !== 'unmet');
  });

  it.each(['met', 'unmet'])('are all tried for %s', verdict => {
    const tried = CASES.filter(([, tells]) => tells === verdict).map(
      ([id]) => id,
    );
    expect([...new Set(tried)]).toEqual(
      organizationCriteria().map(({ id }) => id),
    );
  });

  it('say who is in production', () => {
    expect(
      resultOf('organization.teams-in-production', evidence(IN_PRODUCTION)),
    ).toMatchObject({
      reason:
        'The organization has 2 teams with a use case in production; it is to have at least 2.',
      facts: [
        { text: 'group:default/logistics has a use case in production' },
        { text: 'group:default/pricing has a use case in production' },
      ],
    });
  });
});

describe('evaluateOrganization', () => {
  const all = [...IN_PRODUCTION, ...FALLING];

  it.each<[ReachedStage, string, UseCase[]]>([
    ['none', 'there is no use case', []],
    ['none', 'no use case has reached any', [staged('none')]],
    ['initial', 'one use case is', [staged('none'), staged('initial')]],
    ['reliable', 'one use case is', [staged('initial'), staged('reliable')]],
    [
      'reliable',
      'one use case is scalable, but the organization is not',
      [staged('scalable')],
    ],
    [
      'reliable',
      'the organization is scalable, but no use case is',
      [...all, staged('reliable')],
    ],
    [
      'scalable',
      'a use case and the organization are',
      [...all, staged('scalable')],
    ],
  ])('is %s when %s', (stage, _, useCases) => {
    expect(evaluateOrganization(evidence(useCases), NOW).stage).toBe(stage);
  });

  it('is not scalable on what is unknown', () => {
    const useCases = [...all, staged('scalable')];
    expect(
      evaluateOrganization(evidence(useCases, UNREADABLE), NOW).stage,
    ).toBe('reliable');
  });

  it('counts use cases by stage', () => {
    const useCases = [staged('initial'), staged('initial'), staged('none')];
    expect(evaluateOrganization(evidence(useCases), NOW).stageCounts).toEqual({
      none: 1,
      initial: 2,
      repeatable: 0,
      reliable: 0,
      scalable: 0,
    });
  });

  it('compares the newest 180 days with those before, and no older ones', () => {
    expect(
      evaluateOrganization(evidence([...FALLING, reached(400, 1)]), NOW)
        .timeToProduction,
    ).toEqual({ medianDays: 25, previousMedianDays: 45, count: 2 });
  });

  it('takes the middle one of an odd number', () => {
    expect(
      evaluateOrganization(
        evidence([reached(1, 5), reached(2, 90), reached(3, 10)]),
        NOW,
      ).timeToProduction,
    ).toEqual({ medianDays: 10, previousMedianDays: undefined, count: 3 });
  });

  it('has the shape that is served', () => {
    const result = evaluateOrganization(evidence(all), NOW);
    expect(organizationMaturitySchema.parse(result)).toEqual(result);
    expect(result.evaluatedAt).toBe(NOW.toISOString());
  });
});
