// What AWS tells of through EventBridge is read again at once, and nothing else is.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UpdateModelPackageCommand } from '@aws-sdk/client-sagemaker';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  ACCOUNT_IDS,
  createSandboxClient,
  type Sandbox,
} from '@mlops-portal/aws-sandbox';
import {
  AWS_EVENT_TOPIC,
  type ModelDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { criterionOf, get, readOnly, snapshotOf } from '../__testUtils__/ask';
import { accountOf } from '../__testUtils__/aws';
import {
  startPortal,
  startTestSandbox,
  type Portal,
} from '../__testUtils__/portal';

jest.setTimeout(180_000);

const KEY = 'only-the-sandbox-knows-this';
const WATCHED = 'fraud-detection';
const PENDING = 'customer-lifetime-value';

/** How long it may take until an event shows on the API, in milliseconds. */
const AT_ONCE = 3000;

let sandbox: Sandbox;
let portal: Portal;
let relay: Server;
/** Where the sandbox's own events go: nowhere at first. */
let forward = false;
/** What the portal answered to the sandbox's own events. */
const answers: number[] = [];
/** The operations that the sandbox was asked for. */
const calls: string[] = [];

/** The sandbox has to know where to post before the portal that takes it has a port. */
async function startRelay(): Promise<string> {
  relay = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    if (!forward) {
      response.writeHead(202).end();
      return;
    }
    const answer = await fetch(
      `http://127.0.0.1:${portal.backend.server.port()}/api/mlops/aws-events`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-mlops-event-key':
            request.headers['x-mlops-event-key']?.toString() ?? '',
          authorization: mockCredentials.none.header(),
        },
        body: Buffer.concat(chunks),
      },
    );
    answers.push(answer.status);
    response.writeHead(answer.status).end();
  });
  await new Promise<void>(resolve => {
    relay.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(relay.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  sandbox = await startTestSandbox({
    eventTarget: await startRelay(),
    eventKey: KEY,
    log: line => calls.push(line.split(' ')[0]),
  });
  portal = await startPortal({
    sandbox,
    config: { mlops: { events: { key: KEY } } },
  });
  await readOnly(portal, WATCHED, 'group:default/risk');
  await readOnly(portal, PENDING, 'group:default/customer-intelligence');
});

afterAll(async () => {
  relay.closeAllConnections();
  await new Promise(resolve => {
    relay.close(resolve);
  });
});

beforeEach(() => {
  forward = false;
  calls.length = 0;
  answers.length = 0;
  portal.notifications.length = 0;
});

function eventOf(
  account: string,
  detailType: string,
  source = 'aws.sagemaker',
) {
  return { source, 'detail-type': detailType, account, detail: {} };
}

const MONITORED = 'SageMaker Processing Job State Change';

/** Waits until something shows; how many milliseconds that took. */
async function until(shows: () => Promise<boolean>): Promise<number> {
  const start = Date.now();
  while (!(await shows())) {
    if (Date.now() - start > 20_000) {
      throw new Error('It did not show.');
    }
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
  }
  return Date.now() - start;
}

/** What the sandbox was asked for, but for the session to ask with. */
function asked(): string[] {
  return [...new Set(calls)].filter(call => call !== 'sts:AssumeRole').sort();
}

async function monitorOf(index: number) {
  const { account, monitors } = await snapshotOf(portal, WATCHED, 'prod');
  const monitor = monitors.state === 'collected' && monitors.value[index];
  if (!monitor) {
    throw new Error(`There is no monitor ${index}.`);
  }
  return { accountId: account.accountId, monitor };
}

async function raiseViolation(index: number) {
  const { accountId, monitor } = await monitorOf(index);
  const client = createSandboxClient(sandbox.url);
  await client.runMonitor({
    accountId,
    schedule: monitor.name,
    violations: true,
  });
  return { accountId, name: monitor.name };
}

async function isViolated(index: number): Promise<boolean> {
  const { monitor } = await monitorOf(index);
  return monitor.executions[0]?.status === 'CompletedWithViolations';
}

describe('an event of the events service', () => {
  it('shows at once, and just its account and concern are read', async () => {
    const { accountId } = await raiseViolation(0);
    expect(await isViolated(0)).toBe(false);

    await portal.emit({
      topic: AWS_EVENT_TOPIC,
      eventPayload: eventOf(accountId, MONITORED),
    });

    expect(await until(() => isViolated(0))).toBeLessThan(AT_ONCE);
    expect(asked()).toEqual([
      'sagemaker:ListMonitoringExecutions',
      'sagemaker:ListMonitoringSchedules',
    ]);
  });

  it('is gathered with others of its account', async () => {
    const { accountId } = await raiseViolation(1);
    for (let count = 0; count < 5; count += 1) {
      await portal.emit({
        topic: AWS_EVENT_TOPIC,
        eventPayload: eventOf(accountId, MONITORED),
      });
    }
    await until(() => isViolated(1));
    expect(
      calls.filter(call => call === 'sagemaker:ListMonitoringSchedules'),
    ).toHaveLength(1);
  });

  it.each([
    ['an account of no use case', ACCOUNT_IDS.management, MONITORED],
    ['what nothing is collected of', undefined, 'SageMaker Image State Change'],
  ])('about %s has nothing read', async (_, account, detailType) => {
    const { accountId } = await monitorOf(0);
    await portal.emit({
      topic: AWS_EVENT_TOPIC,
      eventPayload: eventOf(account ?? accountId, detailType),
    });
    // Longer than events are gathered.
    await new Promise(resolve => {
      setTimeout(resolve, 600);
    });
    expect(asked()).toEqual([]);
  });

  it('that is none of EventBridge is said in the log', async () => {
    portal.log.length = 0;
    await portal.emit({ topic: AWS_EVENT_TOPIC, eventPayload: { odd: true } });
    expect(portal.log).toEqual([
      {
        level: 'warn',
        message: expect.stringContaining('not one of Amazon EventBridge'),
      },
    ]);
  });
});

describe('POST /aws-events', () => {
  function post(body: object, key?: string) {
    return portal.api('post', '/aws-events', {
      body,
      authorization: mockCredentials.none.header(),
      headers: key === undefined ? {} : { 'x-mlops-event-key': key },
    });
  }

  it.each([
    ['no key', undefined],
    ['an empty key', ''],
    ['another key', `${KEY}!`],
  ])('is refused with %s', async (_, key) => {
    const { status, body } = await post(
      eventOf(ACCOUNT_IDS.management, MONITORED),
      key,
    );
    expect(status).toBe(401);
    expect(body.error.message).toContain('mlops.events.key');
  });

  it.each([
    ['nothing', {}, 'detail-type'],
    ['no account', { ...eventOf('12', MONITORED) }, 'account'],
  ])('refuses %s', async (_, body, field) => {
    const answer = await post(body, KEY);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(field);
  });

  it('is not there without a key in the configuration', async () => {
    const closed = await startPortal({ sandbox });
    const { status } = await closed.api('post', '/aws-events', {
      body: eventOf(ACCOUNT_IDS.management, MONITORED),
      headers: { 'x-mlops-event-key': KEY },
    });
    expect(status).toBe(404);
    await closed.backend.stop();
  });

  it('takes what the sandbox posts of a violation: it shows, costs the stage and is told once', async () => {
    forward = true;
    const { name } = await raiseViolation(2);
    expect(await until(() => isViolated(2))).toBeLessThan(AT_ONCE);
    expect(answers).not.toHaveLength(0);
    expect(new Set(answers)).toEqual(new Set([202]));
    expect(asked()).toEqual([
      'sagemaker:ListMonitoringExecutions',
      'sagemaker:ListMonitoringSchedules',
    ]);
    await until(async () => portal.notifications.length > 0);
    expect(
      portal.notifications
        .filter(({ payload }) => payload.topic === 'Model monitoring')
        .map(({ payload }) => payload.title),
    ).toEqual([`The monitor ${name} of ${WATCHED} found violations`]);
  });

  it('takes what the sandbox posts of an approval: the version shows as approved, and by whom', async () => {
    const { account, registry } = await snapshotOf(portal, PENDING, 'dev');
    const models = registry.state === 'collected' ? registry.value.models : [];
    const model = models.find(
      ({ versions }) => versions[0]?.approval === 'PendingManualApproval',
    );
    const path = `/models/${account.accountId}/${model?.group}`;
    const { sageMaker } = await accountOf(sandbox, account.accountId);
    calls.length = 0;
    forward = true;
    await sageMaker.send(
      new UpdateModelPackageCommand({
        ModelPackageArn: model?.versions[0].arn,
        ModelApprovalStatus: 'Approved',
        ApprovalDescription: 'Better than the one before.',
      }),
    );
    const newest = async () =>
      (await get<ModelDetail>(portal, path)).history[0];
    expect(
      await until(async () => (await newest()).approval === 'Approved'),
    ).toBeLessThan(AT_ONCE);
    expect(await newest()).toMatchObject({
      approvalDescription: 'Better than the one before.',
      reviewedBy: 'tester',
    });
    expect(asked()).toEqual([
      'sagemaker:DescribeModelPackage',
      'sagemaker:ListModelCards',
      'sagemaker:ListModelPackageGroups',
      'sagemaker:ListModelPackages',
      'sagemaker:UpdateModelPackage',
    ]);
    expect(
      await criterionOf(portal, PENDING, 'reliable.approval'),
    ).toMatchObject({ verdict: 'met' });
  });
});
