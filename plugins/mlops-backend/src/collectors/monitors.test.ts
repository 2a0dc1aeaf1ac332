import {
  CreateMonitoringScheduleCommand,
  StopMonitoringScheduleCommand,
} from '@aws-sdk/client-sagemaker';
import { createSandboxClient } from '@mlops-portal/aws-sandbox';
import type { MonitorEvidence } from '@mlops-portal/backstage-plugin-mlops-common';
import {
  ACCOUNT_ID,
  SAGEMAKER_ARN,
  startCollecting,
  type Collecting,
} from './__testUtils__/collecting';
import {
  createConfig,
  createEndpoint,
  createModel,
} from './__testUtils__/serving';
import { monitorsCollector } from './monitors';

const DAY = 24 * 60;
const LISTS = [
  'sagemaker:ListMonitoringSchedules',
  'sagemaker:ListMonitoringExecutions',
];

let collecting: Collecting<MonitorEvidence[]>;

beforeEach(async () => {
  collecting = await startCollecting(monitorsCollector);
});

async function serve(): Promise<void> {
  const { people, pass } = collecting;
  await createModel(people);
  await createConfig(people);
  await createEndpoint(people);
  await pass({ minutes: 1 });
}

/** Watches the endpoint once a day at 06:00 (UTC). */
async function watch(
  MonitoringScheduleName: string,
  MonitoringType?: 'DataQuality' | 'ModelQuality',
): Promise<void> {
  await collecting.people.sageMaker.send(
    new CreateMonitoringScheduleCommand({
      MonitoringScheduleName,
      MonitoringScheduleConfig: {
        MonitoringType,
        ScheduleConfig: { ScheduleExpression: 'cron(0 6 ? * * *)' },
        MonitoringJobDefinition: {
          RoleArn: `arn:aws:iam::${ACCOUNT_ID}:role/monitoring`,
          MonitoringAppSpecification: {
            ImageUri: '141502667606.dkr.ecr.eu-west-1.amazonaws.com/monitor',
          },
          MonitoringInputs: [
            {
              EndpointInput: {
                EndpointName: 'churn',
                LocalPath: '/opt/ml/processing/input',
              },
            },
          ],
          MonitoringOutputConfig: {
            MonitoringOutputs: [
              {
                S3Output: {
                  S3Uri: 's3://monitoring/churn',
                  LocalPath: '/opt/ml/processing/output',
                },
              },
            ],
          },
          MonitoringResources: {
            ClusterConfig: {
              InstanceCount: 1,
              InstanceType: 'ml.m5.large',
              VolumeSizeInGB: 20,
            },
          },
        },
      },
    }),
  );
}

it('asks for no executions where there are no schedules', async () => {
  await expect(collecting.collect()).resolves.toEqual([]);
  expect(collecting.calls()).toEqual([LISTS[0]]);
});

it('reads schedules with their executions, the newest first, with nothing but lists', async () => {
  const { collect, calls, allCalls, pass, sandbox } = collecting;
  await serve();
  await watch('quality', 'ModelQuality');
  await watch('data');
  await pass({ minutes: 2 * DAY });
  await createSandboxClient(sandbox.url).runMonitor({
    accountId: ACCOUNT_ID,
    schedule: 'quality',
    violations: true,
  });

  const first = await collect();

  expect(first).toEqual([
    {
      name: 'data',
      arn: `${SAGEMAKER_ARN}:monitoring-schedule/data`,
      type: 'DataQuality',
      status: 'Scheduled',
      endpointName: 'churn',
      executions: expect.any(Array),
    },
    expect.objectContaining({ name: 'quality', type: 'ModelQuality' }),
  ]);
  const [data, quality] = first.map(({ executions }) => executions);
  expect(data).toHaveLength(2);
  expect(data.map(({ scheduledAt }) => scheduledAt)).toEqual(
    data
      .map(({ scheduledAt }) => scheduledAt)
      .sort()
      .reverse(),
  );
  expect(quality).toHaveLength(3);
  expect(quality[0]).toEqual({
    scheduledAt: expect.any(String),
    status: 'CompletedWithViolations',
    processingJobArn: expect.stringContaining(
      `${SAGEMAKER_ARN}:processing-job/`,
    ),
  });
  await expect(collect(first)).resolves.toEqual(first);
  expect(calls()).toEqual(LISTS);
  expect(allCalls()).toEqual([...monitorsCollector.iamActions].sort());

  await collecting.people.sageMaker.send(
    new StopMonitoringScheduleCommand({ MonitoringScheduleName: 'data' }),
  );
  const [stopped] = await collect(first);
  expect(stopped).toMatchObject({ name: 'data', status: 'Stopped' });
});

it('keeps the newest thirty executions, for thirty days and to the end of the last of them', async () => {
  const { collect, calls, pass, sandbox } = collecting;
  await serve();
  await watch('data');
  await pass({ minutes: 1 });
  const control = createSandboxClient(sandbox.url);
  const kept = async (at?: Date) => {
    const [{ executions }] = await collect(undefined, at);
    return executions;
  };
  for (let count = 0; count < 105; count++) {
    await control.runMonitor({
      accountId: ACCOUNT_ID,
      schedule: 'data',
      violations: false,
    });
  }
  const newest = await kept();
  expect(newest).toHaveLength(30);
  // The second page would have nothing to add.
  expect(calls()).toEqual(LISTS);

  const [{ scheduledAt }] = newest;
  const lastDay = Date.parse(scheduledAt.slice(0, 10)) + 30 * DAY * 60_000;
  await expect(kept(new Date(lastDay))).resolves.toEqual(newest);
  await expect(kept(new Date(lastDay + DAY * 60_000 - 1))).resolves.toEqual(
    newest,
  );
  await expect(kept(new Date(lastDay + DAY * 60_000))).resolves.toEqual([]);
});
