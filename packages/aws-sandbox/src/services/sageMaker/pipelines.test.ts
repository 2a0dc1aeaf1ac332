import {
  CreatePipelineCommand,
  DeletePipelineCommand,
  DescribeModelCommand,
  DescribePipelineCommand,
  DescribePipelineDefinitionForExecutionCommand,
  DescribePipelineExecutionCommand,
  ListPipelineExecutionsCommand,
  ListPipelineExecutionStepsCommand,
  ListPipelineParametersForExecutionCommand,
  ListPipelinesCommand,
  paginateListPipelines,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
  UpdatePipelineCommand,
} from '@aws-sdk/client-sagemaker';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { startHarness, type Harness } from '../../__testUtils__/harness';
import { GATED } from '../../__testUtils__/pipelines';
import { ACCOUNT_IDS, ROLES } from '../../constants';

const ROLE = `arn:aws:iam::${ACCOUNT_IDS.governance}:role/pipelines`;
const ARN = `arn:aws:sagemaker:eu-west-1:${ACCOUNT_IDS.governance}:pipeline`;

async function start(): Promise<Harness & { harness: Harness }> {
  const harness = await startHarness();
  const clients = await harness.account(ACCOUNT_IDS.governance);
  return { ...harness, ...clients, harness };
}

function create(
  { sageMaker }: Pick<Harness, 'sageMaker'>,
  definition: unknown = GATED,
  name = 'churn-training',
) {
  return sageMaker.send(
    new CreatePipelineCommand({
      PipelineName: name,
      PipelineDefinition: JSON.stringify(definition),
      RoleArn: ROLE,
    }),
  );
}

async function run(
  { sageMaker }: Pick<Harness, 'sageMaker'>,
  parameters: Record<string, string> = {},
): Promise<string> {
  const { PipelineExecutionArn = '' } = await sageMaker.send(
    new StartPipelineExecutionCommand({
      PipelineName: 'churn-training',
      PipelineParameters: Object.entries(parameters).map(([Name, Value]) => ({
        Name,
        Value,
      })),
    }),
  );
  return PipelineExecutionArn;
}

async function stepsOf(
  { sageMaker }: Pick<Harness, 'sageMaker'>,
  arn: string,
): Promise<Record<string, string | undefined>> {
  const { PipelineExecutionSteps = [] } = await sageMaker.send(
    new ListPipelineExecutionStepsCommand({
      PipelineExecutionArn: arn,
      SortOrder: 'Ascending',
    }),
  );
  return Object.fromEntries(
    PipelineExecutionSteps.map(({ StepName, StepStatus }) => [
      StepName,
      StepStatus,
    ]),
  );
}

