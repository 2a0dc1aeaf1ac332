// What people make in SageMaker so that a model serves.
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  type CreateEndpointConfigCommandInput,
  type CreateModelCommandInput,
} from '@aws-sdk/client-sagemaker';
import type { AccountClients } from '@mlops-portal/backstage-plugin-mlops-node';
import { ACCOUNT_ID } from './collecting';

const IMAGE =
  '141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:1.7-1';

/** Makes the model `churn-1`. */
export async function createModel(
  { sageMaker }: AccountClients,
  input: Partial<CreateModelCommandInput> = {},
): Promise<void> {
  await sageMaker.send(
    new CreateModelCommand({
      ModelName: 'churn-1',
      ExecutionRoleArn: `arn:aws:iam::${ACCOUNT_ID}:role/serving`,
      PrimaryContainer: { Image: IMAGE },
      ...input,
    }),
  );
}

/** Makes the endpoint configuration `churn-1`, which has `churn-1` serve with data capture. */
export async function createConfig(
  { sageMaker }: AccountClients,
  input: Partial<CreateEndpointConfigCommandInput> = {},
): Promise<void> {
  await sageMaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: 'churn-1',
      ProductionVariants: [
        {
          VariantName: 'AllTraffic',
          ModelName: 'churn-1',
          InitialInstanceCount: 1,
          InstanceType: 'ml.m5.large',
        },
      ],
      DataCaptureConfig: {
        EnableCapture: true,
        InitialSamplingPercentage: 100,
        DestinationS3Uri: 's3://captured/churn',
        CaptureOptions: [{ CaptureMode: 'InputAndOutput' }],
      },
      ...input,
    }),
  );
}

/** Makes the endpoint `churn` of `churn-1`. */
export async function createEndpoint({
  sageMaker,
}: AccountClients): Promise<void> {
  await sageMaker.send(
    new CreateEndpointCommand({
      EndpointName: 'churn',
      EndpointConfigName: 'churn-1',
    }),
  );
}
