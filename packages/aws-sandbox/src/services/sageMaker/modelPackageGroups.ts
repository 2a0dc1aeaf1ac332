// Model package groups in the state: shared by the service, by pipelines and by CloudFormation.
import type { Context } from '../../operation';
import type { State } from '../../state/model';
import type { ModelPackageGroup } from '../../state/modelBuilding';
import { AwsError } from '../../wire/AwsError';
import { ownedBy, type Place } from './find';

/** ARN of a model package group. */
export function modelPackageGroupArn({
  region,
  accountId,
  name,
}: Place & { name: string }): string {
  return `arn:aws:sagemaker:${region}:${accountId}:model-package-group/${name}`;
}

/** Finds a model package group by its name. */
export function findGroup(
  state: State,
  place: Place,
  name: string,
): ModelPackageGroup | undefined {
  return ownedBy(state.modelPackageGroups, place).find(
    group => group.name === name,
  );
}

/** A new model package group, that is not in the state yet. */
export function newModelPackageGroup(
  { now }: Context,
  options: Omit<ModelPackageGroup, 'createdAt' | 'lastVersion'>,
): ModelPackageGroup {
  return { ...options, createdAt: now, lastVersion: 0 };
}

/**
 * Puts a new model package group into the state.
 *
 * @throws AwsError ValidationException when its name is taken
 */
export function addModelPackageGroup(
  { state }: Context,
  group: ModelPackageGroup,
): void {
  if (findGroup(state, group, group.name)) {
    throw new AwsError(
      'ValidationException',
      `Model Package Group already exists: ${modelPackageGroupArn(group)}`,
    );
  }
  state.modelPackageGroups.push(group);
}

/**
 * Removes a model package group.
 *
 * @throws AwsError ConflictException when there are model packages in it
 */
export function removeModelPackageGroup(
  { state }: Pick<Context, 'state'>,
  group: ModelPackageGroup,
): void {
  const isUsed = ownedBy(state.modelPackages, group).some(
    ({ groupName }) => groupName === group.name,
  );
  if (isUsed) {
    throw new AwsError(
      'ConflictException',
      `Model Package Group ${group.name} cannot be deleted because it still contains Model Packages.`,
    );
  }
  state.modelPackageGroups.splice(state.modelPackageGroups.indexOf(group), 1);
  delete state.tags[modelPackageGroupArn(group)];
}
