// From the AWS Service Catalog API Reference.
import type { Constraint, Constraints } from '../../wire/constraints';

const id: Constraint = {
  minLength: 1,
  maxLength: 100,
  pattern: /^[a-zA-Z0-9_-]*$/,
};
const pageSize: Constraint = { min: 0, max: 20 };
const sortOrder: Constraint = { oneOf: ['ASCENDING', 'DESCENDING'] };
const provisionedProductName: Constraint = {
  minLength: 1,
  maxLength: 128,
  pattern: /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/,
};
const token: Constraint = {
  minLength: 1,
  maxLength: 100,
  pattern: /^[a-zA-Z0-9][a-zA-Z0-9_-]*$/,
};

export const constraints: Constraints = {
  SearchProductsInput: {
    PageSize: pageSize,
    SortBy: { oneOf: ['Title', 'VersionCount', 'CreationDate'] },
    SortOrder: sortOrder,
  },
  SearchProductsAsAdminInput: {
    PortfolioId: id,
    PageSize: pageSize,
    SortBy: { oneOf: ['Title', 'VersionCount', 'CreationDate'] },
    SortOrder: sortOrder,
  },
  DescribeProductInput: { Id: id },
  DescribeProductAsAdminInput: { Id: id, SourcePortfolioId: id },
  ListLaunchPathsInput: { ProductId: id, PageSize: pageSize },
  DescribeProvisioningArtifactInput: {
    ProvisioningArtifactId: id,
    ProductId: id,
  },
  ListProvisioningArtifactsInput: { ProductId: id },
  DescribeProvisioningParametersInput: {
    ProductId: id,
    ProvisioningArtifactId: id,
    PathId: id,
  },
  ProvisionProductInput: {
    ProductId: id,
    ProvisioningArtifactId: id,
    PathId: id,
    ProvisionedProductName: provisionedProductName,
    ProvisionToken: token,
    Tags: { maxLength: 50 },
  },
  ProvisioningParameter: {
    Key: { minLength: 1, maxLength: 1000 },
    Value: { maxLength: 4096 },
  },
  Tag: {
    Key: {
      minLength: 1,
      maxLength: 128,
      pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
    },
    Value: { minLength: 1, maxLength: 256 },
  },
  DescribeRecordInput: { Id: id, PageSize: pageSize },
  SearchProvisionedProductsInput: {
    PageSize: { min: 0, max: 100 },
    SortOrder: sortOrder,
  },
  AccessLevelFilter: { Key: { oneOf: ['Account', 'Role', 'User'] } },
  DescribeProvisionedProductInput: { Id: id },
  UpdateProvisionedProductInput: {
    ProvisionedProductId: id,
    ProvisionedProductName: { minLength: 1, maxLength: 1224 },
    ProductId: id,
    ProvisioningArtifactId: id,
    PathId: id,
    UpdateToken: token,
  },
  UpdateProvisioningParameter: {
    Key: { minLength: 1, maxLength: 1000 },
    Value: { maxLength: 4096 },
  },
  TerminateProvisionedProductInput: {
    ProvisionedProductId: id,
    ProvisionedProductName: { minLength: 1, maxLength: 1224 },
    TerminateToken: token,
  },
};
