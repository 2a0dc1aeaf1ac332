import * as client from '@aws-sdk/client-service-catalog';
import type { Service } from '../Service';
import { artifactOperations } from './artifacts';
import { constraints } from './constraints';
import { organizationsAccessOperations } from './organizationsAccess';
import { productOperations } from './products';
import { productAsAdminOperations } from './productsAsAdmin';
import { provisionedProductOperations } from './provisionedProducts';
import { provisioningOperations } from './provisioning';
import { recordOperations } from './records';
import { updatingOperations } from './updating';

/** AWS Service Catalog. */
export const serviceCatalog: Service = {
  signingName: 'servicecatalog',
  protocol: 'awsJson1_1',
  targetPrefix: 'AWS242ServiceCatalogService',
  schemas: client,
  validationError: 'InvalidParametersException',
  throttling: { error: 'ThrottlingException', message: 'Rate exceeded' },
  failure: 'InternalFailure',
  constraints,
  operations: {
    ...productOperations,
    ...productAsAdminOperations,
    ...artifactOperations,
    ...provisioningOperations,
    ...recordOperations,
    ...provisionedProductOperations,
    ...updatingOperations,
    ...organizationsAccessOperations,
  },
};
