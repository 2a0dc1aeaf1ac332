import {
  DescribeProductCommand,
  paginateListLaunchPaths,
  paginateSearchProducts,
  type LaunchPathSummary,
  type ProductViewSummary,
  type ProvisioningArtifact,
  type ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import { InputError } from '@backstage/errors';
import { explained } from '@mlops-portal/backstage-plugin-mlops-node';

/** What SageMaker needs to know to provision a product. */
export interface LaunchableProduct {
  productId: string;
  version: string;
  provisioningArtifactId: string;
  /** Needed when the account reaches the product on more than one path. */
  pathId?: string;
}

/** A product that is wanted. */
export interface ProductRequest {
  accountId: string;
  product: string;
  /** Name of a provisioning artifact; the newest that is not deprecated when absent. */
  version?: string;
  /** What to do when the account does not see the product. */
  missingAdvice?: string;
  signal?: AbortSignal;
}

function newestFirst(a: ProvisioningArtifact, b: ProvisioningArtifact): number {
  return (b.CreatedTime?.getTime() ?? 0) - (a.CreatedTime?.getTime() ?? 0);
}

function namesOf(things: { Name?: string }[]): string {
  return things.map(({ Name }) => Name).join(', ') || 'none';
}

async function visibleProducts(
  client: ServiceCatalogClient,
  { signal: abortSignal }: ProductRequest,
): Promise<ProductViewSummary[]> {
  const products: ProductViewSummary[] = [];
  for await (const { ProductViewSummaries = [] } of paginateSearchProducts(
    { client },
    {},
    { abortSignal },
  )) {
    products.push(...ProductViewSummaries);
  }
  return products;
}

async function versionsOf(
  client: ServiceCatalogClient,
  productId: string,
  { signal: abortSignal }: ProductRequest,
): Promise<ProvisioningArtifact[]> {
  const { ProvisioningArtifacts = [] } = await client.send(
    new DescribeProductCommand({ Id: productId }),
    { abortSignal },
  );
  return ProvisioningArtifacts;
}

async function launchPaths(
  client: ServiceCatalogClient,
  ProductId: string,
  { signal: abortSignal }: ProductRequest,
): Promise<LaunchPathSummary[]> {
  const paths: LaunchPathSummary[] = [];
  for await (const { LaunchPathSummaries = [] } of paginateListLaunchPaths(
    { client },
    { ProductId },
    { abortSignal },
  )) {
    paths.push(...LaunchPathSummaries);
  }
  return paths;
}

/**
 * Finds a library product as an account sees it: `SearchProducts`,
 * `DescribeProduct`, `ListLaunchPaths`.
 *
 * @throws an error that names the input at fault and says what there is instead, when product or version is missing
 */
export async function findProduct(
  client: ServiceCatalogClient,
  request: ProductRequest,
): Promise<LaunchableProduct> {
  const {
    accountId,
    product,
    version,
    missingAdvice = "The platform team shares the library's portfolio with the account.",
  } = request;
  const context = {
    tried: `find the product ${product}`,
    on: `account ${accountId}`,
  };
  const products = await explained(context, () =>
    visibleProducts(client, request),
  );
  const productId = products.find(({ Name }) => Name === product)?.ProductId;
  if (!productId) {
    throw new InputError(
      `product: account ${accountId} sees no product ${product}; it sees: ${namesOf(
        products,
      )}. ${missingAdvice}`,
    );
  }
  const versions = await explained(context, () =>
    versionsOf(client, productId, request),
  );
  const artifact = version
    ? versions.find(({ Name }) => Name === version)
    : versions
        .filter(({ Guidance }) => Guidance !== 'DEPRECATED')
        .sort(newestFirst)[0];
  if (!artifact?.Id) {
    throw new InputError(
      `version: ${product} has ${
        version ? `no version ${version}` : 'no version that is supported'
      }; it has: ${namesOf(versions)}.`,
    );
  }
  const paths = await explained(context, () =>
    launchPaths(client, productId, request),
  );
  return {
    productId,
    version: artifact.Name ?? artifact.Id,
    provisioningArtifactId: artifact.Id,
    pathId: paths.length > 1 ? paths[0].Id : undefined,
  };
}
