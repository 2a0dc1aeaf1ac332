import type {
  AccountSnapshot,
  CriterionResult,
  Evidence,
  Maturity,
  ModelVersion,
  MonitorEvidence,
  Observed,
  ReachedStage,
  Stage,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { evidenceOf, maturityOf, useCase } from '../__testUtils__/useCases';
import type { UseCaseUpdate } from '../sync/EvidenceService';
import { costNotice, noticesOf } from './notices';

const NAME = 'churn-prediction';
const AT = '2026-11-25T03:00:00.000Z';
const CHURN = useCase({ name: NAME, title: 'Churn prediction' });

function collected<T>(value: T): Extract<Observed<T>, { state: 'collected' }> {
  return { state: 'collected', value, observedAt: AT };
}

function snapshot(changes: Partial<AccountSnapshot> = {}): AccountSnapshot {
  return {
    account: {
      accountId: '123456789012',
      name: `${NAME}-prod`,
      email: 'aws+churn-prediction-prod@example.com',
      arn: 'arn:aws:organizations::100000000001:account/o-1/123456789012',
      status: 'ACTIVE',
      environment: 'prod',
      expectedOrganizationalUnitId: 'ou-mlop-production',
      serviceControlPolicies: [],
    },
    studio: collected({ domains: [], notebooks: [] }),
    projects: collected([]),
    pipelines: collected([]),
    experiments: collected({ experiments: [], trackingServers: [] }),
    registry: collected({ models: [], cards: [] }),
    endpoints: collected([]),
    monitors: collected([]),
    delivery: collected([]),
    trails: collected([]),
    ...changes,
  };
}

function evidence(...snapshots: AccountSnapshot[]): Evidence {
  return { ...evidenceOf(NAME), accounts: collected(snapshots) };
}

/** An update from what was to what is; without evidence of accounts where none is given. */
function update(options: {
  from?: { evidence?: Evidence; maturity?: Maturity };
  evidence?: Evidence;
  maturity?: Maturity;
}): UseCaseUpdate {
  const { from, evidence: now = evidence(), maturity } = options;
  return {
    useCase: CHURN,
    before: from && {
      evidence: from.evidence ?? evidence(),
      maturity: from.maturity ?? maturityOf(NAME, 'initial'),
      checkedAt: AT,
      revision: 1,
    },
    evidence: now,
    maturity: maturity ?? maturityOf(NAME, 'initial'),
  };
}

function criterion(
  title: string,
  verdict: CriterionResult['verdict'],
  changes: Partial<CriterionResult> = {},
): CriterionResult {
  return {
    id: title,
    stage: 'repeatable',
    title,
    why: '',
    source: '',
    verdict,
    reason: '',
    facts: [],
    ...changes,
  };
}

function ladder(
  stage: ReachedStage,
  nextStage?: Stage,
  criteria: CriterionResult[] = [],
): Maturity {
  return {
    ...maturityOf(NAME, stage),
    nextStage,
    stages: nextStage
      ? [
          {
            stage: nextStage,
            reached: false,
            assessed: true,
            met: 0,
            unmet: 0,
            unknown: 0,
            waived: 0,
            criteria,
          },
        ]
      : [],
  };
}

describe('a change of stage', () => {
  it('up is told with what is missing for the next, but not what is waived', () => {
    const waiver = {
      reason: 'A trial',
      until: '2027-01-01',
      author: 'user:default/ada',
      createdAt: AT,
    };
    const maturity = ladder('initial', 'repeatable', [
      criterion('It has a dev account', 'met'),
      criterion('It has a pipeline', 'unmet'),
      criterion('It has a model', 'unknown'),
      criterion('It has data', 'unmet', { waiver }),
    ]);
    expect(
      noticesOf(
        update({ from: { maturity: maturityOf(NAME, 'none') }, maturity }),
      ),
    ).toEqual([
      {
        key: `stage:${NAME}:${maturity.evaluatedAt}`,
        title: 'Churn prediction has reached the stage Initial',
        description:
          'Missing for Repeatable: It has a pipeline; It has a model.',
        severity: 'normal',
        topic: 'Maturity stage',
      },
    ]);
  });

  it('to the top says that nothing is missing', () => {
    expect(
      noticesOf(
        update({
          from: { maturity: maturityOf(NAME, 'reliable') },
          maturity: ladder('scalable'),
        }),
      ),
    ).toEqual([
      expect.objectContaining({
        title: 'Churn prediction has reached the stage Scalable',
        description: 'It meets all criteria of all stages.',
      }),
    ]);
  });

  it('down weighs more, and tells what was lost', () => {
    expect(
      noticesOf(
        update({
          from: { maturity: maturityOf(NAME, 'reliable') },
          maturity: ladder('none', 'initial', [
            criterion('It has Studio', 'unmet'),
          ]),
        }),
      ),
    ).toEqual([
      expect.objectContaining({
        title: 'Churn prediction has lost the stage Reliable',
        description: 'Missing for Initial: It has Studio.',
        severity: 'high',
      }),
    ]);
  });
});

describe('a violation that a monitor found', () => {
  const monitor = (
    ...statuses: [scheduledAt: string, status: string][]
  ): MonitorEvidence => ({
    name: 'data-quality',
    arn: 'arn:aws:sagemaker:eu-west-1:123456789012:monitoring-schedule/data-quality',
    type: 'DataQuality',
    status: 'Scheduled',
    endpointName: 'churn',
    executions: statuses.map(([scheduledAt, status]) => ({
      scheduledAt,
      status,
      failureReason:
        status === 'CompletedWithViolations' ? '2 violations.' : undefined,
    })),
  });
  const having = (watching: MonitorEvidence) =>
    evidence(snapshot({ monitors: collected([watching]) }));
  const EARLIER = '2026-11-24T03:00:00.000Z';

  it('is told when it is new, by its schedule and time', () => {
    expect(
      noticesOf(
        update({
          from: {
            evidence: having(monitor([EARLIER, 'CompletedWithViolations'])),
          },
          evidence: having(
            monitor(
              [AT, 'CompletedWithViolations'],
              [EARLIER, 'CompletedWithViolations'],
            ),
          ),
        }),
      ),
    ).toEqual([
      {
        key: `violation:arn:aws:sagemaker:eu-west-1:123456789012:monitoring-schedule/data-quality:${AT}`,
        title: 'The monitor data-quality of Churn prediction found violations',
        description: `DataQuality of churn in prod, ${AT}. 2 violations.`,
        severity: 'high',
        topic: 'Model monitoring',
      },
    ]);
  });

  it.each(['Completed', 'Failed', 'InProgress'])(
    'is none in an execution that is %s',
    status => {
      expect(
        noticesOf(
          update({ from: {}, evidence: having(monitor([AT, status])) }),
        ),
      ).toEqual([]);
    },
  );
});

describe('a model that awaits approval', () => {
  const version = (changes: Partial<ModelVersion> = {}): ModelVersion => ({
    arn: 'arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3',
    version: 3,
    status: 'Completed',
    approval: 'PendingManualApproval',
    metrics: [{ name: 'auc', value: 0.91 }],
    ...changes,
  });
  const having = (...versions: ModelVersion[]) =>
    evidence(
      snapshot({
        registry: collected({
          models: [{ group: 'churn', arn: 'arn:churn', versions }],
          cards: [],
        }),
      }),
    );

  it('is told with its metrics', () => {
    expect(
      noticesOf(update({ from: {}, evidence: having(version()) })),
    ).toEqual([
      {
        key: 'approval:arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3',
        title: 'Version 3 of churn awaits approval',
        description: 'A model of Churn prediction: auc 0.91.',
        severity: 'normal',
        topic: 'Model approval',
      },
    ]);
  });

  it.each([
    ['waited before', having(version()), version()],
    ['is approved', having(), version({ approval: 'Approved' })],
    ['is not complete yet', having(), version({ status: 'Pending' })],
  ])('is not told when it %s', (_, before, now) => {
    expect(
      noticesOf(update({ from: { evidence: before }, evidence: having(now) })),
    ).toEqual([]);
  });
});

describe('an account that cannot be read', () => {
  const reason = 'The role of the portal does not exist in that account.';
  const unknown = { state: 'unknown', reason } as const;
  const unreadable = (status = 'ACTIVE') => {
    const { account } = snapshot();
    return snapshot({
      account: { ...account, status },
      studio: {
        ...collected({ domains: [], notebooks: [] }),
        staleReason: reason,
      },
      projects: unknown,
      pipelines: unknown,
      experiments: unknown,
      registry: unknown,
      endpoints: unknown,
      monitors: unknown,
      delivery: unknown,
      trails: unknown,
    });
  };

  it('is told with the reason', () => {
    expect(
      noticesOf(
        update({
          from: { evidence: evidence(snapshot()) },
          evidence: evidence(unreadable()),
        }),
      ),
    ).toEqual([
      {
        key: `unreadable:123456789012:${AT}`,
        title: `The account ${NAME}-prod of Churn prediction cannot be read`,
        description: reason,
        severity: 'high',
        topic: 'Account',
      },
    ]);
  });

  it.each([
    ['it could not be read before', unreadable(), unreadable()],
    ['something of it can be read', snapshot(), snapshot({ studio: unknown })],
    ['it is closed', snapshot(), unreadable('SUSPENDED')],
  ])('is not told when %s', (_, before, now) => {
    expect(
      noticesOf(
        update({
          from: { evidence: evidence(before) },
          evidence: evidence(now),
        }),
      ),
    ).toEqual([]);
  });
});

it('tells nothing at the first evaluation, whatever there is', () => {
  expect(noticesOf(update({ maturity: ladder('scalable') }))).toEqual([]);
});

it('tells of a day that cost unusually much by how much', () => {
  expect(
    costNotice(CHURN, {
      day: '2026-11-24',
      amount: 1250,
      usual: 500,
      currency: 'USD',
    }),
  ).toEqual({
    key: `cost:${NAME}:2026-11-24`,
    title: 'Churn prediction cost $1,250.00 on 2026-11-24',
    description: 'That is 2.5 times its median of the days before, $500.00.',
    severity: 'normal',
    topic: 'Cost',
  });
});
