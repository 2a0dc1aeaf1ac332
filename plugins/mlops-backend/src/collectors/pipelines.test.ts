import {
  DisableRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import {
  CreatePipelineCommand,
  StartPipelineExecutionCommand,
  UpdatePipelineCommand,
} from '@aws-sdk/client-sagemaker';
import type { PipelineEvidence } from '@mlops-portal/backstage-plugin-mlops-common';
import type { AccountClients } from '@mlops-portal/backstage-plugin-mlops-node';
import {
  ACCOUNT_ID,
  SAGEMAKER_ARN,
  startCollecting,
  type Collecting,
} from './__testUtils__/collecting';
import { pipelinesCollector } from './pipelines';

const ROLE = `arn:aws:iam::${ACCOUNT_ID}:role/pipelines`;
const CHURN = `${SAGEMAKER_ARN}:pipeline/churn`;

function definition(...names: string[]): string {
  return JSON.stringify({
    Version: '2020-12-01',
    Steps: names.map(Name => ({ Name, Type: 'Processing', Arguments: {} })),
  });
}

async function createPipeline(
  { sageMaker }: AccountClients,
  PipelineName = 'churn',
) {
  await sageMaker.send(
    new CreatePipelineCommand({
      PipelineName,
      PipelineDefinition: definition('Prepare', 'Evaluate'),
      RoleArn: ROLE,
    }),
  );
}

async function start({ sageMaker }: AccountClients): Promise<void> {
  await sageMaker.send(
    new StartPipelineExecutionCommand({ PipelineName: 'churn' }),
  );
}

async function schedule(
  { scheduler }: AccountClients,
  Name: string,
  input: { State?: 'ENABLED' | 'DISABLED'; target?: string } = {},
): Promise<void> {
  await scheduler.send(
    new CreateScheduleCommand({
      Name,
      State: input.State,
      ScheduleExpression: 'rate(7 days)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: input.target ?? CHURN, RoleArn: ROLE },
    }),
  );
}

async function putRule(
  { eventBridge }: AccountClients,
  Name: string,
): Promise<void> {
  await eventBridge.send(
    new PutRuleCommand({
      Name,
      EventPattern: JSON.stringify({ source: ['aws.sagemaker'] }),
    }),
  );
  await eventBridge.send(
    new PutTargetsCommand({
      Rule: Name,
      Targets: [{ Id: 'retrain', Arn: CHURN, RoleArn: ROLE }],
    }),
  );
}

let collecting: Collecting<PipelineEvidence[]>;

beforeEach(async () => {
  collecting = await startCollecting(pipelinesCollector);
});

it('asks for nothing but the list where there are none', async () => {
  await expect(collecting.collect()).resolves.toEqual([]);
  expect(collecting.calls()).toEqual(['sagemaker:ListPipelines']);
});

it('reads pipelines with their steps, executions and triggers, by name', async () => {
  const { people, collect, calls, pass, allCalls } = collecting;
  await createPipeline(people);
  await createPipeline(people, 'attrition');
  await start(people);
  await pass({ minutes: 1 });
  await schedule(people, 'weekly');
  await schedule(people, 'retired', { State: 'DISABLED' });
  await schedule(people, 'other', { target: `${CHURN}-2` });
  await putRule(people, 'drift');
  await putRule(people, 'off');
  await people.eventBridge.send(new DisableRuleCommand({ Name: 'off' }));

  const first = await collect();

  expect(first).toEqual([
    expect.objectContaining({
      name: 'attrition',
      executions: [],
      triggers: [],
    }),
    {
      name: 'churn',
      arn: CHURN,
      lastModifiedAt: expect.any(String),
      steps: [
        { name: 'Prepare', type: 'Processing', dependsOn: [] },
        { name: 'Evaluate', type: 'Processing', dependsOn: [] },
      ],
      executions: [
        {
          arn: expect.stringContaining(`${CHURN}/execution/`),
          status: 'Succeeded',
          startedAt: expect.any(String),
        },
      ],
      triggers: [
        {
          type: 'rule',
          name: 'drift',
          arn: `arn:aws:events:eu-west-1:${ACCOUNT_ID}:rule/drift`,
          enabled: true,
        },
        expect.objectContaining({ type: 'rule', name: 'off', enabled: false }),
        expect.objectContaining({ name: 'retired', enabled: false }),
        {
          type: 'schedule',
          name: 'weekly',
          arn: `arn:aws:scheduler:eu-west-1:${ACCOUNT_ID}:schedule/default/weekly`,
          enabled: true,
        },
      ],
    },
  ]);
  // The one that was never started is not asked for its executions.
  expect(calls().filter(call => call.endsWith('Executions'))).toHaveLength(1);
  expect(allCalls()).toEqual([...pipelinesCollector.iamActions].sort());

  const second = await collect(first);

  expect(second).toEqual(first);
  expect(calls()).toEqual([
    'sagemaker:ListPipelines',
    'scheduler:ListSchedules',
    'events:ListRuleNamesByTarget',
    'events:ListRuleNamesByTarget',
    // No list shows whether a rule is enabled for the target that was asked for.
    'events:DescribeRule',
    'events:DescribeRule',
  ]);
});

it('makes only lists for what is unchanged, and describes what was changed', async () => {
  const { people, collect, calls, pass } = collecting;
  await createPipeline(people);
  const first = await collect();
  const lists = [
    'sagemaker:ListPipelines',
    'scheduler:ListSchedules',
    'events:ListRuleNamesByTarget',
  ];
  await expect(collect(first)).resolves.toEqual(first);
  expect(calls()).toEqual(lists);

  await pass({ minutes: 1 });
  await people.sageMaker.send(
    new UpdatePipelineCommand({
      PipelineName: 'churn',
      PipelineDefinition: definition('Train'),
    }),
  );
  const [changed] = await collect(first);
  expect(changed.steps?.map(({ name }) => name)).toEqual(['Train']);
  expect(calls().sort()).toEqual(
    [...lists, 'sagemaker:DescribePipeline'].sort(),
  );
});

it('asks for executions while one is under way, and when another was started', async () => {
  const { people, collect, calls, pass } = collecting;
  const asked = () => calls().includes('sagemaker:ListPipelineExecutions');
  await createPipeline(people);
  await start(people);
  const running = await collect();
  expect(running[0].executions).toMatchObject([{ status: 'Executing' }]);

  await pass({ minutes: 1 });
  const over = await collect(running);
  expect(asked()).toBe(true);
  expect(over[0].executions).toMatchObject([{ status: 'Succeeded' }]);
  await collect(over);
  expect(asked()).toBe(false);

  await start(people);
  const again = await collect(over);
  expect(again[0].executions.map(({ status }) => status)).toEqual([
    'Executing',
    'Succeeded',
  ]);
});

it('keeps the newest twenty executions', async () => {
  const { people, collect, calls } = collecting;
  await createPipeline(people);
  for (let run = 0; run < 22; run++) {
    await start(people);
  }
  const [{ executions }] = await collect();
  expect(executions).toHaveLength(20);
  const times = executions.map(({ startedAt }) => startedAt);
  expect(times).toEqual([...times].sort().reverse());
  expect(
    calls().filter(call => call === 'sagemaker:ListPipelineExecutions'),
  ).toHaveLength(1);
});

it.each([
  ['scheduler:ListSchedules', 'list the schedules', ['drift']],
  [
    'events:ListRuleNamesByTarget',
    'list the rules that start the pipeline',
    ['weekly'],
  ],
  ['events:DescribeRule', 'list the rules that start the pipeline', ['weekly']],
])(
  'keeps the reason when %s is refused, and the rest',
  async (call, tried, left) => {
    const { people, collect, sandbox } = collecting;
    await createPipeline(people);
    await schedule(people, 'weekly');
    await putRule(people, 'drift');
    sandbox.faults.fail(call, {
      error: 'AccessDeniedException',
      message: `not authorized to perform: ${call}`,
      status: 403,
    });

    const first = await collect();

    expect(first).toMatchObject([
      {
        name: 'churn',
        triggersUnknownReason: expect.stringMatching(
          new RegExp(`^Could not ${tried} .*AccessDeniedException.*${call}`),
        ),
      },
    ]);
    expect(first[0].steps).toHaveLength(2);
    expect(first[0].triggers.map(({ name }) => name)).toEqual(left);
    await expect(collect(first)).resolves.toEqual(first);
  },
);

it('leaves out a pipeline and a rule that vanish between list and description', async () => {
  const { people, collect, sandbox } = collecting;
  await createPipeline(people);
  await createPipeline(people, 'attrition');
  sandbox.faults.fail('sagemaker:DescribePipeline', {
    error: 'ResourceNotFound',
    message: 'Pipeline does not exist.',
    where: { PipelineName: 'attrition' },
  });
  await putRule(people, 'drift');
  sandbox.faults.fail('events:DescribeRule', {
    error: 'ResourceNotFoundException',
    message: 'Rule drift does not exist.',
  });

  const pipelines = await collect();

  expect(pipelines).toMatchObject([{ name: 'churn', triggers: [] }]);
  expect(pipelines[0]).not.toHaveProperty('triggersUnknownReason');
});

it('fails as a whole when the pipelines themselves cannot be read', async () => {
  const { people, collect, sandbox } = collecting;
  await createPipeline(people);
  sandbox.faults.fail('sagemaker:DescribePipeline', {
    error: 'AccessDeniedException',
    status: 403,
  });
  await expect(collect()).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});