describe('pipelines', () => {
  it('are described, updated to another version, and deleted', async () => {
    const { sageMaker, pass } = await start();
    const { PipelineArn } = await create({ sageMaker });
    expect(PipelineArn).toBe(`${ARN}/churn-training`);
    pass(60);
    const { PipelineVersionId } = await sageMaker.send(
      new UpdatePipelineCommand({
        PipelineName: 'churn-training',
        PipelineDescription: 'Who is about to leave',
        PipelineDefinition: JSON.stringify({
          ...GATED,
          Steps: GATED.Steps.slice(0, 2),
        }),
      }),
    );
    expect(PipelineVersionId).toBe(2);
    const described = await sageMaker.send(
      new DescribePipelineCommand({ PipelineName: PipelineArn }),
    );
    expect(described).toMatchObject({
      PipelineName: 'churn-training',
      PipelineDescription: 'Who is about to leave',
      PipelineStatus: 'Active',
      RoleArn: ROLE,
      CreatedBy: {
        IamIdentity: {
          Arn: `arn:aws:sts::${ACCOUNT_IDS.governance}:assumed-role/${ROLES.provisioner}/test`,
          SourceIdentity: 'tester',
        },
      },
    });
    expect(JSON.parse(described.PipelineDefinition ?? '').Steps).toHaveLength(
      2,
    );
    expect(Number(described.LastModifiedTime)).toBeGreaterThan(
      Number(described.CreationTime),
    );
    const { PipelineDefinition } = await sageMaker.send(
      new DescribePipelineCommand({
        PipelineName: 'churn-training',
        PipelineVersionId: 1,
      }),
    );
    expect(JSON.parse(PipelineDefinition ?? '')).toEqual(GATED);
    await sageMaker.send(
      new DeletePipelineCommand({ PipelineName: 'churn-training' }),
    );
    await expect(
      sageMaker.send(
        new DescribePipelineCommand({ PipelineName: 'churn-training' }),
      ),
    ).rejects.toMatchObject({
      name: 'ResourceNotFound',
      message: `Pipeline '${PipelineArn}' does not exist.`,
    });
  });

  it('read their definition from S3, and are there once', async () => {
    const { sageMaker, s3 } = await start();
    await s3.send(new CreateBucketCommand({ Bucket: 'definitions' }));
    await s3.send(
      new PutObjectCommand({
        Bucket: 'definitions',
        Key: 'churn.json',
        Body: JSON.stringify(GATED),
      }),
    );
    const createFrom = (ObjectKey: string) =>
      sageMaker.send(
        new CreatePipelineCommand({
          PipelineName: 'churn-training',
          PipelineDefinitionS3Location: { Bucket: 'definitions', ObjectKey },
          RoleArn: ROLE,
        }),
      );
    await createFrom('churn.json');
    await expect(createFrom('churn.json')).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(
        'Pipeline names must be unique within an AWS account and region',
      ),
    });
    await expect(createFrom('other.json')).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('are created once for the same token', async () => {
    const { sageMaker } = await start();
    const input = {
      PipelineName: 'churn-training',
      PipelineDefinition: JSON.stringify(GATED),
      RoleArn: ROLE,
      ClientRequestToken: 'c'.repeat(32),
    };
    const first = await sageMaker.send(new CreatePipelineCommand(input));
    const second = await sageMaker.send(new CreatePipelineCommand(input));
    expect(second.PipelineArn).toBe(first.PipelineArn);
  });

  const step = { Name: 'Train', Type: 'Training', Arguments: {} };
  it.each([
    ['not JSON', '{'],
    ['of another version', { ...GATED, Version: '2019-01-01' }],
    ['without steps', { ...GATED, Steps: [] }],
    [
      'with a step of an unknown type',
      { ...GATED, Steps: [{ ...step, Type: 'Guess' }] },
    ],
    ['with a name twice', { ...GATED, Steps: [step, step] }],
    [
      'that depends on what is not there',
      { ...GATED, Steps: [{ ...step, DependsOn: ['Prepare'] }] },
    ],
    [
      'whose steps wait for each other',
      {
        ...GATED,
        Steps: [
          { ...step, DependsOn: ['Other'] },
          { ...step, Name: 'Other', DependsOn: ['Train'] },
        ],
      },
    ],
  ])('are refused with a definition %s', async (_what, definition) => {
    const { sageMaker } = await start();
    await expect(
      sageMaker.send(
        new CreatePipelineCommand({
          PipelineName: 'churn-training',
          PipelineDefinition:
            typeof definition === 'string'
              ? definition
              : JSON.stringify(definition),
          RoleArn: ROLE,
        }),
      ),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('Unable to parse pipeline definition'),
    });
  });

  it('are refused with a wrong name, and to a reader', async () => {
    const { sageMaker, account } = await start();
    await expect(create({ sageMaker }, GATED, '-churn')).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('PipelineName'),
    });
    const reader = await account(ACCOUNT_IDS.governance, ROLES.reader);
    await expect(create(reader)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    const { PipelineSummaries } = await reader.sageMaker.send(
      new ListPipelinesCommand({}),
    );
    expect(PipelineSummaries).toEqual([]);
  });

  it('are paged, sorted and filtered, the newest first', async () => {
    const { sageMaker, pass } = await start();
    for (const name of ['b-one', 'a-two', 'b-three']) {
      await create({ sageMaker }, GATED, name);
      pass(1);
    }
    const pages: (string | undefined)[][] = [];
    for await (const { PipelineSummaries = [] } of paginateListPipelines(
      { client: sageMaker, pageSize: 2 },
      {},
    )) {
      pages.push(PipelineSummaries.map(({ PipelineName }) => PipelineName));
    }
    expect(pages).toEqual([['b-three', 'a-two'], ['b-one']]);
    const { PipelineSummaries = [] } = await sageMaker.send(
      new ListPipelinesCommand({
        PipelineNamePrefix: 'b',
        SortBy: 'Name',
        SortOrder: 'Ascending',
      }),
    );
    expect(PipelineSummaries.map(({ PipelineName }) => PipelineName)).toEqual([
      'b-one',
      'b-three',
    ]);
  });
});

