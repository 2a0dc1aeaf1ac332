import { setTimeout as sleep } from 'node:timers/promises';
import type {
  CriterionResult,
  OrganizationMaturityResponse,
  OrganizationUseCases,
  Standing,
  UseCasesPage,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { criteriaOf, get, refresh } from '../__testUtils__/ask';
import { createTestDatabases } from '../__testUtils__/databases';
import { startPortal, type Portal } from '../__testUtils__/portal';

jest.setTimeout(180_000);

/** Its Studio has public internet access, and is waived that in one of these tests. */
const NAME = 'campaign-uplift';
const CRITERION = 'initial.no-public-internet';

/** For how many milliseconds an answer about the organization is kept. */
const MAX_AGE = 5_100;

const databases = createTestDatabases();

function standingOf({ verdict, waiver }: CriterionResult): Standing {
  return verdict !== 'met' && waiver ? 'waived' : verdict;
}

describe.each(databases.eachSupportedId())('the organization on %p', engine => {
  let portal: Portal;
  /** How many evaluations were read. */
  let read = 0;

  beforeAll(async () => {
    const knex = await databases.init(engine);
    knex.on('query-response', (rows: unknown, { sql }: { sql: string }) => {
      if (/select .evidence., .maturity., .revision./.test(sql)) {
        read += (rows as { rows?: unknown[] }).rows?.length ?? 0;
        read += Array.isArray(rows) ? rows.length : 0;
      }
    });
    portal = await startPortal({ knex });
    await portal.sync();
  });

  /** What was read before is no longer kept. */
  async function lookAgain() {
    read = 0;
    await sleep(MAX_AGE);
  }

  const useCases = () =>
    get<OrganizationUseCases>(portal, '/organization/use-cases');

  const standingsOf = async (name: string) => {
    const { criteria, useCases: rows } = await useCases();
    const { standings = [] } = rows.find(row => row.name === name) ?? {};
    return Object.fromEntries(
      criteria.map(({ id }, index) => [id, standings[index]]),
    );
  };

  it('shows how each use case stands in each criterion, as its own page does', async () => {
    const { useCases: rows, criteria } = await useCases();
    const { items } = await get<UseCasesPage>(portal, '/use-cases?limit=200');
    expect(rows.map(({ name }) => name)).toEqual(items.map(({ name }) => name));
    expect(rows.map(({ stage }) => stage)).toEqual(
      items.map(({ stage }) => stage),
    );
    for (const { name } of items) {
      const results = await criteriaOf(portal, name);
      expect(await standingsOf(name)).toEqual(
        Object.fromEntries(
          results.map(result => [result.id, standingOf(result)]),
        ),
      );
    }
    expect(criteria).toContainEqual({
      id: 'initial.studio',
      stage: 'initial',
      title: expect.any(String),
    });
  });

  it('says what holds use cases back, and how many would move on without it', async () => {
    const { bottlenecks } = await get<OrganizationMaturityResponse>(
      portal,
      '/organization/maturity',
    );
    const { items } = await get<UseCasesPage>(portal, '/use-cases?limit=200');
    expect(bottlenecks.length).toBeGreaterThan(0);
    for (const { title, unmet, unknown, alone } of bottlenecks) {
      const held = items.filter(({ missing }) => missing.includes(title));
      expect({ title, held: unmet + unknown, alone }).toEqual({
        title,
        held: held.length,
        alone: held.filter(({ missing }) => missing.length === 1).length,
      });
    }
    expect(bottlenecks.some(({ alone }) => alone > 0)).toBe(true);
  });

  it('reads only what was written since it last looked', async () => {
    await portal.api('put', `/use-cases/${NAME}/waivers/${CRITERION}`, {
      body: {
        reason: 'The data is public, and the trial ends in spring.',
        until: '2099-12-31',
      },
    });
    await lookAgain();
    expect(await standingsOf(NAME)).toMatchObject({ [CRITERION]: 'waived' });
    expect(read).toBe(1);
  });

  it('reads nothing when nothing was written', async () => {
    await refresh(portal, NAME);
    await lookAgain();
    await useCases();
    expect(read).toBe(0);
  });
});
