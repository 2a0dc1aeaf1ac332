// Which products an account sees, and what of them it asks for.
import type {
  Portfolio,
  Product,
  ProvisioningArtifact,
  State,
} from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { isBelow } from '../organizations/tree';

interface Place {
  accountId: string;
  region: string;
}

function notFound(what: string, id: string | undefined): AwsError {
  return new AwsError('ResourceNotFoundException', `${what} ${id} not found.`);
}

/** The portfolios that an account reaches: its own, and those that are shared with it. */
function reachedPortfolios(
  state: State,
  { accountId, region }: Place,
): Portfolio[] {
  return state.portfolios.filter(
    portfolio =>
      portfolio.region === region &&
      (portfolio.accountId === accountId ||
        isBelow(state, accountId, portfolio.sharedWith)),
  );
}

/** The products that an account reaches. */
export function visibleProducts(state: State, place: Place): Product[] {
  const ids = reachedPortfolios(state, place).flatMap(
    ({ productIds }) => productIds,
  );
  return state.products.filter(({ id }) => ids.includes(id));
}

/** The portfolios on which an account reaches a product. */
export function portfoliosOf(
  state: State,
  place: Place,
  productId: string,
): Portfolio[] {
  return reachedPortfolios(state, place).filter(({ productIds }) =>
    productIds.includes(productId),
  );
}

/** The product with this id or name, as an account sees it. */
export function requireProduct(
  state: State,
  place: Place,
  { id, name }: { id?: string; name?: string },
): Product {
  if (!id && !name) {
    throw new AwsError(
      'InvalidParametersException',
      'Either the id or the name of the product is required.',
    );
  }
  const product = visibleProducts(state, place).find(
    candidate =>
      (id === undefined || candidate.id === id) &&
      (name === undefined || candidate.name === name),
  );
  if (!product) {
    throw notFound('Product', id ?? name);
  }
  return product;
}

/** The version of a product with this id or name; the newest that is not deprecated when neither is given. */
export function requireArtifact(
  product: Product,
  { id, name }: { id?: string; name?: string },
): ProvisioningArtifact {
  const candidates = product.artifacts.filter(
    artifact =>
      (id === undefined || artifact.id === id) &&
      (name === undefined || artifact.name === name) &&
      (id !== undefined ||
        name !== undefined ||
        artifact.guidance === 'DEFAULT'),
  );
  const artifact = candidates.sort((a, b) => b.createdAt - a.createdAt)[0];
  if (!artifact) {
    throw notFound('ProvisioningArtifact', id ?? name);
  }
  return artifact;
}

/**
 * The portfolio on whose path a product is launched; the first when no path is
 * named.
 */
export function requirePath(
  state: State,
  place: Place,
  { productId, pathId }: { productId: string; pathId?: string },
): Portfolio {
  const portfolio = portfoliosOf(state, place, productId).find(
    candidate => pathId === undefined || candidate.pathId === pathId,
  );
  if (!portfolio) {
    throw notFound('LaunchPath', pathId);
  }
  return portfolio;
}

/** What an account asks to launch: product and version. */
export function requireLaunchable(
  state: State,
  place: Place,
  wanted: { productId: string; artifactId?: string; pathId?: string },
): { product: Product; artifact: ProvisioningArtifact; portfolio: Portfolio } {
  const product = requireProduct(state, place, { id: wanted.productId });
  return {
    product,
    portfolio: requirePath(state, place, wanted),
    artifact: requireArtifact(product, { id: wanted.artifactId }),
  };
}
