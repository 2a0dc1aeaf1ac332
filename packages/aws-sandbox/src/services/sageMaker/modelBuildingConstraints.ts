// From the Amazon SageMaker API Reference: pipelines, experiments, the model registry.
import type { Constraint, Constraints } from '../../wire/constraints';

const maxResults: Constraint = { min: 1, max: 100 };
const tags: Constraint = { maxLength: 50 };
const sortOrder: Constraint = { oneOf: ['Ascending', 'Descending'] };
const sortBy: Constraint = { oneOf: ['Name', 'CreationTime'] };
const roleArn: Constraint = {
  minLength: 20,
  maxLength: 2048,
  pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/,
};
const token: Constraint = { minLength: 32, maxLength: 128 };

function name(maxLength: number): Constraint {
  return {
    minLength: 1,
    maxLength,
    pattern: new RegExp(`^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,${maxLength - 1}}$`),
  };
}

const pipelineName = name(256);
const pipelineNameOrArn: Constraint = {
  minLength: 1,
  maxLength: 256,
  pattern:
    /^(arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:pipeline\/.*)?([a-zA-Z0-9](-*[a-zA-Z0-9]){0,255})$/,
};
const executionArn: Constraint = {
  maxLength: 256,
  pattern:
    /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:pipeline\/.*\/execution\/.*$/,
};
const pipelineMembers = {
  PipelineDisplayName: pipelineName,
  PipelineDefinition: { minLength: 1, maxLength: 1_048_576 },
  PipelineDescription: { maxLength: 3072 },
  RoleArn: roleArn,
};
const experimentName = name(120);
const serverName = name(256);
const groupName = name(63);
const groupNameOrArn: Constraint = {
  minLength: 1,
  maxLength: 170,
  pattern:
    /^(arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:[a-z-]*\/)?([a-zA-Z0-9]([a-zA-Z0-9-]){0,62})(?<!-)$/,
};
const packageNameOrArn: Constraint = {
  minLength: 1,
  maxLength: 176,
  pattern:
    /^(arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:[a-z-]*\/)?([a-zA-Z0-9]([a-zA-Z0-9-]){0,62})(?<!-)(\/[0-9]{1,9})?$/,
};
const packageArn: Constraint = {
  minLength: 1,
  maxLength: 2048,
  pattern:
    /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]{9,16}:[0-9]{12}:model-package\/[\S]{1,2048}$/,
};
const approval: Constraint = {
  oneOf: ['Approved', 'Rejected', 'PendingManualApproval'],
};
const cardName = name(63);
const cardStatus: Constraint = {
  oneOf: ['Draft', 'PendingReview', 'Approved', 'Archived'],
};
const cardContent: Constraint = { maxLength: 100_000 };

/** Lists that can be sorted and have tokens and nothing else to be checked. */
const list = { MaxResults: maxResults, SortOrder: sortOrder };
const namedList = { ...list, SortBy: sortBy };

