// Provisioned products: shared by Service Catalog's own operations and by SageMaker projects.
import { AWS_SECONDS } from '../../durations';
import { newId } from '../../ids';
import { schedule, type Context } from '../../operation';
import type {
  Portfolio,
  Product,
  ProvisionedProduct,
  ProvisioningArtifact,
  ProvisioningRecord,
  State,
} from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { isAccountFactory } from '../controlTower/product';

/** What is asked for. */
export interface ProvisionRequest {
  accountId: string;
  region: string;
  name: string;
  product: Product;
  artifact: ProvisioningArtifact;
  portfolio: Portfolio;
  parameters: Record<string, string>;
  tags: Record<string, string>;
  /** A second request with the same token is the same request. */
  token: string;
  principalArn: string;
}

/** A new record of a change to a provisioned product. */
export function newRecord(
  { state, now }: Context,
  type: ProvisioningRecord['type'],
  provisioned: ProvisionedProduct,
): ProvisioningRecord {
  const record: ProvisioningRecord = {
    id: `rec-${newId(state, 13)}`,
    accountId: provisioned.accountId,
    region: provisioned.region,
    type,
    status: 'CREATED',
    createdAt: now,
    updatedAt: now,
    provisionedProductId: provisioned.id,
    provisionedProductName: provisioned.name,
    productId: provisioned.productId,
    portfolioId: provisioned.portfolioId,
    artifactId: provisioned.artifactId,
    outputs: [],
  };
  state.records.push(record);
  provisioned.lastRecordId = record.id;
  return record;
}

/** The record with this id, which is there as long as the state is. */
export function recordOf(state: State, id: string): ProvisioningRecord {
  const record = state.records.find(candidate => candidate.id === id);
  if (!record) {
    throw new Error(`The state has no record ${id}.`);
  }
  return record;
}

/**
 * Takes a request for a product; its stack is created by and by.
 *
 * @throws AwsError when the account has a provisioned product of this name
 */
export function provision(
  context: Context,
  request: ProvisionRequest,
): ProvisionedProduct {
  const { state, now } = context;
  const { accountId, region, name, product, artifact, portfolio, ...rest } =
    request;
  const isTaken = state.provisionedProducts.some(
    other =>
      other.accountId === accountId &&
      other.region === region &&
      other.name === name,
  );
  if (isTaken) {
    throw new AwsError(
      'InvalidParametersException',
      `A stack named ${name} already exists.`,
    );
  }
  const id = `pp-${newId(state, 13)}`;
  const provisioned: ProvisionedProduct = {
    ...rest,
    id,
    accountId,
    region,
    name,
    productId: product.id,
    artifactId: artifact.id,
    portfolioId: portfolio.id,
    createdAt: now,
    status: 'UNDER_CHANGE',
    lastRecordId: '',
    stackName: `SC-${accountId}-${id}`,
  };
  state.provisionedProducts.push(provisioned);
  newRecord(context, 'PROVISION_PRODUCT', provisioned);
  schedule(context, AWS_SECONDS.startStack, {
    kind: isAccountFactory(product) ? 'start-vending' : 'start-provisioning',
    provisionedProductId: id,
  });
  return provisioned;
}
