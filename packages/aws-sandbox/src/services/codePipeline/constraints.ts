// From the AWS CodePipeline API Reference.
import type { Constraint, Constraints } from '../../wire/constraints';

const name: Constraint = {
  minLength: 1,
  maxLength: 100,
  pattern: /^[A-Za-z0-9.@\-_]+$/,
};
const roleArn: Constraint = {
  maxLength: 1024,
  pattern: /^arn:aws(-[\w]+)*:iam::[0-9]{12}:role\/.*$/,
};
const executionId: Constraint = {
  pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
};
const nextToken: Constraint = { minLength: 1, maxLength: 2048 };
const maxResults: Constraint = { min: 1, max: 100 };

export const constraints: Constraints = {
  PipelineDeclaration: {
    name,
    roleArn,
    version: { min: 1 },
    executionMode: { oneOf: ['QUEUED', 'SUPERSEDED', 'PARALLEL'] },
    pipelineType: { oneOf: ['V1', 'V2'] },
    variables: { maxLength: 50 },
  },
  ArtifactStore: {
    type: { oneOf: ['S3'] },
    location: { minLength: 3, maxLength: 63, pattern: /^[a-zA-Z0-9\-.]+$/ },
  },
  StageDeclaration: { name },
  ActionDeclaration: {
    name,
    runOrder: { min: 1, max: 999 },
    roleArn,
    namespace: { minLength: 1, maxLength: 100, pattern: /^[A-Za-z0-9@\-_]+$/ },
  },
  ActionTypeId: {
    category: {
      oneOf: [
        'Source',
        'Build',
        'Deploy',
        'Test',
        'Invoke',
        'Approval',
        'Compute',
      ],
    },
    owner: { oneOf: ['AWS', 'ThirdParty', 'Custom'] },
    provider: { minLength: 1, maxLength: 35, pattern: /^[0-9A-Za-z_-]+$/ },
    version: { minLength: 1, maxLength: 9, pattern: /^[0-9A-Za-z_-]+$/ },
  },
  GetPipelineInput: { name, version: { min: 1 } },
  DeletePipelineInput: { name },
  ListPipelinesInput: { maxResults: { min: 1, max: 1000 }, nextToken },
  GetPipelineStateInput: { name },
  StartPipelineExecutionInput: {
    name,
    clientRequestToken: {
      minLength: 1,
      maxLength: 128,
      pattern: /^[a-zA-Z0-9-]+$/,
    },
  },
  PipelineVariable: {
    name: { minLength: 1, maxLength: 128, pattern: /^[A-Za-z0-9@\-_]+$/ },
    value: { minLength: 1, maxLength: 1000 },
  },
  ListPipelineExecutionsInput: { pipelineName: name, maxResults, nextToken },
  GetPipelineExecutionInput: {
    pipelineName: name,
    pipelineExecutionId: executionId,
  },
  PutApprovalResultInput: {
    pipelineName: name,
    stageName: name,
    actionName: name,
    token: executionId,
  },
  ApprovalResult: {
    summary: { maxLength: 512 },
    status: { oneOf: ['Approved', 'Rejected'] },
  },
  ListActionExecutionsInput: { pipelineName: name, maxResults, nextToken },
  ActionExecutionFilter: { pipelineExecutionId: executionId },
  Tag: {
    key: { minLength: 1, maxLength: 128 },
    value: { maxLength: 256 },
  },
};
