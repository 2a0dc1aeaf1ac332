import {
  DescribeProductCommand,
  paginateListLaunchPaths,
  paginateSearchProducts,
  type ProvisioningArtifact,
  type ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';

/** What SageMaker needs to know to provision a product. */
export interface LaunchableProduct {
  productId: string;
  version: string;
  provisioningArtifactId: string;
  /** Needed when the account reaches the product on more than one path. */
  pathId?: string;
}

function newestFirst(a: ProvisioningArtifact, b: ProvisioningArtifact): number {
  return (b.CreatedTime?.getTime() ?? 0) - (a.CreatedTime?.getTime() ?? 0);
}

/**
 * Finds a library product as an account sees it: `SearchProducts`,
 * `DescribeProduct`, `ListLaunchPaths`.
 *
 * @param version - name of a provisioning artifact; the newest that is not deprecated when absent
 * @throws an error that says what there is instead, when product or version is missing
 */
export async function findProduct(
  client: ServiceCatalogClient,
  options: { accountId: string; product: string; version?: string },
): Promise<LaunchableProduct> {
  const { accountId, product, version } = options;
  const names: string[] = [];
  let productId: string | undefined;
  for await (const page of paginateSearchProducts({ client }, {})) {
    for (const summary of page.ProductViewSummaries ?? []) {
      names.push(summary.Name ?? '');
      if (summary.Name === product) {
        productId = summary.ProductId;
      }
    }
  }
  if (!productId) {
    throw new Error(
      `product: account ${accountId} sees no library product ${product}; it sees: ${
        names.join(', ') || 'none'
      }. The platform team shares the library's portfolio with the account.`,
    );
  }
  const { ProvisioningArtifacts = [] } = await client.send(
    new DescribeProductCommand({ Id: productId }),
  );
  const artifact = version
    ? ProvisioningArtifacts.find(({ Name }) => Name === version)
    : ProvisioningArtifacts.filter(
        ({ Guidance }) => Guidance !== 'DEPRECATED',
      ).sort(newestFirst)[0];
  if (!artifact?.Id) {
    throw new Error(
      `version: ${product} has ${
        version ? `no version ${version}` : 'no version that is supported'
      }; it has: ${
        ProvisioningArtifacts.map(({ Name }) => Name).join(', ') || 'none'
      }.`,
    );
  }
  const paths: (string | undefined)[] = [];
  for await (const page of paginateListLaunchPaths(
    { client },
    { ProductId: productId },
  )) {
    paths.push(...(page.LaunchPathSummaries ?? []).map(({ Id }) => Id));
  }
  return {
    productId,
    version: artifact.Name ?? artifact.Id,
    provisioningArtifactId: artifact.Id,
    pathId: paths.length > 1 ? paths[0] : undefined,
  };
}
