import {
  MODEL_ORDER_FIELDS,
  type ModelDetail,
  type ModelsPage,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { detailOf, get, readOnly } from '../__testUtils__/ask';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  startPortal,
  startTestSandbox,
  type Portal,
} from '../__testUtils__/portal';

jest.setTimeout(180_000);

const OWNERS: Record<string, string> = {
  'customer-lifetime-value': 'group:default/customer-intelligence',
  'fraud-detection': 'group:default/risk',
  'next-best-offer': 'group:default/customer-intelligence',
};

const databases = createTestDatabases();
const sandbox = startTestSandbox();

describe.each(databases.eachSupportedId())('models on %p', engine => {
  let portal: Portal;
  let all: ModelsPage;

  function models(query: Record<string, string> = {}): Promise<ModelsPage> {
    return get(portal, `/models?${new URLSearchParams(query)}`);
  }

  const groupsOf = ({ items }: ModelsPage) => items.map(({ group }) => group);

  beforeAll(async () => {
    portal = await startPortal({
      sandbox: await sandbox,
      knex: await databases.init(engine),
    });
    for (const [name, owner] of Object.entries(OWNERS)) {
      await readOnly(portal, name, owner);
    }
    all = await models({ limit: '200' });
  });

  it('lists the models of use cases with their newest version, where they serve and what watches them', async () => {
    expect(all.totalItems).toBe(all.items.length);
    expect(
      [...new Set(all.items.map(({ useCase }) => useCase))].sort(),
    ).toEqual(Object.keys(OWNERS));
    const model = all.items.find(
      ({ useCase }) => useCase === 'fraud-detection',
    );
    expect(model).toMatchObject({
      environment: 'dev',
      owner: OWNERS['fraud-detection'],
      arn: expect.stringMatching(/^arn:aws:sagemaker:.*:model-package-group\//),
      latest: {
        version: model?.versions,
        metrics: expect.arrayContaining([
          { name: expect.any(String), value: expect.any(Number) },
        ]),
      },
    });
    expect(model?.serving.map(({ environment }) => environment)).toEqual(
      expect.arrayContaining(['test', 'prod']),
    );
    expect(
      model?.monitors
        .filter(({ environment }) => environment === 'prod')
        .map(({ type }) => type)
        .sort(),
    ).toEqual([
      'DataQuality',
      'ModelBias',
      'ModelExplainability',
      'ModelQuality',
    ]);
    for (const { lastExecution } of model?.monitors ?? []) {
      expect(lastExecution).toMatchObject({ status: 'Completed' });
    }
    const { models: count } = await detailOf(portal, 'fraud-detection');
    expect(count).toBe(
      all.items.filter(({ useCase }) => useCase === 'fraud-detection').length,
    );
  });

  it('finds those of a use case, an owner, an approval, a word', async () => {
    const where = (matches: (model: ModelsPage['items'][number]) => boolean) =>
      all.items.filter(matches).map(({ group }) => group);
    const [useCase, owner] = Object.entries(OWNERS)[0];
    const pending = where(
      ({ latest }) => latest?.approval === 'PendingManualApproval',
    );
    expect(pending.length).toBeGreaterThan(0);
    expect(
      groupsOf(await models({ approval: 'PendingManualApproval' })),
    ).toEqual(pending);
    expect(groupsOf(await models({ useCase }))).toEqual(
      where(model => model.useCase === useCase),
    );
    expect(groupsOf(await models({ owner: owner.toUpperCase() }))).toEqual(
      where(model => model.owner === owner),
    );
    expect(groupsOf(await models({ q: 'FRAUD' }))).toEqual(
      where(model => model.useCase === 'fraud-detection'),
    );
    expect(await models({ q: '%' })).toEqual({
      items: [],
      totalItems: 0,
      pageInfo: {},
    });
  });

  it.each(
    MODEL_ORDER_FIELDS.flatMap(orderBy =>
      ['asc', 'desc'].map(order => [orderBy, order]),
    ),
  )('pages by %s, %s, and back', async (orderBy, order) => {
    const whole = await models({ orderBy, order, limit: '200' });
    expect(groupsOf(whole).sort()).toEqual(groupsOf(all).sort());
    const query = { orderBy, order, limit: '1' };
    const pages = [await models(query)];
    for (
      let cursor = pages[0].pageInfo.nextCursor;
      cursor;
      cursor = pages.at(-1)?.pageInfo.nextCursor
    ) {
      pages.push(await models({ ...query, cursor }));
    }
    expect(pages.flatMap(({ items }) => items)).toEqual(whole.items);
    const back = await models({
      ...query,
      cursor: pages[1].pageInfo.prevCursor ?? '',
    });
    expect(back.items).toEqual(pages[0].items);
  });

  it('has one with all its versions, the newest first', async () => {
    const model = all.items.find(
      ({ useCase }) => useCase === 'fraud-detection',
    );
    const detail = await get<ModelDetail>(
      portal,
      `/models/${model?.accountId}/${model?.group}`,
    );
    const { history, observedAt, createdAt, description, ...summary } = detail;
    expect(summary).toEqual(model);
    expect(history).toHaveLength(model?.versions ?? 0);
    expect(history[0]).toEqual(model?.latest);
    expect(history.map(({ version }) => version)).toEqual(
      history.map(({ version }) => version).sort((a, b) => b - a),
    );
    expect(observedAt).toBe(
      (await detailOf(portal, 'fraud-detection')).checkedAt,
    );
    const approved = history.filter(({ approval }) => approval === 'Approved');
    expect(approved.length).toBeGreaterThan(0);
    for (const { reviewedBy, reviewedAt } of approved) {
      expect([reviewedBy, reviewedAt]).toEqual([
        expect.any(String),
        expect.stringMatching(/Z$/),
      ]);
    }
  });

  it.each([
    '/models/123456789012/nothing',
    '/models/nothing/nothing',
    '/models/with%00nul/nothing',
  ])('answers 404 to %s', async path => {
    const { status, body } = await portal.api('get', path);
    expect(status).toBe(404);
    expect(body.error.message).toContain('There is no registered model');
  });

  it.each([
    ['approval=golden', 'approval: '],
    ['orderBy=colour', 'orderBy: '],
    ['limit=201', 'limit: '],
    ['colour=blue', 'colour'],
  ])('refuses %s, naming the field', async (query, message) => {
    const { status, body } = await portal.api('get', `/models?${query}`);
    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
  });
});
