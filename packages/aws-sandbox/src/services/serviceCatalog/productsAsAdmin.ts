// Products as those see them who publish them: in the account that owns the portfolio.
import type {
  DescribeProductAsAdminInput,
  DescribeProductAsAdminOutput,
  ProductViewDetail,
  SearchProductsAsAdminInput,
  SearchProductsAsAdminOutput,
} from '@aws-sdk/client-service-catalog';
import { lists, reads, type Call, type Operations } from '../../operation';
import type { Product } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { productArn } from './arns';
import { pageOf } from './page';
import { fitsFilters, sortProducts, toProductSummary } from './shapes';

function toDetail(product: Product): ProductViewDetail {
  return {
    ProductViewSummary: toProductSummary(product),
    Status: 'AVAILABLE',
    ProductARN: productArn(product),
    CreatedTime: new Date(product.createdAt),
  };
}

/** An account is administrator of its own products. */
function ownProducts({ state, caller }: Call): Product[] {
  return state.products.filter(
    ({ accountId, region }) =>
      accountId === caller.accountId && region === caller.region,
  );
}

/** The products in a portfolio of the caller's. */
function productsIn(call: Call, portfolioId: string): Product[] {
  const { state, caller } = call;
  const portfolio = state.portfolios.find(
    ({ id, accountId, region }) =>
      id === portfolioId &&
      accountId === caller.accountId &&
      region === caller.region,
  );
  if (!portfolio) {
    throw notFound('Portfolio', portfolioId);
  }
  return state.products.filter(({ id }) => portfolio.productIds.includes(id));
}

function notFound(what: string, id: string | undefined): AwsError {
  return new AwsError('ResourceNotFoundException', `${what} ${id} not found.`);
}

export const productAsAdminOperations: Operations = {
  SearchProductsAsAdmin: lists<
    SearchProductsAsAdminInput,
    SearchProductsAsAdminOutput
  >((input, call) => {
    const { PortfolioId } = input;
    const own = PortfolioId ? productsIn(call, PortfolioId) : ownProducts(call);
    const found = own.filter(
      product =>
        product.createdAt <= call.listedUntil &&
        fitsFilters(product, input.Filters),
    );
    const { page, NextPageToken } = pageOf(
      sortProducts(found, input.SortBy, input.SortOrder),
      input,
      'SearchProductsAsAdmin',
    );
    return { ProductViewDetails: page.map(toDetail), NextPageToken };
  }),

  DescribeProductAsAdmin: reads<
    DescribeProductAsAdminInput,
    DescribeProductAsAdminOutput
  >(({ Id, Name }, call) => {
    const product = ownProducts(call).find(
      ({ id, name }) => id === Id || (Id === undefined && name === Name),
    );
    if (!product) {
      throw notFound('Product', Id ?? Name);
    }
    return {
      ProductViewDetail: toDetail(product),
      ProvisioningArtifactSummaries: product.artifacts.map(artifact => ({
        Id: artifact.id,
        Name: artifact.name,
        Description: artifact.description,
        CreatedTime: new Date(artifact.createdAt),
      })),
      Tags: Object.entries(product.tags).map(([Key, Value]) => ({
        Key,
        Value,
      })),
      TagOptions: [],
      Budgets: [],
    };
  }),
};
