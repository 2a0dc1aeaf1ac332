import {
  CreateProjectCommand,
  DescribeProjectCommand,
  type DescribeProjectCommandOutput,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { isError } from '@backstage/errors';
import {
  explainAwsError,
  waitUntil,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { askFor } from '../askFor';
import { changesOnly } from '../changesOnly';
import type { LaunchableProduct } from '../findProduct';

const COMPLETE = ['CreateCompleted', 'UpdateCompleted', 'UpdateFailed'];
const FAILED = ['CreateFailed', 'DeleteFailed'];

/** A SageMaker project that is there. */
export interface LaunchedProject {
  projectName: string;
  projectId: string;
  projectArn: string;
}

/** SageMaker answers a missing project with a ValidationException, as it does other things. */
function isMissing(error: unknown): boolean {
  return (
    isError(error) &&
    (error.name === 'ResourceNotFound' ||
      (error.name === 'ValidationException' &&
        /does not exist|not found|Could not find/i.test(error.message)))
  );
}

/** Whether a project is as its template wants it, with nothing under way. */
export function isComplete(project: DescribeProjectCommandOutput): boolean {
  return COMPLETE.includes(project.ProjectStatus ?? '');
}

/** What of a project the next steps of a template need. */
export function launched(
  project: DescribeProjectCommandOutput,
): LaunchedProject {
  return {
    projectName: project.ProjectName ?? '',
    projectId: project.ProjectId ?? '',
    projectArn: project.ProjectArn ?? '',
  };
}

/** The project of this name; undefined when there is none, or only the memory of a deleted one. */
export async function findProject(
  client: SageMakerClient,
  projectName: string,
  signal?: AbortSignal,
): Promise<DescribeProjectCommandOutput | undefined> {
  try {
    const project = await client.send(
      new DescribeProjectCommand({ ProjectName: projectName }),
      { abortSignal: signal },
    );
    return project.ProjectStatus === 'DeleteCompleted' ? undefined : project;
  } catch (error) {
    signal?.throwIfAborted();
    if (isMissing(error)) {
      return undefined;
    }
    throw explainAwsError(error, {
      tried: 'look for the project',
      on: projectName,
    });
  }
}

/** Asks SageMaker for a project; one of the same name that appeared meanwhile is left alone. */
export async function createProject(
  client: SageMakerClient,
  options: {
    projectName: string;
    description: string;
    product: LaunchableProduct;
    parameters: Record<string, string>;
    tags: { Key: string; Value: string }[];
    signal?: AbortSignal;
  },
): Promise<void> {
  const { projectName, description, product, parameters, tags, signal } =
    options;
  await askFor({
    context: { tried: 'launch the project', on: projectName },
    signal,
    send: () =>
      client.send(
        new CreateProjectCommand({
          ProjectName: projectName,
          ProjectDescription: description,
          ServiceCatalogProvisioningDetails: {
            ProductId: product.productId,
            ProvisioningArtifactId: product.provisioningArtifactId,
            PathId: product.pathId,
            ProvisioningParameters: Object.entries(parameters).map(
              ([Key, Value]) => ({ Key, Value }),
            ),
          },
          Tags: tags,
        }),
        { abortSignal: signal },
      ),
    find: () => findProject(client, projectName, signal),
  });
}

/**
 * Waits until a project is complete.
 *
 * @throws an error with SageMaker's reason and what to do, when it failed
 */
export async function awaitProject(
  client: SageMakerClient,
  projectName: string,
  options: { signal?: AbortSignal; onState: (state: string) => void },
): Promise<LaunchedProject> {
  const { signal, onState } = options;
  const tell = changesOnly(onState);
  const project = await waitUntil({
    what: `project ${projectName} to be complete`,
    signal,
    poll: async () => {
      const found = await findProject(client, projectName, signal);
      const status = found?.ProjectStatus ?? 'Pending';
      tell(status);
      if (status === 'DeleteInProgress') {
        throw new Error(
          `Project ${projectName} is being deleted. Retry when it is gone, and it is launched anew.`,
        );
      }
      return found && (isComplete(found) || FAILED.includes(status))
        ? found
        : undefined;
    },
  });
  if (!isComplete(project)) {
    const { ProvisionedProductStatusMessage: reason } =
      project.ServiceCatalogProvisionedProductDetails ?? {};
    throw new Error(
      `Project ${projectName} is ${project.ProjectStatus}: ${
        reason?.replace(/\.$/, '') ?? 'SageMaker gives no reason'
      }. Delete the failed project in SageMaker, then retry; if it fails again, ask the owner of the template.`,
    );
  }
  return launched(project);
}
