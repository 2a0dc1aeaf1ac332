import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import {
  SageMakerClient,
  UpdateModelPackageCommand,
  paginateListModelPackages,
} from '@aws-sdk/client-sagemaker';
import {
  OrganizationsClient,
  paginateListAccountsForParent,
} from '@aws-sdk/client-organizations';
import {
  EXTERNAL_ID,
  ORGANIZATIONAL_UNIT_IDS,
  PORTAL_CREDENTIALS,
  REGION,
  ROLES,
} from '@mlops-portal/aws-sandbox';

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
  const config = {
    endpoint,
    region: REGION,
    credentials: { ...PORTAL_CREDENTIALS },
  };
  const ids: string[] = [];
  for await (const { Accounts = [] } of paginateListAccountsForParent(
    { client: new OrganizationsClient(config) },
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
    const client = new SageMakerClient({
      ...config,
      credentials: fromTemporaryCredentials({
        masterCredentials: config.credentials,
        clientConfig: config,
        params: {
          RoleArn: `arn:aws:iam::${accountId}:role/${ROLES.provisioner}`,
          RoleSessionName: 'benchmark',
          ExternalId: EXTERNAL_ID,
        },
      }),
    });
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
    client.destroy();
  }
}
