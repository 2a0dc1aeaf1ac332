import {
  CloseAccountCommand,
  MoveAccountCommand,
} from '@aws-sdk/client-organizations';
import { DeleteDomainCommand } from '@aws-sdk/client-sagemaker';
import {
  ORGANIZATIONAL_UNIT_IDS,
  ROLES,
  ROOT_ID,
} from '@mlops-portal/aws-sandbox';
import {
  LIBRARY_CHANGED_TOPIC,
  USE_CASE_CHANGED_TOPIC,
  type CriterionResult,
  type Environment,
  type Maturity,
  type UseCaseDetail,
  type UseCasesPage,
} from '@mlops-portal/backstage-plugin-mlops-common';
import {
  accountOf,
  createAccount,
  organizationsOf,
  placeAccount,
} from '../__testUtils__/aws';
import { startPortal, type Portal } from '../__testUtils__/portal';

/** What the seed of the sandbox says of each use case: stage reached, and what keeps it from the next that is not simply not collected yet. */
const SEED: Record<string, [stage: string, missing: string[]]> = {
  'fraud-detection': ['initial', []],
  'demand-forecasting': ['initial', []],
  'customer-lifetime-value': ['initial', []],
  'dynamic-pricing': ['initial', []],
  'credit-scoring': ['none', ['initial.guard-rails']],
  'next-best-offer': ['initial', []],
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
  'customer-segmentation': [
    'initial',
    [
      'repeatable.dev-account',
      'repeatable.studio-from-service-catalog',
      'repeatable.project-from-library',
    ],
  ],
  'delivery-time-prediction': [
    'none',
    [
      'initial.studio',
      'initial.no-public-internet',
      'initial.customer-managed-keys',
    ],
  ],
};

let portal: Portal;

async function detailOf(name: string): Promise<UseCaseDetail> {
  const { status, body } = await portal.api('get', `/use-cases/${name}`);
  expect(status).toBe(200);
  return body;
}

async function criteriaOf(name: string): Promise<CriterionResult[]> {
  const { status, body } = await portal.api(
    'get',
    `/use-cases/${name}/maturity`,
  );
  expect(status).toBe(200);
  return (body as Maturity).stages.flatMap(({ criteria }) => criteria);
}

async function criterionOf(name: string, id: string): Promise<CriterionResult> {
  const found = (await criteriaOf(name)).find(entry => entry.id === id);
  if (!found) {
    throw new Error(`There is no criterion ${id}.`);
  }
  return found;
}

async function snapshotOf(name: string, environment: Environment) {
  const { evidence } = await detailOf(name);
  const accounts =
    evidence?.accounts.state === 'collected' ? evidence.accounts.value : [];
  const found = accounts.find(
    ({ account }) => account.environment === environment,
  );
  if (!found) {
    throw new Error(`There is no ${environment} account of ${name}.`);
  }
  return found;
}

async function domainOf(name: string, environment: Environment) {
  const { account, studio } = await snapshotOf(name, environment);
  const domainId =
    studio.state === 'collected' ? studio.value.domains[0]?.domainId : '';
  return { accountId: account.accountId, domainId: domainId ?? '' };
}

/** The names told as changed since the last time this was asked, and whether the library was. */
function told() {
  const events = portal.events.splice(0);
  return {
    useCases: events
      .filter(({ topic }) => topic === USE_CASE_CHANGED_TOPIC)
      .map(({ eventPayload }) => (eventPayload as { useCase: string }).useCase)
      .sort(),
    library: events.some(({ topic }) => topic === LIBRARY_CHANGED_TOPIC),
  };
}

const NOTHING = { useCases: [], library: false };

