import {
  CreateMonitoringScheduleCommand,
  DeleteMonitoringScheduleCommand,
  ListMonitoringSchedulesCommand,
  ListTagsCommand,
  paginateListMonitoringSchedules,
  StartMonitoringScheduleCommand,
  StopMonitoringScheduleCommand,
  UpdateMonitoringScheduleCommand,
  type MonitoringScheduleConfig,
} from '@aws-sdk/client-sagemaker';
import {
  describeSchedule,
  startWithEndpoint,
} from '../../__testUtils__/monitors';
import {
  DATA_QUALITY,
  EXECUTION_ROLE,
  IMAGE,
  watch,
} from '../../__testUtils__/serving';
import { ACCOUNT_IDS } from '../../constants';

const ARN = `arn:aws:sagemaker:eu-west-1:${ACCOUNT_IDS.dataLake}`;
const HOURLY = 'cron(0 * ? * * *)';
const name = { MonitoringScheduleName: 'churn-data' };

function config(
  ScheduleExpression: string,
  options: MonitoringScheduleConfig = {},
): MonitoringScheduleConfig {
  return {
    MonitoringType: 'DataQuality',
    MonitoringJobDefinitionName: 'churn-data',
    ScheduleConfig: { ScheduleExpression },
    ...options,
  };
}

