import { activityOf, type ActivityEntry } from './activity';
import type { UseCaseHistory } from './api';
import {
  completeEvidence,
  delivery,
  domain,
  endpoint,
  evidenceIn,
  evidenceOf,
  model,
  modelVersion,
  monitor,
  NOTHING_READABLE,
  pipeline,
  project,
  snapshot,
  variant,
} from './maturity/criteria/testEvidence';

const USE_CASE = {
  registeredAt: '2026-10-01T00:00:00.000Z',
  registeredBy: 'user:default/ada',
};

const HISTORY: UseCaseHistory = {
  changes: [],
  days: [],
  registeredAt: USE_CASE.registeredAt,
};

const NOW = new Date('2026-11-25T12:00:00.000Z');

function activity(
  changes: Partial<Parameters<typeof activityOf>[0]> = {},
): ActivityEntry[] {
  return activityOf({
    useCase: USE_CASE,
    evidence: undefined,
    history: HISTORY,
    waivers: [],
    now: NOW,
    ...changes,
  });
}

/** What happened in an account in which a test says what is, without the registration. */
function activityIn(...args: Parameters<typeof evidenceIn>): ActivityEntry[] {
  return activity({ evidence: evidenceIn(...args) }).filter(
    ({ kind }) => kind !== 'useCase',
  );
}

