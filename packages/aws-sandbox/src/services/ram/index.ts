import * as client from '@aws-sdk/client-ram';
import type { EnableSharingWithAwsOrganizationResponse } from '@aws-sdk/client-ram';
import { writes } from '../../operation';
import { AwsError } from '../../wire/AwsError';
import { enableServiceAccess } from '../organizations/serviceAccess';
import type { Service } from '../Service';
import { constraints } from './constraints';
import { shareOperations } from './shareOperations';

/** AWS Resource Access Manager: shares, without permissions of their own and without invitations. */
export const ram: Service = {
  signingName: 'ram',
  protocol: 'restJson1',
  schemas: client,
  validationError: 'InvalidParameterException',
  throttling: { error: 'ThrottlingException', message: 'Rate exceeded' },
  failure: 'ServerInternalException',
  constraints,
  operations: {
    EnableSharingWithAwsOrganization: writes<
      {},
      EnableSharingWithAwsOrganizationResponse
    >((_input, call) => {
      const { state, caller } = call;
      if (caller.accountId !== state.organization.managementAccountId) {
        throw new AwsError(
          'OperationNotPermittedException',
          'The requested operation is not permitted. You must be the management account of the organization.',
        );
      }
      enableServiceAccess(call, 'ram.amazonaws.com');
      return { returnValue: true };
    }),
    ...shareOperations,
  },
};
