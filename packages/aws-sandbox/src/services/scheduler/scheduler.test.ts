import {
  DisableRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreatePipelineCommand,
  ListPipelineExecutionsCommand,
  ListPipelineParametersForExecutionCommand,
} from '@aws-sdk/client-sagemaker';
import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  paginateListSchedules,
  UpdateScheduleCommand,
  type CreateScheduleCommandInput,
} from '@aws-sdk/client-scheduler';
import { startHarness, type Clients } from '../../__testUtils__/harness';
import { ACCOUNT_IDS, ROLES } from '../../constants';

const PIPELINE = `arn:aws:sagemaker:eu-west-1:${ACCOUNT_IDS.governance}:pipeline/churn`;

const NIGHTLY: CreateScheduleCommandInput = {
  Name: 'nightly',
  ScheduleExpression: 'cron(0 3 * * ? *)',
  ScheduleExpressionTimezone: 'Europe/Dublin',
  FlexibleTimeWindow: { Mode: 'OFF' },
  StartDate: new Date('2026-01-01T00:00:00Z'),
  Target: {
    Arn: PIPELINE,
    RoleArn: `arn:aws:iam::${ACCOUNT_IDS.governance}:role/scheduler`,
    SageMakerPipelineParameters: {
      PipelineParameterList: [{ Name: 'Depth', Value: '6' }],
    },
  },
};

async function create({ scheduler }: Clients, input: object = {}) {
  const { ScheduleArn } = await scheduler.send(
    new CreateScheduleCommand({ ...NIGHTLY, ...input }),
  );
  return ScheduleArn;
}

