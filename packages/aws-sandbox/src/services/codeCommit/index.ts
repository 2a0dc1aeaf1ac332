import * as client from '@aws-sdk/client-codecommit';
import type {
  CreateRepositoryInput,
  CreateRepositoryOutput,
  DeleteRepositoryInput,
  DeleteRepositoryOutput,
  GetRepositoryInput,
  GetRepositoryOutput,
  ListRepositoriesInput,
  ListRepositoriesOutput,
  RepositoryMetadata,
} from '@aws-sdk/client-codecommit';
import { lists, reads, writes, type Operations } from '../../operation';
import type { CodeRepository } from '../../state/delivery';
import { AwsError } from '../../wire/AwsError';
import { paginate } from '../paging';
import type { Service } from '../Service';
import { constraints } from './constraints';
import {
  addRepository,
  findRepository,
  removeRepository,
  repositoryArn,
} from './repositories';

/** How many repositories a page has; the caller cannot say. */
const PAGE_SIZE = 1000;

function toMetadata(repository: CodeRepository): RepositoryMetadata {
  const { region, name } = repository;
  const host = `git-codecommit.${region}.amazonaws.com`;
  return {
    accountId: repository.accountId,
    repositoryId: repository.id,
    repositoryName: name,
    repositoryDescription: repository.description,
    lastModifiedDate: new Date(repository.changedAt),
    creationDate: new Date(repository.createdAt),
    cloneUrlHttp: `https://${host}/v1/repos/${name}`,
    cloneUrlSsh: `ssh://${host}/v1/repos/${name}`,
    Arn: repositoryArn(repository),
    kmsKeyId: repository.kmsKeyId,
  };
}

const operations: Operations = {
  CreateRepository: writes<CreateRepositoryInput, CreateRepositoryOutput>(
    (input, call) => {
      const { accountId, region } = call.caller;
      const repository = addRepository(call, {
        accountId,
        region,
        name: input.repositoryName,
        description: input.repositoryDescription,
        kmsKeyId: input.kmsKeyId,
      });
      call.state.tags[repositoryArn(repository)] = { ...input.tags };
      return { repositoryMetadata: toMetadata(repository) };
    },
  ),

  GetRepository: reads<GetRepositoryInput, GetRepositoryOutput>(
    ({ repositoryName }, { state, caller }) => {
      const found = findRepository(state, caller, repositoryName);
      if (!found) {
        throw new AwsError(
          'RepositoryDoesNotExistException',
          `${repositoryName} does not exist`,
        );
      }
      return { repositoryMetadata: toMetadata(found) };
    },
  ),

  ListRepositories: lists<ListRepositoriesInput, ListRepositoriesOutput>(
    ({ nextToken: token, ...question }, { state, caller, listedUntil }) => {
      const { sortBy = 'repositoryName', order = 'ascending' } = question;
      const sorted = state.codeRepositories
        .filter(
          ({ accountId, region, createdAt }) =>
            accountId === caller.accountId &&
            region === caller.region &&
            createdAt <= listedUntil,
        )
        .sort((a, b) =>
          sortBy === 'repositoryName'
            ? a.name.localeCompare(b.name)
            : a.changedAt - b.changedAt,
        );
      const { page, nextToken } = paginate(
        order === 'descending' ? sorted.reverse() : sorted,
        {
          token,
          size: undefined,
          defaultSize: PAGE_SIZE,
          question,
          invalidToken: () =>
            new AwsError(
              'InvalidContinuationTokenException',
              'The specified continuation token is not valid.',
            ),
        },
      );
      return {
        repositories: page.map(({ id, name }) => ({
          repositoryId: id,
          repositoryName: name,
        })),
        nextToken,
      };
    },
  ),

  DeleteRepository: writes<DeleteRepositoryInput, DeleteRepositoryOutput>(
    ({ repositoryName }, { state, caller }) => {
      const found = findRepository(state, caller, repositoryName);
      if (found) {
        removeRepository(state, found);
      }
      // Of one that is not there AWS answers no id, and no error.
      return { repositoryId: found?.id };
    },
  ),
};

/** AWS CodeCommit: repositories, without what is in them. */
export const codeCommit: Service = {
  signingName: 'codecommit',
  protocol: 'awsJson1_1',
  targetPrefix: 'CodeCommit_20150413',
  schemas: client,
  validationError: 'InvalidRepositoryNameException',
  throttling: { error: 'ThrottlingException', message: 'Rate exceeded' },
  failure: 'InternalFailure',
  constraints,
  operations,
};
