import {
  CreatePipelineCommand,
  StartPipelineExecutionCommand,
  UpdatePipelineCommand,
  type ActionCategory,
  type PipelineDeclaration,
} from '@aws-sdk/client-codepipeline';
import type { DeliveryEvidence } from '@mlops-portal/backstage-plugin-mlops-common';
import {
  ACCOUNT_ID,
  startCollecting,
  type Collecting,
} from './__testUtils__/collecting';
import { deliveryCollector } from './delivery';

const LISTS = [
  'codepipeline:ListPipelines',
  'codepipeline:ListPipelineExecutions',
];

function action(name: string, category: ActionCategory, provider: string) {
  return {
    name,
    actionTypeId: { category, owner: 'AWS', provider, version: '1' } as const,
  };
}

const SOURCE = { name: 'Source', actions: [action('Code', 'Source', 'S3')] };
const APPROVE = {
  name: 'Approve',
  actions: [action('Review', 'Approval', 'Manual')],
};
const PROD = {
  name: 'Production',
  actions: [
    action('Deploy', 'Deploy', 'CloudFormation'),
    action('Check', 'Test', 'CodeBuild'),
  ],
};

function declare(
  name: string,
  stages: PipelineDeclaration['stages'],
): PipelineDeclaration {
  return {
    name,
    stages,
    roleArn: `arn:aws:iam::${ACCOUNT_ID}:role/delivery`,
    artifactStore: { type: 'S3', location: 'artifacts' },
  };
}

let collecting: Collecting<DeliveryEvidence[]>;

async function createPipeline(name = 'model-deploy'): Promise<void> {
  await collecting.people.codePipeline.send(
    new CreatePipelineCommand({
      pipeline: declare(name, [SOURCE, APPROVE, PROD]),
    }),
  );
}

beforeEach(async () => {
  collecting = await startCollecting(deliveryCollector);
});

it('reads pipelines with their actions and executions, by name, and then lists alone', async () => {
  const { collect, calls, allCalls, pass } = collecting;
  await createPipeline();
  await createPipeline('batch-deploy');
  await pass({ minutes: 1 });

  const first = await collect();

  expect(first).toEqual([
    expect.objectContaining({ name: 'batch-deploy' }),
    {
      name: 'model-deploy',
      arn: `arn:aws:codepipeline:eu-west-1:${ACCOUNT_ID}:model-deploy`,
      lastModifiedAt: expect.any(String),
      actions: [
        {
          stage: 'Source',
          name: 'Code',
          category: 'Source',
          provider: 'S3',
        },
        {
          stage: 'Approve',
          name: 'Review',
          category: 'Approval',
          provider: 'Manual',
        },
        {
          stage: 'Production',
          name: 'Deploy',
          category: 'Deploy',
          provider: 'CloudFormation',
        },
        {
          stage: 'Production',
          name: 'Check',
          category: 'Test',
          provider: 'CodeBuild',
        },
      ],
      executions: [
        {
          id: expect.any(String),
          status: 'InProgress',
          startedAt: expect.any(String),
        },
      ],
    },
  ]);
  expect(allCalls()).toEqual([...deliveryCollector.iamActions].sort());
  await expect(collect(first)).resolves.toEqual(first);
  expect(calls()).toEqual([...LISTS, LISTS[1]]);
});

it('reads again what was changed, and the newest five executions', async () => {
  const { people, collect, calls, pass } = collecting;
  await createPipeline();
  const first = await collect();
  for (let run = 0; run < 6; run++) {
    await people.codePipeline.send(
      new StartPipelineExecutionCommand({ name: 'model-deploy' }),
    );
  }
  const [started] = await collect(first);
  expect(calls()).toEqual(LISTS);
  expect(started.executions).toHaveLength(5);
  expect(started.executions).not.toContainEqual(
    expect.objectContaining({ id: first[0].executions[0].id }),
  );
  const times = started.executions.map(({ startedAt }) => startedAt);
  expect(times).toEqual([...times].sort().reverse());

  await pass({ minutes: 1 });
  await people.codePipeline.send(
    new UpdatePipelineCommand({
      pipeline: declare('model-deploy', [SOURCE, PROD]),
    }),
  );
  const [changed] = await collect([started]);
  expect(changed.actions.map(({ name }) => name)).toEqual([
    'Code',
    'Deploy',
    'Check',
  ]);
  expect(calls()).toContain('codepipeline:GetPipeline');
});

it('leaves out a pipeline that vanishes between list and description', async () => {
  const { collect, sandbox } = collecting;
  await createPipeline();
  await createPipeline('batch-deploy');
  sandbox.faults.fail('codepipeline:GetPipeline', {
    error: 'PipelineNotFoundException',
    where: { name: 'batch-deploy' },
  });
  await expect(collect()).resolves.toMatchObject([{ name: 'model-deploy' }]);
});
