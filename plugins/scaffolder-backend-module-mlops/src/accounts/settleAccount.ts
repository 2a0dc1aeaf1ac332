// What every account needs after it was found or created, whoever vended it.
import {
  DescribeOrganizationalUnitCommand,
  ListParentsCommand,
  MoveAccountCommand,
  TagResourceCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { isError } from '@backstage/errors';
import { ACCOUNT_TAGS } from '@mlops-portal/backstage-plugin-mlops-common';
import {
  explainAwsError,
  explained,
  isTransient,
  waitUntil,
  type AccountRole,
  type AwsClients,
  type AwsSession,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { changesOnly } from '../changesOnly';
import { accountTags, readTags } from './accountTags';
import type {
  AccountRequest,
  OrganizationalUnit,
  VendingContext,
} from './AccountVendor';

/** What `MoveAccount` says when another call, or one whose answer was lost, has moved the account. */
const MOVED_MEANWHILE = new Set([
  'DuplicateAccountException',
  'SourceParentNotFoundException',
]);

/** What AWS says of a role that is not there yet, or not everywhere. */
const ROLE_MAY_COME = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
]);

/** Sends what AWS may refuse for a passing reason, such as another change to the organization, until it is done. */
async function persist(
  options: {
    tried: string;
    on: string;
    /** True when done; false to look again in a moment. */
    send: () => Promise<boolean>;
  },
  { signal, patience }: VendingContext,
): Promise<void> {
  const { tried, on, send } = options;
  let last: unknown;
  await waitUntil({
    what: `AWS to ${tried} (${on})`,
    signal,
    timeoutMs: patience.busyMs,
    poll: async () => {
      try {
        last = undefined;
        return (await send()) || undefined;
      } catch (error) {
        signal?.throwIfAborted();
        if (isTransient(error)) {
          last = error;
          return undefined;
        }
        throw explainAwsError(error, { tried, on });
      }
    },
  }).catch(error => {
    signal?.throwIfAborted();
    // AWS's last refusal says more than that time ran out.
    throw last ? explainAwsError(last, { tried, on }) : error;
  });
}

/** Writes the tags that are missing or differ. Refuses an account that belongs to another use case. */
export async function tagAccount(
  client: OrganizationsClient,
  accountId: string,
  request: AccountRequest,
  context: VendingContext,
): Promise<boolean> {
  const abortSignal = context.signal;
  const present = await explained(
    { tried: 'read the tags of the account', on: accountId },
    () => readTags(client, accountId, abortSignal),
  );
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
  await persist(
    {
      tried: 'tag the account',
      on: accountId,
      send: async () => {
        await client.send(
          new TagResourceCommand({ ResourceId: accountId, Tags: missing }),
          { abortSignal },
        );
        return true;
      },
    },
    context,
  );
  context.log(
    `tagged account ${accountId}: ${missing.map(({ Key }) => Key).join(', ')}`,
  );
  return true;
}

/**
 * Looks up an organizational unit.
 *
 * @throws an error that names the key of the configuration, when there is none
 */
export async function findOrganizationalUnit(
  client: OrganizationsClient,
  id: string,
  { environment }: AccountRequest,
  { signal: abortSignal }: VendingContext,
): Promise<OrganizationalUnit> {
  try {
    const { OrganizationalUnit: unit } = await client.send(
      new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: id }),
      { abortSignal },
    );
    return { id, name: unit?.Name ?? id };
  } catch (error) {
    abortSignal?.throwIfAborted();
    const isMissing =
      isError(error) && error.name === 'OrganizationalUnitNotFoundException';
    throw explainAwsError(error, {
      tried: 'find the organizational unit',
      on: id,
      hint: isMissing
        ? `The platform team corrects mlops.accounts.organizationalUnits.${environment}.`
        : undefined,
    });
  }
}

/** Id of the root or organizational unit that an account is in. */
export async function parentOf(
  client: OrganizationsClient,
  accountId: string,
  { signal: abortSignal }: VendingContext,
): Promise<string | undefined> {
  const { Parents } = await client.send(
    new ListParentsCommand({ ChildId: accountId }),
    { abortSignal },
  );
  return Parents?.[0]?.Id;
}

/** Moves an account to an organizational unit when it is elsewhere. Answers whether it moved. */
export async function placeAccount(
  client: OrganizationsClient,
  accountId: string,
  unit: OrganizationalUnit,
  context: VendingContext,
): Promise<boolean> {
  const abortSignal = context.signal;
  let moved = false;

  async function move(): Promise<boolean> {
    const parentId = await parentOf(client, accountId, context);
    if (parentId === unit.id) {
      return true;
    }
    moved = true;
    try {
      await client.send(
        new MoveAccountCommand({
          AccountId: accountId,
          SourceParentId: parentId,
          DestinationParentId: unit.id,
        }),
        { abortSignal },
      );
      return true;
    } catch (error) {
      if (isError(error) && MOVED_MEANWHILE.has(error.name)) {
        return false;
      }
      throw error;
    }
  }

  await persist(
    { tried: `move the account to ${unit.name}`, on: accountId, send: move },
    context,
  );
  if (moved) {
    context.log(`moved account ${accountId} to ${unit.name}`);
  }
  return moved;
}

/** Waits until a role of the portal can be assumed in an account: roles arrive some time after the account. */
export async function awaitRole(
  aws: AwsClients,
  accountId: string,
  role: AccountRole,
  session: AwsSession,
  { log, signal, patience }: VendingContext,
): Promise<void> {
  let last: unknown;
  const tell = changesOnly(log);
  try {
    await waitUntil({
      what: `the ${role} role in account ${accountId}`,
      signal,
      timeoutMs: patience.roleMs,
      poll: async () => {
        try {
          const { sts } = aws.account(accountId, role, session);
          return await sts.send(new GetCallerIdentityCommand({}), {
            abortSignal: signal,
          });
        } catch (error) {
          last = error;
          if (
            isTransient(error) ||
            (isError(error) && ROLE_MAY_COME.has(error.name))
          ) {
            return undefined;
          }
          throw error;
        }
      },
      onWait: () =>
        tell(`waiting for the ${role} role in account ${accountId}`),
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw explainAwsError(last ?? error, {
      tried: `assume the ${role} role`,
      on: `account ${accountId}`,
      hint: 'The account exists and is in its organizational unit. The platform team looks why the StackSet with the roles did not reach it; then retry.',
    });
  }
}