export const modelBuildingConstraints: Constraints = {
  CreatePipelineRequest: {
    PipelineName: pipelineName,
    ClientRequestToken: token,
    Tags: tags,
    ...pipelineMembers,
  },
  UpdatePipelineRequest: { PipelineName: pipelineName, ...pipelineMembers },
  DeletePipelineRequest: {
    PipelineName: pipelineName,
    ClientRequestToken: token,
  },
  DescribePipelineRequest: {
    PipelineName: pipelineNameOrArn,
    PipelineVersionId: { min: 1 },
  },
  ListPipelinesRequest: { PipelineNamePrefix: pipelineName, ...namedList },
  ParallelismConfiguration: { MaxParallelExecutionSteps: { min: 1 } },
  StartPipelineExecutionRequest: {
    PipelineName: pipelineNameOrArn,
    PipelineExecutionDisplayName: name(82),
    PipelineExecutionDescription: { maxLength: 3072 },
    PipelineParameters: { maxLength: 200 },
    ClientRequestToken: token,
    PipelineVersionId: { min: 1 },
  },
  Parameter: {
    Name: { minLength: 1, maxLength: 256, pattern: /^[A-Za-z0-9\-_]*$/ },
    Value: { maxLength: 1024 },
  },
  StopPipelineExecutionRequest: {
    PipelineExecutionArn: executionArn,
    ClientRequestToken: token,
  },
  ListPipelineExecutionsRequest: {
    PipelineName: pipelineNameOrArn,
    SortBy: { oneOf: ['CreationTime', 'PipelineExecutionArn'] },
    ...list,
  },
  DescribePipelineExecutionRequest: { PipelineExecutionArn: executionArn },
  ListPipelineExecutionStepsRequest: {
    PipelineExecutionArn: executionArn,
    ...list,
  },
  DescribePipelineDefinitionForExecutionRequest: {
    PipelineExecutionArn: executionArn,
  },
  ListPipelineParametersForExecutionRequest: {
    PipelineExecutionArn: executionArn,
    MaxResults: maxResults,
  },
  CreateExperimentRequest: {
    ExperimentName: experimentName,
    DisplayName: experimentName,
    Description: { maxLength: 3072 },
    Tags: tags,
  },
  DescribeExperimentRequest: { ExperimentName: experimentName },
  ListExperimentsRequest: namedList,
  CreateTrialRequest: {
    TrialName: experimentName,
    DisplayName: experimentName,
    ExperimentName: experimentName,
    Tags: tags,
  },
  ListTrialsRequest: {
    ExperimentName: experimentName,
    TrialComponentName: experimentName,
    ...namedList,
  },
  CreateTrialComponentRequest: {
    TrialComponentName: experimentName,
    DisplayName: experimentName,
    Tags: tags,
  },
  TrialComponentStatus: {
    PrimaryStatus: {
      oneOf: ['InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped'],
    },
    Message: { maxLength: 1024 },
  },
  ListTrialComponentsRequest: {
    ExperimentName: experimentName,
    TrialName: experimentName,
    SourceArn: { maxLength: 256 },
    ...namedList,
  },
  AssociateTrialComponentRequest: {
    TrialComponentName: experimentName,
    TrialName: experimentName,
  },
  CreateMlflowTrackingServerRequest: {
    TrackingServerName: serverName,
    ArtifactStoreUri: {
      maxLength: 1024,
      pattern: /^(https|s3):\/\/([^/]+)\/?(.*)$/,
    },
    TrackingServerSize: { oneOf: ['Small', 'Medium', 'Large'] },
    MlflowVersion: { maxLength: 16, pattern: /^[0-9]*.[0-9]*.[0-9]*$/ },
    RoleArn: roleArn,
    WeeklyMaintenanceWindowStart: {
      maxLength: 9,
      pattern: /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun):([01]\d|2[0-3]):([0-5]\d)$/,
    },
    Tags: tags,
  },
  DescribeMlflowTrackingServerRequest: { TrackingServerName: serverName },
  StartMlflowTrackingServerRequest: { TrackingServerName: serverName },
  StopMlflowTrackingServerRequest: { TrackingServerName: serverName },
  DeleteMlflowTrackingServerRequest: { TrackingServerName: serverName },
  ListMlflowTrackingServersRequest: {
    SortBy: { oneOf: ['Name', 'CreationTime', 'Status'] },
    ...list,
  },
  CreateModelPackageGroupInput: {
    ModelPackageGroupName: groupName,
    ModelPackageGroupDescription: { maxLength: 1024 },
    Tags: tags,
  },
  DescribeModelPackageGroupInput: { ModelPackageGroupName: groupNameOrArn },
  DeleteModelPackageGroupInput: { ModelPackageGroupName: groupNameOrArn },
  ListModelPackageGroupsInput: {
    NameContains: { maxLength: 63, pattern: /^[a-zA-Z0-9-]+$/ },
    ...namedList,
  },
  PutModelPackageGroupPolicyInput: {
    ModelPackageGroupName: groupName,
    ResourcePolicy: { minLength: 1, maxLength: 20_480 },
  },
  GetModelPackageGroupPolicyInput: { ModelPackageGroupName: groupName },
  DeleteModelPackageGroupPolicyInput: { ModelPackageGroupName: groupName },
  CreateModelPackageInput: {
    ModelPackageName: groupName,
    ModelPackageGroupName: groupNameOrArn,
    ModelPackageDescription: { maxLength: 1024 },
    ModelApprovalStatus: approval,
    ClientToken: { minLength: 1, maxLength: 36, pattern: /^[a-zA-Z0-9-]+$/ },
    SourceUri: { maxLength: 1024 },
    Tags: tags,
  },
  DescribeModelPackageInput: { ModelPackageName: packageNameOrArn },
  DeleteModelPackageInput: { ModelPackageName: packageNameOrArn },
  UpdateModelPackageInput: {
    ModelPackageArn: packageArn,
    ModelApprovalStatus: approval,
    ApprovalDescription: { maxLength: 1024 },
    SourceUri: { maxLength: 1024 },
    ClientToken: { minLength: 1, maxLength: 36, pattern: /^[a-zA-Z0-9-]+$/ },
  },
  ListModelPackagesInput: {
    NameContains: { maxLength: 63, pattern: /^[a-zA-Z0-9-]+$/ },
    ModelApprovalStatus: approval,
    ModelPackageGroupName: groupNameOrArn,
    ModelPackageType: { oneOf: ['Versioned', 'Unversioned', 'Both'] },
    ...namedList,
  },
  ModelPackageModelCard: {
    ModelCardContent: cardContent,
    ModelCardStatus: cardStatus,
  },
  ModelLifeCycle: {
    Stage: name(63),
    StageStatus: name(63),
    StageDescription: { maxLength: 1024 },
  },
  MetadataProperties: {
    CommitId: { maxLength: 1024 },
    Repository: { maxLength: 1024 },
    GeneratedBy: { maxLength: 1024 },
    ProjectId: { maxLength: 1024 },
  },
  CreateModelCardRequest: {
    ModelCardName: cardName,
    Content: cardContent,
    ModelCardStatus: cardStatus,
    Tags: tags,
  },
  UpdateModelCardRequest: {
    ModelCardName: cardName,
    Content: cardContent,
    ModelCardStatus: cardStatus,
  },
  DescribeModelCardRequest: {
    ModelCardName: { minLength: 1, maxLength: 256 },
    ModelCardVersion: { min: 1 },
  },
  DeleteModelCardRequest: { ModelCardName: cardName },
  ListModelCardsRequest: {
    NameContains: cardName,
    ModelCardStatus: cardStatus,
    ...namedList,
  },
};
