// What looks after the endpoints of use cases in prod.
import type { MonitoringType } from '@aws-sdk/client-sagemaker';
import { REGION } from '../constants';
import type { Context } from '../operation';
import { findEndpoint } from '../services/sageMaker/endpointWork';
import { addDefinition } from '../services/sageMaker/monitoringDefinitions';
import {
  driftOf,
  setDrift,
} from '../services/sageMaker/monitoringExecutionWork';
import { addSchedule } from '../services/sageMaker/monitoringWork';
import { captureBucket } from './serving';
import {
  findAccount,
  baselineOf,
  accountOf,
  serviceRole,
  type Workplace,
} from './workplace';

/** Of each type, the word for it in names, and the hour of the day (UTC) it is looked at. */
const MONITORS: Record<MonitoringType, { word: string; hour: number }> = {
  DataQuality: { word: 'data-quality', hour: 1 },
  ModelQuality: { word: 'model-quality', hour: 2 },
  ModelBias: { word: 'bias', hour: 4 },
  ModelExplainability: { word: 'explainability', hour: 5 },
};

const ANALYZER =
  '468650794304.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-model-monitor-analyzer';

/** What a job definition says, under SageMaker's names. */
function settingsOf(
  context: Context,
  useCase: Workplace,
  type: MonitoringType,
): Record<string, unknown> {
  const { state } = context;
  const accountId = accountOf(state, useCase, 'prod');
  const bucket = `${captureBucket(context, accountId)}/${useCase.name}`;
  return {
    [`${type}AppSpecification`]: { ImageUri: ANALYZER },
    [`${type}BaselineConfig`]: {
      ConstraintsResource: { S3Uri: `${bucket}/baseline/constraints.json` },
    },
    [`${type}JobInput`]: {
      EndpointInput: {
        EndpointName: useCase.name,
        LocalPath: '/opt/ml/processing/input/endpoint',
      },
    },
    [`${type}JobOutputConfig`]: {
      KmsKeyId: baselineOf(state, accountId, 'mlops-s3-key-arn'),
      MonitoringOutputs: [
        {
          S3Output: {
            S3Uri: `${bucket}/reports/${MONITORS[type].word}`,
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
        VolumeKmsKeyId: baselineOf(state, accountId, 'mlops-ebs-key-arn'),
      },
    },
    NetworkConfig: {
      EnableNetworkIsolation: true,
      VpcConfig: {
        SecurityGroupIds: [
          baselineOf(state, accountId, 'mlops-workload-security-group-id'),
        ],
        Subnets: baselineOf(state, accountId, 'mlops-private-subnet-ids').split(
          ',',
        ),
      },
    },
    RoleArn: serviceRole(accountId, 'Execution'),
  };
}

/** Has the endpoint of a use case in prod looked after each day. */
export function watch(
  context: Context,
  useCase: Workplace,
  type: MonitoringType,
): void {
  const accountId = accountOf(context.state, useCase, 'prod');
  const place = { accountId, region: REGION };
  const { word, hour } = MONITORS[type];
  const name = `${useCase.name}-${word}`;
  const tags = { 'mlops:use-case': useCase.name };
  addDefinition(
    context,
    { ...place, name, type, settings: settingsOf(context, useCase, type) },
    tags,
  );
  addSchedule(
    context,
    {
      ...place,
      name,
      config: {
        MonitoringType: type,
        MonitoringJobDefinitionName: name,
        ScheduleConfig: { ScheduleExpression: `cron(0 ${hour} ? * * *)` },
      },
    },
    tags,
  );
}

/** Has what the endpoint of a use case in prod sees be so far from its baseline: 0 to 1. */
export function drift(
  context: Context,
  useCase: Workplace,
  type: MonitoringType,
  to: number,
): void {
  const accountId = findAccount(context.state, useCase, 'prod') ?? '';
  const place = { accountId, region: REGION };
  const endpoint = findEndpoint(context, place, useCase.name);
  if (endpoint) {
    setDrift(context, endpoint, type, to);
  }
}

/** How far what the endpoint of a use case in prod sees is from its baseline: 0 to 1. */
export function driftNow(
  context: Context,
  { name }: Workplace,
  type: MonitoringType,
): number {
  const accountId = findAccount(context.state, { name }, 'prod') ?? '';
  return driftOf(context, {
    accountId,
    region: REGION,
    endpointName: name,
    type,
  });
}
