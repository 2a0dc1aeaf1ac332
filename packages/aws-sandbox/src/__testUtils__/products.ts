import {
  DescribeProductCommand,
  SearchProductsCommand,
} from '@aws-sdk/client-service-catalog';
import type { Clients } from './harness';

/** Ids of a product and its versions, as an account sees it. */
export async function findProduct(
  { serviceCatalog }: Clients,
  name: string,
): Promise<{ productId: string; artifacts: Record<string, string> }> {
  const { ProductViewSummaries = [] } = await serviceCatalog.send(
    new SearchProductsCommand({}),
  );
  const productId =
    ProductViewSummaries.find(({ Name }) => Name === name)?.ProductId ?? '';
  const { ProvisioningArtifacts = [] } = await serviceCatalog.send(
    new DescribeProductCommand({ Id: productId }),
  );
  return {
    productId,
    artifacts: Object.fromEntries(
      ProvisioningArtifacts.map(({ Name = '', Id = '' }) => [Name, Id]),
    ),
  };
}
