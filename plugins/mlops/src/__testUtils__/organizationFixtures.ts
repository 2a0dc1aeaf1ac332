// The maturity of an organization for tests; each test changes what it is about.
import {
  STAGES,
  type OrganizationHistory,
  type OrganizationMaturityResponse,
  type OrganizationUseCases,
  type ReachedStage,
  type Standing,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { FakeMlopsApi } from './FakeMlopsApi';
import { OBSERVED_AT, templateOf } from './fixtures';

/** A criterion of the heat map for each stage, and a second one of the first. */
export const CRITERIA: OrganizationUseCases['criteria'] = [
  { id: 'initial.studio', stage: 'initial', title: 'Studio domain in service' },
  { id: 'initial.keys', stage: 'initial', title: 'Data is encrypted' },
  {
    id: 'repeatable.project',
    stage: 'repeatable',
    title: 'A project was launched',
  },
  { id: 'reliable.monitors', stage: 'reliable', title: 'Monitors are healthy' },
];

/** A use case of the heat map, with a standing for each of {@link CRITERIA}. */
export function heatMapUseCase(
  name: string,
  changes: Partial<OrganizationUseCases['useCases'][number]> = {},
): OrganizationUseCases['useCases'][number] {
  return {
    name,
    title: name,
    owner: 'group:default/pricing',
    stage: 'none',
    registeredAt: '2026-01-01T00:00:00.000Z',
    standings: CRITERIA.map(() => null),
    ...changes,
  };
}

/** Three use cases of two teams, one of them in production. */
export const USE_CASES: OrganizationUseCases = {
  criteria: CRITERIA,
  checkedAt: OBSERVED_AT,
  useCases: [
    heatMapUseCase('churn-prediction', {
      title: 'Churn prediction',
      stage: 'initial',
      standings: ['met', 'waived', 'unmet', 'unmet'],
    }),
    heatMapUseCase('fraud-detection', {
      title: 'Fraud detection',
      owner: 'group:default/risk',
      stage: 'repeatable',
      standings: ['met', 'met', 'met', 'unknown'],
      firstInProductionAt: '2026-10-01T00:00:00.000Z',
      registeredAt: '2026-08-22T00:00:00.000Z',
    }),
    heatMapUseCase('pricing-engine', { title: 'Pricing engine' }),
  ],
};

/** As many use cases as asked for, spread over stages, teams and standings. */
export function manyUseCases(count: number): OrganizationUseCases {
  const stages: ReachedStage[] = ['none', ...STAGES];
  const standings: (Standing | null)[] = [
    'met',
    'unmet',
    'unknown',
    'waived',
    null,
  ];
  return {
    criteria: CRITERIA,
    checkedAt: OBSERVED_AT,
    useCases: Array.from({ length: count }, (_, index) =>
      heatMapUseCase(`case-${String(index).padStart(4, '0')}`, {
        stage: stages[index % stages.length],
        standings: CRITERIA.map(
          (__, column) => standings[(index + column) % standings.length],
        ),
      }),
    ),
  };
}

/** An organization that is Reliable, with one criterion of each verdict. */
export const MATURITY: OrganizationMaturityResponse = {
  stage: 'reliable',
  criteria: [
    {
      id: 'organization.templates',
      stage: 'scalable',
      title: 'The library has templates',
      why: 'A team begins where others have arrived.',
      source: 'servicecatalog:SearchProductsAsAdmin',
      verdict: 'met',
      reason: 'The organization has 3 templates.',
      facts: [{ text: 'Template one is there', observedAt: OBSERVED_AT }],
    },
    {
      id: 'organization.contributors',
      stage: 'scalable',
      title: 'Many people contribute',
      why: 'A library of one team grows slowly.',
      source: 'servicecatalog:SearchProductsAsAdmin Owner',
      verdict: 'unmet',
      reason: 'The organization has 1 contributor.',
      facts: [],
      remedy: { text: 'Invite a team to publish its project.' },
    },
    {
      id: 'organization.time-to-value',
      stage: 'scalable',
      title: 'The time to production is falling',
      why: 'Automation is worth what it saves.',
      source: 'registration in the portal',
      verdict: 'unknown',
      reason: 'Too few use cases reached production.',
      facts: [],
    },
  ],
  stageCounts: { none: 1, initial: 1, repeatable: 1, reliable: 0, scalable: 0 },
  timeToProduction: { medianDays: 40, previousMedianDays: 62.5, count: 1 },
  evaluatedAt: OBSERVED_AT,
  checkedAt: OBSERVED_AT,
  bottlenecks: [
    {
      id: 'repeatable.project',
      stage: 'repeatable',
      title: 'A project was launched',
      unmet: 4,
      unknown: 1,
      alone: 3,
    },
    {
      id: 'reliable.monitors',
      stage: 'reliable',
      title: 'Monitors are healthy',
      unmet: 0,
      unknown: 1,
      alone: 0,
    },
  ],
  adoption: [
    {
      template: 'train-and-register',
      version: '1.2.0',
      supported: true,
      useCases: ['churn-prediction', 'fraud-detection'],
    },
    {
      template: 'train-and-register',
      version: '1.0.0',
      supported: false,
      useCases: ['pricing-engine'],
    },
  ],
};

/** Two days, with a rise and a fall. */
export const HISTORY: OrganizationHistory = {
  days: [
    {
      day: '2026-11-23',
      stageCounts: {
        none: 2,
        initial: 1,
        repeatable: 0,
        reliable: 0,
        scalable: 0,
      },
    },
    {
      day: '2026-11-24',
      stageCounts: {
        none: 1,
        initial: 1,
        repeatable: 1,
        reliable: 0,
        scalable: 0,
      },
    },
  ],
  changes: [
    {
      useCase: 'fraud-detection',
      at: OBSERVED_AT,
      from: 'initial',
      to: 'repeatable',
      moved: [
        {
          id: 'repeatable.project',
          title: 'A project was launched',
          from: 'unmet',
          to: 'met',
        },
      ],
    },
    {
      useCase: 'churn-prediction',
      at: OBSERVED_AT,
      from: 'repeatable',
      to: 'initial',
      moved: [],
    },
  ],
};

/** A backend that has all of this. */
export function organizationApi(): FakeMlopsApi {
  const api = new FakeMlopsApi();
  api.organizationMaturity = MATURITY;
  api.organizationUseCases = USE_CASES;
  api.organizationHistory = HISTORY;
  api.library = {
    items: [
      templateOf({
        versions: [
          versionOf('1.0.0', '2026-08-03T00:00:00.000Z'),
          versionOf('1.2.0', '2026-10-05T00:00:00.000Z'),
        ],
      }),
      templateOf({
        name: 'batch',
        owner: 'group:default/risk',
        versions: [versionOf('0.1.0', undefined)],
      }),
    ],
    totalItems: 2,
    pageInfo: {},
    observedAt: OBSERVED_AT,
  };
  return api;
}

function versionOf(name: string, createdAt: string | undefined) {
  return {
    name,
    provisioningArtifactId: `pa-${name}`,
    createdAt,
    deprecated: false,
  };
}
