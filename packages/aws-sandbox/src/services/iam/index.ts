import * as client from '@aws-sdk/client-iam';
import type { Service } from '../Service';
import { constraints } from './constraints';
import { roleOperations } from './roleOperations';
import { userOperations } from './userOperations';

/** AWS Identity and Access Management. */
export const iam: Service = {
  signingName: 'iam',
  protocol: 'awsQuery',
  xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  schemas: client,
  validationError: 'ValidationError',
  throttling: { error: 'Throttling', message: 'Rate exceeded' },
  failure: 'ServiceFailure',
  constraints,
  operations: { ...roleOperations, ...userOperations },
};
