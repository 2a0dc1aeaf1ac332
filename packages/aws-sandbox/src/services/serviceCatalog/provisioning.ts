import type {
  ProvisionProductInput,
  ProvisionProductOutput,
  TerminateProvisionedProductInput,
  TerminateProvisionedProductOutput,
} from '@aws-sdk/client-service-catalog';
import {
  writes,
  type Call,
  type Operations,
  type Validated,
} from '../../operation';
import type { ProvisioningRecord } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { checkCapacity } from '../controlTower/request';
import { provision, recordOf } from './provision';
import { requireProvisionedProduct } from './provisionedProducts';
import { toRecordDetail } from './records';
import { fromParameters } from './shapes';
import { terminate } from './terminate';
import { requireArtifact, requirePath, requireProduct } from './visibility';

/** The record of an earlier request with the same token. */
function earlier(
  { state, caller }: Call,
  token: string,
  name: string,
): ProvisioningRecord | undefined {
  const before = state.provisionedProducts.find(
    other =>
      other.accountId === caller.accountId &&
      other.region === caller.region &&
      other.token === token,
  );
  if (before && before.name !== name) {
    throw new AwsError(
      'InvalidParametersException',
      `ProvisionToken ${token} was used for the provisioned product ${before.name}.`,
    );
  }
  return before && recordOf(state, before.lastRecordId);
}

function provisionProduct(
  input: Validated<ProvisionProductInput>,
  call: Call,
): ProvisionProductOutput {
  const { state, caller } = call;
  // The SDK makes up a token when its user gives none; a bare request has to.
  const { ProvisionToken: token, ProvisionedProductName: name } = input;
  if (!token) {
    throw new AwsError(
      'InvalidParametersException',
      'ProvisionToken is required.',
    );
  }
  const before = earlier(call, token, name);
  if (before) {
    return { RecordDetail: toRecordDetail(state, before) };
  }
  const product = requireProduct(state, caller, {
    id: input.ProductId,
    name: input.ProductName,
  });
  if (!input.ProvisioningArtifactId && !input.ProvisioningArtifactName) {
    throw new AwsError(
      'InvalidParametersException',
      'Either ProvisioningArtifactId or ProvisioningArtifactName is required.',
    );
  }
  const artifact = requireArtifact(product, {
    id: input.ProvisioningArtifactId,
    name: input.ProvisioningArtifactName,
  });
  const portfolio = requirePath(state, caller, {
    productId: product.id,
    pathId: input.PathId,
  });
  checkCapacity(state, product);
  const provisioned = provision(call, {
    accountId: caller.accountId,
    region: caller.region,
    name,
    product,
    artifact,
    portfolio,
    parameters: fromParameters(input.ProvisioningParameters),
    tags: Object.fromEntries(
      (input.Tags ?? []).map(({ Key, Value }) => [Key, Value]),
    ),
    token,
    principalArn: caller.arn,
  });
  return {
    RecordDetail: toRecordDetail(
      state,
      recordOf(state, provisioned.lastRecordId),
    ),
  };
}

export const provisioningOperations: Operations = {
  ProvisionProduct: writes(provisionProduct),

  TerminateProvisionedProduct: writes<
    TerminateProvisionedProductInput,
    TerminateProvisionedProductOutput
  >((input, call) => {
    const provisioned = requireProvisionedProduct(call, {
      id: input.ProvisionedProductId,
      name: input.ProvisionedProductName,
    });
    return {
      RecordDetail: toRecordDetail(call.state, terminate(call, provisioned)),
    };
  }),
};
