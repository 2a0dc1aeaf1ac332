// The end of provisioned products, and of the projects they are behind.
import { stackOf, startDeletion } from '../../cloudformation/lifecycle';
import { AWS_SECONDS } from '../../durations';
import { schedule, type Context } from '../../operation';
import type { ProvisionedProduct, ProvisioningRecord } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { removeProject } from '../sageMaker/projectWork';
import { newRecord, recordOf } from './provision';

/** Removes a provisioned product whose stack is gone, and with it the project it is behind. */
export function endProvisionedProduct(
  { state, now }: Context,
  provisioned: ProvisionedProduct,
): void {
  state.provisionedProducts.splice(
    state.provisionedProducts.indexOf(provisioned),
    1,
  );
  const record = recordOf(state, provisioned.lastRecordId);
  record.status = 'SUCCEEDED';
  record.updatedAt = now;
  const project = state.projects.find(({ id }) => id === provisioned.projectId);
  if (project) {
    removeProject(state, project);
  }
}

/** Takes a request to terminate a provisioned product; its stack is deleted by and by. */
export function terminate(
  context: Context,
  provisioned: ProvisionedProduct,
): ProvisioningRecord {
  if (provisioned.status === 'UNDER_CHANGE') {
    throw new AwsError(
      'InvalidParametersException',
      `Provisioned product ${provisioned.id} is under change and cannot be terminated now.`,
    );
  }
  provisioned.status = 'UNDER_CHANGE';
  const record = newRecord(
    context,
    'TERMINATE_PROVISIONED_PRODUCT',
    provisioned,
  );
  record.status = 'IN_PROGRESS';
  if (provisioned.managedAccountId) {
    schedule(context, AWS_SECONDS.updateAccount, {
      kind: 'release-account',
      provisionedProductId: provisioned.id,
    });
    return record;
  }
  const stack =
    provisioned.stackArn && stackOf(context.state, provisioned.stackArn);
  if (stack && stack.status !== 'DELETE_COMPLETE') {
    startDeletion(context, stack);
  } else {
    endProvisionedProduct(context, provisioned);
  }
  return record;
}
