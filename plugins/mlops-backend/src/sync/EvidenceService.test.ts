import {
  ORGANIZATIONAL_UNIT_IDS,
  ROLES,
  ROOT_ID,
} from '@mlops-portal/aws-sandbox';
import {
  ACCOUNT_CONCERNS,
  type TemplatesPage,
  type UseCasesPage,
} from '@mlops-portal/backstage-plugin-mlops-common';
import {
  criteriaOf,
  criterionOf,
  detailOf,
  get,
  NOTHING,
  readOnly,
  refresh,
  snapshotOf,
  told,
} from '../__testUtils__/ask';
import { createAccount, placeAccount } from '../__testUtils__/aws';
import {
  startPortal,
  startTestSandbox,
  type Portal,
} from '../__testUtils__/portal';

jest.setTimeout(180_000);

/** What the seed of the sandbox says of each use case: the stage it reached, and what is wrong with it on the way to the next. */
const SEED: Record<string, [stage: string, missing: string[]]> = {
  'fraud-detection': ['scalable', []],
  'demand-forecasting': [
    'reliable',
    ['scalable.supported-template', 'scalable.automated-retraining'],
  ],
  'customer-lifetime-value': ['repeatable', ['reliable.data-quality-monitor']],
  'dynamic-pricing': [
    'repeatable',
    ['reliable.bias-check', 'reliable.endpoint-security'],
  ],
  'credit-scoring': ['none', ['initial.guard-rails']],
  'next-best-offer': ['repeatable', ['reliable.test-account']],
  'inventory-optimization': [
    'initial',
    [
      'repeatable.studio-from-service-catalog',
      'repeatable.project-from-library',
    ],
  ],
  'ad-click-prediction': ['none', ['initial.no-public-internet']],
  'campaign-uplift': ['none', ['initial.no-public-internet']],
  'price-elasticity': ['none', ['initial.customer-managed-keys']],
  'customer-segmentation': ['initial', ['repeatable.dev-account']],
  'delivery-time-prediction': [
    'none',
    [
      'initial.studio',
      'initial.no-public-internet',
      'initial.customer-managed-keys',
    ],
  ],
};

const EXAMPLE = startTestSandbox();

async function startInExample(concurrency?: number): Promise<Portal> {
  return startPortal({ sandbox: await EXAMPLE, config: { concurrency } });
}

let portal: Portal;

describe('in the example organization', () => {
  beforeAll(async () => {
    portal = await startInExample();
    await portal.sync();
  });

  it('adopts the use cases that account tags tell of', async () => {
    const { items } = await get<UseCasesPage>(portal, '/use-cases?limit=200');
    expect(items.map(({ name }) => name)).toEqual(Object.keys(SEED).sort());
    const pricing = items.find(({ name }) => name === 'dynamic-pricing');
    expect(pricing).toMatchObject({
      title: 'dynamic-pricing',
      owner: 'group:default/pricing',
      registeredBy: 'aws',
    });
    const { account } = await snapshotOf(
      portal,
      'fraud-detection',
      'experimentation',
    );
    const { registeredAt } = await detailOf(portal, 'fraud-detection');
    expect(Date.parse(registeredAt)).toBeLessThanOrEqual(
      Date.parse(account.joinedAt ?? ''),
    );
  });

  it.each(Object.entries(SEED))(
    'judges %s as the seed says',
    async (name, [stage, missing]) => {
      const detail = await detailOf(portal, name);
      const unmet = (await criteriaOf(portal, name)).filter(
        criterion =>
          criterion.stage === detail.nextStage && criterion.verdict === 'unmet',
      );
      expect({ stage: detail.stage, unmet: unmet.map(({ id }) => id) }).toEqual(
        { stage, unmet: expect.arrayContaining(missing) },
      );
      expect(unmet.length > 0).toBe(missing.length > 0);
    },
  );

  it('rests each verdict on what was seen, where and when', async () => {
    const { account, studio } = await snapshotOf(
      portal,
      'campaign-uplift',
      'experimentation',
    );
    expect(
      await criterionOf(
        portal,
        'campaign-uplift',
        'initial.no-public-internet',
      ),
    ).toMatchObject({
      verdict: 'unmet',
      facts: [
        {
          text: 'Domain studio in campaign-uplift-experimentation has public internet access',
          arn: expect.stringMatching(
            `^arn:aws:sagemaker:eu-west-1:${account.accountId}:domain/d-`,
          ),
          observedAt: studio.state === 'collected' && studio.observedAt,
        },
      ],
    });
    expect(
      await criterionOf(
        portal,
        'ad-click-prediction',
        'initial.no-public-internet',
      ),
    ).toMatchObject({
      facts: expect.arrayContaining([
        expect.objectContaining({
          text: 'Notebook instance feature-exploration in ad-click-prediction-experimentation has public internet access',
        }),
      ]),
    });
    expect(
      await criterionOf(
        portal,
        'dynamic-pricing',
        'repeatable.project-from-library',
      ),
    ).toMatchObject({
      verdict: 'met',
      facts: [
        {
          text: 'Project dynamic-pricing in dynamic-pricing-dev is CreateCompleted, from train-and-register 1.1.0',
        },
      ],
    });
  });

  it('told of each use case and of the library once', () => {
    expect(told(portal)).toEqual({
      useCases: Object.keys(SEED).sort(),
      library: true,
    });
  });
});

