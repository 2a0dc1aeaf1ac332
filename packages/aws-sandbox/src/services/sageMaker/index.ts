import * as client from '@aws-sdk/client-sagemaker';
import type { Service } from '../Service';
import { constraints } from './constraints';
import { domainOperations } from './domainOperations';
import { notebookOperations } from './notebooks';
import { projectOperations } from './projects';
import { tagOperations } from './tags';

/** Amazon SageMaker AI. */
export const sageMaker: Service = {
  signingName: 'sagemaker',
  protocol: 'awsJson1_1',
  targetPrefix: 'SageMaker',
  schemas: client,
  validationError: 'ValidationException',
  throttling: { error: 'ThrottlingException', message: 'Rate exceeded' },
  failure: 'InternalFailure',
  constraints,
  operations: {
    ...domainOperations,
    ...projectOperations,
    ...notebookOperations,
    ...tagOperations,
  },
};
