import type {
  DescribeProvisionedProductInput,
  DescribeProvisionedProductOutput,
  ProvisionedProductAttribute,
  SearchProvisionedProductsInput,
  SearchProvisionedProductsOutput,
} from '@aws-sdk/client-service-catalog';
import { lists, looksUp, type Call, type Operations } from '../../operation';
import type { ProvisionedProduct, State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { provisionedProductArn } from './arns';
import { typeOf } from './shapes';
import { pageOf } from './page';

function ownProvisionedProducts({ state, caller }: Call): ProvisionedProduct[] {
  return state.provisionedProducts.filter(
    ({ accountId, region }) =>
      accountId === caller.accountId && region === caller.region,
  );
}

function notFound(idOrName: string | undefined): AwsError {
  return new AwsError(
    'ResourceNotFoundException',
    `Provisioned product ${idOrName} not found.`,
  );
}

/** The newest records that were not about its end: of a change, and of one that went well. */
function lastRecords(
  { records }: State,
  { id, lastSuccessfulRecordId }: ProvisionedProduct,
) {
  return {
    LastProvisioningRecordId: records.findLast(
      ({ provisionedProductId, type }) =>
        provisionedProductId === id && type !== 'TERMINATE_PROVISIONED_PRODUCT',
    )?.id,
    LastSuccessfulProvisioningRecordId: lastSuccessfulRecordId,
  };
}

/** The provisioned product with this id or name in the caller's account. */
export function requireProvisionedProduct(
  call: Call,
  { id, name }: { id?: string; name?: string },
): ProvisionedProduct {
  if (!id && !name) {
    throw new AwsError(
      'InvalidParametersException',
      'Either the id or the name of the provisioned product is required.',
    );
  }
  const found = ownProvisionedProducts(call).find(
    candidate =>
      (id === undefined || candidate.id === id) &&
      (name === undefined || candidate.name === name),
  );
  if (!found) {
    throw notFound(id ?? name);
  }
  return found;
}

function toAttributes(
  state: State,
  provisioned: ProvisionedProduct,
): ProvisionedProductAttribute {
  const product = state.products.find(({ id }) => id === provisioned.productId);
  const artifact = product?.artifacts.find(
    ({ id }) => id === provisioned.artifactId,
  );
  return {
    Id: provisioned.id,
    Name: provisioned.name,
    Arn: provisionedProductArn(provisioned),
    Type: typeOf(state, provisioned.productId),
    Status: provisioned.status,
    StatusMessage: provisioned.statusMessage,
    CreatedTime: new Date(provisioned.createdAt),
    IdempotencyToken: provisioned.token,
    LastRecordId: provisioned.lastRecordId,
    ...lastRecords(state, provisioned),
    PhysicalId: provisioned.stackArn,
    ProductId: provisioned.productId,
    ProductName: product?.name,
    ProvisioningArtifactId: provisioned.artifactId,
    ProvisioningArtifactName: artifact?.name,
    UserArn: provisioned.principalArn,
    Tags: Object.entries(provisioned.tags).map(([Key, Value]) => ({
      Key,
      Value,
    })),
  };
}

/** The fields that a query can name before a colon, among those Service Catalog has. */
const QUERY_FIELDS: Record<string, keyof ProvisionedProductAttribute> = {
  arn: 'Arn',
  id: 'Id',
  name: 'Name',
  physicalid: 'PhysicalId',
  productid: 'ProductId',
  productname: 'ProductName',
  provisioningartifactid: 'ProvisioningArtifactId',
  status: 'Status',
};

function fitsQuery(
  attributes: ProvisionedProductAttribute,
  query: string,
): boolean {
  const [, field, wanted] = /^(\w+):(.*)$/.exec(query) ?? [];
  if (!field) {
    return [attributes.Name, attributes.Id, attributes.ProductName].some(
      value => value?.includes(query),
    );
  }
  const attribute = QUERY_FIELDS[field.toLocaleLowerCase('en-US')];
  if (!attribute) {
    throw new AwsError(
      'InvalidParametersException',
      `Filters: the AWS sandbox does not know the field ${field} of a SearchQuery.`,
    );
  }
  return attributes[attribute] === wanted.replace(/^"(.*)"$/, '$1');
}

export const provisionedProductOperations: Operations = {
  SearchProvisionedProducts: lists<
    SearchProvisionedProductsInput,
    SearchProvisionedProductsOutput
  >((input, call) => {
    const queries = input.Filters?.SearchQuery ?? [];
    const found = ownProvisionedProducts(call)
      .filter(({ createdAt }) => createdAt <= call.listedUntil)
      .map(provisioned => toAttributes(call.state, provisioned))
      .filter(attributes =>
        queries.every(query => fitsQuery(attributes, query)),
      );
    if (input.SortOrder === 'DESCENDING') {
      found.reverse();
    }
    const { page, NextPageToken } = pageOf(
      found,
      input,
      'SearchProvisionedProducts',
    );
    return {
      ProvisionedProducts: page,
      TotalResultsCount: found.length,
      NextPageToken,
    };
  }),

  DescribeProvisionedProduct: looksUp<
    DescribeProvisionedProductInput,
    DescribeProvisionedProductOutput
  >(({ Id, Name }, call) => {
    const found = requireProvisionedProduct(call, { id: Id, name: Name });
    if (found.createdAt > call.listedUntil) {
      throw notFound(Id ?? Name);
    }
    return {
      ProvisionedProductDetail: {
        Id: found.id,
        Name: found.name,
        Arn: provisionedProductArn(found),
        Type: typeOf(call.state, found.productId),
        Status: found.status,
        StatusMessage: found.statusMessage,
        CreatedTime: new Date(found.createdAt),
        IdempotencyToken: found.token,
        LastRecordId: found.lastRecordId,
        ...lastRecords(call.state, found),
        ProductId: found.productId,
        ProvisioningArtifactId: found.artifactId,
      },
      CloudWatchDashboards: [],
    };
  }),
};
