// What becomes of a project: SageMaker provisions the product behind it through Service Catalog.
import { newId } from '../../ids';
import type { Context } from '../../operation';
import type { Project, State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { provision } from '../serviceCatalog/provision';
import { requireLaunchable } from '../serviceCatalog/visibility';

/** ARN of a project. */
export function projectArn({ region, accountId, name }: Project): string {
  return `arn:aws:sagemaker:${region}:${accountId}:project/${name.toLocaleLowerCase('en-US')}`;
}

/** Removes a project that is gone. */
export function removeProject(state: State, project: Project): void {
  state.projects.splice(state.projects.indexOf(project), 1);
  delete state.tags[projectArn(project)];
}

/** Has the product of a pending project provisioned. */
export function launchProject(
  context: Context,
  { projectId }: { projectId: string },
): void {
  const { state } = context;
  const project = state.projects.find(({ id }) => id === projectId);
  if (project?.status !== 'Pending') {
    return;
  }
  const { accountId, region, name, id } = project;
  try {
    const { product, artifact, portfolio } = requireLaunchable(
      state,
      { accountId, region },
      project,
    );
    const provisionedProduct = provision(context, {
      accountId,
      region,
      name: `${name}-${id}`,
      product,
      artifact,
      portfolio,
      parameters: {
        ...project.parameters,
        SageMakerProjectName: name,
        SageMakerProjectId: id,
      },
      tags: {
        ...state.tags[projectArn(project)],
        'sagemaker:project-name': name,
        'sagemaker:project-id': id,
      },
      token: newId(state, 32),
      principalArn: project.principalArn,
    });
    provisionedProduct.projectId = id;
    project.provisionedProductId = provisionedProduct.id;
    project.artifactId = artifact.id;
    project.status = 'CreateInProgress';
  } catch (error) {
    if (!(error instanceof AwsError)) {
      throw error;
    }
    project.status = 'CreateFailed';
    project.message = error.message;
  }
}

/** Removes a project that no provisioned product is behind. */
export function deleteProject(
  { state }: Context,
  { projectId }: { projectId: string },
): void {
  const project = state.projects.find(({ id }) => id === projectId);
  if (project) {
    removeProject(state, project);
  }
}
