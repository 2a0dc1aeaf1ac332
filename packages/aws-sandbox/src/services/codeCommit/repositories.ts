// Repositories in the state: shared by the service, by CloudFormation and by pipelines that begin with one.
import { newUuid } from '../../ids';
import type { Context } from '../../operation';
import type { CodeRepository } from '../../state/delivery';
import type { State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';

/** ARN of a repository. */
export function repositoryArn({
  region,
  accountId,
  name,
}: Pick<CodeRepository, 'region' | 'accountId' | 'name'>): string {
  return `arn:aws:codecommit:${region}:${accountId}:${name}`;
}

/** The repository of this name; undefined when the account has none in the region. */
export function findRepository(
  { codeRepositories }: State,
  place: { accountId: string; region: string },
  name: string | undefined,
): CodeRepository | undefined {
  return codeRepositories.find(
    repository =>
      repository.accountId === place.accountId &&
      repository.region === place.region &&
      repository.name === name,
  );
}

/**
 * Makes a repository.
 *
 * @throws AwsError when the account has one of this name
 */
export function addRepository(
  { state, now }: Context,
  options: Omit<CodeRepository, 'id' | 'createdAt' | 'changedAt'>,
): CodeRepository {
  if (findRepository(state, options, options.name)) {
    throw new AwsError(
      'RepositoryNameExistsException',
      `Repository named ${options.name} already exists`,
    );
  }
  const repository: CodeRepository = {
    id: newUuid(state),
    createdAt: now,
    changedAt: now,
    ...options,
  };
  state.codeRepositories.push(repository);
  return repository;
}

/** Removes a repository. */
export function removeRepository(
  state: State,
  repository: CodeRepository,
): void {
  state.codeRepositories = state.codeRepositories.filter(
    other => other !== repository,
  );
  delete state.tags[repositoryArn(repository)];
}
