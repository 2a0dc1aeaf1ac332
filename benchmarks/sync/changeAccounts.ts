import {
  UpdateModelPackageCommand,
  paginateListModelPackages,
} from '@aws-sdk/client-sagemaker';
import { paginateListAccountsForParent } from '@aws-sdk/client-organizations';
import { ConfigReader } from '@backstage/config';
import { ORGANIZATIONAL_UNIT_IDS } from '@mlops-portal/aws-sandbox';
import {
  createAwsClients,
  readMlopsConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { portalConfig } from '../lib/portalConfig';

/**
 * Has something change in accounts of the environment dev, as it does each day:
 * a version of the model is rejected.
 *
 * @param first - how many of the accounts have been changed before
 * @param count - how many to change
 */
export async function changeAccounts(
  endpoint: string,
  first: number,
  count: number,
): Promise<void> {
  const config = new ConfigReader(portalConfig(endpoint));
  const aws = createAwsClients({ config, mlops: readMlopsConfig(config) });
  const ids: string[] = [];
  for await (const { Accounts = [] } of paginateListAccountsForParent(
    { client: aws.management('reader').organizations },
    { ParentId: ORGANIZATIONAL_UNIT_IDS.development },
  )) {
    ids.push(...Accounts.flatMap(({ Id }) => Id ?? []));
  }
  const chosen = ids.slice(first, first + count);
  if (chosen.length < count) {
    throw new Error(
      `There are ${ids.length} accounts for dev; ${first + count} are to change.`,
    );
  }
  for (const accountId of chosen) {
    const client = aws.account(accountId, 'provisioner').sageMaker;
    for await (const page of paginateListModelPackages(
      { client, pageSize: 100 },
      {
        ModelPackageType: 'Versioned',
        ModelApprovalStatus: 'PendingManualApproval',
      },
    )) {
      for (const { ModelPackageArn } of page.ModelPackageSummaryList ?? []) {
        await client.send(
          new UpdateModelPackageCommand({
            ModelPackageArn,
            ModelApprovalStatus: 'Rejected',
          }),
        );
      }
    }
  }
}
