import {
  DescribeProductAsAdminCommand,
  ListProvisioningArtifactsCommand,
  paginateSearchProductsAsAdmin,
  type ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import {
  stageSchema,
  type LibraryTemplate,
} from '@mlops-portal/backstage-plugin-mlops-common';

/** What the reader role needs in the governance account. */
export const LIBRARY_ACTIONS = [
  'servicecatalog:SearchProductsAsAdmin',
  'servicecatalog:DescribeProductAsAdmin',
  'servicecatalog:ListProvisioningArtifacts',
];

/** The tag by which SageMaker itself knows a product as a project template. */
const STUDIO_VISIBILITY_TAG = 'sagemaker:studio-visibility';

/** The tag by which a template says which maturity stage it serves. */
const STAGE_TAG = 'mlops:stage';

async function describeProduct(
  client: ServiceCatalogClient,
  productId: string,
): Promise<LibraryTemplate | undefined> {
  const { ProductViewDetail, Tags } = await client.send(
    new DescribeProductAsAdminCommand({ Id: productId }),
  );
  const tag = (key: string) => Tags?.find(({ Key }) => Key === key)?.Value;
  const summary = ProductViewDetail?.ProductViewSummary;
  if (!summary?.Name || tag(STUDIO_VISIBILITY_TAG) !== 'true') {
    return undefined;
  }
  const { ProvisioningArtifactDetails } = await client.send(
    new ListProvisioningArtifactsCommand({ ProductId: productId }),
  );
  const versions = (ProvisioningArtifactDetails ?? [])
    .map(artifact => ({
      name: artifact.Name ?? artifact.Id ?? '',
      provisioningArtifactId: artifact.Id ?? '',
      createdAt: artifact.CreatedTime?.toISOString(),
      deprecated:
        artifact.Guidance === 'DEPRECATED' || artifact.Active === false,
    }))
    .sort((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''));
  return {
    name: summary.Name,
    productId,
    description: summary.ShortDescription ?? '',
    owner: summary.Owner ?? '',
    stage: stageSchema.safeParse(tag(STAGE_TAG)).data,
    versions,
  };
}

/**
 * Reads the template library: the Service Catalog products of the governance
 * account that carry the tag `sagemaker:studio-visibility`.
 *
 * @throws the SDK's exceptions
 */
export async function collectLibrary(
  client: ServiceCatalogClient,
): Promise<LibraryTemplate[]> {
  const templates: LibraryTemplate[] = [];
  for await (const page of paginateSearchProductsAsAdmin({ client }, {})) {
    const ids = (page.ProductViewDetails ?? []).flatMap(
      ({ ProductViewSummary }) => ProductViewSummary?.ProductId ?? [],
    );
    for (const id of ids) {
      const template = await describeProduct(client, id);
      if (template) {
        templates.push(template);
      }
    }
  }
  return templates;
}
