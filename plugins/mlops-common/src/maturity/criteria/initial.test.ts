import type { Evidence } from '../../evidence';
import { initialCriteria } from './initial';
import { domain, evidenceOf, snapshot, UNREADABLE } from './testEvidence';

const criteria = initialCriteria({ guardRailPolicy: 'mlops-guardrails' });

function judge(id: string, evidence: Evidence) {
  const criterion = criteria.find(entry => entry.id === `initial.${id}`);
  if (!criterion) {
    throw new Error(`no criterion ${id}`);
  }
  return criterion.judge(evidence);
}

const complete = evidenceOf([snapshot('experimentation')]);

it('finds every criterion met on a use case that has what Initial asks for', () => {
  expect(
    criteria.map(({ id, judge: judgeIt }) => [id, judgeIt(complete).verdict]),
  ).toEqual(criteria.map(({ id }) => [id, 'met']));
});

it('finds every criterion on accounts unknown when the accounts are', () => {
  const unknown = evidenceOf({ state: 'unknown', reason: 'No permission.' });
  for (const criterion of criteria.filter(({ id }) => id !== 'initial.owner')) {
    expect(criterion.judge(unknown)).toMatchObject({
      verdict: 'unknown',
      reason: 'No permission.',
    });
  }
});

describe('initial.experimentation-account', () => {
  it('is unmet without the account, and offers to create it', () => {
    expect(judge('experimentation-account', evidenceOf([]))).toMatchObject({
      verdict: 'unmet',
      remedy: {
        template: 'create-use-case',
        values: {
          name: 'churn-prediction',
          owner: 'group:default/pricing',
          environments: ['experimentation'],
        },
      },
    });
  });

  it('is unmet when the account is suspended', () => {
    const evidence = evidenceOf([
      snapshot('experimentation', { account: { status: 'SUSPENDED' } }),
    ]);
    expect(judge('experimentation-account', evidence)).toMatchObject({
      verdict: 'unmet',
      reason: expect.stringContaining('SUSPENDED'),
    });
  });
});

describe('initial.guard-rails', () => {
  it('is unmet when an account is in another organizational unit', () => {
    const evidence = evidenceOf([
      snapshot('experimentation', {
        account: { organizationalUnit: { id: 'r-1', name: 'Root' } },
      }),
    ]);
    expect(judge('guard-rails', evidence)).toMatchObject({
      verdict: 'unmet',
      reason: expect.stringContaining('is in Root'),
    });
  });

  it('is unmet when the policy does not hold there', () => {
    const evidence = evidenceOf([
      snapshot('experimentation', {
        account: { serviceControlPolicies: ['FullAWSAccess'] },
      }),
    ]);
    expect(judge('guard-rails', evidence)).toMatchObject({
      verdict: 'unmet',
      reason: expect.stringContaining('lacks the policy mlops-guardrails'),
    });
  });
});

describe('a closed account', () => {
  const closed = snapshot('test', {
    account: {
      status: 'SUSPENDED',
      organizationalUnit: { id: 'ou-closed', name: 'Closed' },
    },
    studio: UNREADABLE,
  });

  it('keeps nothing from being met', () => {
    const verdicts = criteria.map(
      ({ judge: judgeIt }) =>
        judgeIt(evidenceOf([snapshot('experimentation'), closed])).verdict,
    );
    expect(verdicts).toEqual(Array(6).fill('met'));
  });

  it('steps back behind its successor', () => {
    const predecessor = snapshot('experimentation', {
      account: { status: 'CLOSED' },
      studio: UNREADABLE,
    });
    const verdicts = criteria.map(
      ({ judge: judgeIt }) =>
        judgeIt(evidenceOf([predecessor, snapshot('experimentation')])).verdict,
    );
    expect(verdicts).toEqual(Array(6).fill('met'));
  });
});