describe('monitoring schedules', () => {
  it('are pending at first, and scheduled some time later', async () => {
    const { inside, pass } = await startWithEndpoint();
    const clients = await inside();
    await watch(clients, HOURLY);
    const pending = await describeSchedule(clients);
    expect(pending).toMatchObject({
      MonitoringScheduleArn: `${ARN}:monitoring-schedule/churn-data`,
      MonitoringScheduleStatus: 'Pending',
      MonitoringType: 'DataQuality',
      EndpointName: 'churn',
      MonitoringScheduleConfig: config(HOURLY),
    });
    expect(pending.LastMonitoringExecutionSummary).toBeUndefined();
    await expect(
      clients.sageMaker.send(new DeleteMonitoringScheduleCommand(name)),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('Monitoring schedule in status Pending'),
    });
    pass({ seconds: 2 });
    expect((await describeSchedule(clients)).MonitoringScheduleStatus).toBe(
      'Scheduled',
    );
    await clients.sageMaker.send(new DeleteMonitoringScheduleCommand(name));
    await expect(describeSchedule(clients)).rejects.toMatchObject({
      name: 'ResourceNotFound',
    });
  });

  it.each<[string, MonitoringScheduleConfig]>([
    ['ScheduleExpression', config('each hour')],
    ['DataAnalysisStartTime', config('NOW')],
    [
      `Could not find job definition "${ARN}:data-quality-job-definition/fraud".`,
      config(HOURLY, { MonitoringJobDefinitionName: 'fraud' }),
    ],
    [
      `Could not find job definition "${ARN}:model-bias-job-definition/churn-data".`,
      config(HOURLY, { MonitoringType: 'ModelBias' }),
    ],
    ['MonitoringType', config(HOURLY, { MonitoringType: undefined })],
    [
      'MonitoringType',
      config(HOURLY, { MonitoringType: 'Latency' as 'DataQuality' }),
    ],
    [
      'Exactly one of MonitoringJobDefinition',
      config(HOURLY, { MonitoringJobDefinitionName: undefined }),
    ],
  ])('are refused: %s', async (message, MonitoringScheduleConfig) => {
    const { inside } = await startWithEndpoint();
    const clients = await inside();
    await watch(clients, HOURLY);
    await expect(
      clients.sageMaker.send(
        new CreateMonitoringScheduleCommand({
          MonitoringScheduleName: 'another',
          MonitoringScheduleConfig,
        }),
      ),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });

  it('are refused a second time, and without their endpoint', async () => {
    const { inside, pass } = await startWithEndpoint();
    const clients = await inside();
    await watch(clients, HOURLY);
    const create = (MonitoringScheduleConfig: MonitoringScheduleConfig) =>
      clients.sageMaker.send(
        new CreateMonitoringScheduleCommand({
          ...name,
          MonitoringScheduleConfig,
        }),
      );
    await expect(create(config(HOURLY))).rejects.toMatchObject({
      name: 'ResourceInUse',
    });
    pass({ seconds: 2 });
    await clients.sageMaker.send(new DeleteMonitoringScheduleCommand(name));
    await expect(
      create({
        MonitoringType: 'DataQuality',
        MonitoringJobDefinition: {
          MonitoringInputs: [
            { EndpointInput: { EndpointName: 'fraud', LocalPath: '/opt/ml' } },
          ],
          MonitoringOutputConfig: DATA_QUALITY.DataQualityJobOutputConfig,
          MonitoringResources: DATA_QUALITY.JobResources,
          MonitoringAppSpecification: { ImageUri: IMAGE },
          RoleArn: EXECUTION_ROLE,
        },
      }),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: `Could not find endpoint "${ARN}:endpoint/fraud".`,
    });
  });

  it('are executed neither when stopped nor by what they were before a change', async () => {
    const { inside, pass, executions } = await startWithEndpoint();
    await watch(await inside(), HOURLY);
    pass({ seconds: 2 });
    const { sageMaker } = await inside();
    await sageMaker.send(new StopMonitoringScheduleCommand(name));
    pass({ hours: 3 });
    expect(await executions()).toEqual([]);
    const again = await inside();
    expect(await describeSchedule(again)).toMatchObject({
      MonitoringScheduleStatus: 'Stopped',
    });
    await again.sageMaker.send(new StartMonitoringScheduleCommand(name));
    pass({ seconds: 2 });
    await again.sageMaker.send(
      new UpdateMonitoringScheduleCommand({
        ...name,
        MonitoringScheduleConfig: config('cron(0 15 ? * * *)'),
      }),
    );
    // 11:30 to 16:30
    pass({ hours: 5 });
    expect(await executions()).toMatchObject([
      { ScheduledTime: new Date(Date.UTC(2026, 10, 2, 15)) },
    ]);
  });

  it('are listed by type, endpoint, status and time of change, and paged', async () => {
    const { inside, pass } = await startWithEndpoint();
    const clients = await inside();
    const { sageMaker } = clients;
    await watch(clients, HOURLY, 'b-data');
    pass({ seconds: 2 });
    await watch(clients, HOURLY, 'a-data');
    const list = async (input: object) => {
      const { MonitoringScheduleSummaries } = await sageMaker.send(
        new ListMonitoringSchedulesCommand(input),
      );
      return MonitoringScheduleSummaries?.map(
        summary => summary.MonitoringScheduleName,
      );
    };
    expect(await list({})).toEqual(['a-data', 'b-data']);
    expect(await list({ MonitoringTypeEquals: 'ModelBias' })).toEqual([]);
    expect(await list({ EndpointName: 'fraud' })).toEqual([]);
    expect(await list({ StatusEquals: 'Scheduled' })).toEqual(['b-data']);
    expect(await list({ MonitoringJobDefinitionName: 'a-data' })).toEqual([
      'a-data',
    ]);
    const { LastModifiedTime } = await describeSchedule(clients, 'a-data');
    expect(await list({ LastModifiedTimeBefore: LastModifiedTime })).toEqual([
      'a-data',
      'b-data',
    ]);
    const pages: (string | undefined)[][] = [];
    for await (const page of paginateListMonitoringSchedules(
      { client: sageMaker, pageSize: 1 },
      { SortBy: 'Name', SortOrder: 'Ascending', EndpointName: 'churn' },
    )) {
      pages.push(
        (page.MonitoringScheduleSummaries ?? []).map(
          summary => summary.MonitoringScheduleName,
        ),
      );
    }
    expect(pages).toEqual([['a-data'], ['b-data']]);
  });

  it('have tags', async () => {
    const { inside } = await startWithEndpoint();
    const clients = await inside();
    await watch(clients, HOURLY);
    const { MonitoringScheduleArn } = await describeSchedule(clients);
    const { Tags } = await clients.sageMaker.send(
      new ListTagsCommand({ ResourceArn: MonitoringScheduleArn }),
    );
    expect(Tags).toEqual([]);
  });
});
