// From the AWS CodeCommit API Reference.
import type { Constraint, Constraints } from '../../wire/constraints';

const repositoryName: Constraint = {
  minLength: 1,
  maxLength: 100,
  pattern: /^[\w.-]+$/,
};

export const constraints: Constraints = {
  CreateRepositoryInput: {
    repositoryName,
    repositoryDescription: { maxLength: 1000 },
    kmsKeyId: { pattern: /^[a-zA-Z0-9:/_-]+$/ },
  },
  GetRepositoryInput: { repositoryName },
  DeleteRepositoryInput: { repositoryName },
  ListRepositoriesInput: {
    sortBy: { oneOf: ['repositoryName', 'lastModifiedDate'] },
    order: { oneOf: ['ascending', 'descending'] },
  },
};