describe('when a use case is read again', () => {
  const NAME = 'dynamic-pricing';

  beforeAll(async () => {
    portal = await startInExample();
    await readOnly(portal, NAME, 'group:default/pricing');
  });

  beforeEach(() => {
    portal.events.length = 0;
    portal.log.length = 0;
  });

  afterEach(async () => {
    portal.sandbox.faults.clear();
    jest.restoreAllMocks();
    await refresh(portal, NAME);
  });

  it('tells of nothing when nothing changed, but that AWS was asked', async () => {
    const before = await detailOf(portal, NAME);
    await refresh(portal, NAME);
    const after = await detailOf(portal, NAME);
    expect(told(portal)).toEqual(NOTHING);
    expect(after.stage).toBe(before.stage);
    expect(after.evaluatedAt).toBe(before.evaluatedAt);
    expect(Date.parse(after.checkedAt ?? '')).toBeGreaterThan(
      Date.parse(before.checkedAt ?? ''),
    );
    const { studio } = await snapshotOf(portal, NAME, 'dev');
    expect(studio).toMatchObject({ observedAt: after.checkedAt });
  });

  it('keeps the last good evidence of what can no longer be read, and says why', async () => {
    const { checkedAt, stage, evaluatedAt } = await detailOf(portal, NAME);
    const { studio: before } = await snapshotOf(portal, NAME, 'dev');
    portal.sandbox.faults.fail('sagemaker:ListDomains', {
      error: 'AccessDeniedException',
      message: 'no identity-based policy allows it',
      status: 400,
    });
    await refresh(portal, NAME);
    const failed = await detailOf(portal, NAME);
    expect(failed.evaluatedAt).not.toBe(evaluatedAt);
    await refresh(portal, NAME);

    const { studio, projects } = await snapshotOf(portal, NAME, 'dev');
    expect(studio).toEqual({
      ...before,
      observedAt: checkedAt,
      staleReason: expect.stringMatching(
        /^Could not read Studio domains and notebook instances \(account dynamic-pricing-dev \(\d{12}\)\): AccessDeniedException: no identity-based policy allows it\. The role of the portal lacks this permission: the platform team grants it\.$/,
      ),
    });
    expect(projects).not.toHaveProperty('staleReason');
    // The same failure once more is not written.
    expect(await detailOf(portal, NAME)).toMatchObject({
      stage,
      evaluatedAt: failed.evaluatedAt,
    });
    expect(told(portal)).toEqual(NOTHING);
    const ofDev = portal.log.filter(
      ({ level, message }) =>
        level === 'warn' && message.includes('dynamic-pricing-dev'),
    );
    expect(ofDev).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(/\(AWS request .+\)$/),
      }),
    ]);

    portal.sandbox.faults.clear();
    await refresh(portal, NAME);
    const { studio: healed } = await snapshotOf(portal, NAME, 'dev');
    expect(healed).not.toHaveProperty('staleReason');
    expect(told(portal)).toEqual(NOTHING);
  });

  it('keeps the accounts when the organization cannot be read', async () => {
    const before = await detailOf(portal, NAME);
    const { body: listed } = await portal.api('get', '/accounts');
    portal.sandbox.faults.fail('organizations:ListAccountsForParent', {
      error: 'AccessDeniedException',
      message: 'You do not have permissions',
    });
    await refresh(portal, NAME);

    const { evidence, accounts, stage } = await detailOf(portal, NAME);
    expect({ accounts, stage }).toEqual({
      accounts: before.accounts,
      stage: before.stage,
    });
    expect(evidence?.accounts).toMatchObject({
      state: 'collected',
      staleReason: expect.stringContaining(
        'Could not read the accounts of the organization (management account 100000000001): AccessDeniedException',
      ),
    });
    expect(portal.log).toContainEqual({
      level: 'error',
      message: expect.stringContaining('Could not read the accounts'),
    });
    const { body: after } = await portal.api('get', '/accounts');
    expect(after.totalItems).toBe(listed.totalItems);
    expect(told(portal)).toEqual(NOTHING);
  });

  it('gets over throttling, failures that pass and a connection that breaks', async () => {
    const { faults } = portal.sandbox;
    faults.throttle('organizations:ListAccountsForParent', { count: 2 });
    faults.throttle('sagemaker:ListProjects', { count: 2 });
    faults.fail('sagemaker:ListEndpoints', { count: 1 });
    faults.drop('sagemaker:ListDomains', { count: 1 });
    await refresh(portal, NAME);
    expect(faults.list()).toEqual([]);
    expect(
      portal.log.filter(({ level }) => ['warn', 'error'].includes(level)),
    ).toEqual([]);
    expect(JSON.stringify(await detailOf(portal, NAME))).not.toContain(
      'staleReason',
    );
    expect(told(portal)).toEqual(NOTHING);
  });

  it('notices that the owner left the catalog, and does not mistake silence for it', async () => {
    const ask = jest.spyOn(portal.catalog, 'getEntityByRef');
    ask.mockRejectedValue(new Error('The catalog does not answer'));
    await refresh(portal, NAME);
    expect((await detailOf(portal, NAME)).evidence?.owner).toMatchObject({
      state: 'collected',
      value: { exists: true },
      staleReason: expect.stringContaining('The catalog does not answer'),
    });
    expect(told(portal)).toEqual(NOTHING);

    ask.mockResolvedValue(undefined);
    await refresh(portal, NAME);
    expect(await criterionOf(portal, NAME, 'initial.owner')).toMatchObject({
      verdict: 'unmet',
    });
    expect(told(portal).useCases).toEqual([NAME]);
  });
});

