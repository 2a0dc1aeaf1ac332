import * as client from '@aws-sdk/client-cloudformation';
import type { Service } from '../Service';
import { changeSetOperations } from './changeSets';
import { constraints } from './constraints';
import { stackOperations } from './stackOperations';
import { stackReadOperations } from './stackReads';
import { stackSetOperations } from './stackSetOperations';

/** AWS CloudFormation. */
export const cloudFormation: Service = {
  signingName: 'cloudformation',
  protocol: 'awsQuery',
  xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  schemas: client,
  validationError: 'ValidationError',
  throttling: { error: 'Throttling', message: 'Rate exceeded' },
  failure: 'InternalFailure',
  constraints,
  operations: {
    ...stackOperations,
    ...stackReadOperations,
    ...changeSetOperations,
    ...stackSetOperations,
  },
};
