import {
  CreateDataQualityJobDefinitionCommand,
  CreateModelBiasJobDefinitionCommand,
  CreateModelExplainabilityJobDefinitionCommand,
  CreateModelQualityJobDefinitionCommand,
  DeleteDataQualityJobDefinitionCommand,
  DescribeDataQualityJobDefinitionCommand,
  DescribeModelBiasJobDefinitionCommand,
  DescribeModelExplainabilityJobDefinitionCommand,
  DescribeModelQualityJobDefinitionCommand,
  ListDataQualityJobDefinitionsCommand,
  ListModelBiasJobDefinitionsCommand,
  ListModelExplainabilityJobDefinitionsCommand,
  ListModelQualityJobDefinitionsCommand,
  ListTagsCommand,
  paginateListDataQualityJobDefinitions,
} from '@aws-sdk/client-sagemaker';
import { startHarness } from '../../__testUtils__/harness';
import { DATA_QUALITY, IMAGE } from '../../__testUtils__/serving';
import { ACCOUNT_IDS } from '../../constants';

const ARN = `arn:aws:sagemaker:eu-west-1:${ACCOUNT_IDS.dataLake}`;
const name = { JobDefinitionName: 'churn' };
const { RoleArn, JobResources } = DATA_QUALITY;
const output = DATA_QUALITY.DataQualityJobOutputConfig;
const endpoint = DATA_QUALITY.DataQualityJobInput;
const ground = { GroundTruthS3Input: { S3Uri: 's3://labels/churn' } };

async function start() {
  const harness = await startHarness();
  return { harness, ...(await harness.account(ACCOUNT_IDS.dataLake)) };
}

describe('monitoring job definitions', () => {
  it('are of four types, each with its own names', async () => {
    const { sageMaker } = await start();
    const common = { ...name, RoleArn, JobResources };
    const quality = {
      ModelQualityAppSpecification: {
        ImageUri: IMAGE,
        ProblemType: 'BinaryClassification' as const,
      },
      ModelQualityJobInput: { ...endpoint, ...ground },
    };
    const bias = {
      ModelBiasAppSpecification: { ImageUri: IMAGE, ConfigUri: 's3://a/b' },
      ModelBiasJobInput: { ...endpoint, ...ground },
    };
    const explainability = {
      ModelExplainabilityAppSpecification: {
        ImageUri: IMAGE,
        ConfigUri: 's3://a/b',
      },
      ModelExplainabilityJobInput: endpoint,
    };
    await sageMaker.send(
      new CreateDataQualityJobDefinitionCommand({ ...DATA_QUALITY, ...name }),
    );
    await sageMaker.send(
      new CreateModelQualityJobDefinitionCommand({
        ...common,
        ...quality,
        ModelQualityJobOutputConfig: output,
      }),
    );
    await sageMaker.send(
      new CreateModelBiasJobDefinitionCommand({
        ...common,
        ...bias,
        ModelBiasJobOutputConfig: output,
      }),
    );
    await sageMaker.send(
      new CreateModelExplainabilityJobDefinitionCommand({
        ...common,
        ...explainability,
        ModelExplainabilityJobOutputConfig: output,
      }),
    );
    expect(
      await sageMaker.send(new DescribeDataQualityJobDefinitionCommand(name)),
    ).toMatchObject({
      ...DATA_QUALITY,
      ...name,
      JobDefinitionArn: `${ARN}:data-quality-job-definition/churn`,
      CreationTime: expect.any(Date),
    });
    expect(
      await sageMaker.send(new DescribeModelQualityJobDefinitionCommand(name)),
    ).toMatchObject({
      ...quality,
      JobDefinitionArn: `${ARN}:model-quality-job-definition/churn`,
    });
    expect(
      await sageMaker.send(new DescribeModelBiasJobDefinitionCommand(name)),
    ).toMatchObject({
      ...bias,
      JobDefinitionArn: `${ARN}:model-bias-job-definition/churn`,
    });
    expect(
      await sageMaker.send(
        new DescribeModelExplainabilityJobDefinitionCommand(name),
      ),
    ).toMatchObject({
      ...explainability,
      JobDefinitionArn: `${ARN}:model-explainability-job-definition/churn`,
    });
    const summaries = await Promise.all([
      sageMaker.send(new ListDataQualityJobDefinitionsCommand({})),
      sageMaker.send(new ListModelQualityJobDefinitionsCommand({})),
      sageMaker.send(new ListModelBiasJobDefinitionsCommand({})),
      sageMaker.send(new ListModelExplainabilityJobDefinitionsCommand({})),
    ]);
    for (const { JobDefinitionSummaries } of summaries) {
      expect(JobDefinitionSummaries).toMatchObject([
        { MonitoringJobDefinitionName: 'churn', EndpointName: 'churn' },
      ]);
    }
  });

  it('are there once, have tags, and go', async () => {
    const { sageMaker } = await start();
    const create = () =>
      sageMaker.send(
        new CreateDataQualityJobDefinitionCommand({
          ...DATA_QUALITY,
          Tags: [{ Key: 'team', Value: 'pricing' }],
        }),
      );
    const { JobDefinitionArn } = await create();
    await expect(create()).rejects.toMatchObject({ name: 'ResourceInUse' });
    const { Tags } = await sageMaker.send(
      new ListTagsCommand({ ResourceArn: JobDefinitionArn }),
    );
    expect(Tags).toEqual([{ Key: 'team', Value: 'pricing' }]);
    const remove = () =>
      sageMaker.send(
        new DeleteDataQualityJobDefinitionCommand({
          JobDefinitionName: 'churn-data',
        }),
      );
    await remove();
    await expect(remove()).rejects.toMatchObject({
      name: 'ResourceNotFound',
      message: `Could not find data quality job definition "${JobDefinitionArn}".`,
    });
  });

  it.each([
    ['JobDefinitionName', { JobDefinitionName: 'not a name' }],
    ['RoleArn', { RoleArn: undefined }],
    [
      'DataQualityJobInput.EndpointInput.LocalPath',
      { DataQualityJobInput: { EndpointInput: { EndpointName: 'churn' } } },
    ],
  ])('are refused when %s is wrong', async (member, input) => {
    const { sageMaker } = await start();
    await expect(
      sageMaker.send(
        new CreateDataQualityJobDefinitionCommand({
          ...DATA_QUALITY,
          ...(input as object),
        }),
      ),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(member),
    });
  });

  it('are filtered, sorted and paged', async () => {
    const { sageMaker } = await start();
    for (const [JobDefinitionName, EndpointName] of [
      ['b', 'churn'],
      ['a', 'churn'],
      ['c', 'fraud'],
    ]) {
      await sageMaker.send(
        new CreateDataQualityJobDefinitionCommand({
          ...DATA_QUALITY,
          JobDefinitionName,
          DataQualityJobInput: {
            EndpointInput: { EndpointName, LocalPath: '/opt/ml' },
          },
        }),
      );
    }
    const pages: (string | undefined)[][] = [];
    for await (const page of paginateListDataQualityJobDefinitions(
      { client: sageMaker, pageSize: 1 },
      { EndpointName: 'churn', SortBy: 'Name', SortOrder: 'Ascending' },
    )) {
      pages.push(
        (page.JobDefinitionSummaries ?? []).map(
          summary => summary.MonitoringJobDefinitionName,
        ),
      );
    }
    expect(pages).toEqual([['a'], ['b']]);
  });
});