describe('activityOf', () => {
  it('begins with the registration, and who registered it', () => {
    expect(activity()).toEqual([
      {
        at: '2026-10-01T00:00:00.000Z',
        kind: 'useCase',
        who: 'user:default/ada',
        what: { event: 'registered' },
      },
    ]);
  });

  it('puts the newest first, whatever it comes from', () => {
    const entries = activity({ evidence: completeEvidence() });
    const times = entries.map(({ at }) => Date.parse(at));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(new Set(entries.map(({ kind }) => kind))).toEqual(
      new Set(['useCase', 'delivery', 'endpoint', 'model', 'pipeline']),
    );
  });

  it('tells of a retirement, and who retires it', () => {
    const useCase = {
      ...USE_CASE,
      retirementBegunAt: '2026-11-01T00:00:00.000Z',
      retiredAt: '2026-11-02T00:00:00.000Z',
      retiredBy: 'user:default/grace',
    };
    expect(activity({ useCase }).slice(0, 2)).toEqual([
      expect.objectContaining({
        at: '2026-11-02T00:00:00.000Z',
        who: 'user:default/grace',
        what: { event: 'retired' },
      }),
      expect.objectContaining({
        at: '2026-11-01T00:00:00.000Z',
        who: 'user:default/grace',
        what: { event: 'retirementBegun' },
      }),
    ]);
  });

  it('tells of stages gained and lost, with the criteria that moved, and of the first time in production', () => {
    const moved = [
      { id: 'initial.studio', title: 'Studio', from: 'met', to: 'unmet' },
    ] as const;
    const history: UseCaseHistory = {
      ...HISTORY,
      firstInProductionAt: '2026-11-05T00:00:00.000Z',
      changes: [
        {
          useCase: 'churn-prediction',
          at: '2026-11-04T00:00:00.000Z',
          from: 'initial',
          to: 'none',
          moved: [...moved],
        },
        {
          useCase: 'churn-prediction',
          at: '2026-11-03T00:00:00.000Z',
          from: 'none',
          to: 'initial',
          moved: [],
        },
      ],
    };
    expect(activity({ history }).map(({ what }) => what)).toEqual([
      { event: 'firstInProduction' },
      { event: 'stageLost', from: 'initial', to: 'none', moved },
      { event: 'stageGained', from: 'none', to: 'initial', moved: [] },
      { event: 'registered' },
    ]);
  });

  it('tells of waivers given, and of their end once it has come', () => {
    const waiver = {
      reason: 'The model is not about people.',
      author: 'user:default/grace',
      createdAt: '2026-11-01T09:00:00.000Z',
    };
    const waivers = [
      { ...waiver, criterion: 'reliable.bias', until: '2026-11-20' },
      { ...waiver, criterion: 'own.rule', until: '2026-11-25' },
    ];
    const criteria = [{ id: 'reliable.bias', title: 'Bias is checked' }];
    expect(activity({ waivers, criteria }).slice(0, 3)).toEqual([
      {
        at: '2026-11-21T00:00:00.000Z',
        kind: 'waiver',
        what: { event: 'waiverEnded', criterion: 'Bias is checked' },
      },
      {
        at: '2026-11-01T09:00:00.000Z',
        kind: 'waiver',
        who: 'user:default/grace',
        what: {
          event: 'waiverGiven',
          criterion: 'Bias is checked',
          reason: 'The model is not about people.',
          until: '2026-11-20',
        },
      },
      expect.objectContaining({
        what: expect.objectContaining({ criterion: 'own.rule' }),
      }),
    ]);
  });

  it('tells of accounts, Studio, notebooks, projects and experiments', () => {
    const at = '2026-11-10T00:00:00.000Z';
    const entries = activityIn('dev', {
      account: { joinedAt: at },
      studio: {
        domains: [domain({ lastModifiedAt: at })],
        notebooks: [
          {
            name: 'try-out',
            arn: 'arn:aws:sagemaker:eu-west-1:222222222222:notebook-instance/try-out',
            directInternetAccess: false,
            lastModifiedAt: at,
          },
        ],
      },
      projects: [project({ createdAt: at })],
      experiments: {
        experiments: [{ name: 'churn', arn: 'arn:experiment', createdAt: at }],
      },
    });
    expect(entries.map(({ what }) => what)).toEqual([
      { event: 'accountJoined', name: 'churn-prediction-dev' },
      { event: 'domainChanged', name: 'studio' },
      { event: 'notebookChanged', name: 'try-out' },
      {
        event: 'projectCreated',
        name: 'churn-prediction',
        template: 'train-and-register',
        version: '1.0.0',
      },
      { event: 'experimentCreated', name: 'churn' },
    ]);
    expect(entries.every(({ environment }) => environment === 'dev')).toBe(
      true,
    );
    expect(entries.every(({ arn }) => arn?.startsWith('arn:'))).toBe(true);
  });

  it('tells of executions of pipelines and of CI/CD', () => {
    const entries = activityIn('dev', {
      pipelines: [pipeline()],
      delivery: [delivery(['Failed'])],
    });
    expect(entries.map(({ kind, what, at }) => ({ kind, what, at }))).toEqual([
      {
        at: '2026-11-24T12:00:00.000Z',
        kind: 'delivery',
        what: {
          event: 'deliveryExecution',
          name: 'churn-deploy',
          status: 'Failed',
        },
      },
      {
        at: '2026-11-20T06:00:00.000Z',
        kind: 'pipeline',
        what: {
          event: 'pipelineExecution',
          name: 'churn-train',
          status: 'Succeeded',
        },
      },
    ]);
  });

  it('tells of versions registered, and of reviews with who and why', () => {
    const createdAt = '2026-11-19T00:00:00.000Z';
    const entries = activityIn('dev', {
      registry: {
        models: [
          model(
            modelVersion(3, { createdAt, approval: 'PendingManualApproval' }),
            modelVersion(2, {
              createdAt,
              approval: 'Rejected',
              approvalDescription: 'Recall fell.',
            }),
          ),
        ],
      },
    });
    expect(entries.map(({ what, who }) => ({ what, who }))).toEqual([
      {
        who: 'ada',
        what: {
          event: 'versionRejected',
          group: 'churn',
          version: 2,
          comment: 'Recall fell.',
        },
      },
      {
        who: undefined,
        what: { event: 'versionRegistered', group: 'churn', version: 3 },
      },
      {
        who: undefined,
        what: { event: 'versionRegistered', group: 'churn', version: 2 },
      },
    ]);
  });

  it('tells of endpoints created and changed, and what they serve since', () => {
    const once = endpoint(1, {
      name: 'once',
      lastModifiedAt: '2026-10-01T00:00:00.000Z',
      variants: [variant()],
    });
    const entries = activityIn('prod', { endpoints: [endpoint(3), once] });
    expect(entries.map(({ what }) => what)).toEqual([
      {
        event: 'endpointChanged',
        name: 'churn',
        serves: [{ group: 'churn', version: 3 }],
      },
      { event: 'endpointCreated', name: 'churn' },
      { event: 'endpointCreated', name: 'once' },
    ]);
  });

  it('tells of violations and failures of monitors, and not of runs that found nothing', () => {
    const entries = activityIn('prod', {
      monitors: [
        monitor('DataQuality', ['CompletedWithViolations', 'Completed']),
        monitor('ModelBias', ['InProgress'], {
          executions: [
            {
              scheduledAt: '2026-11-23T00:00:00.000Z',
              status: 'Failed',
              failureReason: 'No baseline.',
              processingJobArn: 'arn:job',
            },
          ],
        }),
      ],
    });
    expect(entries.map(({ what, arn }) => ({ what, arn }))).toEqual([
      {
        arn: 'arn:aws:sagemaker:eu-west-1:444444444444:monitoring-schedule/churn-DataQuality',
        what: {
          event: 'monitorViolations',
          name: 'churn-DataQuality',
          type: 'DataQuality',
        },
      },
      {
        arn: 'arn:job',
        what: {
          event: 'monitorFailed',
          name: 'churn-ModelBias',
          type: 'ModelBias',
          reason: 'No baseline.',
        },
      },
    ]);
  });

  it('leaves out what could not be read', () => {
    expect(activityIn('dev', NOTHING_READABLE)).toEqual([]);
    expect(
      activity({
        evidence: evidenceOf({ state: 'unknown', reason: 'AccessDenied.' }),
      }),
    ).toHaveLength(1);
    expect(activity({ evidence: evidenceOf([snapshot('dev')]) })).toHaveLength(
      1,
    );
  });
});
