import * as client from '@aws-sdk/client-s3';
import type { Service } from '../Service';
import { locateBucket } from './address';
import { bucketOperations } from './bucketOperations';
import { listingOperations } from './listing';
import { objectOperations } from './objectOperations';

/** Amazon S3. */
export const s3: Service = {
  signingName: 's3',
  protocol: 'restXml',
  xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
  locate: locateBucket,
  schemas: client,
  validationError: 'InvalidArgument',
  throttling: {
    error: 'SlowDown',
    message: 'Please reduce your request rate.',
  },
  failure: 'InternalError',
  constraints: {},
  operations: {
    ...bucketOperations,
    ...objectOperations,
    ...listingOperations,
  },
};
