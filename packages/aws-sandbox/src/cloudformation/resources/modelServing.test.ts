import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  ListEndpointConfigsCommand,
  ListEndpointsCommand,
  ListModelsCommand,
  ListMonitoringSchedulesCommand,
  ListTagsCommand,
} from '@aws-sdk/client-sagemaker';
import { startHarness } from '../../__testUtils__/harness';
import {
  CONFIG,
  DATA_QUALITY,
  EXECUTION_ROLE,
  IMAGE,
} from '../../__testUtils__/serving';
import { describeStack, toParameters } from '../../__testUtils__/stacks';
import { ACCOUNT_IDS } from '../../constants';

const settings = {
  RoleArn: DATA_QUALITY.RoleArn,
  JobResources: DATA_QUALITY.JobResources,
};
const watched = DATA_QUALITY.DataQualityJobInput;
const labelled = {
  ...watched,
  GroundTruthS3Input: { S3Uri: 's3://labels/churn' },
};
const output = DATA_QUALITY.DataQualityJobOutputConfig;

function definition(type: string, input: object, app: object = {}) {
  return {
    Type: `AWS::SageMaker::${type}JobDefinition`,
    DependsOn: 'Endpoint',
    Properties: {
      ...settings,
      JobDefinitionName: `churn-${type}`,
      [`${type}AppSpecification`]: { ImageUri: IMAGE, ...app },
      [`${type}JobInput`]: input,
      [`${type}JobOutputConfig`]: output,
    },
  };
}

function schedule(type: string) {
  return {
    Type: 'AWS::SageMaker::MonitoringSchedule',
    DependsOn: `${type}Definition`,
    Properties: {
      MonitoringScheduleName: `churn-${type}`,
      MonitoringScheduleConfig: {
        MonitoringType: type,
        MonitoringJobDefinitionName: `churn-${type}`,
        ScheduleConfig: { ScheduleExpression: 'cron(0 * ? * * *)' },
      },
    },
  };
}

const clarify = { ConfigUri: 's3://a/b' };

const TEMPLATE = {
  Parameters: {
    Instances: { Type: 'Number', Default: 1 },
    Isolation: { Type: 'String', Default: 'true' },
  },
  Resources: {
    Model: {
      Type: 'AWS::SageMaker::Model',
      Properties: {
        ExecutionRoleArn: EXECUTION_ROLE,
        EnableNetworkIsolation: { Ref: 'Isolation' },
        PrimaryContainer: { Image: IMAGE },
      },
    },
    Config: {
      Type: 'AWS::SageMaker::EndpointConfig',
      Properties: {
        ProductionVariants: [
          {
            VariantName: 'AllTraffic',
            ModelName: { 'Fn::GetAtt': ['Model', 'ModelName'] },
            InitialInstanceCount: { Ref: 'Instances' },
            InstanceType: 'ml.m5.large',
            InitialVariantWeight: 1,
          },
        ],
        DataCaptureConfig: CONFIG.DataCaptureConfig,
      },
    },
    Endpoint: {
      Type: 'AWS::SageMaker::Endpoint',
      Properties: {
        EndpointName: 'churn',
        EndpointConfigName: { 'Fn::GetAtt': ['Config', 'EndpointConfigName'] },
      },
    },
    DataQualityDefinition: definition('DataQuality', watched),
    ModelQualityDefinition: definition('ModelQuality', labelled, {
      ProblemType: 'Regression',
    }),
    ModelBiasDefinition: definition('ModelBias', labelled, clarify),
    ModelExplainabilityDefinition: definition(
      'ModelExplainability',
      watched,
      clarify,
    ),
    DataQualitySchedule: schedule('DataQuality'),
    ModelQualitySchedule: schedule('ModelQuality'),
    ModelBiasSchedule: schedule('ModelBias'),
    ModelExplainabilitySchedule: schedule('ModelExplainability'),
  },
  Outputs: {
    Endpoint: { Value: { Ref: 'Endpoint' } },
    EndpointName: { Value: { 'Fn::GetAtt': ['Endpoint', 'EndpointName'] } },
    Config: { Value: { 'Fn::GetAtt': ['Config', 'EndpointConfigName'] } },
    Model: { Value: { 'Fn::GetAtt': ['Model', 'ModelName'] } },
    Schedule: {
      Value: {
        'Fn::GetAtt': ['ModelBiasSchedule', 'MonitoringScheduleArn'],
      },
    },
  },
};

const StackName = 'serving';

async function start(template: object = TEMPLATE) {
  const harness = await startHarness();
  const inside = await harness.account(ACCOUNT_IDS.dataLake);
  await inside.cloudFormation.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: JSON.stringify(template),
    }),
  );
  harness.pass(20);
  return { harness, inside, ...inside };
}

