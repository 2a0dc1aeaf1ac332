import type {
  AwsClients,
  AwsSession,
  MlopsConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import type { AccountVendor } from './AccountVendor';
import { createControlTowerVendor } from './controlTowerVendor';
import { createOrganizationsVendor } from './organizationsVendor';

/** The vendor that `mlops.accounts.vendor` names, for one task. */
export function createVendor(options: {
  aws: AwsClients;
  mlops: MlopsConfig;
  session: AwsSession;
  taskId: string;
}): AccountVendor {
  const { aws, mlops, session, taskId } = options;
  const { serviceCatalog, organizations } = aws.management(
    'provisioner',
    session,
  );
  const { controlTower } = mlops.accounts;
  return controlTower
    ? createControlTowerVendor({
        serviceCatalog,
        organizations,
        controlTower,
        managementAccountId: mlops.aws.managementAccountId,
        taskId,
      })
    : createOrganizationsVendor({
        client: organizations,
        sendOnce: aws.management('provisioner', { ...session, maxAttempts: 1 })
          .organizations,
      });
}
