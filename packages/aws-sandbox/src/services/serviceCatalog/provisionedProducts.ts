import type {
  DescribeProvisionedProductInput,
  DescribeProvisionedProductOutput,
  ProvisionedProductAttribute,
  SearchProvisionedProductsInput,
  SearchProvisionedProductsOutput,
} from '@aws-sdk/client-service-catalog';
import { lists, reads, type Call, type Operations } from '../../operation';
import type { ProvisionedProduct, State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { provisionedProductArn } from './arns';
import { pageOf } from './page';

function ownProvisionedProducts({ state, caller }: Call): ProvisionedProduct[] {
  return state.provisionedProducts.filter(
    ({ accountId, region }) =>
      accountId === caller.accountId && region === caller.region,
  );
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
    throw new AwsError(
      'ResourceNotFoundException',
      `Provisioned product ${id ?? name} not found.`,
    );
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
    Type: 'CFN_STACK',
    Status: provisioned.status,
    StatusMessage: provisioned.statusMessage,
    CreatedTime: new Date(provisioned.createdAt),
    IdempotencyToken: provisioned.token,
    LastRecordId: provisioned.lastRecordId,
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

  DescribeProvisionedProduct: reads<
    DescribeProvisionedProductInput,
    DescribeProvisionedProductOutput
  >(({ Id, Name }, call) => {
    const found = requireProvisionedProduct(call, { id: Id, name: Name });
    return {
      ProvisionedProductDetail: {
        Id: found.id,
        Name: found.name,
        Arn: provisionedProductArn(found),
        Type: 'CFN_STACK',
        Status: found.status,
        StatusMessage: found.statusMessage,
        CreatedTime: new Date(found.createdAt),
        IdempotencyToken: found.token,
        LastRecordId: found.lastRecordId,
        ProductId: found.productId,
        ProvisioningArtifactId: found.artifactId,
      },
      CloudWatchDashboards: [],
    };
  }),
};
