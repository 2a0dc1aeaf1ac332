import * as client from '@aws-sdk/client-organizations';
import type { Caller } from '../../operation';
import type { State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import type { Service } from '../Service';
import { accountOperations } from './accounts';
import { attachmentOperations } from './attachments';
import { closureOperations } from './closure';
import { constraints } from './constraints';
import { creationOperations } from './creation';
import { organizationOperations } from './organization';
import { policyOperations } from './policies';
import { policyTypeOperations } from './policyTypes';
import { serviceAccessOperations } from './serviceAccess';
import { tagOperations } from './tags';
import { unitOperations } from './units';

/** All but one operation of AWS Organizations are for the management account. */
function authorize(state: State, caller: Caller, operation: string): void {
  if (
    operation !== 'DescribeOrganization' &&
    caller.accountId !== state.organization.managementAccountId
  ) {
    throw new AwsError(
      'AccessDeniedException',
      "You don't have permissions to access this resource.",
    );
  }
}

/** AWS Organizations. */
export const organizations: Service = {
  signingName: 'organizations',
  protocol: 'awsJson1_1',
  targetPrefix: 'AWSOrganizationsV20161128',
  schemas: client,
  validationError: 'InvalidInputException',
  throttling: {
    error: 'TooManyRequestsException',
    message:
      "AWS Organizations can't complete your request because another request is already in progress. Try again later.",
  },
  failure: 'ServiceException',
  constraints,
  authorize,
  operations: {
    ...organizationOperations,
    ...unitOperations,
    ...accountOperations,
    ...creationOperations,
    ...closureOperations,
    ...tagOperations,
    ...policyOperations,
    ...attachmentOperations,
    ...policyTypeOperations,
    ...serviceAccessOperations,
  },
};
