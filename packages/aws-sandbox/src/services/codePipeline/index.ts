import * as client from '@aws-sdk/client-codepipeline';
import type { Service } from '../Service';
import { constraints } from './constraints';
import { executionOperations } from './executionOperations';
import { pipelineOperations } from './pipelineOperations';

/** AWS CodePipeline. Nothing is built or deployed: actions take their time and go well. */
export const codePipeline: Service = {
  signingName: 'codepipeline',
  protocol: 'awsJson1_1',
  targetPrefix: 'CodePipeline_20150709',
  schemas: client,
  validationError: 'ValidationException',
  throttling: { error: 'ThrottlingException', message: 'Rate exceeded' },
  failure: 'InternalFailure',
  constraints,
  operations: { ...pipelineOperations, ...executionOperations },
};
