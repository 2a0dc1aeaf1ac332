import * as client from '@aws-sdk/client-sts';
import type {
  GetCallerIdentityRequest,
  GetCallerIdentityResponse,
} from '@aws-sdk/client-sts';
import { reads, writes } from '../../operation';
import type { Service } from '../Service';
import { assumeRole } from './assumeRole';
import { constraints } from './constraints';

/** AWS Security Token Service. */
export const sts: Service = {
  signingName: 'sts',
  protocol: 'awsQuery',
  xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  schemas: client,
  validationError: 'ValidationError',
  throttling: { error: 'Throttling', message: 'Rate exceeded' },
  failure: 'InternalFailure',
  constraints,
  operations: {
    AssumeRole: writes(assumeRole),

    GetCallerIdentity: reads<
      GetCallerIdentityRequest,
      GetCallerIdentityResponse
    >((_input, { caller }) => ({
      UserId: caller.userId,
      Account: caller.accountId,
      Arn: caller.arn,
    })),
  },
};
