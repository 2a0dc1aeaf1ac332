import { paginateListStackResources } from '@aws-sdk/client-cloudformation';
import {
  DescribeProjectCommand,
  paginateListProjects,
  type ProjectSummary,
} from '@aws-sdk/client-sagemaker';
import {
  ACCOUNT_CONCERNS,
  type LibraryTemplate,
  type ProjectEvidence,
  type RepositoryEvidence,
} from '@mlops-portal/backstage-plugin-mlops-common';
import {
  API_CALL,
  explainAwsError,
  type AccountCollector,
  type CollectorContext,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { PAGE_SIZE } from './listing';

type Context = CollectorContext<ProjectEvidence[]>;

const REPOSITORIES = [
  'AWS::CodeCommit::Repository',
  'AWS::SageMaker::CodeRepository',
  'AWS::CodeStar::GitHubRepository',
];

/** Statuses that a project does not leave by itself. */
const SETTLED = [
  'CreateCompleted',
  'CreateFailed',
  'DeleteFailed',
  'UpdateCompleted',
  'UpdateFailed',
];

/** The repositories in the stack that Service Catalog made for a project; it is called after the account and the provisioned product. */
async function readRepositories(
  { aws, account, signal }: Context,
  provisionedProductId: string,
): Promise<
  Pick<ProjectEvidence, 'repositories' | 'repositoriesUnknownReason'>
> {
  const StackName = `SC-${account.accountId}-${provisionedProductId}`;
  const repositories: RepositoryEvidence[] = [];
  try {
    for await (const page of paginateListStackResources(
      { client: aws.cloudFormation },
      { StackName },
      { abortSignal: signal },
    )) {
      for (const resource of page.StackResourceSummaries ?? []) {
        const type = resource.ResourceType ?? '';
        if (REPOSITORIES.includes(type)) {
          repositories.push({ type, name: resource.PhysicalResourceId ?? '' });
        }
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    const { message } = explainAwsError(error, {
      tried: 'read the repositories of the project',
      on: `stack ${StackName}`,
      lasting: true,
    });
    return { repositoriesUnknownReason: message };
  }
  return {
    repositories: repositories.sort((a, b) => a.name.localeCompare(b.name)),
  };
}

async function describeProject(
  context: Context,
  { ProjectName = '', ProjectStatus }: ProjectSummary,
): Promise<ProjectEvidence> {
  const before = context.before?.find(({ name }) => name === ProjectName);
  if (
    before &&
    before.status === ProjectStatus &&
    SETTLED.includes(before.status) &&
    before.repositories
  ) {
    return before;
  }
  const { aws, signal } = context;
  const project = await aws.sageMaker.send(
    new DescribeProjectCommand({ ProjectName }),
    { abortSignal: signal },
  );
  const details = project.ServiceCatalogProvisioningDetails;
  const provisionedProductId =
    project.ServiceCatalogProvisionedProductDetails?.ProvisionedProductId;
  return {
    name: ProjectName,
    projectId: project.ProjectId ?? '',
    arn: project.ProjectArn ?? '',
    status: project.ProjectStatus ?? 'Unknown',
    createdAt: project.CreationTime?.toISOString(),
    productId: details?.ProductId,
    provisioningArtifactId: details?.ProvisioningArtifactId,
    provisionedProductId,
    ...(provisionedProductId
      ? await readRepositories(context, provisionedProductId)
      : { repositories: [] }),
  };
}

/** SageMaker projects with the repositories behind them. */
export const projectsCollector: AccountCollector<ProjectEvidence[]> = {
  concern: 'projects',
  what: 'SageMaker projects',
  schema: ACCOUNT_CONCERNS.projects,
  iamActions: [
    'sagemaker:ListProjects',
    'sagemaker:DescribeProject',
    'cloudformation:ListStackResources',
  ],
  events: [
    {
      source: 'aws.sagemaker',
      detailTypes: [API_CALL],
      eventNames: ['CreateProject', 'UpdateProject', 'DeleteProject'],
    },
    // A project is done when the stack of its product is.
    {
      source: 'aws.cloudformation',
      detailTypes: ['CloudFormation Stack Status Change'],
    },
  ],
  async collect(context) {
    const { aws, signal } = context;
    const projects: ProjectEvidence[] = [];
    for await (const { ProjectSummaryList = [] } of paginateListProjects(
      { client: aws.sageMaker, pageSize: PAGE_SIZE },
      {},
      { abortSignal: signal },
    )) {
      for (const project of ProjectSummaryList) {
        projects.push(await describeProject(context, project));
      }
    }
    return projects.sort((a, b) => a.name.localeCompare(b.name));
  },
};

/** Adds to projects the library template each was launched from, as the library has it now. */
export function withTemplates(
  projects: ProjectEvidence[],
  library: LibraryTemplate[],
): ProjectEvidence[] {
  return projects.map(({ template: _, ...project }) => {
    const found = library.find(
      ({ productId }) => productId === project.productId,
    );
    if (!found) {
      return project;
    }
    const version = found.versions.find(
      ({ provisioningArtifactId }) =>
        provisioningArtifactId === project.provisioningArtifactId,
    );
    return {
      ...project,
      template: {
        name: found.name,
        version: version?.name,
        supported: version !== undefined && !version.deprecated,
        newestVersion: found.versions.find(({ deprecated }) => !deprecated)
          ?.name,
      },
    };
  });
}
