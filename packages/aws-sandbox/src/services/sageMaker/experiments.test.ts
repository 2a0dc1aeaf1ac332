import {
  AssociateTrialComponentCommand,
  CreateExperimentCommand,
  CreatePipelineCommand,
  CreateTrialCommand,
  CreateTrialComponentCommand,
  DescribeExperimentCommand,
  ListExperimentsCommand,
  ListTrialComponentsCommand,
  ListTrialsCommand,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-sagemaker';
import { startHarness, type Clients } from '../../__testUtils__/harness';
import { GATED } from '../../__testUtils__/pipelines';
import { ACCOUNT_IDS } from '../../constants';

const ARN = `arn:aws:sagemaker:eu-west-1:${ACCOUNT_IDS.governance}`;

async function start() {
  const harness = await startHarness();
  return { harness, inside: await harness.account(ACCOUNT_IDS.governance) };
}

async function runPipeline({ sageMaker }: Clients, definition: object) {
  await sageMaker.send(
    new CreatePipelineCommand({
      PipelineName: 'churn-training',
      PipelineDefinition: JSON.stringify(definition),
      RoleArn: `arn:aws:iam::${ACCOUNT_IDS.governance}:role/pipelines`,
    }),
  );
  const { PipelineExecutionArn = '' } = await sageMaker.send(
    new StartPipelineExecutionCommand({ PipelineName: 'churn-training' }),
  );
  return PipelineExecutionArn;
}

async function experiments({ sageMaker }: Clients) {
  const { ExperimentSummaries = [] } = await sageMaker.send(
    new ListExperimentsCommand({}),
  );
  return ExperimentSummaries.map(({ ExperimentName }) => ExperimentName);
}

describe('experiments', () => {
  it('have trials, and these trial components', async () => {
    const { inside } = await start();
    const { sageMaker } = inside;
    const create = () =>
      sageMaker.send(
        new CreateExperimentCommand({
          ExperimentName: 'Churn',
          Description: 'Who is about to leave',
        }),
      );
    expect((await create()).ExperimentArn).toBe(`${ARN}:experiment/churn`);
    await expect(create()).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('Experiment names must be unique'),
    });
    await sageMaker.send(
      new CreateTrialCommand({ ExperimentName: 'Churn', TrialName: 'first' }),
    );
    await sageMaker.send(
      new CreateTrialComponentCommand({
        TrialComponentName: 'training',
        Status: { PrimaryStatus: 'Completed' },
      }),
    );
    await sageMaker.send(
      new AssociateTrialComponentCommand({
        TrialName: 'first',
        TrialComponentName: 'training',
      }),
    );
    expect(
      await sageMaker.send(
        new DescribeExperimentCommand({ ExperimentName: 'Churn' }),
      ),
    ).toMatchObject({
      Description: 'Who is about to leave',
      CreatedBy: { IamIdentity: { SourceIdentity: 'tester' } },
    });
    const { TrialSummaries } = await sageMaker.send(
      new ListTrialsCommand({ TrialComponentName: 'training' }),
    );
    expect(TrialSummaries).toMatchObject([{ TrialName: 'first' }]);
    const { TrialComponentSummaries } = await sageMaker.send(
      new ListTrialComponentsCommand({ ExperimentName: 'Churn' }),
    );
    expect(TrialComponentSummaries).toMatchObject([
      {
        TrialComponentName: 'training',
        Status: { PrimaryStatus: 'Completed' },
      },
    ]);
  });

  it('are not found under other names', async () => {
    const { inside } = await start();
    const refused = { name: 'ResourceNotFound' };
    await expect(
      inside.sageMaker.send(
        new DescribeExperimentCommand({ ExperimentName: 'churn' }),
      ),
    ).rejects.toMatchObject(refused);
    await expect(
      inside.sageMaker.send(
        new CreateTrialCommand({ ExperimentName: 'churn', TrialName: 'first' }),
      ),
    ).rejects.toMatchObject(refused);
  });

  it('are made by pipelines, with a trial of each execution and its jobs', async () => {
    const { harness, inside } = await start();
    const execution = await runPipeline(inside, GATED);
    harness.pass(60);
    expect(await experiments(inside)).toEqual(['churn-training']);
    const trialName = execution.split('/').at(-1);
    const { TrialSummaries } = await inside.sageMaker.send(
      new ListTrialsCommand({ ExperimentName: 'churn-training' }),
    );
    expect(TrialSummaries).toMatchObject([
      { TrialName: trialName, TrialSource: { SourceArn: execution } },
    ]);
    const { TrialComponentSummaries = [] } = await inside.sageMaker.send(
      new ListTrialComponentsCommand({
        TrialName: trialName,
        SortOrder: 'Ascending',
      }),
    );
    expect(
      TrialComponentSummaries.map(({ DisplayName, TrialComponentSource }) => [
        DisplayName,
        TrialComponentSource?.SourceType,
      ]),
    ).toEqual([
      ['Prepare', 'SageMakerProcessingJob'],
      ['Train', 'SageMakerTrainingJob'],
      ['Evaluate', 'SageMakerProcessingJob'],
      ['CheckBias', 'SageMakerProcessingJob'],
    ]);
  });

  it.each([
    ['others', { ExperimentName: 'all-of-churn' }, ['all-of-churn']],
    ['none', null, []],
  ])(
    'are %s when the pipeline says so',
    async (_what, PipelineExperimentConfig, names) => {
      const { inside } = await start();
      await runPipeline(inside, { ...GATED, PipelineExperimentConfig });
      expect(await experiments(inside)).toEqual(names);
    },
  );
});
