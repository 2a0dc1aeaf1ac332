// From the Amazon SageMaker API Reference.
import type { Constraint, Constraints } from '../../wire/constraints';
import { modelBuildingConstraints } from './modelBuildingConstraints';
import { modelServingConstraints } from './modelServingConstraints';

const maxResults: Constraint = { min: 1, max: 100 };
const projectName: Constraint = {
  minLength: 1,
  maxLength: 32,
  pattern: /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}$/,
};
const domainId: Constraint = {
  maxLength: 63,
  pattern: /^d-(-*[a-z0-9]){1,61}$/,
};
const notebookName: Constraint = {
  maxLength: 63,
  pattern: /^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/,
};
const resourceArn: Constraint = {
  maxLength: 256,
  pattern: /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:.*$/,
};
const sortOrder: Constraint = { oneOf: ['Ascending', 'Descending'] };

export const constraints: Constraints = {
  ...modelBuildingConstraints,
  ...modelServingConstraints,
  CreateDomainRequest: {
    DomainName: {
      maxLength: 63,
      pattern: /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/,
    },
    AuthMode: { oneOf: ['SSO', 'IAM'] },
    SubnetIds: { minLength: 1, maxLength: 16 },
    VpcId: { maxLength: 32, pattern: /^[-0-9a-zA-Z]+$/ },
    AppNetworkAccessType: { oneOf: ['PublicInternetOnly', 'VpcOnly'] },
    KmsKeyId: { maxLength: 2048 },
    Tags: { maxLength: 50 },
  },
  DescribeDomainRequest: { DomainId: domainId },
  DeleteDomainRequest: { DomainId: domainId },
  ListDomainsRequest: { MaxResults: maxResults },
  CreateProjectInput: {
    ProjectName: projectName,
    ProjectDescription: { maxLength: 1024 },
    Tags: { maxLength: 50 },
  },
  ServiceCatalogProvisioningDetails: {
    ProductId: { minLength: 1, maxLength: 100, pattern: /^[a-zA-Z0-9_-]*$/ },
    ProvisioningArtifactId: {
      minLength: 1,
      maxLength: 100,
      pattern: /^[a-zA-Z0-9_-]*$/,
    },
    PathId: { minLength: 1, maxLength: 100, pattern: /^[a-zA-Z0-9_-]*$/ },
  },
  ProvisioningParameter: {
    Key: { minLength: 1, maxLength: 1000 },
    Value: { maxLength: 4096 },
  },
  DescribeProjectInput: { ProjectName: projectName },
  DeleteProjectInput: { ProjectName: projectName },
  ListProjectsInput: {
    MaxResults: maxResults,
    NameContains: projectName,
    SortBy: { oneOf: ['Name', 'CreationTime'] },
    SortOrder: sortOrder,
  },
  DescribeNotebookInstanceInput: { NotebookInstanceName: notebookName },
  ListNotebookInstancesInput: {
    MaxResults: maxResults,
    SortBy: { oneOf: ['Name', 'CreationTime', 'Status'] },
    SortOrder: sortOrder,
  },
  ListTagsInput: {
    ResourceArn: resourceArn,
    MaxResults: { min: 50, max: 100 },
  },
  AddTagsInput: { ResourceArn: resourceArn, Tags: { maxLength: 50 } },
  Tag: {
    Key: {
      minLength: 1,
      maxLength: 128,
      pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
    },
    Value: { maxLength: 256 },
  },
};
