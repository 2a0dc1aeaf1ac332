// The lists and pages of the API, over the example organization, on every engine.
import {
  USE_CASE_ORDER_FIELDS,
  type AccountSummary,
  type Page,
  type UseCasesPage,
  type UseCaseSummary,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  startPortal,
  startTestSandbox,
  type Portal,
} from '../__testUtils__/portal';

jest.setTimeout(180_000);

const databases = createTestDatabases();
const sandbox = startTestSandbox();

describe.each(databases.eachSupportedId())('reading on %p', engine => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await startPortal({
      sandbox: await sandbox,
      knex: await databases.init(engine),
    });
    await portal.sync();
  });

  async function get<T>(
    path: string,
    query: Record<string, string> = {},
  ): Promise<T> {
    const { status, body } = await portal.api(
      'get',
      `${path}?${new URLSearchParams(query)}`,
    );
    expect(body.error).toBeUndefined();
    expect(status).toBe(200);
    return body;
  }

  function useCases(query: Record<string, string> = {}) {
    return get<UseCasesPage>('/use-cases', query);
  }

  async function pagesOf<T>(
    path: string,
    query: Record<string, string>,
  ): Promise<Page<T>[]> {
    const pages = [await get<Page<T>>(path, query)];
    for (
      let cursor = pages[0].pageInfo.nextCursor;
      cursor;
      cursor = pages.at(-1)?.pageInfo.nextCursor
    ) {
      pages.push(await get<Page<T>>(path, { ...query, cursor }));
    }
    return pages;
  }

  describe('GET /use-cases', () => {
    it('lists what the seed has, by name', async () => {
      const { items, totalItems, pageInfo } = await useCases();
      expect(totalItems).toBe(12);
      expect(items.map(({ name }) => name)).toEqual(
        items.map(({ name }) => name).sort(),
      );
      expect(pageInfo).toEqual({});
      expect(items.find(({ name }) => name === 'credit-scoring')).toEqual({
        name: 'credit-scoring',
        title: 'credit-scoring',
        description: '',
        owner: 'group:default/risk',
        registeredBy: 'aws',
        registeredAt: expect.any(String),
        stage: 'none',
        nextStage: 'initial',
        progress: { met: 5, unmet: 1, unknown: 0, waived: 0 },
        missing: [
          'Its accounts are in their organizational units, under the guard-rail policy',
        ],
        accounts: ['experimentation', 'dev', 'test'].map(environment => ({
          environment,
          accountId: expect.stringMatching(/^\d{12}$/),
          status: 'ACTIVE',
        })),
        models: 1,
        evaluatedAt: expect.any(String),
        checkedAt: expect.any(String),
      });
    });

    it.each(
      USE_CASE_ORDER_FIELDS.flatMap(orderBy =>
        ['asc', 'desc'].map(order => [orderBy, order]),
      ),
    )('pages by %s, %s, and back', async (orderBy, order) => {
      const query = { orderBy, order, limit: '5' };
      const whole = await useCases({ orderBy, order, limit: '200' });
      const pages = await pagesOf<UseCaseSummary>('/use-cases', query);
      expect(pages.map(({ items }) => items.length)).toEqual([5, 5, 2]);
      expect(pages.flatMap(({ items }) => items)).toEqual(whole.items);

      const back = await useCases({
        ...query,
        cursor: pages[2].pageInfo.prevCursor ?? '',
      });
      expect(back.items).toEqual(pages[1].items);
      const start = await useCases({
        ...query,
        cursor: back.pageInfo.prevCursor ?? '',
      });
      expect(start.items).toEqual(pages[0].items);
      expect(start.pageInfo.prevCursor).toBeUndefined();
    });

    it('sorts the whole list, not the page', async () => {
      const most = await useCases({
        orderBy: 'accounts',
        order: 'desc',
        limit: '4',
      });
      expect(most.items.map(({ accounts }) => accounts.length)).toEqual([
        4, 4, 4, 4,
      ]);
      const newest = await useCases({
        orderBy: 'registeredAt',
        order: 'desc',
        limit: '1',
      });
      expect(newest.items[0].name).toBe('delivery-time-prediction');
    });

    it('filters by stage and owner, and counts the stages', async () => {
      const all = await useCases();
      expect(all.stageCounts).toEqual({
        none: 5,
        initial: 2,
        repeatable: 3,
        reliable: 1,
        scalable: 1,
      });
      const none = await useCases({ stage: 'none' });
      expect(none.totalItems).toBe(5);
      expect(none.stageCounts).toEqual(all.stageCounts);

      const risk = await useCases({
        owner: 'group:default/risk',
        stage: 'scalable',
      });
      expect(risk.items.map(({ name }) => name)).toEqual(['fraud-detection']);
      expect(risk.stageCounts).toMatchObject({ none: 1, scalable: 1 });
      expect((await useCases({ owner: 'group:default/no' })).totalItems).toBe(
        0,
      );
    });

    it.each([
      ['pric', ['dynamic-pricing', 'price-elasticity']],
      ['Default/RISK', ['credit-scoring', 'fraud-detection']],
      ['%', []],
      ['_', []],
    ])('searches for %s', async (q, names) => {
      const found = await useCases({ q });
      expect(found.items.map(({ name }) => name)).toEqual(names);
    });

    it.each([
      ['limit=0', 'limit: '],
      ['limit=201', 'limit: '],
      ['limit=many', 'limit: '],
      ['stage=golden', 'stage: '],
      ['lifecycle=gone', 'lifecycle: '],
      ['orderBy=colour', 'orderBy: '],
      ['order=up', 'order: '],
      ['q=%00', 'q: '],
      ['q=a&q=b', 'q: '],
      ['colour=blue', 'colour'],
      ['cursor=abc', 'cursor: it is not one that this API handed out'],
    ])('refuses %s, naming the field', async (query, message) => {
      const { status, body } = await portal.api('get', `/use-cases?${query}`);
      expect(status).toBe(400);
      expect(body.error.message).toContain(message);
    });

    it('refuses a cursor of another order', async () => {
      const { pageInfo } = await useCases({ limit: '2' });
      const { status, body } = await portal.api(
        'get',
        `/use-cases?limit=2&orderBy=owner&cursor=${pageInfo.nextCursor}`,
      );
      expect(status).toBe(400);
      expect(body.error.message).toContain('another sort order');
    });
  });

  describe('GET /use-cases/{name}', () => {
    it('serves the summary with the evidence behind it', async () => {
      const { evidence, ...summary } = await get<
        UseCaseSummary & { evidence: object }
      >('/use-cases/fraud-detection');
      const { items } = await useCases({ q: 'fraud-detection' });
      expect(summary).toEqual(items[0]);
      expect(evidence).toMatchObject({
        useCase: 'fraud-detection',
        owner: {
          state: 'collected',
          value: { ref: 'group:default/risk', exists: true },
        },
        accounts: {
          state: 'collected',
          value: ['experimentation', 'dev', 'test', 'prod'].map(
            environment => ({ account: { environment } }),
          ),
        },
      });
    });

    it.each(['nothing-here', 'NOT-A-NAME', 'with%00nul'])(
      'answers 404 to %s',
      async name => {
        for (const path of [
          `/use-cases/${name}`,
          `/use-cases/${name}/maturity`,
        ]) {
          const { status, body } = await portal.api('get', path);
          expect(status).toBe(404);
          expect(body.error.message).toContain('There is no use case named');
        }
      },
    );
  });

  it('answers 404 to a refresh of what there is none of', async () => {
    const { status } = await portal.api('post', '/use-cases/nothing/refresh');
    expect(status).toBe(404);
  });

  describe('GET /use-cases/{name}/maturity', () => {
    it('serves the ladder', async () => {
      const ladder = await get<{ stages: object[] }>(
        '/use-cases/campaign-uplift/maturity',
      );
      expect(ladder).toMatchObject({
        useCase: 'campaign-uplift',
        stage: 'none',
        nextStage: 'initial',
      });
      expect(ladder.stages).toHaveLength(4);
    });

    it('is not there before it was worked out, and says when it will be', async () => {
      await portal.api('post', '/use-cases', {
        body: { name: 'not-yet-judged', owner: 'group:default/risk' },
      });
      const { status, body } = await portal.api(
        'get',
        '/use-cases/not-yet-judged/maturity',
      );
      expect(status).toBe(404);
      expect(body.error.message).toContain('has not been worked out yet');
      const { body: detail } = await portal.api(
        'get',
        '/use-cases/not-yet-judged',
      );
      expect(detail).toMatchObject({
        stage: 'none',
        missing: [],
        accounts: [],
      });
      expect(detail.progress).toBeUndefined();
    });
  });

  describe('GET /accounts', () => {
    it('lists the accounts of use cases, page by page', async () => {
      const pages = await pagesOf<AccountSummary>('/accounts', { limit: '9' });
      const accounts = pages.flatMap(({ items }) => items);
      expect(accounts).toHaveLength(pages[0].totalItems);
      const names = accounts.map(({ name }) => name);
      expect(names).not.toContain('governance');
      expect(new Set(names).size).toBe(accounts.length);

      const { body } = await portal.api(
        'get',
        `/accounts?limit=9&cursor=${pages[1].pageInfo.prevCursor}`,
      );
      expect(body.items).toEqual(pages[0].items);
      const down = await pagesOf<AccountSummary>('/accounts', {
        limit: '9',
        order: 'desc',
      });
      expect(down.flatMap(({ items }) => items)).toEqual(accounts.reverse());
    });

    it('finds the accounts of a use case, an environment, a word', async () => {
      const ofUseCase = await get<Page<AccountSummary>>('/accounts', {
        useCase: 'next-best-offer',
      });
      expect(
        ofUseCase.items.map(({ environment }) => environment).sort(),
      ).toEqual(['dev', 'experimentation']);
      expect(ofUseCase.items[0]).toEqual({
        accountId: expect.stringMatching(/^\d{12}$/),
        arn: expect.stringMatching(/^arn:aws:organizations::100000000001:/),
        name: 'next-best-offer-dev',
        owner: 'group:default/customer-intelligence',
        email: 'aws+next-best-offer-dev@example.com',
        environment: 'dev',
        useCase: 'next-best-offer',
        status: 'ACTIVE',
        organizationalUnit: { id: 'ou-mlop-development', name: 'Development' },
        joinedAt: expect.any(String),
        observedAt: expect.any(String),
      });
      const prod = await get<Page<AccountSummary>>('/accounts', {
        environment: 'prod',
        q: 'FRAUD',
      });
      expect(prod.items.map(({ name }) => name)).toEqual([
        'fraud-detection-prod',
      ]);
    });

    it('refuses an environment there is none of', async () => {
      const { status } = await portal.api('get', '/accounts?environment=no');
      expect(status).toBe(400);
    });
  });

  it('GET /templates lists the project templates of the library, not its other products', async () => {
    const templates = await get<Page<object>>('/templates');
    expect(templates).toEqual({
      items: [
        expect.objectContaining({ name: 'batch-inference', stage: 'reliable' }),
        {
          name: 'train-and-register',
          productId: expect.stringMatching(/^prod-/),
          description:
            'Trains a model in a repeatable pipeline and registers every version of it.',
          owner: 'group:default/platform',
          stage: 'repeatable',
          versions: ['1.1.0', '1.0.0'].map(name => ({
            name,
            provisioningArtifactId: expect.stringMatching(/^pa-/),
            createdAt: expect.any(String),
            deprecated: false,
          })),
        },
        expect.objectContaining({ name: 'train-deploy-monitor' }),
      ],
      totalItems: 3,
      pageInfo: {},
      observedAt: expect.any(String),
    });
  });
});
