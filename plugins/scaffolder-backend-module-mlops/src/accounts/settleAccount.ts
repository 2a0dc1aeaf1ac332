// What every account needs after it was found or created, whoever vended it.
import {
  DescribeOrganizationalUnitCommand,
  ListParentsCommand,
  MoveAccountCommand,
  paginateListTagsForResource,
  TagResourceCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ACCOUNT_TAGS } from '@mlops-portal/backstage-plugin-mlops-common';
import {
  explainAwsError,
  isTransient,
  waitUntil,
  type AccountRole,
  type AwsClients,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { accountTags } from './accountTags';
import type { AccountRequest, VendingContext } from './AccountVendor';

/** Repeats what AWS refuses for a passing reason, such as another change to the organization at the same time. */
async function persist(options: {
  tried: string;
  on: string;
  signal?: AbortSignal;
  send: () => Promise<unknown>;
}): Promise<void> {
  const { tried, on, signal, send } = options;
  await waitUntil({
    what: `AWS to ${tried} (${on})`,
    signal,
    timeoutMs: 5 * 60_000,
    poll: async () => {
      try {
        await send();
        return true;
      } catch (error) {
        if (isTransient(error)) {
          return undefined;
        }
        throw explainAwsError(error, { tried, on });
      }
    },
  });
}

/** Writes the tags that are missing or differ. Refuses an account that belongs to another use case. */
export async function tagAccount(
  client: OrganizationsClient,
  accountId: string,
  request: AccountRequest,
  { log, signal }: VendingContext,
): Promise<boolean> {
  const present = new Map<string, string>();
  for await (const page of paginateListTagsForResource(
    { client },
    { ResourceId: accountId },
  )) {
    for (const { Key, Value } of page.Tags ?? []) {
      present.set(Key ?? '', Value ?? '');
    }
  }
  const belongsTo = present.get(ACCOUNT_TAGS.useCase);
  if (belongsTo && belongsTo !== request.useCase) {
    throw new Error(
      `Account ${accountId} has the email address ${request.email} but is tagged for the use case ${belongsTo}. ` +
        `Choose another use case name, or ask the platform team.`,
    );
  }
  const missing = accountTags(request).filter(
    ({ Key, Value }) => present.get(Key) !== Value,
  );
  if (missing.length === 0) {
    return false;
  }
  await persist({
    tried: 'tag the account',
    on: accountId,
    signal,
    send: () =>
      client.send(
        new TagResourceCommand({ ResourceId: accountId, Tags: missing }),
      ),
  });
  log(
    `tagged account ${accountId}: ${missing.map(({ Key }) => Key).join(', ')}`,
  );
  return true;
}

/** Moves an account to an organizational unit when it is elsewhere. Answers the unit's name, and whether it moved. */
export async function placeAccount(
  client: OrganizationsClient,
  accountId: string,
  organizationalUnitId: string,
  { log, signal }: VendingContext,
): Promise<{ organizationalUnit: string; moved: boolean }> {
  const [{ OrganizationalUnit }, { Parents }] = await Promise.all([
    client.send(
      new DescribeOrganizationalUnitCommand({
        OrganizationalUnitId: organizationalUnitId,
      }),
    ),
    client.send(new ListParentsCommand({ ChildId: accountId })),
  ]);
  const organizationalUnit = OrganizationalUnit?.Name ?? organizationalUnitId;
  const parentId = Parents?.[0]?.Id;
  if (parentId === organizationalUnitId) {
    return { organizationalUnit, moved: false };
  }
  await persist({
    tried: `move the account to ${organizationalUnit}`,
    on: accountId,
    signal,
    send: () =>
      client.send(
        new MoveAccountCommand({
          AccountId: accountId,
          SourceParentId: parentId,
          DestinationParentId: organizationalUnitId,
        }),
      ),
  });
  log(`moved account ${accountId} to ${organizationalUnit}`);
  return { organizationalUnit, moved: true };
}

/** Waits until a role of the portal can be assumed in an account: roles arrive some time after the account. */
export async function awaitRole(
  aws: AwsClients,
  accountId: string,
  role: AccountRole,
  { signal }: VendingContext,
): Promise<void> {
  let last: unknown;
  try {
    await waitUntil({
      what: `the ${role} role in account ${accountId}`,
      signal,
      timeoutMs: 10 * 60_000,
      poll: async () => {
        try {
          const { sts } = aws.account(accountId, role, {
            name: 'mlops-portal-check',
          });
          return await sts.send(new GetCallerIdentityCommand({}));
        } catch (error) {
          last = error;
          return undefined;
        }
      },
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw explainAwsError(last ?? error, {
      tried: `assume the ${role} role`,
      on: `account ${accountId}`,
      hint: 'The account exists. The platform team deploys the role to it; then retry.',
    });
  }
}