describe('initial.studio', () => {
  it('is unmet while the domain is not in service', () => {
    const evidence = evidenceOf([
      snapshot('experimentation', {
        studio: { domains: [domain({ status: 'Pending' })] },
      }),
    ]);
    expect(judge('studio', evidence).verdict).toBe('unmet');
  });

  it('is unmet without a domain, and offers to deploy one', () => {
    const judgement = judge(
      'studio',
      evidenceOf([snapshot('experimentation', { studio: { domains: [] } })]),
    );
    expect(judgement.verdict).toBe('unmet');
    expect(judgement.remedy).toMatchObject({
      template: 'deploy-studio',
      values: { useCase: 'churn-prediction', environment: 'experimentation' },
    });
  });

  it('is unknown when the account cannot be read', () => {
    const evidence = evidenceOf([
      snapshot('experimentation', { studio: UNREADABLE }),
    ]);
    expect(judge('studio', evidence)).toMatchObject({
      verdict: 'unknown',
      reason: 'AccessDenied.',
    });
  });
});

describe('initial.no-public-internet', () => {
  it('is unmet by a domain with public internet access, and says which', () => {
    const evidence = evidenceOf([
      snapshot('experimentation'),
      snapshot('dev', {
        studio: { domains: [domain({ networkAccess: 'PublicInternetOnly' })] },
      }),
    ]);
    const judgement = judge('no-public-internet', evidence);
    expect(judgement.verdict).toBe('unmet');
    expect(judgement.facts.map(({ text }) => text)).toEqual([
      'Domain studio in churn-prediction-experimentation has no public internet access',
      'Domain studio in churn-prediction-dev has public internet access',
    ]);
  });

  it('is unmet by a notebook instance with direct internet access', () => {
    const evidence = evidenceOf([
      snapshot('experimentation', {
        studio: {
          notebooks: [{ name: 'n', arn: 'arn', directInternetAccess: true }],
        },
      }),
    ]);
    expect(judge('no-public-internet', evidence).verdict).toBe('unmet');
  });

  it('is unmet while there is nothing to judge', () => {
    const evidence = evidenceOf([
      snapshot('experimentation', { studio: { domains: [] } }),
    ]);
    expect(judge('no-public-internet', evidence).verdict).toBe('unmet');
  });

  it('is unknown when one account cannot be read and the others comply', () => {
    const evidence = evidenceOf([
      snapshot('experimentation'),
      snapshot('dev', { studio: UNREADABLE }),
    ]);
    expect(judge('no-public-internet', evidence).verdict).toBe('unknown');
  });

  it('is unmet when one account fails to comply, even though another cannot be read', () => {
    const evidence = evidenceOf([
      snapshot('experimentation', {
        studio: { domains: [domain({ networkAccess: 'PublicInternetOnly' })] },
      }),
      snapshot('dev', { studio: UNREADABLE }),
    ]);
    expect(judge('no-public-internet', evidence).verdict).toBe('unmet');
  });
});

describe('initial.customer-managed-keys', () => {
  it.each([
    ['an AWS-managed key', { keyId: 'key-1', manager: 'AWS' as const }],
    ['no key', undefined],
  ])('is unmet by a domain with %s', (_, key) => {
    const evidence = evidenceOf([
      snapshot('experimentation', { studio: { domains: [domain({ key })] } }),
    ]);
    expect(judge('customer-managed-keys', evidence).verdict).toBe('unmet');
  });

  it('is unknown when the key cannot be described', () => {
    const evidence = evidenceOf([
      snapshot('experimentation', {
        studio: {
          domains: [
            domain({ key: { keyId: 'key-1', unknownReason: 'AccessDenied' } }),
          ],
        },
      }),
    ]);
    expect(judge('customer-managed-keys', evidence).verdict).toBe('unknown');
  });
});

describe('initial.owner', () => {
  it('is unmet when the group is not in the catalog', () => {
    const evidence = evidenceOf([], {
      state: 'collected',
      observedAt: '2026-11-24T12:00:00.000Z',
      value: { ref: 'group:default/gone', exists: false },
    });
    expect(judge('owner', evidence).verdict).toBe('unmet');
  });

  it('is unknown when the catalog does not answer', () => {
    expect(judge('owner', evidenceOf([], UNREADABLE)).verdict).toBe('unknown');
  });
});
