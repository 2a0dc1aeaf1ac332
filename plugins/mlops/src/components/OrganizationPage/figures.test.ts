import { templateOf } from '../../__testUtils__/fixtures';
import {
  heatMapUseCase,
  USE_CASES,
} from '../../__testUtils__/organizationFixtures';
import {
  arrivalsOf,
  contributorsOf,
  growthOf,
  spreadsOf,
  teamsOf,
} from './figures';

function arrival(at: string, registeredAt: string) {
  return heatMapUseCase(`case-${at}`, {
    firstInProductionAt: `${at}T00:00:00.000Z`,
    registeredAt: `${registeredAt}T00:00:00.000Z`,
  });
}

function version(createdAt?: string) {
  return {
    name: createdAt ?? 'undated',
    provisioningArtifactId: 'pa',
    createdAt,
    deprecated: false,
  };
}

describe('teamsOf', () => {
  it('counts the stages of each team, the team with most first', () => {
    expect(teamsOf(USE_CASES.useCases)).toEqual([
      {
        owner: 'group:default/pricing',
        counts: {
          none: 1,
          initial: 1,
          repeatable: 0,
          reliable: 0,
          scalable: 0,
        },
        total: 2,
      },
      {
        owner: 'group:default/risk',
        counts: {
          none: 0,
          initial: 0,
          repeatable: 1,
          reliable: 0,
          scalable: 0,
        },
        total: 1,
      },
    ]);
  });
});

describe('arrivalsOf', () => {
  it('takes the use cases that reached production, the earliest first', () => {
    const found = arrivalsOf([
      arrival('2026-11-01', '2026-10-01'),
      heatMapUseCase('on-the-way'),
      arrival('2026-05-01', '2026-04-21'),
    ]);
    expect(found.map(({ at, days }) => [at.slice(0, 10), days])).toEqual([
      ['2026-05-01', 10],
      ['2026-11-01', 31],
    ]);
  });

  it('knows no time before registration', () => {
    const [{ days }] = arrivalsOf([arrival('2026-05-01', '2026-06-01')]);
    expect(days).toBe(0);
  });
});

describe('spreadsOf', () => {
  const now = new Date('2026-11-25T00:00:00.000Z');

  it('tells the middle half of each half year', () => {
    const { newest, previous } = spreadsOf(
      arrivalsOf([
        arrival('2026-11-10', '2026-10-31'),
        arrival('2026-11-11', '2026-10-22'),
        arrival('2026-11-12', '2026-10-13'),
        arrival('2026-11-13', '2026-10-04'),
        arrival('2026-02-01', '2026-01-01'),
      ]),
      now,
    );
    expect(newest).toMatchObject({
      count: 4,
      median: 25,
      lower: 17.5,
      upper: 32.5,
      to: now.getTime(),
    });
    expect(previous).toMatchObject({ count: 1, median: 31, lower: 31 });
    expect(previous?.to).toBe(newest?.from);
  });

  it('says nothing of a half year in which none arrived', () => {
    expect(spreadsOf([], now)).toEqual({});
  });
});

describe('growthOf', () => {
  it('counts templates and versions month by month, up to when the library was read', () => {
    expect(
      growthOf(
        [
          templateOf({
            versions: [
              version('2026-10-05T00:00:00.000Z'),
              version('2026-08-31T23:59:00.000Z'),
            ],
          }),
          templateOf({ versions: [version('2026-10-07T00:00:00.000Z')] }),
        ],
        new Date('2026-11-25T00:00:00.000Z'),
      ),
    ).toEqual({
      undated: 0,
      months: [
        { month: '2026-08', templates: 1, versions: 1 },
        { month: '2026-09', templates: 1, versions: 1 },
        { month: '2026-10', templates: 2, versions: 3 },
        { month: '2026-11', templates: 2, versions: 3 },
      ],
    });
  });

  it('tells of versions without a date rather than guess one', () => {
    expect(
      growthOf([templateOf({ versions: [version()] })], new Date()),
    ).toEqual({ undated: 1, months: [] });
  });
});

describe('contributorsOf', () => {
  it('counts the templates of each owner, the one with most first', () => {
    expect(
      contributorsOf([
        templateOf({ owner: 'risk' }),
        templateOf({ owner: 'platform' }),
        templateOf({ owner: 'platform' }),
      ]),
    ).toEqual([
      { owner: 'platform', templates: 2 },
      { owner: 'risk', templates: 1 },
    ]);
  });
});