it('does not know who manages a key that cannot be described, and says why', async () => {
  portal = await startInExample();
  portal.sandbox.faults.fail('kms:DescribeKey', {
    error: 'AccessDeniedException',
    message: 'The key policy does not allow it',
    status: 400,
  });
  const name = 'customer-segmentation';
  await readOnly(portal, name, 'group:default/customer-intelligence');
  portal.sandbox.faults.clear();
  expect(
    await criterionOf(portal, name, 'initial.customer-managed-keys'),
  ).toMatchObject({
    verdict: 'unknown',
    reason: expect.stringContaining('The key policy does not allow it'),
  });
  expect(
    await criterionOf(portal, name, 'initial.no-public-internet'),
  ).toMatchObject({ verdict: 'met' });
  expect(await detailOf(portal, name)).toMatchObject({
    stage: 'none',
    progress: { met: 5, unmet: 0, unknown: 1, waived: 0 },
  });

  // Whoever may describe it now is told at the next time.
  await refresh(portal, name);
  expect(await detailOf(portal, name)).toMatchObject({ stage: 'initial' });
});

it('reads no more accounts at the same time than it is allowed to', async () => {
  portal = await startInExample(1);
  portal.sandbox.faults.delay('sagemaker:ListDomains', 200);
  const start = Date.now();
  await readOnly(portal, 'fraud-detection', 'group:default/risk');
  portal.sandbox.faults.clear();
  expect((await detailOf(portal, 'fraud-detection')).accounts).toHaveLength(4);
  expect(Date.now() - start).toBeGreaterThanOrEqual(4 * 200);
});

