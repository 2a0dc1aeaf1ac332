import { startEventTarget } from '../__testUtils__/eventTarget';
import { startWithEndpoint } from '../__testUtils__/monitors';
import { watch } from '../__testUtils__/serving';
import { ACCOUNT_IDS } from '../constants';
import { createSandboxClient } from './client';

const accountId = ACCOUNT_IDS.dataLake;

async function start(eventTarget?: string) {
  const started = await startWithEndpoint({ eventTarget });
  await watch(await started.inside(), 'cron(0 3 ? * * *)');
  started.pass({ seconds: 2 });
  const { url } = started.harness.sandbox;
  return { ...started, url, control: createSandboxClient(url) };
}

async function post(url: string, path: string, body: unknown) {
  const response = await fetch(new URL(`/_sandbox/monitors/${path}`, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

describe('monitors of the control API', () => {
  it('are executed at once, with violations or without, and announced', async () => {
    const target = await startEventTarget();
    const { control, executions } = await start(target.url);
    const run = { accountId, schedule: 'churn-data' };
    const good = await control.runMonitor({ ...run, violations: false });
    expect(good).toMatchObject({ status: 'Completed', violations: 0 });
    const bad = await control.runMonitor({ ...run, violations: true });
    expect(bad).toMatchObject({
      schedule: 'churn-data',
      status: 'CompletedWithViolations',
      violations: 3,
    });
    expect(await executions()).toMatchObject([
      {
        MonitoringExecutionStatus: 'CompletedWithViolations',
        ProcessingJobArn: bad.processingJobArn,
      },
      {
        MonitoringExecutionStatus: 'Completed',
        ProcessingJobArn: good.processingJobArn,
      },
    ]);
    const events = await target.wait(
      'SageMaker Processing Job State Change',
      2,
    );
    expect(events.map(({ detail }) => detail.ExitMessage)).toEqual([
      'Completed: Job completed successfully with no violations.',
      'CompletedWithViolations: Job completed successfully with 3 violations.',
    ]);
    await target.stop();
  });

  const run = { accountId, schedule: 'churn-data', violations: true };
  const drift = { accountId, endpoint: 'churn', type: 'ModelBias', drift: 0.6 };

  it.each([
    ['run', { ...run, violations: 'yes' }, 'violations'],
    ['run', { ...run, schedule: undefined }, 'schedule'],
    ['run', { ...run, accountId: '12' }, 'accountId'],
    ['run', { ...run, more: 1 }, 'more'],
    ['drift', { ...drift, drift: 1.1 }, 'drift'],
    ['drift', { ...drift, type: 'Latency' }, 'type'],
    ['drift', { ...drift, endpoint: '' }, 'endpoint'],
  ])('are told what is wrong: %s %j', async (path, body, field) => {
    const { url } = await start();
    expect(await post(url, path, body)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining(field) } },
    });
  });

  it.each([
    ['run', { ...run, schedule: 'none' }, 'schedule'],
    ['run', { ...run, region: 'us-west-2' }, 'schedule'],
    ['run', { ...run, accountId: '999999999999' }, 'accountId'],
    ['drift', { ...drift, endpoint: 'none' }, 'endpoint'],
    ['drift', { ...drift, accountId: '999999999999' }, 'accountId'],
  ])('are told what is not there: %s %j', async (path, body, field) => {
    const { url } = await start();
    expect(await post(url, path, body)).toMatchObject({
      status: 404,
      body: { error: { message: expect.stringMatching(`^${field}: `) } },
    });
  });
});
