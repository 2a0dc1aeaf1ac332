import { CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import {
  CreatePipelineCommand,
  DeletePipelineCommand,
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
  paginateListPipelines,
  PutApprovalResultCommand,
  StartPipelineExecutionCommand,
  UpdatePipelineCommand,
  type ActionDeclaration,
  type PipelineDeclaration,
} from '@aws-sdk/client-codepipeline';
import { startEventTarget } from '../../__testUtils__/eventTarget';
import {
  startHarness,
  type Clients,
  type Harness,
} from '../../__testUtils__/harness';
import { ACCOUNT_IDS, ROLES } from '../../constants';

const NAME = 'model-deploy';
const TESTER = `arn:aws:sts::${ACCOUNT_IDS.governance}:assumed-role/${ROLES.provisioner}/test`;

function action(
  name: string,
  category: 'Source' | 'Build' | 'Deploy' | 'Approval',
  provider: string,
  more: Partial<ActionDeclaration> = {},
): ActionDeclaration {
  return {
    name,
    actionTypeId: { category, owner: 'AWS', provider, version: '1' },
    ...more,
  };
}

const PIPELINE: PipelineDeclaration = {
  name: NAME,
  roleArn: `arn:aws:iam::${ACCOUNT_IDS.governance}:role/pipeline`,
  artifactStore: { type: 'S3', location: 'artifacts' },
  stages: [
    {
      name: 'Source',
      actions: [
        action('Repository', 'Source', 'CodeCommit', {
          configuration: { RepositoryName: NAME, BranchName: 'main' },
          outputArtifacts: [{ name: 'Code' }],
        }),
      ],
    },
    {
      name: 'Test',
      actions: [
        action('Deploy', 'Deploy', 'CloudFormation', { runOrder: 1 }),
        action('Check', 'Build', 'CodeBuild', { runOrder: 2 }),
      ],
    },
    { name: 'Approve', actions: [action('Review', 'Approval', 'Manual')] },
    {
      name: 'Production',
      actions: [action('Deploy', 'Deploy', 'CloudFormation')],
    },
  ],
};

async function startWith(harness: Harness): Promise<Clients> {
  const clients = await harness.account(ACCOUNT_IDS.governance);
  await clients.codeCommit.send(
    new CreateRepositoryCommand({ repositoryName: NAME }),
  );
  return clients;
}

async function stages({ codePipeline }: Clients) {
  const { stageStates = [] } = await codePipeline.send(
    new GetPipelineStateCommand({ name: NAME }),
  );
  return Object.fromEntries(
    stageStates.map(({ stageName, latestExecution, actionStates = [] }) => [
      stageName,
      {
        status: latestExecution?.status,
        actions: Object.fromEntries(
          actionStates.map(({ actionName, latestExecution: latest }) => [
            actionName,
            latest,
          ]),
        ),
      },
    ]),
  );
}

async function executions({ codePipeline }: Clients) {
  const { pipelineExecutionSummaries = [] } = await codePipeline.send(
    new ListPipelineExecutionsCommand({ pipelineName: NAME }),
  );
  return pipelineExecutionSummaries;
}

/** Creates the pipeline, which runs at once, and lets it go on to its approval. */
async function createAndWait(harness: Harness) {
  const clients = await startWith(harness);
  await clients.codePipeline.send(
    new CreatePipelineCommand({ pipeline: PIPELINE }),
  );
  harness.pass(30);
  const { Approve } = await stages(clients);
  return { clients, token: Approve.actions.Review?.token ?? '' };
}

function approve(
  { codePipeline }: Clients,
  token: string,
  status: 'Approved' | 'Rejected' = 'Approved',
) {
  return codePipeline.send(
    new PutApprovalResultCommand({
      pipelineName: NAME,
      stageName: 'Approve',
      actionName: 'Review',
      token,
      result: { status, summary: 'Bias is within bounds' },
    }),
  );
}

describe('CodePipeline', () => {
  it('keeps each version of a pipeline', async () => {
    const harness = await startHarness();
    const { codePipeline } = await startWith(harness);
    const { pipeline } = await codePipeline.send(
      new CreatePipelineCommand({ pipeline: PIPELINE }),
    );
    expect(pipeline).toMatchObject({ name: NAME, version: 1 });
    const [source, ...others] = PIPELINE.stages ?? [];
    harness.pass(1);
    await codePipeline.send(
      new UpdatePipelineCommand({
        pipeline: { ...PIPELINE, stages: [source, others[0]] },
      }),
    );
    const newest = await codePipeline.send(
      new GetPipelineCommand({ name: NAME }),
    );
    expect(newest.pipeline?.version).toBe(2);
    expect(newest.pipeline?.stages?.map(({ name }) => name)).toEqual([
      'Source',
      'Test',
    ]);
    expect(newest.metadata?.pipelineArn).toBe(
      'arn:aws:codepipeline:eu-west-1:100000000002:model-deploy',
    );
    const first = await codePipeline.send(
      new GetPipelineCommand({ name: NAME, version: 1 }),
    );
    expect(first.pipeline?.stages).toHaveLength(4);
    expect(first.pipeline?.stages?.[0].actions?.[0]).toMatchObject({
      actionTypeId: { category: 'Source', provider: 'CodeCommit' },
      configuration: { RepositoryName: NAME, BranchName: 'main' },
    });
    await expect(
      codePipeline.send(new GetPipelineCommand({ name: NAME, version: 3 })),
    ).rejects.toMatchObject({ name: 'PipelineVersionNotFoundException' });
  });

  it('runs a new pipeline through its stages, one after the other', async () => {
    const harness = await startHarness();
    const clients = await startWith(harness);
    await clients.codePipeline.send(
      new CreatePipelineCommand({ pipeline: PIPELINE }),
    );
    expect(await stages(clients)).toMatchObject({
      Source: { status: 'InProgress' },
      Test: { status: undefined },
    });
    harness.pass(1);
    const inTest = await stages(clients);
    expect(inTest.Source.status).toBe('Succeeded');
    expect(inTest.Test).toMatchObject({
      status: 'InProgress',
      actions: { Deploy: { status: 'InProgress' }, Check: undefined },
    });
    harness.pass(8);
    expect((await stages(clients)).Test.actions).toMatchObject({
      Deploy: { status: 'Succeeded' },
      Check: { status: 'InProgress' },
    });
    harness.pass(20);
    expect(await stages(clients)).toMatchObject({
      Test: { status: 'Succeeded' },
      Approve: { status: 'InProgress' },
    });
    harness.pass(3600);
    const again = harness.clients(await harness.assume(ACCOUNT_IDS.governance));
    expect(await executions(again)).toMatchObject([
      { status: 'InProgress', trigger: { triggerType: 'CreatePipeline' } },
    ]);
  });

  it('goes on once somebody approves, and tells who did', async () => {
    const harness = await startHarness();
    const { clients, token } = await createAndWait(harness);
    const { approvedAt } = await approve(clients, token);
    expect(approvedAt).toBeInstanceOf(Date);
    harness.pass(10);
    const done = await stages(clients);
    expect(done.Approve.actions.Review).toMatchObject({
      status: 'Succeeded',
      lastUpdatedBy: TESTER,
      summary: 'Bias is within bounds',
    });
    expect(done.Approve.actions.Review).not.toHaveProperty('token');
    expect(done.Production.status).toBe('Succeeded');
    const [{ pipelineExecutionId, status }] = await executions(clients);
    expect(status).toBe('Succeeded');
    const { actionExecutionDetails = [] } = await clients.codePipeline.send(
      new ListActionExecutionsCommand({
        pipelineName: NAME,
        filter: { pipelineExecutionId },
      }),
    );
    expect(actionExecutionDetails.map(({ stageName }) => stageName)).toEqual([
      'Production',
      'Approve',
      'Test',
      'Test',
      'Source',
    ]);
    expect(actionExecutionDetails[1]).toMatchObject({
      actionName: 'Review',
      status: 'Succeeded',
      updatedBy: TESTER,
      input: { actionTypeId: { category: 'Approval', provider: 'Manual' } },
      output: {
        executionResult: { externalExecutionSummary: 'Bias is within bounds' },
      },
    });
    await expect(approve(clients, token)).rejects.toMatchObject({
      name: 'ApprovalAlreadyCompletedException',
    });
  });

  it('fails when somebody rejects, and when nobody answers for a week', async () => {
    const harness = await startHarness();
    const { clients, token } = await createAndWait(harness);
    await expect(
      approve(clients, '00000000-0000-0000-0000-000000000000'),
    ).rejects.toMatchObject({ name: 'InvalidApprovalTokenException' });
    await approve(clients, token, 'Rejected');
    expect(await stages(clients)).toMatchObject({
      Approve: {
        status: 'Failed',
        actions: { Review: { status: 'Failed', lastUpdatedBy: TESTER } },
      },
      Production: { status: undefined },
    });
    expect(await executions(clients)).toMatchObject([{ status: 'Failed' }]);
    await clients.codePipeline.send(
      new StartPipelineExecutionCommand({ name: NAME }),
    );
    await harness.sandbox.advance({ days: 8 });
    const later = await harness.account(ACCOUNT_IDS.governance);
    expect((await stages(later)).Approve.actions.Review).toMatchObject({
      status: 'Failed',
      errorDetails: { code: 'JobTimedOut' },
    });
    expect(await executions(later)).toMatchObject([
      { status: 'Failed' },
      { status: 'Failed' },
    ]);
  });

  it('fails without the repository that it begins with', async () => {
    const harness = await startHarness();
    const clients = await harness.account(ACCOUNT_IDS.governance);
    await clients.codePipeline.send(
      new CreatePipelineCommand({ pipeline: PIPELINE }),
    );
    harness.pass(1);
    expect((await stages(clients)).Source).toMatchObject({
      status: 'Failed',
      actions: {
        Repository: {
          errorDetails: {
            message:
              'The action failed because the repository model-deploy does not exist.',
          },
        },
      },
    });
  });

  it('lets the newest of the executions that wait for a stage go before the others', async () => {
    const harness = await startHarness();
    const { clients, token } = await createAndWait(harness);
    const { codePipeline } = clients;
    const start = async (clientRequestToken?: string) => {
      const { pipelineExecutionId } = await codePipeline.send(
        new StartPipelineExecutionCommand({ name: NAME, clientRequestToken }),
      );
      harness.pass(30);
      return pipelineExecutionId;
    };
    const second = await start('a');
    expect(await start('a')).toBe(second);
    const third = await start();
    const { stageStates = [] } = await codePipeline.send(
      new GetPipelineStateCommand({ name: NAME }),
    );
    expect(stageStates[2].inboundExecution).toEqual({
      pipelineExecutionId: third,
      status: 'InProgress',
    });
    expect((await executions(clients)).map(({ status }) => status)).toEqual([
      'InProgress',
      'Superseded',
      'InProgress',
    ]);
    const { pipelineExecution } = await codePipeline.send(
      new GetPipelineExecutionCommand({
        pipelineName: NAME,
        pipelineExecutionId: second,
      }),
    );
    expect(pipelineExecution).toMatchObject({
      status: 'Superseded',
      trigger: { triggerType: 'StartPipelineExecution', triggerDetail: TESTER },
    });
    await approve(clients, token);
    const { Approve } = await stages(clients);
    expect(Approve.actions.Review).toMatchObject({ status: 'InProgress' });
    expect(Approve.actions.Review?.token).not.toBe(token);
  });

  it('announces executions, stages and actions', async () => {
    const target = await startEventTarget();
    const harness = await startHarness({ eventTarget: target.url });
    const { clients, token } = await createAndWait(harness);
    await approve(clients, token);
    harness.pass(10);
    await executions(clients);
    await target.wait('CodePipeline Pipeline Execution State Change', 2);
    const { events } = target;
    const told = events.map(({ 'detail-type': type, detail }) =>
      [
        type.replace(/CodePipeline | Execution State Change/g, ''),
        detail.stage,
        detail.action,
        detail.state,
      ]
        .filter(Boolean)
        .join(' '),
    );
    expect(told).toEqual([
      'Pipeline STARTED',
      'Stage Source STARTED',
      'Action Source Repository STARTED',
      'Action Source Repository SUCCEEDED',
      'Stage Source SUCCEEDED',
      'Stage Test STARTED',
      'Action Test Deploy STARTED',
      'Action Test Deploy SUCCEEDED',
      'Action Test Check STARTED',
      'Action Test Check SUCCEEDED',
      'Stage Test SUCCEEDED',
      'Stage Approve STARTED',
      'Action Approve Review STARTED',
      'Action Approve Review SUCCEEDED',
      'Stage Approve SUCCEEDED',
      'Stage Production STARTED',
      'Action Production Deploy STARTED',
      'Action Production Deploy SUCCEEDED',
      'Stage Production SUCCEEDED',
      'Pipeline SUCCEEDED',
    ]);
    expect(events[13]).toMatchObject({
      source: 'aws.codepipeline',
      account: ACCOUNT_IDS.governance,
      region: 'eu-west-1',
      resources: ['arn:aws:codepipeline:eu-west-1:100000000002:model-deploy'],
      detail: {
        pipeline: NAME,
        version: 1,
        type: {
          owner: 'AWS',
          provider: 'Manual',
          category: 'Approval',
          version: '1',
        },
        'execution-result': {
          'external-execution-summary': 'Bias is within bounds',
        },
      },
    });
    await target.stop();
  });

  it('pages pipelines, executions and actions', async () => {
    const harness = await startHarness();
    const clients = await startWith(harness);
    const { codePipeline } = clients;
    for (const name of ['c', 'a', 'b']) {
      await codePipeline.send(
        new CreatePipelineCommand({ pipeline: { ...PIPELINE, name } }),
      );
    }
    const pages: (string | undefined)[][] = [];
    for await (const { pipelines = [] } of paginateListPipelines(
      { client: codePipeline, pageSize: 2 },
      {},
    )) {
      pages.push(pipelines.map(({ name }) => name));
    }
    expect(pages).toEqual([['a', 'b'], ['c']]);
    await codePipeline.send(new StartPipelineExecutionCommand({ name: 'a' }));
    const first = await codePipeline.send(
      new ListPipelineExecutionsCommand({ pipelineName: 'a', maxResults: 1 }),
    );
    const second = await codePipeline.send(
      new ListPipelineExecutionsCommand({
        pipelineName: 'a',
        maxResults: 1,
        nextToken: first.nextToken,
      }),
    );
    expect(
      [first, second].map(
        ({ pipelineExecutionSummaries: [summary] = [] }) =>
          summary.trigger?.triggerType,
      ),
    ).toEqual(['StartPipelineExecution', 'CreatePipeline']);
    expect(second.nextToken).toBeUndefined();
    await expect(
      codePipeline.send(
        new ListPipelineExecutionsCommand({
          pipelineName: 'b',
          nextToken: first.nextToken,
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
    const succeeded = await codePipeline.send(
      new ListPipelineExecutionsCommand({
        pipelineName: 'a',
        filter: { succeededInStage: { stageName: 'Source' } },
      }),
    );
    expect(succeeded.pipelineExecutionSummaries).toEqual([]);
  });

  it.each([
    ['has one stage', [PIPELINE.stages?.[0]], 'at least 2 stages'],
    [
      'begins with a build',
      [PIPELINE.stages?.[1], PIPELINE.stages?.[2]],
      'start with a stage that only contains source actions',
    ],
    [
      'has sources later on',
      [PIPELINE.stages?.[0], { ...PIPELINE.stages?.[0], name: 'More' }],
      'Source actions may only occur in the first stage',
    ],
    [
      'has a stage twice',
      [PIPELINE.stages?.[0], PIPELINE.stages?.[1], PIPELINE.stages?.[1]],
      'Stage names must be unique',
    ],
  ])('refuses a pipeline that %s', async (_what, declared, message) => {
    const harness = await startHarness();
    const { codePipeline } = await startWith(harness);
    await expect(
      codePipeline.send(
        new CreatePipelineCommand({
          pipeline: {
            ...PIPELINE,
            stages: declared as PipelineDeclaration['stages'],
          },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidStructureException',
      message: expect.stringContaining(message),
    });
  });

  it('refuses a name that is taken and wrong input, and does not find what is not there', async () => {
    const harness = await startHarness();
    const { codePipeline } = await startWith(harness);
    const create = new CreatePipelineCommand({ pipeline: PIPELINE });
    await codePipeline.send(create);
    await expect(codePipeline.send(create)).rejects.toMatchObject({
      name: 'PipelineNameInUseException',
    });
    await expect(
      codePipeline.send(new GetPipelineCommand({ name: 'not a name' })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
    await codePipeline.send(new DeletePipelineCommand({ name: NAME }));
    const { pipelines } = await codePipeline.send(new ListPipelinesCommand({}));
    expect(pipelines).toEqual([]);
    await expect(
      codePipeline.send(new GetPipelineStateCommand({ name: NAME })),
    ).rejects.toMatchObject({
      name: 'PipelineNotFoundException',
      message:
        "Account '100000000002' does not have a pipeline with name 'model-deploy'",
    });
  });
});
