import { kms } from './kms';
import { organizations } from './organizations';
import { sageMaker } from './sageMaker';
import type { Service } from './Service';
import { serviceCatalog } from './serviceCatalog';
import { sts } from './sts';

/** The services the sandbox knows. */
export const SERVICES: Service[] = [
  organizations,
  sts,
  serviceCatalog,
  sageMaker,
  kms,
];