describe('in an organization that cannot be read at first', () => {
  beforeAll(async () => {
    portal = await startPortal({ sandbox: { seed: 'empty' } });
    await portal.api('post', '/use-cases', {
      body: { name: 'churn-prediction', owner: 'group:default/risk' },
    });
    portal.events.length = 0;
  });

  it('finds nothing missing that it could not look for', async () => {
    for (const operation of ['organizations:*', 'servicecatalog:*']) {
      portal.sandbox.faults.fail(operation, {
        error: 'AccessDeniedException',
        status: 400,
      });
    }
    await portal.sync();
    portal.sandbox.faults.clear();

    expect(await detailOf(portal, 'churn-prediction')).toMatchObject({
      stage: 'none',
      accounts: [],
      progress: { met: 1, unmet: 0, unknown: 5, waived: 0 },
      evidence: {
        accounts: {
          state: 'unknown',
          reason: expect.stringContaining('AccessDeniedException'),
        },
      },
    });
    expect(await get(portal, '/templates')).toEqual({
      items: [],
      totalItems: 0,
      pageInfo: {},
      unknownReason: expect.stringContaining('AccessDeniedException'),
    });
    expect(told(portal).useCases).toEqual(['churn-prediction']);
  });

  it('sees what is missing once it can', async () => {
    await portal.sync();
    expect(await detailOf(portal, 'churn-prediction')).toMatchObject({
      progress: { met: 1, unmet: 5, unknown: 0, waived: 0 },
    });
    // What the catalog shows of it is what it was: no stage, no accounts.
    expect(told(portal)).toEqual({ useCases: [], library: true });
  });

  it('keeps the library when it cannot be read, and says why', async () => {
    const before = await get<TemplatesPage>(portal, '/templates');
    expect(before.totalItems).toBeGreaterThanOrEqual(3);
    portal.sandbox.faults.fail('servicecatalog:SearchProductsAsAdmin', {
      error: 'AccessDeniedException',
      status: 400,
    });
    await portal.sync();
    portal.sandbox.faults.clear();
    expect(await get(portal, '/templates')).toEqual({
      ...before,
      observedAt: expect.any(String),
      unknownReason: expect.stringContaining(
        'Could not read the template library (governance account 100000000002): AccessDeniedException',
      ),
    });
    expect(told(portal)).toEqual(NOTHING);
  });

  it('gives up when it is told to', async () => {
    await expect(
      portal.sync(AbortSignal.abort(new Error('The time is up'))),
    ).rejects.toThrow('The time is up');
  });
});

