import type {
  UpdateProvisionedProductInput,
  UpdateProvisionedProductOutput,
} from '@aws-sdk/client-service-catalog';
import { AWS_SECONDS } from '../../durations';
import {
  schedule,
  writes,
  type Call,
  type Operations,
  type Validated,
} from '../../operation';
import type { ProvisionedProduct } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { isAccountFactory } from '../controlTower/product';
import { newRecord } from './provision';
import { requireProvisionedProduct } from './provisionedProducts';
import { toRecordDetail } from './records';

/** What an update leaves as it is: the name and the address of an account. */
const FIXED = ['AccountName', 'AccountEmail'];

function newParameters(
  { parameters }: ProvisionedProduct,
  { ProvisioningParameters = [] }: Validated<UpdateProvisionedProductInput>,
): Record<string, string> {
  const given = ProvisioningParameters.filter(
    ({ UsePreviousValue }) => !UsePreviousValue,
  ).map(({ Key = '', Value = '' }) => [Key, Value]);
  const changed: Record<string, string> = Object.fromEntries(given);
  const fixed = FIXED.find(
    name => name in changed && changed[name] !== parameters[name],
  );
  if (fixed) {
    throw new AwsError(
      'InvalidParametersException',
      `Account Factory cannot change ${fixed} of an account.`,
    );
  }
  return { ...parameters, ...changed };
}

function updateProvisionedProduct(
  input: Validated<UpdateProvisionedProductInput>,
  call: Call,
): UpdateProvisionedProductOutput {
  const { state } = call;
  const { UpdateToken } = input;
  const provisioned = requireProvisionedProduct(call, {
    id: input.ProvisionedProductId,
    name: input.ProvisionedProductName,
  });
  const before = state.records.find(
    record =>
      record.provisionedProductId === provisioned.id &&
      UpdateToken !== undefined &&
      record.updateToken === UpdateToken,
  );
  if (before) {
    return { RecordDetail: toRecordDetail(state, before) };
  }
  const product = state.products.find(({ id }) => id === provisioned.productId);
  if (!isAccountFactory(product)) {
    throw new AwsError(
      'OperationNotSupportedException',
      'The AWS sandbox updates accounts of Account Factory only.',
    );
  }
  if (!['AVAILABLE', 'TAINTED'].includes(provisioned.status)) {
    throw new AwsError(
      'InvalidParametersException',
      `Provisioned product ${provisioned.id} is ${provisioned.status} and cannot be updated now.`,
    );
  }
  provisioned.parameters = newParameters(provisioned, input);
  provisioned.status = 'UNDER_CHANGE';
  const record = newRecord(call, 'UPDATE_PROVISIONED_PRODUCT', provisioned);
  record.status = 'IN_PROGRESS';
  record.updateToken = UpdateToken;
  schedule(call, AWS_SECONDS.updateAccount, {
    kind: 'update-account',
    provisionedProductId: provisioned.id,
  });
  return { RecordDetail: toRecordDetail(state, record) };
}

export const updatingOperations: Operations = {
  UpdateProvisionedProduct: writes(updateProvisionedProduct),
};