describe('pipeline executions', () => {
  it('take their steps in the order of their dependencies', async () => {
    const { pass, sageMaker } = await start();
    await create({ sageMaker });
    const arn = await run({ sageMaker });
    expect(arn).toMatch(
      new RegExp(`^${ARN}/churn-training/execution/[a-z0-9]{12}$`),
    );
    expect(await stepsOf({ sageMaker }, arn)).toEqual({ Prepare: 'Starting' });
    pass(1);
    expect(await stepsOf({ sageMaker }, arn)).toEqual({ Prepare: 'Executing' });
    pass(8);
    expect(await stepsOf({ sageMaker }, arn)).toEqual({
      Prepare: 'Succeeded',
      Train: 'Executing',
    });
    pass(13);
    expect(await stepsOf({ sageMaker }, arn)).toEqual({
      Prepare: 'Succeeded',
      Train: 'Succeeded',
      Evaluate: 'Executing',
      CheckBias: 'Executing',
    });
    const describe = () =>
      sageMaker.send(
        new DescribePipelineExecutionCommand({ PipelineExecutionArn: arn }),
      );
    expect((await describe()).PipelineExecutionStatus).toBe('Executing');
    pass(12);
    expect(await stepsOf({ sageMaker }, arn)).toEqual({
      Prepare: 'Succeeded',
      Train: 'Succeeded',
      Evaluate: 'Succeeded',
      CheckBias: 'Succeeded',
      IsGoodEnough: 'Succeeded',
      Register: 'Succeeded',
    });
    const described = await describe();
    expect(described).toMatchObject({
      PipelineArn: `${ARN}/churn-training`,
      PipelineExecutionStatus: 'Succeeded',
      PipelineVersionId: 1,
      PipelineExperimentConfig: {
        ExperimentName: 'churn-training',
        TrialName: arn.split('/').at(-1),
      },
      CreatedBy: { IamIdentity: { SourceIdentity: 'tester' } },
    });
    const { PipelineSummaries = [] } = await sageMaker.send(
      new ListPipelinesCommand({}),
    );
    expect(PipelineSummaries[0].LastExecutionTime).toEqual(
      described.CreationTime,
    );
  });

  it('tell of each step what it ran, the newest first', async () => {
    const { sageMaker, pass } = await start();
    await create({ sageMaker });
    const arn = await run({ sageMaker });
    pass(60);
    const { PipelineExecutionSteps = [] } = await sageMaker.send(
      new ListPipelineExecutionStepsCommand({ PipelineExecutionArn: arn }),
    );
    const metadata = Object.fromEntries(
      PipelineExecutionSteps.map(({ StepName, Metadata }) => [
        StepName,
        Metadata,
      ]),
    );
    const jobs = `arn:aws:sagemaker:eu-west-1:${ACCOUNT_IDS.governance}`;
    expect(PipelineExecutionSteps[0].StepName).toBe('Register');
    expect(metadata).toMatchObject({
      Train: {
        TrainingJob: { Arn: expect.stringContaining(`${jobs}:training-job/`) },
      },
      Evaluate: {
        ProcessingJob: {
          Arn: expect.stringContaining(`${jobs}:processing-job/`),
        },
      },
      CheckBias: {
        ClarifyCheck: {
          CheckType: 'MODEL_BIAS',
          ModelPackageGroupName: 'churn',
        },
      },
      IsGoodEnough: { Condition: { Outcome: 'True' } },
      Register: { RegisterModel: { Arn: `${jobs}:model-package/churn/1` } },
    });
  });

  it('fail with the reason of their Fail step when the gate stays shut', async () => {
    const { sageMaker, pass } = await start();
    await create({ sageMaker });
    const arn = await run({ sageMaker }, { MinimumAccuracy: '1.1' });
    pass(60);
    expect(await stepsOf({ sageMaker }, arn)).toMatchObject({
      IsGoodEnough: 'Succeeded',
      NotGoodEnough: 'Failed',
    });
    const { PipelineExecutionSteps: [newest] = [] } = await sageMaker.send(
      new ListPipelineExecutionStepsCommand({
        PipelineExecutionArn: arn,
        MaxResults: 1,
      }),
    );
    expect(newest).toMatchObject({
      FailureReason: 'The accuracy is below 1.1',
      Metadata: { Fail: { ErrorMessage: 'The accuracy is below 1.1' } },
    });
    expect(
      await sageMaker.send(
        new DescribePipelineExecutionCommand({ PipelineExecutionArn: arn }),
      ),
    ).toMatchObject({
      PipelineExecutionStatus: 'Failed',
      FailureReason: 'Step failure: One or multiple steps failed.',
    });
  });

  it('remember their parameters and the definition they went by', async () => {
    const { sageMaker } = await start();
    await create({ sageMaker });
    const arn = await run({ sageMaker }, { MinimumAccuracy: '0.8' });
    await sageMaker.send(
      new UpdatePipelineCommand({
        PipelineName: 'churn-training',
        PipelineDefinition: JSON.stringify({
          ...GATED,
          Steps: GATED.Steps.slice(0, 1),
        }),
      }),
    );
    const { PipelineParameters } = await sageMaker.send(
      new ListPipelineParametersForExecutionCommand({
        PipelineExecutionArn: arn,
      }),
    );
    expect(PipelineParameters).toEqual([
      { Name: 'MinimumAccuracy', Value: '0.8' },
      { Name: 'ModelApprovalStatus', Value: 'PendingManualApproval' },
    ]);
    const { PipelineDefinition } = await sageMaker.send(
      new DescribePipelineDefinitionForExecutionCommand({
        PipelineExecutionArn: arn,
      }),
    );
    expect(JSON.parse(PipelineDefinition ?? '')).toEqual(GATED);
  });

  it.each([
    ['unknown', { Other: '1' }, 'Other'],
    ['of another type', { MinimumAccuracy: 'high' }, 'MinimumAccuracy'],
  ])('are refused with a parameter that is %s', async (_, parameters, name) => {
    const { sageMaker } = await start();
    await create({ sageMaker });
    await expect(run({ sageMaker }, parameters)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(`[${name}]`),
    });
  });

  it('are refused without a parameter that has no default', async () => {
    const { sageMaker } = await start();
    await create(
      { sageMaker },
      {
        ...GATED,
        Parameters: [{ Name: 'Data', Type: 'String' }],
        Steps: GATED.Steps.slice(0, 1),
      },
    );
    await expect(run({ sageMaker })).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('[Data]'),
    });
  });

  it('start once for the same token, and are listed newest first', async () => {
    const { sageMaker, pass } = await start();
    await create({ sageMaker });
    const startAgain = (ClientRequestToken: string) =>
      sageMaker.send(
        new StartPipelineExecutionCommand({
          PipelineName: `${ARN}/churn-training`,
          ClientRequestToken,
        }),
      );
    const first = await startAgain('a'.repeat(32));
    pass(1);
    const second = await startAgain('b'.repeat(32));
    expect((await startAgain('a'.repeat(32))).PipelineExecutionArn).toBe(
      first.PipelineExecutionArn,
    );
    const { PipelineExecutionSummaries = [], NextToken } = await sageMaker.send(
      new ListPipelineExecutionsCommand({
        PipelineName: 'churn-training',
        MaxResults: 1,
      }),
    );
    expect(PipelineExecutionSummaries).toMatchObject([
      {
        PipelineExecutionArn: second.PipelineExecutionArn,
        PipelineExecutionStatus: 'Executing',
      },
    ]);
    expect(
      await sageMaker.send(
        new ListPipelineExecutionsCommand({
          PipelineName: 'churn-training',
          MaxResults: 1,
          NextToken,
        }),
      ),
    ).toMatchObject({
      PipelineExecutionSummaries: [
        { PipelineExecutionArn: first.PipelineExecutionArn },
      ],
    });
  });

  it('are stopped; until then their pipeline stays', async () => {
    const { sageMaker, pass } = await start();
    await create({ sageMaker });
    const arn = await run({ sageMaker });
    const remove = () =>
      sageMaker.send(
        new DeletePipelineCommand({ PipelineName: 'churn-training' }),
      );
    const stop = () =>
      sageMaker.send(
        new StopPipelineExecutionCommand({ PipelineExecutionArn: arn }),
      );
    await expect(remove()).rejects.toMatchObject({ name: 'ConflictException' });
    pass(3);
    await stop();
    expect(await stepsOf({ sageMaker }, arn)).toEqual({ Prepare: 'Stopping' });
    pass(60);
    expect(await stepsOf({ sageMaker }, arn)).toEqual({ Prepare: 'Stopped' });
    await expect(stop()).rejects.toMatchObject({ name: 'ConflictException' });
    await remove();
    await expect(stop()).rejects.toMatchObject({ name: 'ResourceNotFound' });
  });

  it('make the model of a Model step', async () => {
    const { sageMaker, pass } = await start();
    const steps = [
      { Name: 'Train', Type: 'Training', Arguments: {} },
      {
        Name: 'Create',
        Type: 'Model',
        Arguments: {
          ExecutionRoleArn: ROLE,
          EnableNetworkIsolation: true,
          PrimaryContainer: {
            Image: 'xgboost:1.7-1',
            ModelDataUrl: {
              Get: 'Steps.Train.ModelArtifacts.S3ModelArtifacts',
            },
          },
        },
      },
    ];
    await create({ sageMaker }, { Version: '2020-12-01', Steps: steps });
    const arn = await run({ sageMaker });
    pass(60);
    const { PipelineExecutionSteps: [newest] = [] } = await sageMaker.send(
      new ListPipelineExecutionStepsCommand({ PipelineExecutionArn: arn }),
    );
    const modelArn = newest.Metadata?.Model?.Arn;
    expect(
      await sageMaker.send(
        new DescribeModelCommand({ ModelName: modelArn?.split('/').at(-1) }),
      ),
    ).toMatchObject({
      ModelArn: modelArn,
      EnableNetworkIsolation: true,
      PrimaryContainer: {
        ModelDataUrl: expect.stringMatching(/-Train\/output\/model\.tar\.gz$/),
      },
    });
  });

  it('run no more steps at a time than they may', async () => {
    const { sageMaker } = await start();
    const steps = ['One', 'Two', 'Three'].map(Name => ({
      Name,
      Type: 'Processing',
      Arguments: {},
    }));
    await create({ sageMaker }, { Version: '2020-12-01', Steps: steps });
    const { PipelineExecutionArn = '' } = await sageMaker.send(
      new StartPipelineExecutionCommand({
        PipelineName: 'churn-training',
        ParallelismConfiguration: { MaxParallelExecutionSteps: 2 },
      }),
    );
    expect(await stepsOf({ sageMaker }, PipelineExecutionArn)).toEqual({
      One: 'Starting',
      Two: 'Starting',
    });
  });
});
