import {
  useCasesQuerySchema,
  USE_CASE_ORDER_FIELDS,
  type ReachedStage,
  type UseCasesQueryInput,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { createTestDatabases, newDatabase } from '../__testUtils__/databases';
import {
  EVALUATED_AT,
  evidenceOf,
  maturityOf,
  useCase,
} from '../__testUtils__/useCases';
import { EvaluationStore } from './EvaluationStore';
import { UseCaseStore } from './UseCaseStore';

const databases = createTestDatabases();

const STAGES = ['none', 'initial', 'repeatable'] as const;

describe.each(databases.eachSupportedId())('UseCaseStore on %p', engine => {
  let useCases: UseCaseStore;
  let evaluations: EvaluationStore;

  async function startEmpty() {
    const knex = await newDatabase(databases, engine);
    useCases = new UseCaseStore(knex);
    evaluations = new EvaluationStore(knex);
  }

  /** Writes an evaluation over the revision `before`, or as the first. */
  function evaluate(name: string, stage: ReachedStage, before?: number) {
    return evaluations.save({
      evidence: evidenceOf(name),
      maturity: maturityOf(name, stage),
      owner: 'group:default/pricing',
      checkedAt: EVALUATED_AT,
      before,
    });
  }

  function list(query: UseCasesQueryInput = {}) {
    return useCases.list(useCasesQuerySchema.parse(query));
  }

  async function namesOf(query: UseCasesQueryInput) {
    return (await list(query)).items.map(({ name }) => name);
  }

  describe('registry', () => {
    beforeEach(startEmpty);

    it('registers a name once, also when two ask at the same time', async () => {
      const first = useCase({ name: 'churn-prediction', title: 'First' });
      const outcomes = await Promise.all([
        useCases.register(first),
        useCases.register({ ...first, title: 'Second' }),
      ]);
      expect(outcomes.filter(Boolean)).toHaveLength(1);

      const kept = await useCases.get('churn-prediction');
      expect(await useCases.register({ ...first, title: 'Third' })).toBe(false);
      expect(await useCases.get('churn-prediction')).toEqual(kept);
    });

    it('gives back what was registered, whole', async () => {
      const whole = useCase({
        name: 'churn-prediction',
        title: 'Who leaves? “Ünïcode” & 100 %',
        description: 'Two\nlines',
        domain: 'retail',
        costCenter: '4711',
      });
      await useCases.register(whole);
      expect(await useCases.get('churn-prediction')).toEqual(whole);
    });

    it('notes a retirement once: the first who began it, and when it was complete', async () => {
      const name = 'churn-prediction';
      await useCases.register(useCase({ name }));
      expect(
        await Promise.all([
          useCases.beginRetirement(name, 'user:default/ada', '2026-11-02'),
          useCases.completeRetirement(
            'nothing',
            'user:default/x',
            '2026-11-02',
          ),
        ]),
      ).toEqual([true, false]);
      expect(
        await useCases.beginRetirement(name, 'user:default/ben', '2026-11-03'),
      ).toBe(false);
      expect(await useCases.get(name)).toMatchObject({
        retirementBegunAt: '2026-11-02',
        retiredBy: 'user:default/ada',
        retiredAt: undefined,
      });

      expect(
        await useCases.completeRetirement(
          name,
          'user:default/ben',
          '2026-11-04',
        ),
      ).toBe(true);
      expect(
        await useCases.completeRetirement(
          name,
          'user:default/ben',
          '2026-11-05',
        ),
      ).toBe(false);
      expect(await useCases.get(name)).toMatchObject({
        retirementBegunAt: '2026-11-02',
        retiredBy: 'user:default/ada',
        retiredAt: '2026-11-04',
      });
      expect(await useCases.register(useCase({ name }))).toBe(false);
      expect(await useCases.names()).toEqual([name]);
    });

    it('lists those that people work on, unless told otherwise', async () => {
      for (const name of ['active', 'begun', 'retired']) {
        await useCases.register(useCase({ name }));
      }
      await useCases.beginRetirement('begun', 'user:default/ada', '2026-11-02');
      await useCases.completeRetirement(
        'retired',
        'user:default/ada',
        '2026-11-02',
      );

      expect(await namesOf({})).toEqual(['active', 'begun']);
      expect(await namesOf({ lifecycle: 'retired' })).toEqual(['retired']);
      expect(await namesOf({ lifecycle: 'all' })).toEqual([
        'active',
        'begun',
        'retired',
      ]);
      expect((await list()).stageCounts.none).toBe(2);
      expect((await list({ lifecycle: 'retired' })).stageCounts.none).toBe(1);
    });

    it('knows nothing of what was never registered', async () => {
      expect(await useCases.get('nothing')).toBeUndefined();
      expect(await useCases.detail('nothing')).toBeUndefined();
      expect(await evaluations.get('nothing')).toBeUndefined();
      expect(await useCases.names()).toEqual([]);
      expect(await list()).toEqual({
        items: [],
        totalItems: 0,
        pageInfo: {},
        stageCounts: {
          none: 0,
          initial: 0,
          repeatable: 0,
          reliable: 0,
          scalable: 0,
        },
      });
    });

    it('keeps the newest evidence and maturity', async () => {
      await useCases.register(useCase({ name: 'churn-prediction' }));
      await evaluate('churn-prediction', 'none');
      await evaluate('churn-prediction', 'initial', 1);
      expect(await evaluations.get('churn-prediction')).toEqual({
        evidence: evidenceOf('churn-prediction'),
        maturity: maturityOf('churn-prediction', 'initial'),
        checkedAt: EVALUATED_AT,
        revision: 2,
      });
      expect(await useCases.detail('churn-prediction')).toMatchObject({
        stage: 'initial',
        evidence: evidenceOf('churn-prediction'),
      });
    });

    it('does not overwrite an evaluation that came between', async () => {
      await useCases.register(useCase({ name: 'churn-prediction' }));
      expect((await evaluate('churn-prediction', 'none')).written).toBe(true);
      expect((await evaluate('churn-prediction', 'initial')).written).toBe(
        false,
      );
      await evaluate('churn-prediction', 'initial', 1);
      expect((await evaluate('churn-prediction', 'none', 1)).written).toBe(
        false,
      );
      expect(await evaluations.get('churn-prediction')).toMatchObject({
        maturity: { stage: 'initial' },
        revision: 2,
      });
    });

    it('has another revision when the catalog shows something else, and only then', async () => {
      await useCases.register(useCase({ name: 'churn-prediction' }));
      const first = await evaluate('churn-prediction', 'none');
      const before = await useCases.entityRevisions();
      const same = await evaluate('churn-prediction', 'none', 1);
      expect(await useCases.entityRevisions()).toEqual(before);
      const other = await evaluate('churn-prediction', 'initial', 2);
      expect(await useCases.entityRevisions()).not.toEqual(before);
      expect([first, same, other]).toEqual([
        { written: true, entitiesChanged: true },
        { written: true, entitiesChanged: false },
        { written: true, entitiesChanged: true },
      ]);
    });
  });

  describe('with two dozen use cases that have much in common', () => {
    const all = Array.from({ length: 24 }, (_, index) =>
      useCase({
        name: `case-${String((index * 7) % 24).padStart(2, '0')}`,
        title: ['Same', 'same', 'Other-one', 'other one'][index % 4],
        owner: `group:default/team-${index % 3}`,
        registeredAt: `2026-11-${10 + (index % 5)}T08:00:00.000Z`,
      }),
    );

    beforeAll(async () => {
      await startEmpty();
      for (const [index, entry] of all.entries()) {
        await useCases.register(entry);
        if (index % 4 !== 0) {
          await evaluate(entry.name, STAGES[index % 3]);
        }
      }
    });

    it.each(
      USE_CASE_ORDER_FIELDS.flatMap(orderBy =>
        (['asc', 'desc'] as const).map(order => ({ orderBy, order })),
      ),
    )(
      'pages through by $orderBy, $order, and back again',
      async ({ orderBy, order }) => {
        const query = { orderBy, order, limit: 7 };
        const whole = await namesOf({ orderBy, order, limit: 200 });
        expect([...whole].sort()).toEqual(all.map(({ name }) => name).sort());

        const pages = [await list(query)];
        for (
          let cursor = pages[0].pageInfo.nextCursor;
          cursor;
          cursor = pages.at(-1)?.pageInfo.nextCursor
        ) {
          pages.push(await list({ ...query, cursor }));
        }
        expect(pages.map(({ items }) => items.length)).toEqual([7, 7, 7, 3]);
        expect(pages.flatMap(({ items }) => items.map(i => i.name))).toEqual(
          whole,
        );
        expect(pages.map(({ totalItems }) => totalItems)).toEqual([
          24, 24, 24, 24,
        ]);

        expect(pages[0].pageInfo.prevCursor).toBeUndefined();
        for (let page = 3; page > 0; page -= 1) {
          const before = await list({
            ...query,
            cursor: pages[page].pageInfo.prevCursor,
          });
          expect(before.items).toEqual(pages[page - 1].items);
          expect(before.pageInfo.prevCursor !== undefined).toBe(page > 1);
          const again = await list({
            ...query,
            cursor: before.pageInfo.nextCursor,
          });
          expect(again.items).toEqual(pages[page].items);
        }
      },
    );

    it('sorts by stage in the order of the stages', async () => {
      const { items } = await list({ orderBy: 'stage', limit: 200 });
      const ranks = items.map(({ stage }) =>
        STAGES.findIndex(name => name === stage),
      );
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      expect(new Set(ranks)).toEqual(new Set([0, 1, 2]));
    });

    it('takes no cursor of another sort order, nor one that was made up', async () => {
      const { pageInfo } = await list({ limit: 5 });
      const cursor = pageInfo.nextCursor;
      await expect(list({ orderBy: 'title', cursor })).rejects.toThrow(
        'cursor: it belongs to another sort order',
      );
      await expect(list({ order: 'desc', cursor })).rejects.toThrow(
        'cursor: it belongs to another sort order',
      );
      const forge = (content: object) =>
        Buffer.from(JSON.stringify(content)).toString('base64url');
      const forged = {
        by: 'stage',
        order: 'asc',
        value: 1,
        key: 'case-01',
        backward: false,
      };
      await expect(
        list({ orderBy: 'stage', cursor: forge(forged) }),
      ).resolves.toMatchObject({ totalItems: 24 });
      for (const wrong of [
        'nonsense',
        forge({}),
        forge({ ...forged, value: 'one' }),
        forge({ ...forged, value: 1.5 }),
        forge({ ...forged, value: 1e12 }),
        forge({ ...forged, key: 'a\0b' }),
      ]) {
        await expect(list({ orderBy: 'stage', cursor: wrong })).rejects.toThrow(
          'cursor: it is not one that this API handed out',
        );
      }
    });

    it('counts the stages among what the other filters leave, whatever the stage asked for', async () => {
      const counts = (await list()).stageCounts;
      expect(Object.values(counts).reduce((a, b) => a + b)).toBe(24);

      const ofTeam = await list({ owner: 'group:default/Team-1', limit: 200 });
      expect(ofTeam.items.map(({ owner }) => owner)).toEqual(
        Array(8).fill('group:default/team-1'),
      );
      const initial = await list({
        owner: 'group:default/team-1',
        stage: 'initial',
      });
      expect(initial.totalItems).toBe(ofTeam.stageCounts.initial);
      expect(initial.stageCounts).toEqual(ofTeam.stageCounts);
      expect(initial.items.every(({ stage }) => stage === 'initial')).toBe(
        true,
      );
    });
  });

  describe('search', () => {
    beforeAll(async () => {
      await startEmpty();
      for (const entry of [
        useCase({ name: 'percent', title: '100% churn' }),
        useCase({ name: 'thousand', title: '1000 churn' }),
        useCase({ name: 'underscore', title: 'a_b' }),
        useCase({ name: 'letters', title: 'axb' }),
        useCase({ name: 'backslash', title: 'a\\b' }),
        useCase({ name: 'accent', title: 'ÉVALUATION', description: 'Straße' }),
        useCase({ name: 'owned', owner: 'group:default/risk' }),
      ]) {
        await useCases.register(entry);
      }
    });

    it.each([
      ['churn', ['percent', 'thousand']],
      ['CHURN', ['percent', 'thousand']],
      ['100%', ['percent']],
      ['%', ['percent']],
      ['a_b', ['underscore']],
      ['_', ['underscore']],
      ['a\\b', ['backslash']],
      ["'", []],
      ['évaluation', ['accent']],
      ['Évaluation', ['accent']],
      ['straße', ['accent']],
      ['default/risk', ['owned']],
      ['ScOrE', ['underscore']],
    ])('for %p finds %p', async (q, names) => {
      expect(await namesOf({ q })).toEqual(names);
    });
  });
});
