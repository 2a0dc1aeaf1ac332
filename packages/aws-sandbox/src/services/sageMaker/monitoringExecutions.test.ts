import {
  CreateMonitoringScheduleCommand,
  DeleteDataQualityJobDefinitionCommand,
  DeleteMonitoringScheduleCommand,
  UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import { startEventTarget } from '../../__testUtils__/eventTarget';
import {
  describeSchedule,
  startWithEndpoint,
} from '../../__testUtils__/monitors';
import { createConfig, IMAGE, watch } from '../../__testUtils__/serving';
import { ACCOUNT_IDS } from '../../constants';
import { createSandboxClient } from '../../control/client';

const HOURLY = 'cron(0 * ? * * *)';
const NINE = Date.UTC(2026, 10, 2, 9);
const hour = (count: number) => new Date(NINE + count * 60 * 60 * 1000);

const DRIFT = {
  accountId: ACCOUNT_IDS.dataLake,
  endpoint: 'churn',
  type: 'DataQuality',
} as const;

describe('monitoring executions', () => {
  it('happen by themselves, and go their way', async () => {
    const { inside, pass, executions } = await startWithEndpoint();
    await watch(await inside(), HOURLY);
    // To a second after nine.
    pass({ seconds: 29 * 60 + 51 });
    const [pending] = await executions();
    expect(pending).toMatchObject({
      MonitoringScheduleName: 'churn-data',
      MonitoringExecutionStatus: 'Pending',
      MonitoringType: 'DataQuality',
      MonitoringJobDefinitionName: 'churn-data',
      EndpointName: 'churn',
      ScheduledTime: hour(0),
    });
    expect(pending.ProcessingJobArn).toBeUndefined();
    pass({ seconds: 2 });
    expect(await executions()).toMatchObject([
      {
        MonitoringExecutionStatus: 'InProgress',
        ProcessingJobArn: expect.stringMatching(
          /:processing-job\/model-monitoring-202611020900-[0-9a-f]{24}$/,
        ),
      },
    ]);
    pass({ seconds: 12 });
    const [completed] = await executions();
    expect(completed).toMatchObject({ MonitoringExecutionStatus: 'Completed' });
    const { LastMonitoringExecutionSummary } = await describeSchedule(
      await inside(),
    );
    expect(LastMonitoringExecutionSummary).toEqual(completed);
  });

  it('find violations when the endpoint sees what it has not learned', async () => {
    const { harness, inside, pass, executions } = await startWithEndpoint();
    const control = createSandboxClient(harness.sandbox.url);
    await watch(await inside(), HOURLY);
    const last = async (drift: number) => {
      await control.setMonitorDrift({ ...DRIFT, drift });
      pass({ hours: 1 });
      await executions();
      pass({ seconds: 20 });
      const [newest] = await executions();
      return newest.MonitoringExecutionStatus;
    };
    expect(await last(0.5)).toBe('Completed');
    expect(await last(0.51)).toBe('CompletedWithViolations');
    expect(await last(0)).toBe('Completed');
    await control.setMonitorDrift({ ...DRIFT, type: 'ModelBias', drift: 1 });
    pass({ hours: 1 });
    await executions();
    pass({ seconds: 20 });
    expect(
      await executions({ StatusEquals: 'CompletedWithViolations' }),
    ).toHaveLength(1);
  });

  it('happen once for NOW', async () => {
    const { inside, pass, executions } = await startWithEndpoint();
    const clients = await inside();
    await watch(clients, HOURLY);
    await clients.sageMaker.send(
      new CreateMonitoringScheduleCommand({
        MonitoringScheduleName: 'once',
        MonitoringScheduleConfig: {
          MonitoringType: 'DataQuality',
          MonitoringJobDefinitionName: 'churn-data',
          ScheduleConfig: {
            ScheduleExpression: 'NOW',
            DataAnalysisStartTime: '-PT1H',
            DataAnalysisEndTime: '-PT0H',
          },
        },
      }),
    );
    pass({ hours: 5 });
    expect(await executions({ MonitoringScheduleName: 'once' })).toMatchObject([
      { MonitoringExecutionStatus: 'Completed' },
    ]);
  });

  it('of weeks that went by at once are there, the newest of them, and only the last is announced', async () => {
    const target = await startEventTarget();
    const { harness, inside, executions } = await startWithEndpoint({
      eventTarget: target.url,
    });
    const control = createSandboxClient(harness.sandbox.url);
    await watch(await inside(), HOURLY);
    const { workDone } = await control.advance({ days: 60 });
    expect(workDone).toBeLessThan(250);
    const kept = await executions({
      SortBy: 'ScheduledTime',
      SortOrder: 'Ascending',
    });
    expect(kept).toHaveLength(200);
    const until = 60 * 24 - 1;
    expect(kept.map(({ ScheduledTime }) => ScheduledTime)).toEqual(
      Array.from({ length: 200 }, (_, index) => hour(until - 199 + index)),
    );
    expect(
      new Set(kept.map(execution => execution.MonitoringExecutionStatus)),
    ).toEqual(new Set(['Completed']));
    await target.wait('SageMaker Processing Job State Change', 2);
    expect(
      target.events.filter(
        event =>
          event['detail-type'] === 'SageMaker Processing Job State Change',
      ),
    ).toHaveLength(2);
    await target.stop();
  });

  it('fail when there is nothing to look at', async () => {
    const { inside, pass, executions } = await startWithEndpoint();
    const clients = await inside();
    await watch(clients, HOURLY);
    await createConfig(clients, {
      EndpointConfigName: 'blind',
      DataCaptureConfig: undefined,
    });
    await clients.sageMaker.send(
      new UpdateEndpointCommand({
        EndpointName: 'churn',
        EndpointConfigName: 'blind',
      }),
    );
    pass({ hours: 1 });
    expect(await executions()).toMatchObject([
      {
        MonitoringExecutionStatus: 'Failed',
        FailureReason: 'Job inputs had no data',
      },
    ]);
    const { sageMaker } = await inside();
    await sageMaker.send(
      new DeleteDataQualityJobDefinitionCommand({
        JobDefinitionName: 'churn-data',
      }),
    );
    pass({ hours: 1 });
    expect(await executions({ MaxResults: 1 })).toMatchObject([
      { FailureReason: 'The job definition churn-data does not exist.' },
    ]);
  });

  it('stay known, and stop, when their schedule is deleted', async () => {
    const { inside, pass, executions } = await startWithEndpoint();
    await watch(await inside(), HOURLY);
    pass({ seconds: 29 * 60 + 51 });
    await executions();
    const { sageMaker } = await inside();
    await sageMaker.send(
      new DeleteMonitoringScheduleCommand({
        MonitoringScheduleName: 'churn-data',
      }),
    );
    pass({ hours: 2 });
    expect(await executions()).toMatchObject([
      { MonitoringExecutionStatus: 'Stopped' },
    ]);
  });

  it('are listed over all schedules of the account, filtered, sorted and paged', async () => {
    const { inside, pass, executions } = await startWithEndpoint();
    const clients = await inside();
    await watch(clients, HOURLY);
    await watch(clients, 'cron(0 10 ? * * *)', 'daily');
    pass({ hours: 2 });
    expect(await executions()).toHaveLength(3);
    expect(await executions({ MonitoringScheduleName: 'daily' })).toMatchObject(
      [{ ScheduledTime: hour(1) }],
    );
    expect(await executions({ MonitoringScheduleName: 'none' })).toEqual([]);
    expect(await executions({ EndpointName: 'fraud' })).toEqual([]);
    expect(await executions({ MonitoringTypeEquals: 'ModelBias' })).toEqual([]);
    expect(await executions({ ScheduledTimeBefore: hour(0) })).toHaveLength(1);
    expect(await executions({ ScheduledTimeAfter: hour(1) })).toHaveLength(2);
    const [newest] = await executions({
      SortBy: 'ScheduledTime',
      MaxResults: 1,
    });
    expect(newest.ScheduledTime).toEqual(hour(1));
    const governance = await startWithEndpoint();
    expect(await governance.executions()).toEqual([]);
    await expect(
      executions({ StatusEquals: 'Broken' as 'Failed' }),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('are announced as processing jobs', async () => {
    const target = await startEventTarget();
    const { harness, inside, pass, executions } = await startWithEndpoint({
      eventTarget: target.url,
    });
    await createSandboxClient(harness.sandbox.url).setMonitorDrift({
      ...DRIFT,
      drift: 0.7,
    });
    await watch(await inside(), HOURLY);
    pass({ hours: 1 });
    await executions();
    const [started, ended] = await target.wait(
      'SageMaker Processing Job State Change',
      2,
    );
    expect(started.detail).toMatchObject({ ProcessingJobStatus: 'InProgress' });
    const [{ ProcessingJobArn }] = await executions();
    expect(ended).toMatchObject({
      source: 'aws.sagemaker',
      account: ACCOUNT_IDS.dataLake,
      resources: [ProcessingJobArn],
      detail: {
        ProcessingJobArn,
        ProcessingJobStatus: 'Completed',
        ExitMessage:
          'CompletedWithViolations: Job completed successfully with 2 violations.',
        MonitoringScheduleArn: `arn:aws:sagemaker:eu-west-1:${ACCOUNT_IDS.dataLake}:monitoring-schedule/churn-data`,
        AppSpecification: { ImageUri: IMAGE },
        ProcessingEndTime: expect.any(Number),
      },
    });
    await target.stop();
  });
});
