// From the Amazon SageMaker API Reference: models, endpoints, monitors.
import type { Constraint, Constraints } from '../../wire/constraints';

const maxResults: Constraint = { min: 1, max: 100 };
const tags: Constraint = { maxLength: 50 };
const listOrder: Constraint = { oneOf: ['Ascending', 'Descending'] };
const name: Constraint = {
  maxLength: 63,
  pattern: /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/,
};
const nameContains: Constraint = { maxLength: 63, pattern: /^[a-zA-Z0-9-]+$/ };
const kmsKeyId: Constraint = { maxLength: 2048, pattern: /^[a-zA-Z0-9:/_-]*$/ };
const roleArn: Constraint = {
  minLength: 20,
  maxLength: 2048,
  pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/,
};
const s3Uri: Constraint = {
  maxLength: 512,
  pattern: /^(https|s3):\/\/([^/]+)\/?(.*)$/,
};
const TYPES = [
  'DataQuality',
  'ModelQuality',
  'ModelBias',
  'ModelExplainability',
];
const type: Constraint = {
  oneOf: TYPES,
};

function ordered(...keys: string[]): Record<string, Constraint> {
  return {
    SortBy: { oneOf: keys },
    SortOrder: listOrder,
    MaxResults: maxResults,
    NameContains: nameContains,
  };
}

const ofDefinitions: Constraints = Object.assign(
  {},
  ...TYPES.map((each): Constraints => ({
    [`Create${each}JobDefinitionRequest`]: {
      JobDefinitionName: { minLength: 1, ...name },
      RoleArn: roleArn,
      Tags: tags,
    },
    [`Describe${each}JobDefinitionRequest`]: { JobDefinitionName: name },
    [`Delete${each}JobDefinitionRequest`]: { JobDefinitionName: name },
    [`List${each}JobDefinitionsRequest`]: {
      ...ordered('Name', 'CreationTime'),
      EndpointName: name,
    },
  })),
);

const scheduleName = { MonitoringScheduleName: { minLength: 1, ...name } };

export const modelServingConstraints: Constraints = {
  ...ofDefinitions,
  CreateModelInput: {
    ModelName: name,
    Containers: { maxLength: 15 },
    ExecutionRoleArn: roleArn,
    Tags: tags,
  },
  DescribeModelInput: { ModelName: name },
  DeleteModelInput: { ModelName: name },
  ListModelsInput: ordered('Name', 'CreationTime'),
  ContainerDefinition: {
    Image: { maxLength: 255, pattern: /^[\S]+$/ },
    ModelDataUrl: { maxLength: 1024, pattern: s3Uri.pattern },
    ModelPackageName: {
      minLength: 1,
      maxLength: 176,
      pattern:
        /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:model-package\/[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}(\/[0-9]{1,9})?$/,
    },
    Mode: { oneOf: ['SingleModel', 'MultiModel'] },
  },
  VpcConfig: {
    SecurityGroupIds: { minLength: 1, maxLength: 5 },
    Subnets: { minLength: 1, maxLength: 16 },
  },
  CreateEndpointConfigInput: {
    EndpointConfigName: name,
    ProductionVariants: { minLength: 1, maxLength: 10 },
    KmsKeyId: kmsKeyId,
    ExecutionRoleArn: roleArn,
    Tags: tags,
  },
  ProductionVariant: {
    VariantName: name,
    ModelName: name,
    InitialInstanceCount: { min: 1 },
    InitialVariantWeight: { min: 0 },
  },
  DataCaptureConfig: {
    InitialSamplingPercentage: { min: 0, max: 100 },
    DestinationS3Uri: s3Uri,
    KmsKeyId: kmsKeyId,
    CaptureOptions: { minLength: 1, maxLength: 32 },
  },
  CaptureOption: {
    CaptureMode: { oneOf: ['Input', 'Output', 'InputAndOutput'] },
  },
  DescribeEndpointConfigInput: { EndpointConfigName: name },
  DeleteEndpointConfigInput: { EndpointConfigName: name },
  ListEndpointConfigsInput: ordered('Name', 'CreationTime'),
  CreateEndpointInput: {
    EndpointName: name,
    EndpointConfigName: name,
    Tags: tags,
  },
  UpdateEndpointInput: { EndpointName: name, EndpointConfigName: name },
  DescribeEndpointInput: { EndpointName: name },
  DeleteEndpointInput: { EndpointName: name },
  ListEndpointsInput: {
    ...ordered('Name', 'CreationTime', 'Status'),
    StatusEquals: {
      oneOf: [
        'OutOfService',
        'Creating',
        'Updating',
        'SystemUpdating',
        'RollingBack',
        'InService',
        'Deleting',
        'Failed',
        'UpdateRollbackFailed',
      ],
    },
  },
  CreateMonitoringScheduleRequest: { ...scheduleName, Tags: tags },
  UpdateMonitoringScheduleRequest: scheduleName,
  DescribeMonitoringScheduleRequest: scheduleName,
  DeleteMonitoringScheduleRequest: scheduleName,
  StartMonitoringScheduleRequest: scheduleName,
  StopMonitoringScheduleRequest: scheduleName,
  MonitoringScheduleConfig: {
    MonitoringJobDefinitionName: { minLength: 1, ...name },
    MonitoringType: type,
  },
  ScheduleConfig: { ScheduleExpression: { minLength: 1, maxLength: 256 } },
  EndpointInput: {
    EndpointName: name,
    LocalPath: { maxLength: 256 },
  },
  ListMonitoringSchedulesRequest: {
    ...ordered('Name', 'CreationTime', 'Status'),
    EndpointName: name,
    MonitoringTypeEquals: type,
    StatusEquals: { oneOf: ['Pending', 'Failed', 'Scheduled', 'Stopped'] },
  },
  ListMonitoringExecutionsRequest: {
    SortBy: { oneOf: ['CreationTime', 'ScheduledTime', 'Status'] },
    SortOrder: listOrder,
    MaxResults: maxResults,
    MonitoringScheduleName: { minLength: 1, ...name },
    EndpointName: name,
    MonitoringTypeEquals: type,
    StatusEquals: {
      oneOf: [
        'Pending',
        'Completed',
        'CompletedWithViolations',
        'InProgress',
        'Failed',
        'Stopping',
        'Stopped',
      ],
    },
  },
};