describe('in the example organization', () => {
  beforeAll(async () => {
    portal = await startPortal();
    await portal.sync();
  });

  it('adopts the use cases that account tags tell of', async () => {
    const { body } = await portal.api('get', '/use-cases?limit=200');
    const { items } = body as UseCasesPage;
    expect(items.map(({ name }) => name)).toEqual(Object.keys(SEED).sort());
    const pricing = items.find(({ name }) => name === 'dynamic-pricing');
    expect(pricing).toMatchObject({
      title: 'dynamic-pricing',
      owner: 'group:default/pricing',
      registeredBy: 'aws',
    });
    const { account } = await snapshotOf('fraud-detection', 'experimentation');
    const { registeredAt } = await detailOf('fraud-detection');
    expect(Date.parse(registeredAt)).toBeLessThanOrEqual(
      Date.parse(account.joinedAt ?? ''),
    );
  });

  it.each(Object.entries(SEED))(
    'judges %s as the seed says',
    async (name, [stage, missing]) => {
      const detail = await detailOf(name);
      expect(detail.stage).toBe(stage);
      const unmet = (await criteriaOf(name)).filter(
        criterion =>
          criterion.stage === detail.nextStage && criterion.verdict === 'unmet',
      );
      expect(unmet.map(({ id }) => id)).toEqual(missing);
    },
  );

  it('rests each verdict on what was seen, where and when', async () => {
    const { accountId, domainId } = await domainOf(
      'campaign-uplift',
      'experimentation',
    );
    expect(
      await criterionOf('campaign-uplift', 'initial.no-public-internet'),
    ).toMatchObject({
      verdict: 'unmet',
      facts: [
        {
          text: 'Domain studio in campaign-uplift-experimentation has public internet access',
          arn: `arn:aws:sagemaker:eu-west-1:${accountId}:domain/${domainId}`,
          observedAt: expect.stringMatching(/Z$/),
        },
      ],
    });
    expect(
      await criterionOf('ad-click-prediction', 'initial.no-public-internet'),
    ).toMatchObject({
      facts: expect.arrayContaining([
        expect.objectContaining({
          text: 'Notebook instance feature-exploration in ad-click-prediction-experimentation has public internet access',
        }),
      ]),
    });
    expect(
      await criterionOf('dynamic-pricing', 'repeatable.project-from-library'),
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
    expect(told()).toEqual({
      useCases: Object.keys(SEED).sort(),
      library: true,
    });
  });

  describe('when it is read again', () => {
    beforeAll(async () => {
      portal.events.length = 0;
    });

    afterEach(async () => {
      portal.sandbox.faults.clear();
      await portal.sync();
      portal.events.length = 0;
      portal.log.length = 0;
      jest.restoreAllMocks();
    });

    it('tells of nothing when nothing changed', async () => {
      const before = await detailOf('fraud-detection');
      await portal.sync();
      await portal.sync();
      expect(told()).toEqual(NOTHING);
      const after = await detailOf('fraud-detection');
      expect(after.stage).toBe(before.stage);
      expect(Date.parse(after.evaluatedAt ?? '')).toBeGreaterThan(
        Date.parse(before.evaluatedAt ?? ''),
      );
    });

    it('keeps the last good evidence of an account that can no longer be read, and says why', async () => {
      const { domainId } = await domainOf('dynamic-pricing', 'dev');
      const { studio: before } = await snapshotOf('dynamic-pricing', 'dev');
      portal.sandbox.faults.fail('sagemaker:DescribeDomain', {
        where: { DomainId: domainId },
        error: 'AccessDeniedException',
        message: 'no identity-based policy allows it',
        status: 400,
      });
      await portal.sync();
      await portal.sync();

      const { studio, projects } = await snapshotOf('dynamic-pricing', 'dev');
      expect(studio).toEqual({
        ...before,
        staleReason: expect.stringMatching(
          /^Could not read Studio domains and notebook instances \(account dynamic-pricing-dev \(\d{12}\)\): AccessDeniedException: no identity-based policy allows it\. The role of the portal lacks this permission: the platform team grants it\. \(AWS request .+\)$/,
        ),
      });
      expect(projects).not.toHaveProperty('staleReason');
      expect((await detailOf('dynamic-pricing')).stage).toBe('initial');
      expect(told()).toEqual(NOTHING);

      portal.sandbox.faults.clear();
      await portal.sync();
      const { studio: healed } = await snapshotOf('dynamic-pricing', 'dev');
      expect(healed).not.toHaveProperty('staleReason');
      expect(told()).toEqual(NOTHING);
    });

    it('keeps the accounts when the organization cannot be read', async () => {
      portal.sandbox.faults.fail('organizations:ListAccounts', {
        error: 'AccessDeniedException',
        message: 'You do not have permissions',
      });
      await portal.sync();

      const { evidence, accounts, stage } = await detailOf('fraud-detection');
      expect(accounts).toHaveLength(4);
      expect(stage).toBe('initial');
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
      expect((await portal.api('get', '/accounts')).body.totalItems).toBe(29);
      expect(told()).toEqual(NOTHING);
    });

    it('keeps the library when it cannot be read, and says why', async () => {
      portal.sandbox.faults.fail('servicecatalog:SearchProductsAsAdmin', {
        error: 'AccessDeniedException',
        status: 400,
      });
      await portal.sync();
      const { body } = await portal.api('get', '/templates');
      expect(body).toMatchObject({
        totalItems: 3,
        observedAt: expect.any(String),
        unknownReason: expect.stringContaining(
          'Could not read the template library (governance account 100000000002): AccessDeniedException',
        ),
      });
      expect(told()).toEqual(NOTHING);
    });

    it('gets over throttling, failures that pass and a connection that breaks', async () => {
      portal.sandbox.faults.throttle('organizations:ListAccounts', {
        count: 2,
      });
      portal.sandbox.faults.throttle('sagemaker:ListProjects', { count: 2 });
      portal.sandbox.faults.fail('servicecatalog:DescribeProductAsAdmin', {
        count: 1,
      });
      portal.sandbox.faults.drop('sagemaker:ListDomains', { count: 1 });
      await portal.sync();
      expect(portal.sandbox.faults.list()).toEqual([]);
      expect(portal.log.filter(({ level }) => level !== 'info')).toEqual([]);
      const details = await Promise.all(Object.keys(SEED).map(detailOf));
      expect(JSON.stringify(details)).not.toContain('staleReason');
      expect(told()).toEqual(NOTHING);
    });

    it('does not know who manages a key that cannot be described, and says why', async () => {
      portal.sandbox.faults.fail('kms:DescribeKey', {
        error: 'AccessDeniedException',
        message: 'The key policy does not allow it',
        status: 400,
      });
      await portal.sync();
      const keys = await criterionOf(
        'customer-segmentation',
        'initial.customer-managed-keys',
      );
      expect(keys).toMatchObject({
        verdict: 'unknown',
        reason: expect.stringContaining('The key policy does not allow it'),
      });
      const network = await criterionOf(
        'customer-segmentation',
        'initial.no-public-internet',
      );
      expect(network.verdict).toBe('met');
      const detail = await detailOf('customer-segmentation');
      expect(detail).toMatchObject({
        stage: 'none',
        progress: { met: 5, unmet: 0, unknown: 1 },
      });
    });

    it('notices that the owner left the catalog, and does not mistake silence for it', async () => {
      const ask = jest.spyOn(portal.catalog, 'getEntityByRef');
      ask.mockRejectedValue(new Error('The catalog does not answer'));
      await portal.sync();
      expect((await detailOf('fraud-detection')).evidence?.owner).toMatchObject(
        {
          state: 'collected',
          value: { exists: true },
          staleReason: expect.stringContaining('The catalog does not answer'),
        },
      );
      expect(told()).toEqual(NOTHING);

      ask.mockResolvedValue(undefined);
      await portal.sync();
      expect(
        await criterionOf('fraud-detection', 'initial.owner'),
      ).toMatchObject({ verdict: 'unmet' });
      expect(told().useCases).toEqual(Object.keys(SEED).sort());
    });

    it('gives up when it is told to', async () => {
      await expect(
        portal.sync(AbortSignal.abort(new Error('The time is up'))),
      ).rejects.toThrow('The time is up');
    });

    it('tells of what changed on AWS, and of nothing else', async () => {
      const organizations = organizationsOf(portal.sandbox);
      const misplaced = await snapshotOf('credit-scoring', 'experimentation');
      await organizations.send(
        new MoveAccountCommand({
          AccountId: misplaced.account.accountId,
          SourceParentId: ROOT_ID,
          DestinationParentId: ORGANIZATIONAL_UNIT_IDS.experimentation,
        }),
      );
      await portal.sync();
      expect(told()).toEqual({ useCases: ['credit-scoring'], library: false });
      expect((await detailOf('credit-scoring')).stage).toBe('initial');

      const { accountId, domainId } = await domainOf(
        'next-best-offer',
        'experimentation',
      );
      const { sageMaker } = await accountOf(portal.sandbox, accountId);
      await sageMaker.send(new DeleteDomainCommand({ DomainId: domainId }));
      const { account } = await snapshotOf('fraud-detection', 'prod');
      await organizations.send(
        new CloseAccountCommand({ AccountId: account.accountId }),
      );
      await portal.sync();
      expect(told()).toEqual({
        useCases: ['fraud-detection', 'next-best-offer'],
        library: false,
      });
      expect((await detailOf('next-best-offer')).stage).toBe('none');
      const closed = await snapshotOf('fraud-detection', 'prod');
      expect(closed.account.status).toMatch(
        /^(PENDING_CLOSURE|SUSPENDED|CLOSED)$/,
      );
    });
  });
});

it('reads no more accounts at the same time than it is allowed to', async () => {
  portal = await startPortal({ config: { concurrency: 1 } });
  await portal.sync();
  portal.sandbox.faults.delay('sagemaker:ListDomains', 200);
  const start = Date.now();
  const { status } = await portal.api(
    'post',
    '/use-cases/fraud-detection/refresh',
  );
  expect(status).toBe(200);
  expect((await detailOf('fraud-detection')).accounts).toHaveLength(4);
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

    const detail = await detailOf('churn-prediction');
    expect(detail).toMatchObject({
      stage: 'none',
      accounts: [],
      progress: { met: 1, unmet: 0, unknown: 5 },
      evidence: {
        accounts: {
          state: 'unknown',
          reason: expect.stringContaining('AccessDeniedException'),
        },
      },
    });
    expect((await portal.api('get', '/templates')).body).toEqual({
      items: [],
      totalItems: 0,
      pageInfo: {},
      unknownReason: expect.stringContaining('AccessDeniedException'),
    });
    expect(told().useCases).toEqual(['churn-prediction']);
  });

  it('sees what is missing once it can', async () => {
    await portal.sync();
    expect(await detailOf('churn-prediction')).toMatchObject({
      progress: { met: 1, unmet: 5, unknown: 0 },
    });
    expect(told()).toEqual({ useCases: ['churn-prediction'], library: true });
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

    const detail = await detailOf('churn-prediction');
    expect(detail).toMatchObject({
      owner: 'group:default/risk',
      registeredBy: 'aws',
      accounts: [{ environment: 'experimentation', accountId }],
    });
    const { account, studio, projects } = await snapshotOf(
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
    expect([studio, projects]).toEqual([unreadable, unreadable]);
    expect(
      (await criterionOf('churn-prediction', 'initial.studio')).verdict,
    ).toBe('unknown');
    expect(told().useCases).toEqual(['churn-prediction']);

    await portal.sync();
    expect(told()).toEqual(NOTHING);

    portal.sandbox.faults.clear();
    await placeAccount(
      portal.sandbox,
      accountId,
      ORGANIZATIONAL_UNIT_IDS.experimentation,
    );
    await portal.sync();
    expect(
      await criterionOf('churn-prediction', 'initial.studio'),
    ).toMatchObject({ verdict: 'unmet' });
    expect(told().useCases).toEqual(['churn-prediction']);
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
    expect(told().useCases).toEqual(['by-hand']);

    await portal.api('post', '/use-cases/by-hand/refresh');
    expect(told()).toEqual(NOTHING);
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
