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
import type { LaunchableProduct } from './findProduct';

const UNDER_WAY = ['Pending', 'CreateInProgress', 'UpdateInProgress'];
const COMPLETE = ['CreateCompleted', 'UpdateCompleted', 'UpdateFailed'];

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

/** The project of this name; undefined when there is none. */
export async function findProject(
  client: SageMakerClient,
  projectName: string,
): Promise<DescribeProjectCommandOutput | undefined> {
  try {
    return await client.send(
      new DescribeProjectCommand({ ProjectName: projectName }),
    );
  } catch (error) {
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
  },
): Promise<void> {
  const { projectName, description, product, parameters, tags } = options;
  try {
    await client.send(
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
    );
  } catch (error) {
    if (await findProject(client, projectName)) {
      return;
    }
    throw explainAwsError(error, {
      tried: 'launch the project',
      on: projectName,
    });
  }
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
  let state = '';
  const project = await waitUntil({
    what: `project ${projectName} to be complete`,
    signal: options.signal,
    poll: async () => {
      const found = await findProject(client, projectName);
      const status = found?.ProjectStatus ?? 'Pending';
      if (status !== state) {
        state = status;
        options.onState(status);
      }
      return UNDER_WAY.includes(status) ? undefined : found;
    },
  });
  if (!COMPLETE.includes(project.ProjectStatus ?? '')) {
    const { ProvisionedProductStatusMessage: reason } =
      project.ServiceCatalogProvisionedProductDetails ?? {};
    throw new Error(
      `Project ${projectName} is ${project.ProjectStatus}: ${
        reason ?? 'SageMaker gives no reason'
      }. Delete the failed project in SageMaker, then retry; if it fails again, ask the owner of the template.`,
    );
  }
  return {
    projectName,
    projectId: project.ProjectId ?? '',
    projectArn: project.ProjectArn ?? '',
  };
}
