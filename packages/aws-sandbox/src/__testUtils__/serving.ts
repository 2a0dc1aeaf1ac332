import {
  CreateDataQualityJobDefinitionCommand,
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  CreateMonitoringScheduleCommand,
  type CreateDataQualityJobDefinitionCommandInput,
  type CreateEndpointConfigCommandInput,
} from '@aws-sdk/client-sagemaker';
import type { Clients } from './harness';

/** An image that serves. */
export const IMAGE =
  '141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:1.7-1';

/** A role that SageMaker may assume. */
export const EXECUTION_ROLE = 'arn:aws:iam::123456789012:role/model-execution';

/** Makes a model. */
export async function createModel(
  { sageMaker }: Clients,
  ModelName = 'churn',
): Promise<string> {
  const { ModelArn = '' } = await sageMaker.send(
    new CreateModelCommand({
      ModelName,
      ExecutionRoleArn: EXECUTION_ROLE,
      EnableNetworkIsolation: true,
      PrimaryContainer: {
        Image: IMAGE,
        ModelDataUrl: 's3://models/churn/model.tar.gz',
      },
    }),
  );
  return ModelArn;
}

/** What an endpoint configuration with data capture takes. */
export const CONFIG = {
  EndpointConfigName: 'churn-1',
  KmsKeyId: 'alias/mlops-sagemaker',
  ProductionVariants: [
    {
      VariantName: 'AllTraffic',
      ModelName: 'churn',
      InitialInstanceCount: 2,
      InstanceType: 'ml.m5.large',
    },
  ],
  DataCaptureConfig: {
    EnableCapture: true,
    InitialSamplingPercentage: 100,
    DestinationS3Uri: 's3://captured/churn',
    CaptureOptions: [{ CaptureMode: 'InputAndOutput' }],
  },
} satisfies CreateEndpointConfigCommandInput;

/** Makes an endpoint configuration. */
export async function createConfig(
  { sageMaker }: Clients,
  input: Partial<CreateEndpointConfigCommandInput> = {},
): Promise<void> {
  await sageMaker.send(
    new CreateEndpointConfigCommand({ ...CONFIG, ...input }),
  );
}

/** Makes an endpoint of a configuration that is there. */
export async function createEndpoint(
  { sageMaker }: Clients,
  EndpointName = 'churn',
  EndpointConfigName = 'churn-1',
): Promise<void> {
  await sageMaker.send(
    new CreateEndpointCommand({ EndpointName, EndpointConfigName }),
  );
}

/** Makes an endpoint with all that belongs to it. */
export async function deploy(clients: Clients): Promise<void> {
  await createModel(clients);
  await createConfig(clients);
  await createEndpoint(clients);
}

/** What a job definition takes that watches the quality of an endpoint's data. */
export const DATA_QUALITY = {
  JobDefinitionName: 'churn-data',
  RoleArn: EXECUTION_ROLE,
  DataQualityAppSpecification: { ImageUri: IMAGE },
  DataQualityJobInput: {
    EndpointInput: {
      EndpointName: 'churn',
      LocalPath: '/opt/ml/processing/input',
    },
  },
  DataQualityJobOutputConfig: {
    MonitoringOutputs: [
      {
        S3Output: {
          S3Uri: 's3://monitoring/churn',
          LocalPath: '/opt/ml/processing/output',
        },
      },
    ],
  },
  JobResources: {
    ClusterConfig: {
      InstanceCount: 1,
      InstanceType: 'ml.m5.large',
      VolumeSizeInGB: 20,
    },
  },
} satisfies CreateDataQualityJobDefinitionCommandInput;

/** Watches the quality of an endpoint's data. */
export async function watch(
  { sageMaker }: Clients,
  ScheduleExpression: string,
  name = 'churn-data',
): Promise<void> {
  await sageMaker.send(
    new CreateDataQualityJobDefinitionCommand({
      ...DATA_QUALITY,
      JobDefinitionName: name,
    }),
  );
  await sageMaker.send(
    new CreateMonitoringScheduleCommand({
      MonitoringScheduleName: name,
      MonitoringScheduleConfig: {
        MonitoringType: 'DataQuality',
        MonitoringJobDefinitionName: name,
        ScheduleConfig: { ScheduleExpression },
      },
    }),
  );
}