describe('EventBridge Scheduler', () => {
  it('makes, changes and deletes schedules', async () => {
    const harness = await startHarness();
    const clients = await harness.account(ACCOUNT_IDS.governance);
    const { scheduler } = clients;
    const arn =
      'arn:aws:scheduler:eu-west-1:100000000002:schedule/default/nightly';
    expect(await create(clients)).toBe(arn);
    const get = () =>
      scheduler.send(new GetScheduleCommand({ Name: 'nightly' }));
    const created = await get();
    expect(created).toMatchObject({
      ...NIGHTLY,
      Arn: arn,
      GroupName: 'default',
      State: 'ENABLED',
      ActionAfterCompletion: 'NONE',
    });
    harness.pass(5);
    const { StartDate: _start, ...others } = NIGHTLY;
    await scheduler.send(
      new UpdateScheduleCommand({ ...others, State: 'DISABLED' }),
    );
    const updated = await get();
    expect(updated.State).toBe('DISABLED');
    // An update leaves nothing of what was there.
    expect(updated).not.toHaveProperty('StartDate');
    expect(Number(updated.LastModificationDate)).toBeGreaterThan(
      Number(updated.CreationDate),
    );
    await scheduler.send(new DeleteScheduleCommand({ Name: 'nightly' }));
    await expect(get()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Schedule nightly does not exist.',
    });
  });

  it('lists targets and states, and pages', async () => {
    const harness = await startHarness();
    const clients = await harness.account(ACCOUNT_IDS.governance);
    const { scheduler } = clients;
    await create(clients, { Name: 'train-b' });
    await create(clients, { Name: 'train-a', State: 'DISABLED' });
    await create(clients, { Name: 'other' });
    const names: (string | undefined)[][] = [];
    for await (const { Schedules = [] } of paginateListSchedules(
      { client: scheduler, pageSize: 2 },
      {},
    )) {
      names.push(Schedules.map(({ Name }) => Name));
    }
    expect(names).toEqual([['other', 'train-a'], ['train-b']]);
    const { Schedules } = await scheduler.send(
      new ListSchedulesCommand({ NamePrefix: 'train', State: 'ENABLED' }),
    );
    expect(Schedules).toMatchObject([
      { Name: 'train-b', State: 'ENABLED', Target: { Arn: PIPELINE } },
    ]);
    await expect(
      scheduler.send(new ListSchedulesCommand({ NextToken: 'nothing' })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('takes a second request with the same token for the same', async () => {
    const harness = await startHarness();
    const clients = await harness.account(ACCOUNT_IDS.governance);
    await create(clients, { ClientToken: 'once' });
    await create(clients, { ClientToken: 'once' });
    await expect(
      create(clients, { ClientToken: 'twice' }),
    ).rejects.toMatchObject({
      name: 'ConflictException',
      message: 'Schedule nightly already exists.',
    });
  });

  it.each([
    [
      'an expression',
      { ScheduleExpression: 'every day' },
      'ValidationException',
    ],
    [
      'a time zone',
      { ScheduleExpressionTimezone: 'Atlantis/Sea' },
      'ValidationException',
    ],
    [
      'a window',
      { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } },
      'ValidationException',
    ],
    ['a name', { Name: 'a b' }, 'ValidationException'],
    ['a group', { GroupName: 'mine' }, 'ResourceNotFoundException'],
  ])('refuses what is not %s', async (_what, input, name) => {
    const harness = await startHarness();
    await expect(
      create(await harness.account(ACCOUNT_IDS.governance), input),
    ).rejects.toMatchObject({ name });
  });

  it('starts the pipeline that is its target, each time it comes round', async () => {
    const now = Date.parse('2026-11-25T12:10:00Z');
    const harness = await startHarness({ now: () => now });
    const clients = await harness.account(ACCOUNT_IDS.governance);
    await clients.sageMaker.send(
      new CreatePipelineCommand({
        PipelineName: 'churn',
        PipelineDefinition: JSON.stringify({
          Version: '2020-12-01',
          Parameters: [{ Name: 'Depth', Type: 'Integer', DefaultValue: 4 }],
          Steps: [{ Name: 'Train', Type: 'Training', Arguments: {} }],
        }),
        ClientRequestToken: 'x'.repeat(32),
        RoleArn: `arn:aws:iam::${ACCOUNT_IDS.governance}:role/pipeline`,
      }),
    );
    await create(clients, { ScheduleExpressionTimezone: 'UTC' });
    await create(clients, { Name: 'off', State: 'DISABLED' });
    await create(clients, {
      Name: 'missing',
      Target: { ...NIGHTLY.Target, Arn: `${PIPELINE}-missing` },
    });
    await clients.eventBridge.send(
      new PutRuleCommand({
        Name: 'weekly',
        ScheduleExpression: 'rate(7 days)',
      }),
    );
    await clients.eventBridge.send(
      new PutTargetsCommand({
        Rule: 'weekly',
        Targets: [{ Id: '1', Arn: PIPELINE }],
      }),
    );
    await harness.sandbox.advance({ days: 8 });
    const later = await harness.account(ACCOUNT_IDS.governance);
    const executions = async (input: object = {}) => {
      const { PipelineExecutionSummaries = [] } = await later.sageMaker.send(
        new ListPipelineExecutionsCommand({
          PipelineName: 'churn',
          SortOrder: 'Ascending',
          MaxResults: 100,
          ...input,
        }),
      );
      return PipelineExecutionSummaries;
    };
    const nights = [26, 27, 28, 29, 30].map(
      day => `2026-11-${day}T03:00:00.000Z`,
    );
    const started = await executions();
    expect(started.map(({ StartTime }) => StartTime?.toISOString())).toEqual([
      ...nights,
      '2026-12-01T03:00:00.000Z',
      '2026-12-02T03:00:00.000Z',
      '2026-12-02T12:10:00.000Z',
      '2026-12-03T03:00:00.000Z',
    ]);
    const { PipelineParameters } = await later.sageMaker.send(
      new ListPipelineParametersForExecutionCommand({
        PipelineExecutionArn: started[0].PipelineExecutionArn,
      }),
    );
    expect(PipelineParameters).toEqual([{ Name: 'Depth', Value: '6' }]);
    await later.scheduler.send(new DeleteScheduleCommand({ Name: 'nightly' }));
    await later.eventBridge.send(new DisableRuleCommand({ Name: 'weekly' }));
    await harness.sandbox.advance({ days: 8 });
    Object.assign(later, await harness.account(ACCOUNT_IDS.governance));
    expect(await executions()).toHaveLength(started.length);
  });

  it('lets the reader look and no more', async () => {
    const harness = await startHarness();
    const reader = await harness.account(ACCOUNT_IDS.governance, ROLES.reader);
    const { Schedules } = await reader.scheduler.send(
      new ListSchedulesCommand({}),
    );
    expect(Schedules).toEqual([]);
    await expect(create(reader)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});
