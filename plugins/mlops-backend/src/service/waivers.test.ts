import { mockCredentials } from '@backstage/backend-test-utils';
import type {
  UseCaseHistory,
  Waiver,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { Knex } from 'knex';
import {
  criterionOf,
  detailOf,
  get,
  readOnly,
  refresh,
  told,
} from '../__testUtils__/ask';
import { createTestDatabases } from '../__testUtils__/databases';
import { startPortal, type Portal } from '../__testUtils__/portal';

jest.setTimeout(180_000);

/** Its Studio has public internet access; nothing else is wrong with it. */
const NAME = 'campaign-uplift';
const CRITERION = 'initial.no-public-internet';
const PATH = `/use-cases/${NAME}/waivers/${CRITERION}`;
const ADA = mockCredentials.user.header('user:default/ada');
const BEN = mockCredentials.user.header('user:default/ben');
const REASON = 'The data is public, and the trial ends in spring.';

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 24 * 60 * 60_000)
    .toISOString()
    .slice(0, 10);
}

const databases = createTestDatabases();
let knex: Knex;
let portal: Portal;

beforeAll(async () => {
  knex = await databases.init('SQLITE_3');
  portal = await startPortal({ knex });
  await readOnly(portal, NAME, 'group:default/marketing');
});

beforeEach(() => {
  portal.events.length = 0;
  portal.audit.length = 0;
});

afterEach(async () => {
  await portal.api('delete', PATH);
});

function waive(body: object, options: { path?: string; as?: string } = {}) {
  const { path = PATH, as = ADA } = options;
  return portal.api('put', path, { body, authorization: as });
}

const LASTING = { reason: REASON, until: dayFromNow(90) };

describe('PUT /use-cases/{name}/waivers/{criterion}', () => {
  it('does not make evidence look newer than it is', async () => {
    const before = await detailOf(portal, NAME);
    expect((await waive(LASTING)).status).toBe(200);
    const after = await detailOf(portal, NAME);
    expect(after.missing).not.toEqual(before.missing);
    expect(after.checkedAt).toBe(before.checkedAt);
    expect(after.evidence).toEqual(before.evidence);
  });

  it('lets the stage be reached without the criterion, and says who waived it, why and until when', async () => {
    expect(await detailOf(portal, NAME)).toMatchObject({ stage: 'none' });

    const { status, body } = await waive(LASTING);

    expect(status).toBe(200);
    const waiver = {
      ...LASTING,
      author: 'user:default/ada',
      createdAt: expect.stringMatching(/Z$/),
    };
    expect(body).toEqual({ ...waiver, criterion: CRITERION });
    expect(await detailOf(portal, NAME)).toMatchObject({ stage: 'initial' });
    expect(await criterionOf(portal, NAME, CRITERION)).toMatchObject({
      verdict: 'unmet',
      waiver,
    });
    expect(told(portal).useCases).toEqual([NAME]);
    expect(portal.audit).toEqual([
      expect.objectContaining({
        eventId: 'criterion-waive',
        severityLevel: 'high',
        meta: { useCase: NAME, ...waiver, criterion: CRITERION },
        outcome: 'succeeded',
      }),
    ]);
    const { changes } = await get<UseCaseHistory>(
      portal,
      `/use-cases/${NAME}/history`,
    );
    expect(changes[0]).toMatchObject({
      from: 'none',
      to: 'initial',
      moved: [{ id: CRITERION, from: 'unmet', to: 'waived' }],
    });
  });

  it('replaces the waiver that was there', async () => {
    await waive(LASTING);
    await waive({ ...LASTING, until: dayFromNow(5) }, { as: BEN });
    const { items } = await get<{ items: Waiver[] }>(
      portal,
      `/use-cases/${NAME}/waivers`,
    );
    expect(items).toEqual([
      expect.objectContaining({
        criterion: CRITERION,
        until: dayFromNow(5),
        author: 'user:default/ben',
      }),
    ]);
  });

  it('holds through its last day, and then no more', async () => {
    await waive({ reason: REASON, until: dayFromNow(0) });
    await refresh(portal, NAME);
    expect(await detailOf(portal, NAME)).toMatchObject({ stage: 'initial' });

    // A day later, as it were.
    await knex('waivers').update({ until: dayFromNow(-1) });
    await refresh(portal, NAME);
    expect(await detailOf(portal, NAME)).toMatchObject({ stage: 'none' });
    expect(await criterionOf(portal, NAME, CRITERION)).not.toHaveProperty(
      'waiver',
    );
  });

  it('of a criterion that is met changes no verdict', async () => {
    const path = `/use-cases/${NAME}/waivers/initial.owner`;
    await waive(LASTING, { path });
    expect(await criterionOf(portal, NAME, 'initial.owner')).toMatchObject({
      verdict: 'met',
    });
    await portal.api('delete', path);
  });

  it.each([
    ['a reason too short', { ...LASTING, reason: 'Because' }, 'reason: '],
    ['no reason', { until: LASTING.until }, 'reason: '],
    ['no end', { reason: REASON }, 'until: '],
    ['an end that is no day', { ...LASTING, until: 'spring' }, 'until: '],
    ['an end that is over', { ...LASTING, until: dayFromNow(-1) }, 'until: '],
    ['more than that', { ...LASTING, author: 'user:default/eve' }, 'author'],
  ])('refuses %s', async (_, body, message) => {
    const answer = await waive(body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(message);
    expect(await detailOf(portal, NAME)).toMatchObject({ stage: 'none' });
    expect(portal.audit).toEqual([]);
  });

  it.each([
    [`/use-cases/${NAME}/waivers/initial.golden`, 'There is no criterion'],
    [`/use-cases/nothing/waivers/${CRITERION}`, 'There is no use case named'],
  ])('answers 404 to %s', async (path, message) => {
    const { status, body } = await waive(LASTING, { path });
    expect(status).toBe(404);
    expect(body.error.message).toContain(message);
  });
});

describe('DELETE /use-cases/{name}/waivers/{criterion}', () => {
  it('ends a waiver at once', async () => {
    await waive(LASTING);
    portal.events.length = 0;
    portal.audit.length = 0;

    const { status } = await portal.api('delete', PATH);

    expect(status).toBe(204);
    expect(await detailOf(portal, NAME)).toMatchObject({ stage: 'none' });
    expect(told(portal).useCases).toEqual([NAME]);
    expect(portal.audit).toEqual([
      expect.objectContaining({
        eventId: 'criterion-waiver-end',
        outcome: 'succeeded',
      }),
    ]);
    expect(await get(portal, `/use-cases/${NAME}/waivers`)).toEqual({
      items: [],
    });
  });

  it('answers 404 when there is no waiver', async () => {
    const { status, body } = await portal.api('delete', PATH);
    expect(status).toBe(404);
    expect(body.error.message).toBe(
      `The criterion ${CRITERION} of ${NAME} is not waived.`,
    );
    expect(portal.audit.at(-1)).toMatchObject({ outcome: 'failed' });
  });
});
