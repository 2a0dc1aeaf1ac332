// What keeps a record of everything that is done in the organization.
import { ACCOUNT_IDS, REGION } from '../constants';
import type { Context } from '../operation';
import { addTrail, startLogging } from '../services/cloudTrail/trails';
import { keyArn, newKey } from '../services/kms/keys';
import { enableServiceAccess } from '../services/organizations/serviceAccess';
import { createBucket } from '../services/s3/objects';

const { governance, management } = ACCOUNT_IDS;

/** Makes the trail of the organization, which delivers to the governance account under a key of that. */
export function addOrganizationTrail(context: Context): void {
  enableServiceAccess(context, 'cloudtrail.amazonaws.com');
  const { name: bucketName } = createBucket(context, {
    accountId: governance,
    region: REGION,
    name: `mlops-audit-${governance}-${REGION}`,
  });
  const key = newKey(context, {
    accountId: governance,
    region: REGION,
    manager: 'CUSTOMER',
    aliases: ['alias/mlops-audit'],
    description: 'Records of all accounts',
  });
  context.state.keys.push(key);
  const trail = addTrail(context, {
    accountId: management,
    homeRegion: REGION,
    name: 'mlops-organization',
    bucketName,
    kmsKeyId: keyArn(key),
    includesGlobalEvents: true,
    isMultiRegion: true,
    isOrganizationTrail: true,
    validatesLogFiles: true,
  });
  startLogging(context, trail);
}
