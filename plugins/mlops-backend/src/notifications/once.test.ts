// Each thing is told once, however often and by however many replicas it is seen.
import {
  createSandboxClient,
  ROLES,
  type Sandbox,
} from '@mlops-portal/aws-sandbox';
import type { Knex } from 'knex';
import { readOnly, refresh, snapshotOf } from '../__testUtils__/ask';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  startPortal,
  startTestSandbox,
  type Portal,
} from '../__testUtils__/portal';

jest.setTimeout(180_000);

const NAME = 'fraud-detection';
const OWNER = 'group:default/risk';
const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('notifications on %p', engine => {
  let sandbox: Sandbox;
  let knex: Knex;
  let portals: Portal[];

  beforeAll(async () => {
    // One for each engine: what these tests change stays changed.
    sandbox = await startTestSandbox();
    knex = await databases.init(engine);
    const first = await startPortal({ sandbox, knex });
    const second = await startPortal({ sandbox, knex });
    portals = [first, second];
    await readOnly(first, NAME, OWNER);
  });

  /** What was told since this was last asked, by either. */
  function toldOwners() {
    return portals.flatMap(({ notifications }) => notifications.splice(0));
  }

  async function refreshAll(): Promise<void> {
    await Promise.all(portals.map(portal => refresh(portal, NAME)));
  }

  it('are not sent at first, nor when nothing changes', async () => {
    await refreshAll();
    expect(toldOwners()).toEqual([]);
  });

  it('are sent once for a violation and the stage that it costs, to the owner, with a link', async () => {
    const { account, monitors } = await snapshotOf(portals[0], NAME, 'prod');
    const monitor =
      monitors.state === 'collected' ? monitors.value[0] : undefined;
    await createSandboxClient(sandbox.url).runMonitor({
      accountId: account.accountId,
      schedule: monitor?.name ?? '',
      violations: true,
    });
    await refreshAll();
    await refreshAll();
    await refreshAll();

    const notifications = toldOwners();
    expect(notifications.map(({ payload }) => payload.title).sort()).toEqual([
      `The monitor ${monitor?.name} of ${NAME} found violations`,
      `${NAME} has lost the stage Scalable`,
    ]);
    for (const { recipients, payload } of notifications) {
      expect(recipients).toEqual({ type: 'entity', entityRef: OWNER });
      expect(payload.link).toBe(`/catalog/default/system/${NAME}`);
    }
  });

  it('are sent once for an account that can no longer be read', async () => {
    const { faults } = sandbox;
    const { account } = await snapshotOf(portals[0], NAME, 'test');
    // Sessions that were begun before go on; a new process has none.
    const others = [];
    for (const _ of portals) {
      others.push(await startPortal({ sandbox, knex }));
    }
    faults.fail('sts:AssumeRole', {
      where: {
        RoleArn: `arn:aws:iam::${account.accountId}:role/${ROLES.reader}`,
      },
      error: 'AccessDenied',
      message: 'not authorized to perform: sts:AssumeRole',
      status: 403,
    });
    for (const portal of [...others, ...others]) {
      await refresh(portal, NAME);
    }
    faults.clear();
    expect(
      others
        .flatMap(({ notifications }) => notifications)
        .filter(({ payload }) => payload.topic === 'Account'),
    ).toEqual([
      {
        recipients: { type: 'entity', entityRef: OWNER },
        payload: expect.objectContaining({
          title: `The account ${account.name} of ${NAME} cannot be read`,
          description: expect.stringContaining('sts:AssumeRole'),
          severity: 'high',
        }),
      },
    ]);
  });
});
