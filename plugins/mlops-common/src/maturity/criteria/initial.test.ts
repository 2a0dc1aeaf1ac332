import type { Evidence } from '../../evidence';
import { initialCriteria } from './initial';
import { domain, evidenceIn, evidenceOf, snapshot } from './testEvidence';

const criteria = initialCriteria({ guardRailPolicy: 'mlops-guardrails' });

function judge(id: string, evidence: Evidence) {
  return criteria.find(criterion => criterion.id === id)?.judge(evidence);
}

describe('initial.experimentation-account', () => {
  it('offers to create the account', () => {
    expect(
      judge('initial.experimentation-account', evidenceOf([])),
    ).toMatchObject({
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

  it('says what became of an account that is not active', () => {
    const evidence = evidenceIn('experimentation', {
      account: { status: 'SUSPENDED' },
    });
    expect(judge('initial.experimentation-account', evidence)).toMatchObject({
      reason: 'The experimentation account is SUSPENDED, not ACTIVE.',
    });
  });
});

describe('initial.guard-rails', () => {
  it.each([
    [
      'which account is in another organizational unit',
      { organizationalUnit: { id: 'r-1', name: 'Root' } },
      'churn-prediction-experimentation is in Root',
    ],
    [
      'which account lacks the policy',
      { serviceControlPolicies: ['FullAWSAccess'] },
      'churn-prediction-experimentation lacks the policy mlops-guardrails',
    ],
  ])('says %s', (_, account, problem) => {
    expect(
      judge('initial.guard-rails', evidenceIn('experimentation', { account })),
    ).toMatchObject({
      reason: `Not every account is guarded: ${problem}.`,
      remedy: {
        template: 'create-use-case',
        values: { environments: ['experimentation'] },
      },
    });
  });
});

describe('initial.studio', () => {
  it('offers to deploy a domain', () => {
    const evidence = evidenceIn('experimentation', { studio: { domains: [] } });
    expect(judge('initial.studio', evidence)?.remedy).toMatchObject({
      template: 'deploy-studio',
      values: { useCase: 'churn-prediction', environment: 'experimentation' },
    });
  });
});

describe('initial.no-public-internet', () => {
  it('says which domain is public, before those that are not', () => {
    const evidence = evidenceOf([
      snapshot('experimentation'),
      snapshot('dev', {
        studio: { domains: [domain({ networkAccess: 'PublicInternetOnly' })] },
      }),
    ]);
    const judgement = judge('initial.no-public-internet', evidence);

    expect(judgement?.reason).toBe(
      'Domain studio in churn-prediction-dev has public internet access.',
    );
    expect(judgement?.facts.map(({ text }) => text)).toEqual([
      'Domain studio in churn-prediction-dev has public internet access',
      'Domain studio in churn-prediction-experimentation has no public internet access',
    ]);
  });

  it('keeps a long list short', () => {
    const domains = Array.from({ length: 30 }, (_, index) =>
      domain({ name: `studio-${index}`, networkAccess: 'PublicInternetOnly' }),
    );
    const judgement = judge(
      'initial.no-public-internet',
      evidenceIn('experimentation', { studio: { domains } }),
    );

    expect(judgement?.reason).toMatch(/studio-2 .+\. And 27 more\.$/);
    expect(judgement?.facts).toHaveLength(20);
  });
});

describe('initial.customer-managed-keys', () => {
  it('says why a key could not be described', () => {
    const key = { keyId: 'key-1', unknownReason: 'AccessDenied.' };
    const evidence = evidenceIn('experimentation', {
      studio: { domains: [domain({ key })] },
    });
    expect(judge('initial.customer-managed-keys', evidence)?.reason).toBe(
      'Domain studio in churn-prediction-experimentation uses key key-1, which could not be described: AccessDenied.',
    );
  });
});
