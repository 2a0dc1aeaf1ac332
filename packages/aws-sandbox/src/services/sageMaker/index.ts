import * as client from '@aws-sdk/client-sagemaker';
import type { Service } from '../Service';
import { constraints } from './constraints';
import { domainOperations } from './domainOperations';
import { endpointConfigOperations } from './endpointConfigs';
import { endpointOperations } from './endpoints';
import { modelOperations } from './models';
import { monitoringDefinitionOperations } from './monitoringDefinitions';
import { monitoringExecutionOperations } from './monitoringExecutions';
import { monitoringScheduleOperations } from './monitoringSchedules';
import { notebookOperations } from './notebooks';
import { experimentOperations } from './experimentOperations';
import { modelCardOperations } from './modelCardOperations';
import { modelPackageGroupOperations } from './modelPackageGroupOperations';
import { modelPackageOperations } from './modelPackageOperations';
import { pipelineExecutionOperations } from './pipelineExecutionOperations';
import { pipelineOperations } from './pipelineOperations';
import { projectOperations } from './projects';
import { trackingServerOperations } from './trackingServerOperations';
import { trialComponentOperations } from './trialComponentOperations';
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
    ...modelOperations,
    ...endpointConfigOperations,
    ...endpointOperations,
    ...monitoringDefinitionOperations,
    ...monitoringScheduleOperations,
    ...monitoringExecutionOperations,
    ...pipelineOperations,
    ...pipelineExecutionOperations,
    ...experimentOperations,
    ...trialComponentOperations,
    ...trackingServerOperations,
    ...modelPackageGroupOperations,
    ...modelPackageOperations,
    ...modelCardOperations,
    ...tagOperations,
  },
};
