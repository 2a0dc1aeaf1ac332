// From the AWS CloudFormation API Reference.
import type { Constraints } from '../../wire/constraints';

const stackName = { pattern: /^[a-zA-Z][-a-zA-Z0-9]*$/, maxLength: 128 };
const stackNameOrId = {
  minLength: 1,
  pattern: /^([a-zA-Z][-a-zA-Z0-9]*|arn:\S+)$/,
};
const stackSetName = {
  pattern: /^[a-zA-Z][-a-zA-Z0-9]*(?::[a-zA-Z0-9-]{36})?$/,
};
const templateBody = { minLength: 1, maxLength: 51_200 };
const templateUrl = { minLength: 1, maxLength: 5120 };
const token = {
  minLength: 1,
  maxLength: 128,
  pattern: /^[a-zA-Z0-9][-a-zA-Z0-9]*$/,
};
const template = { TemplateBody: templateBody, TemplateURL: templateUrl };
const maxResults = { min: 1, max: 100 };
const changeSetName = {
  minLength: 1,
  maxLength: 1600,
  pattern: /^([a-zA-Z][-a-zA-Z0-9]*|arn:\S+)$/,
};
const instance = {
  StackSetName: stackSetName,
  StackInstanceAccount: { pattern: /^[0-9]{12}$/ },
  StackInstanceRegion: { pattern: /^[a-zA-Z0-9-]{1,128}$/ },
};
const operation = { StackSetName: stackSetName, OperationId: token };

export const constraints: Constraints = {
  CreateStackInput: {
    StackName: stackName,
    ...template,
    OnFailure: { oneOf: ['DO_NOTHING', 'ROLLBACK', 'DELETE'] },
    ClientRequestToken: token,
  },
  UpdateStackInput: {
    StackName: stackNameOrId,
    ...template,
    ClientRequestToken: token,
  },
  DeleteStackInput: { StackName: stackNameOrId, ClientRequestToken: token },
  UpdateTerminationProtectionInput: { StackName: stackNameOrId },
  DescribeStackEventsInput: { StackName: stackNameOrId },
  ListStackResourcesInput: { StackName: stackNameOrId },
  GetTemplateSummaryInput: template,
  ValidateTemplateInput: template,
  CreateChangeSetInput: {
    StackName: stackNameOrId,
    ChangeSetName: { ...stackName, minLength: 1 },
    ...template,
    ChangeSetType: { oneOf: ['CREATE', 'UPDATE', 'IMPORT'] },
    ClientToken: { minLength: 1, maxLength: 128 },
  },
  DescribeChangeSetInput: { ChangeSetName: changeSetName },
  ExecuteChangeSetInput: {
    ChangeSetName: changeSetName,
    ClientRequestToken: token,
  },
  DeleteChangeSetInput: { ChangeSetName: changeSetName },
  CreateStackSetInput: {
    StackSetName: stackName,
    Description: { minLength: 1, maxLength: 1024 },
    ...template,
    ClientRequestToken: token,
    PermissionModel: { oneOf: ['SERVICE_MANAGED', 'SELF_MANAGED'] },
    CallAs: { oneOf: ['SELF', 'DELEGATED_ADMIN'] },
  },
  UpdateStackSetInput: { ...operation, ...template },
  DeleteStackSetInput: { StackSetName: stackSetName },
  DescribeStackSetInput: { StackSetName: stackSetName },
  ListStackSetsInput: { MaxResults: maxResults },
  CreateStackInstancesInput: operation,
  UpdateStackInstancesInput: operation,
  DeleteStackInstancesInput: operation,
  ListStackInstancesInput: { ...instance, MaxResults: maxResults },
  DescribeStackInstanceInput: instance,
  DescribeStackSetOperationInput: operation,
  ListStackSetOperationsInput: {
    StackSetName: stackSetName,
    MaxResults: maxResults,
  },
  ListStackSetOperationResultsInput: { ...operation, MaxResults: maxResults },
  DeploymentTargets: {
    AccountFilterType: {
      oneOf: ['NONE', 'INTERSECTION', 'DIFFERENCE', 'UNION'],
    },
  },
  Tag: {
    Key: { minLength: 1, maxLength: 128 },
    Value: { maxLength: 256 },
  },
};