describe('accounts made besides the portal', () => {
  const tags = {
    'mlops:use-case': 'churn-prediction',
    'mlops:environment': 'experimentation',
    'mlops:owner': 'group:default/Risk',
  };

  beforeAll(async () => {
    portal = await startPortal({ sandbox: { seed: 'empty' } });
  });

  it('are not read when the portal may not, which says so and hides nothing else', async () => {
    const accountId = await createAccount(
      portal.sandbox,
      'churn-prediction-experimentation',
      tags,
    );
    portal.sandbox.faults.fail('sts:AssumeRole', {
      where: { RoleArn: `arn:aws:iam::${accountId}:role/${ROLES.reader}` },
      error: 'AccessDenied',
      message: 'not authorized to perform: sts:AssumeRole',
      status: 403,
    });
    await portal.sync();

    const detail = await detailOf(portal, 'churn-prediction');
    expect(detail).toMatchObject({
      owner: 'group:default/risk',
      registeredBy: 'aws',
      accounts: [{ environment: 'experimentation', accountId }],
    });
    const { account, ...concerns } = await snapshotOf(
      portal,
      'churn-prediction',
      'experimentation',
    );
    expect(account.organizationalUnit).toEqual({ id: ROOT_ID, name: 'Root' });
    const unreadable = {
      state: 'unknown',
      reason: expect.stringContaining(
        'AccessDenied: not authorized to perform: sts:AssumeRole. The role of the portal does not exist in that account, or does not trust the portal',
      ),
    };
    expect(Object.keys(concerns).sort()).toEqual(
      Object.keys(ACCOUNT_CONCERNS).sort(),
    );
    for (const part of Object.values(concerns)) {
      expect(part).toEqual(unreadable);
    }
    expect(
      (await criterionOf(portal, 'churn-prediction', 'initial.studio')).verdict,
    ).toBe('unknown');
    expect(told(portal).useCases).toEqual(['churn-prediction']);

    await portal.sync();
    expect(told(portal)).toEqual(NOTHING);

    portal.sandbox.faults.clear();
    await placeAccount(
      portal.sandbox,
      accountId,
      ORGANIZATIONAL_UNIT_IDS.experimentation,
    );
    await portal.sync();
    expect(
      await criterionOf(portal, 'churn-prediction', 'initial.studio'),
    ).toMatchObject({ verdict: 'unmet' });
    expect(told(portal).useCases).toEqual(['churn-prediction']);
  });

  it('are seen at a refresh, with those that have been tagged since', async () => {
    await portal.api('post', '/use-cases', {
      body: { name: 'by-hand', owner: 'group:default/risk' },
    });
    const accountId = await createAccount(portal.sandbox, 'by-hand-dev', {
      ...tags,
      'mlops:use-case': 'by-hand',
      'mlops:environment': 'dev',
    });
    portal.events.length = 0;
    const { status, body } = await portal.api(
      'post',
      '/use-cases/by-hand/refresh',
    );
    expect(status).toBe(200);
    expect(body.accounts).toEqual([
      { environment: 'dev', accountId, status: 'ACTIVE' },
    ]);
    expect(told(portal).useCases).toEqual(['by-hand']);

    await portal.api('post', '/use-cases/by-hand/refresh');
    expect(told(portal)).toEqual(NOTHING);
  });

  it.each([
    ['no owner', 'no-owner', { 'mlops:owner': '' }],
    ['an owner that is no group', 'odd-owner', { 'mlops:owner': 'Risk team' }],
  ])('are not adopted with %s, which the log tells', async (_, name, owner) => {
    const accountId = await createAccount(portal.sandbox, `${name}-dev`, {
      ...tags,
      'mlops:use-case': name,
      'mlops:environment': 'dev',
      ...owner,
    });
    portal.log.length = 0;
    await portal.sync();
    expect((await portal.api('get', `/use-cases/${name}`)).status).toBe(404);
    expect(portal.log.filter(({ level }) => level === 'warn')).toContainEqual({
      level: 'warn',
      message: expect.stringMatching(
        new RegExp(`use case ${name} that is not registered: ${accountId}`),
      ),
    });
  });

  it("are nobody's without tags that the portal understands", async () => {
    await createAccount(portal.sandbox, 'somebody-elses', {
      'mlops:use-case': 'Not a name',
      'mlops:environment': 'staging',
    });
    await portal.sync();
    const { body } = await portal.api('get', '/accounts?q=somebody-elses');
    expect(body.totalItems).toBe(0);
  });
});
