import { cloudFormation } from './cloudFormation';
import { cloudTrail } from './cloudTrail';
import { codeCommit } from './codeCommit';
import { codePipeline } from './codePipeline';
import { costExplorer } from './costExplorer';
import { eventBridge } from './eventBridge';
import { iam } from './iam';
import { kms } from './kms';
import { lakeFormation } from './lakeFormation';
import { organizations } from './organizations';
import { ram } from './ram';
import { s3 } from './s3';
import { sageMaker } from './sageMaker';
import { scheduler } from './scheduler';
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
  s3,
  iam,
  ram,
  cloudTrail,
  cloudFormation,
  codeCommit,
  codePipeline,
  eventBridge,
  scheduler,
  lakeFormation,
  costExplorer,
];
