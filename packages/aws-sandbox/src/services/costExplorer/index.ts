import * as client from '@aws-sdk/client-cost-explorer';
import { lists } from '../../operation';
import type { Service } from '../Service';
import { constraints } from './constraints';
import { getCostAndUsage } from './getCostAndUsage';

/** AWS Cost Explorer: costs that follow from what is in the accounts. */
export const costExplorer: Service = {
  signingName: 'ce',
  protocol: 'awsJson1_1',
  targetPrefix: 'AWSInsightsIndexService',
  schemas: client,
  validationError: 'ValidationException',
  throttling: { error: 'LimitExceededException', message: 'Rate exceeded' },
  failure: 'InternalFailure',
  constraints,
  operations: { GetCostAndUsage: lists(getCostAndUsage) },
};
