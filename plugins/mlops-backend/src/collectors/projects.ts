// IAM actions: sagemaker:ListProjects, sagemaker:DescribeProject.
import {
  DescribeProjectCommand,
  paginateListProjects,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type {
  LibraryTemplate,
  ProjectEvidence,
} from '@mlops-portal/backstage-plugin-mlops-common';

function templateOf(
  library: LibraryTemplate[],
  productId: string | undefined,
  artifactId: string | undefined,
): ProjectEvidence['template'] {
  const template = library.find(entry => entry.productId === productId);
  return (
    template && {
      name: template.name,
      version: template.versions.find(
        version => version.provisioningArtifactId === artifactId,
      )?.name,
    }
  );
}

/**
 * Reads the SageMaker projects of one account, with the library template each
 * was launched from.
 *
 * @throws the SDK's exceptions
 */
export async function collectProjects(
  client: SageMakerClient,
  library: LibraryTemplate[],
): Promise<ProjectEvidence[]> {
  const projects: ProjectEvidence[] = [];
  for await (const page of paginateListProjects({ client }, {})) {
    for (const { ProjectName } of page.ProjectSummaryList ?? []) {
      const project = await client.send(
        new DescribeProjectCommand({ ProjectName }),
      );
      const details = project.ServiceCatalogProvisioningDetails;
      projects.push({
        name: ProjectName ?? '',
        projectId: project.ProjectId ?? '',
        arn: project.ProjectArn ?? '',
        status: project.ProjectStatus ?? 'Unknown',
        createdAt: project.CreationTime?.toISOString(),
        productId: details?.ProductId,
        provisioningArtifactId: details?.ProvisioningArtifactId,
        template: templateOf(
          library,
          details?.ProductId,
          details?.ProvisioningArtifactId,
        ),
      });
    }
  }
  return projects;
}
