// What the data-lake account lets accounts read, from the account that shares.
import {
  paginateListPermissions,
  type PrincipalResourcePermissions,
} from '@aws-sdk/client-lakeformation';
import { paginateGetResourceShareAssociations } from '@aws-sdk/client-ram';
import type { DataShare } from '@mlops-portal/backstage-plugin-mlops-common';
import type { AccountClients } from '@mlops-portal/backstage-plugin-mlops-node';

/** What the reader role needs in the data-lake account. */
export const DATA_LAKE_ACTIONS = [
  'ram:GetResourceShareAssociations',
  'lakeformation:ListPermissions',
];

/** The account that a principal is or belongs to. */
function accountOf(principal: string | undefined): string | undefined {
  return (
    /^\d{12}$/.exec(principal ?? '')?.[0] ??
    /^arn:aws[\w-]*:iam::(\d{12}):/.exec(principal ?? '')?.[1]
  );
}

async function associations(
  { ram }: AccountClients,
  associationType: 'PRINCIPAL' | 'RESOURCE',
): Promise<Map<string, string[]>> {
  const byShare = new Map<string, string[]>();
  for await (const page of paginateGetResourceShareAssociations(
    { client: ram },
    { associationType, associationStatus: 'ASSOCIATED' },
  )) {
    for (const {
      resourceShareArn,
      associatedEntity,
    } of page.resourceShareAssociations ?? []) {
      if (resourceShareArn && associatedEntity) {
        byShare.set(resourceShareArn, [
          ...(byShare.get(resourceShareArn) ?? []),
          associatedEntity,
        ]);
      }
    }
  }
  return byShare;
}

async function resourceShares(aws: AccountClients): Promise<DataShare[]> {
  const principals = await associations(aws, 'PRINCIPAL');
  const resources = await associations(aws, 'RESOURCE');
  return [...principals].flatMap(([arn, entities]) =>
    entities
      .flatMap(entity => accountOf(entity) ?? [])
      .flatMap(accountId =>
        (resources.get(arn) ?? []).map((resource): DataShare => ({
          through: 'ram',
          accountId,
          resource,
          arn,
        })),
      ),
  );
}

function resourceOf({ Resource }: PrincipalResourcePermissions): string {
  const { Table, TableWithColumns, Database, DataLocation } = Resource ?? {};
  const table = Table ?? TableWithColumns;
  if (table) {
    return `${table.DatabaseName}.${table.Name ?? '*'}`;
  }
  return Database?.Name ?? DataLocation?.ResourceArn ?? 'catalog';
}

async function grants({
  lakeFormation,
  accountId: dataLake,
}: AccountClients): Promise<DataShare[]> {
  const found: DataShare[] = [];
  for await (const page of paginateListPermissions(
    { client: lakeFormation },
    {},
  )) {
    for (const grant of page.PrincipalResourcePermissions ?? []) {
      const accountId = accountOf(grant.Principal?.DataLakePrincipalIdentifier);
      if (accountId && accountId !== dataLake) {
        found.push({
          through: 'lake-formation',
          accountId,
          resource: resourceOf(grant),
          permissions: [...(grant.Permissions ?? [])].sort(),
        });
      }
    }
  }
  return found;
}

/**
 * Reads what accounts may read of the data-lake account: its resource shares
 * (AWS RAM) and its grants (AWS Lake Formation). A share with a whole
 * organizational unit or organization names no account, and is not counted.
 *
 * @param aws - clients for the data-lake account
 * @throws the SDK's exceptions
 */
export async function collectDataLake(
  aws: AccountClients,
): Promise<DataShare[]> {
  const shares = [...(await resourceShares(aws)), ...(await grants(aws))];
  const key = (share: DataShare) =>
    [share.accountId, share.through, share.resource, share.arn].join(' ');
  return shares.sort((a, b) => key(a).localeCompare(key(b)));
}
