import type {
  ProductViewSummary,
  ProvisioningArtifact as ArtifactShape,
  ProvisioningArtifactParameter,
  ProvisioningParameter,
} from '@aws-sdk/client-service-catalog';
import type { Validated } from '../../operation';
import type { Product, ProvisioningArtifact, State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { isAccountFactory } from '../controlTower/product';

/** What Service Catalog calls what a product becomes. */
export function typeOf({ products }: State, productId: string): string {
  return isAccountFactory(products.find(({ id }) => id === productId))
    ? 'CONTROL_TOWER_ACCOUNT'
    : 'CFN_STACK';
}

/** A product as it is shown in lists. */
export function toProductSummary(product: Product): ProductViewSummary {
  return {
    Id: product.viewId,
    ProductId: product.id,
    Name: product.name,
    Owner: product.owner,
    ShortDescription: product.description,
    Type: 'CLOUD_FORMATION_TEMPLATE',
    HasDefaultPath: false,
  };
}

/** A version of a product. */
export function toArtifact(artifact: ProvisioningArtifact): ArtifactShape {
  return {
    Id: artifact.id,
    Name: artifact.name,
    Description: artifact.description,
    CreatedTime: new Date(artifact.createdAt),
    Guidance: artifact.guidance,
  };
}

/** The parameters that a version asks for. */
export function toParameters(
  artifact: ProvisioningArtifact,
): ProvisioningArtifactParameter[] {
  return Object.entries(artifact.template.Parameters ?? {}).map(
    ([key, parameter]) => ({
      ParameterKey: key,
      ParameterType: parameter.Type,
      DefaultValue:
        parameter.Default === undefined ? undefined : String(parameter.Default),
      Description: parameter.Description,
      IsNoEcho: String(parameter.NoEcho) === 'true',
      ParameterConstraints: {
        AllowedValues: parameter.AllowedValues?.map(String),
        AllowedPattern: parameter.AllowedPattern,
      },
    }),
  );
}

/** The values given for parameters. */
export function fromParameters(
  parameters: Validated<ProvisioningParameter>[] | undefined,
): Record<string, string> {
  return Object.fromEntries(
    (parameters ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']),
  );
}

/** Sorts products as Service Catalog does: by title when the caller does not say. */
export function sortProducts(
  products: Product[],
  by: string | undefined,
  order: string | undefined,
): Product[] {
  const compare = {
    Title: (a: Product, b: Product) => a.name.localeCompare(b.name),
    VersionCount: (a: Product, b: Product) =>
      a.artifacts.length - b.artifacts.length,
    CreationDate: (a: Product, b: Product) => a.createdAt - b.createdAt,
  }[by ?? 'Title'];
  const sorted = [...products].sort(compare);
  return order === 'DESCENDING' ? sorted.reverse() : sorted;
}

/** Whether a product fits filters of `SearchProducts`: all of the keys, any of a key's values. */
export function fitsFilters(
  product: Product,
  filters: Record<string, string[]> | undefined,
): boolean {
  return Object.entries(filters ?? {}).every(([key, values]) => {
    if (key === 'Owner') {
      return values.includes(product.owner);
    }
    if (key === 'ProductType') {
      return values.includes('CLOUD_FORMATION_TEMPLATE');
    }
    if (key === 'FullTextSearch') {
      const text =
        `${product.name} ${product.owner} ${product.description}`.toLocaleLowerCase(
          'en-US',
        );
      return values.some(value =>
        text.includes(value.toLocaleLowerCase('en-US')),
      );
    }
    throw new AwsError(
      'InvalidParametersException',
      `Filters: the AWS sandbox does not know the filter ${key}.`,
    );
  });
}
