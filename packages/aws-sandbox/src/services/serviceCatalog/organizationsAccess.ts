// Whether portfolios can be shared with organizational units.
import type {
  GetAWSOrganizationsAccessStatusInput,
  GetAWSOrganizationsAccessStatusOutput,
} from '@aws-sdk/client-service-catalog';
import { reads, writes, type Call, type Operations } from '../../operation';
import { AwsError } from '../../wire/AwsError';
import {
  disableServiceAccess,
  enableServiceAccess,
  isTrusted,
} from '../organizations/serviceAccess';

const PRINCIPAL = 'servicecatalog.amazonaws.com';

function requireManagementAccount({ state, caller }: Call): void {
  if (caller.accountId !== state.organization.managementAccountId) {
    throw new AwsError(
      'OperationNotSupportedException',
      'The operation is for the management account of the organization.',
    );
  }
}

export const organizationsAccessOperations: Operations = {
  EnableAWSOrganizationsAccess: writes<{}, {}>((_input, call) => {
    requireManagementAccount(call);
    enableServiceAccess(call, PRINCIPAL);
    return {};
  }),

  DisableAWSOrganizationsAccess: writes<{}, {}>((_input, call) => {
    requireManagementAccount(call);
    disableServiceAccess(call.state, PRINCIPAL);
    return {};
  }),

  GetAWSOrganizationsAccessStatus: reads<
    GetAWSOrganizationsAccessStatusInput,
    GetAWSOrganizationsAccessStatusOutput
  >((_input, { state }) => ({
    AccessStatus: isTrusted(state, PRINCIPAL) ? 'ENABLED' : 'DISABLED',
  })),
};