describe('models, endpoints and monitors of a template', () => {
  it('are real', async () => {
    const { inside, sageMaker } = await start();
    const { StackStatus, outputs } = await describeStack(inside, StackName);
    expect(StackStatus).toBe('CREATE_COMPLETE');
    const arn = `arn:aws:sagemaker:eu-west-1:${ACCOUNT_IDS.dataLake}`;
    expect(outputs).toMatchObject({
      Endpoint: `${arn}:endpoint/churn`,
      EndpointName: 'churn',
      Schedule: `${arn}:monitoring-schedule/churn-modelbias`,
    });
    expect(
      await sageMaker.send(
        new DescribeEndpointCommand({ EndpointName: 'churn' }),
      ),
    ).toMatchObject({
      EndpointStatus: 'InService',
      EndpointConfigName: outputs.Config,
    });
    expect(
      await sageMaker.send(
        new DescribeModelCommand({ ModelName: outputs.Model }),
      ),
    ).toMatchObject({ EnableNetworkIsolation: true });
    const { MonitoringScheduleSummaries } = await sageMaker.send(
      new ListMonitoringSchedulesCommand({ EndpointName: 'churn' }),
    );
    expect(
      MonitoringScheduleSummaries?.map(summary => summary.MonitoringType),
    ).toEqual(
      expect.arrayContaining([
        'DataQuality',
        'ModelQuality',
        'ModelBias',
        'ModelExplainability',
      ]),
    );
    const { Tags } = await sageMaker.send(
      new ListTagsCommand({ ResourceArn: outputs.Endpoint }),
    );
    expect(Tags).toContainEqual({
      Key: 'aws:cloudformation:logical-id',
      Value: 'Endpoint',
    });
  });

  it('serve what an update brings, under another configuration', async () => {
    const { harness, inside, sageMaker, cloudFormation } = await start();
    const before = await describeStack(inside, StackName);
    await cloudFormation.send(
      new UpdateStackCommand({
        StackName,
        UsePreviousTemplate: true,
        Parameters: toParameters({ Instances: '3' }),
      }),
    );
    harness.pass(20);
    const { StackStatus, outputs } = await describeStack(inside, StackName);
    expect(StackStatus).toBe('UPDATE_COMPLETE');
    expect(outputs.Config).not.toBe(before.outputs.Config);
    expect(
      await sageMaker.send(
        new DescribeEndpointConfigCommand({
          EndpointConfigName: outputs.Config,
        }),
      ),
    ).toMatchObject({ ProductionVariants: [{ InitialInstanceCount: 3 }] });
    expect(
      await sageMaker.send(
        new DescribeEndpointCommand({ EndpointName: 'churn' }),
      ),
    ).toMatchObject({
      EndpointStatus: 'InService',
      ProductionVariants: [{ CurrentInstanceCount: 3 }],
    });
    const { EndpointConfigs } = await sageMaker.send(
      new ListEndpointConfigsCommand({}),
    );
    expect(EndpointConfigs).toHaveLength(1);
  });

  it('go with their stack', async () => {
    const { harness, sageMaker, cloudFormation } = await start();
    await cloudFormation.send(new DeleteStackCommand({ StackName }));
    harness.pass(20);
    const { Endpoints } = await sageMaker.send(new ListEndpointsCommand({}));
    const { Models } = await sageMaker.send(new ListModelsCommand({}));
    const { MonitoringScheduleSummaries } = await sageMaker.send(
      new ListMonitoringSchedulesCommand({}),
    );
    expect([Endpoints, Models, MonitoringScheduleSummaries]).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('are taken back when one of them cannot be made', async () => {
    const { Endpoint, ...others } = TEMPLATE.Resources;
    const { inside, sageMaker } = await start({
      ...TEMPLATE,
      Outputs: {},
      Resources: {
        Model: others.Model,
        Config: others.Config,
        Endpoint: {
          ...Endpoint,
          Properties: { EndpointName: 'churn', EndpointConfigName: 'none' },
        },
      },
    });
    expect((await describeStack(inside, StackName)).StackStatus).toBe(
      'ROLLBACK_COMPLETE',
    );
    const { Models } = await sageMaker.send(new ListModelsCommand({}));
    expect(Models).toEqual([]);
  });

  it('fail the stack with what of a property is wrong', async () => {
    const { cloudFormation } = await start({
      Resources: {
        Config: {
          Type: 'AWS::SageMaker::EndpointConfig',
          Properties: { KmsKeyId: 'alias/mlops-sagemaker' },
        },
      },
    });
    const { StackEvents } = await cloudFormation.send(
      new DescribeStackEventsCommand({ StackName }),
    );
    expect(StackEvents).toContainEqual(
      expect.objectContaining({
        LogicalResourceId: 'Config',
        ResourceStatus: 'CREATE_FAILED',
        ResourceStatusReason: expect.stringContaining('ProductionVariants'),
      }),
    );
  });
});
