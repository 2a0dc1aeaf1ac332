// Which products an account sees, and what of them it asks for.
import type { Product, ProvisioningArtifact, State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { isBelow } from '../organizations/tree';

interface Place {
  accountId: string;
  region: string;
}

function notFound(what: string, id: string | undefined): AwsError {
  return new AwsError('ResourceNotFoundException', `${what} ${id} not found.`);
}

/** The products that an account reaches: those of the portfolio, when it owns it or is shared with. */
export function visibleProducts(
  state: State,
  { accountId, region }: Place,
): Product[] {
  const { products, portfolio } = state;
  const reaches =
    accountId === portfolio.accountId ||
    isBelow(state, accountId, portfolio.sharedWith);
  return reaches ? products.filter(product => product.region === region) : [];
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

/** Refuses a path that does not lead to a product. */
export function checkPath(state: State, pathId: string | undefined): void {
  if (pathId !== undefined && pathId !== state.portfolio.pathId) {
    throw notFound('LaunchPath', pathId);
  }
}

/** What an account asks to launch: product and version. */
export function requireLaunchable(
  state: State,
  place: Place,
  wanted: { productId: string; artifactId?: string; pathId?: string },
): { product: Product; artifact: ProvisioningArtifact } {
  const product = requireProduct(state, place, { id: wanted.productId });
  checkPath(state, wanted.pathId);
  return {
    product,
    artifact: requireArtifact(product, { id: wanted.artifactId }),
  };
}
