import type {
  CreateProjectInput,
  CreateProjectOutput,
  DeleteProjectInput,
  DescribeProjectInput,
  DescribeProjectOutput,
  ListProjectsInput,
  ListProjectsOutput,
} from '@aws-sdk/client-sagemaker';
import { AWS_SECONDS } from '../../durations';
import { newId } from '../../ids';
import {
  lists,
  reads,
  schedule,
  writes,
  type Call,
  type Context,
  type Operations,
  type Validated,
} from '../../operation';
import type { Project } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { terminate } from '../serviceCatalog/terminate';
import { pageOf, sortBy } from './page';
import { projectArn } from './projectWork';
import { toTagMap } from './tagMap';

function ownProjects({ state, caller }: Call): Project[] {
  return state.projects.filter(
    ({ accountId, region }) =>
      accountId === caller.accountId && region === caller.region,
  );
}

function requireProject(call: Call, projectName: string): Project {
  const project = ownProjects(call).find(({ name }) => name === projectName);
  if (!project) {
    throw new AwsError(
      'ValidationException',
      `Project ${projectName} does not exist.`,
    );
  }
  return project;
}

/** Takes a request for a project, which SageMaker then works on. */
export function requestProject(
  context: Context,
  owner: { accountId: string; region: string; principalArn: string },
  input: Validated<CreateProjectInput>,
): Project {
  const { ServiceCatalogProvisioningDetails: details } = input;
  if (!details?.ProductId) {
    throw new AwsError(
      'ValidationException',
      'ServiceCatalogProvisioningDetails.ProductId is required: the AWS sandbox knows no template providers.',
    );
  }
  const { state, now } = context;
  const project: Project = {
    ...owner,
    id: `p-${newId(state, 12)}`,
    name: input.ProjectName,
    description: input.ProjectDescription,
    createdAt: now,
    status: 'Pending',
    productId: details.ProductId,
    artifactId: details.ProvisioningArtifactId,
    pathId: details.PathId,
    parameters: Object.fromEntries(
      (details.ProvisioningParameters ?? []).map(({ Key, Value }) => [
        Key ?? '',
        Value ?? '',
      ]),
    ),
  };
  state.tags[projectArn(project)] = toTagMap(input.Tags);
  state.projects.push(project);
  schedule(context, AWS_SECONDS.launchProject, {
    kind: 'launch-project',
    projectId: project.id,
  });
  return project;
}

export const projectOperations: Operations = {
  CreateProject: writes<CreateProjectInput, CreateProjectOutput>(
    (input, call) => {
      if (ownProjects(call).some(({ name }) => name === input.ProjectName)) {
        throw new AwsError(
          'ValidationException',
          `Project with name ${input.ProjectName} already exists.`,
        );
      }
      const { accountId, region, arn } = call.caller;
      const project = requestProject(
        call,
        { accountId, region, principalArn: arn },
        input,
      );
      return { ProjectArn: projectArn(project), ProjectId: project.id };
    },
  ),

  DescribeProject: reads<DescribeProjectInput, DescribeProjectOutput>(
    ({ ProjectName }, call) => {
      const project = requireProject(call, ProjectName);
      const behind = project.provisionedProductId;
      return {
        ProjectArn: projectArn(project),
        ProjectName: project.name,
        ProjectId: project.id,
        ProjectDescription: project.description,
        ProjectStatus: project.status,
        CreationTime: new Date(project.createdAt),
        ServiceCatalogProvisioningDetails: {
          ProductId: project.productId,
          ProvisioningArtifactId: project.artifactId,
          PathId: project.pathId,
          ProvisioningParameters: Object.entries(project.parameters).map(
            ([Key, Value]) => ({ Key, Value }),
          ),
        },
        ServiceCatalogProvisionedProductDetails:
          behind || project.message
            ? {
                ProvisionedProductId: behind,
                ProvisionedProductStatusMessage: project.message,
              }
            : undefined,
      };
    },
  ),

  ListProjects: lists<ListProjectsInput, ListProjectsOutput>((input, call) => {
    const after = input.CreationTimeAfter?.getTime() ?? 0;
    const before = input.CreationTimeBefore?.getTime() ?? Infinity;
    const matching = ownProjects(call).filter(
      ({ name, createdAt }) =>
        createdAt <= call.listedUntil &&
        createdAt >= after &&
        createdAt <= before &&
        name.includes(input.NameContains ?? ''),
    );
    const { page, NextToken } = pageOf(
      sortBy(matching, input.SortBy, input.SortOrder),
      input,
      'ListProjects',
    );
    return {
      ProjectSummaryList: page.map(project => ({
        ProjectName: project.name,
        ProjectDescription: project.description,
        ProjectArn: projectArn(project),
        ProjectId: project.id,
        CreationTime: new Date(project.createdAt),
        ProjectStatus: project.status,
      })),
      NextToken,
    };
  }),

  DeleteProject: writes<DeleteProjectInput, {}>(({ ProjectName }, call) => {
    const { state } = call;
    const project = requireProject(call, ProjectName);
    if (!/^(CreateCompleted|CreateFailed|DeleteFailed)$/.test(project.status)) {
      throw new AwsError(
        'ConflictException',
        `Project ${ProjectName} is ${project.status} and cannot be deleted now.`,
      );
    }
    project.status = 'DeleteInProgress';
    const behind = state.provisionedProducts.find(
      ({ id }) => id === project.provisionedProductId,
    );
    if (behind) {
      terminate(call, behind);
    } else {
      schedule(call, AWS_SECONDS.deleteStack, {
        kind: 'delete-project',
        projectId: project.id,
      });
    }
    return {};
  }),
};
