// Accounts through AWS Organizations. CreateAccount has no idempotency token, so the email address is the key.
import {
  CreateAccountCommand,
  DescribeCreateAccountStatusCommand,
  paginateListAccounts,
  paginateListCreateAccountStatus,
  type Account,
  type CreateAccountStatus,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  explainAwsError,
  isTransient,
  waitUntil,
} from '@mlops-portal/backstage-plugin-mlops-node';
import pLimit from 'p-limit';
import { accountTags } from './accountTags';
import type {
  AccountRequest,
  AccountVendor,
  VendedAccount,
  VendingContext,
} from './AccountVendor';
import { createAccountFailure } from './createAccountFailure';

/** How many accounts AWS creates at the same time for one organization (service quota). */
const MAX_CREATIONS_IN_FLIGHT = 5;

function vended(
  request: AccountRequest,
  account: Account,
  created: boolean,
): VendedAccount {
  const status = account.State ?? account.Status;
  if (status !== 'ACTIVE' && status !== 'PENDING_ACTIVATION') {
    throw new Error(
      `Account ${account.Id} has the email address ${request.email} but is ${status}. ` +
        `The platform team reopens it within 90 days of its closure through AWS Support, or choose another use case name.`,
    );
  }
  return {
    accountId: account.Id ?? '',
    accountArn: account.Arn ?? '',
    created,
  };
}

/**
 * Vends accounts with `CreateAccount`: looks for the account by its email
 * address, then for a creation under way by its name, and only then creates it.
 * At most five creations are in flight in the organization, counted from
 * `ListCreateAccountStatus`, so that it holds for all tasks and replicas.
 *
 * @param roleName - the role AWS makes in each new account for the management account
 */
export function createOrganizationsVendor(options: {
  client: OrganizationsClient;
  roleName: string;
}): AccountVendor {
  const { client, roleName } = options;
  const oneAtATime = pLimit(1);

  async function findAccount(email: string): Promise<Account | undefined> {
    const wanted = email.toLocaleLowerCase('en-US');
    for await (const page of paginateListAccounts({ client }, {})) {
      const found = page.Accounts?.find(
        account => account.Email?.toLocaleLowerCase('en-US') === wanted,
      );
      if (found) {
        return found;
      }
    }
    return undefined;
  }

  async function creations(
    states: CreateAccountStatus['State'][],
  ): Promise<CreateAccountStatus[]> {
    const found: CreateAccountStatus[] = [];
    for await (const page of paginateListCreateAccountStatus(
      { client },
      { States: states.filter(state => state !== undefined) },
    )) {
      found.push(...(page.CreateAccountStatuses ?? []));
    }
    return found;
  }

  /** A creation of this account that is under way, or done but not yet listed among the accounts. */
  async function findCreation(
    name: string,
  ): Promise<CreateAccountStatus | undefined> {
    const found = await creations(['IN_PROGRESS', 'SUCCEEDED']);
    return found.find(
      status =>
        status.AccountName === name &&
        (status.State === 'IN_PROGRESS' || isRecent(status)),
    );
  }

  function isRecent(status: CreateAccountStatus): boolean {
    const completed = status.CompletedTimestamp?.getTime() ?? 0;
    return Date.now() - completed < 10 * 60_000;
  }

  /** Creates the account as soon as fewer than five creations are in flight; undefined when it has to wait. */
  async function tryCreate(
    request: AccountRequest,
  ): Promise<CreateAccountStatus | undefined> {
    const inFlight = await creations(['IN_PROGRESS']);
    if (inFlight.length >= MAX_CREATIONS_IN_FLIGHT) {
      return undefined;
    }
    try {
      const { CreateAccountStatus: status } = await client.send(
        new CreateAccountCommand({
          AccountName: request.name,
          Email: request.email,
          RoleName: roleName,
          IamUserAccessToBilling: 'DENY',
          Tags: accountTags(request),
        }),
      );
      return status;
    } catch (error) {
      if (isTransient(error)) {
        // The answer may be lost and the account under way: look before asking again.
        return findCreation(request.name);
      }
      throw explainAwsError(error, {
        tried: 'create the account',
        on: `${request.name}, ${request.email}`,
      });
    }
  }

  async function create(
    request: AccountRequest,
    { log, signal }: VendingContext,
  ): Promise<CreateAccountStatus> {
    log(`creating account ${request.name} (${request.email})`);
    let told = false;
    return waitUntil({
      what: `a free place to create account ${request.name}`,
      signal,
      poll: () => oneAtATime(() => tryCreate(request)),
      onWait: () => {
        if (!told) {
          told = true;
          log(
            `AWS creates at most ${MAX_CREATIONS_IN_FLIGHT} accounts of an organization at a time; waiting for a place`,
          );
        }
      },
    });
  }

  async function finished(
    request: AccountRequest,
    creation: CreateAccountStatus,
    { signal }: VendingContext,
  ): Promise<CreateAccountStatus> {
    return waitUntil({
      what: `AWS to create account ${request.name}`,
      signal,
      poll: async () => {
        const { CreateAccountStatus: status } = await client.send(
          new DescribeCreateAccountStatusCommand({
            CreateAccountRequestId: creation.Id,
          }),
        );
        return status?.State === 'IN_PROGRESS' ? undefined : status;
      },
    });
  }

  /** The account a finished creation made: it may take a moment until it is listed. */
  async function listed(
    request: AccountRequest,
    { signal }: VendingContext,
  ): Promise<Account> {
    return waitUntil({
      what: `account ${request.name} to be listed`,
      signal,
      timeoutMs: 5 * 60_000,
      poll: () => findAccount(request.email),
    });
  }

  return {
    async find(request) {
      const account = await findAccount(request.email);
      return account && vended(request, account, false);
    },

    async vend(request, context) {
      const existing = await findAccount(request.email);
      if (existing) {
        return vended(request, existing, false);
      }
      const underWay = await findCreation(request.name);
      if (underWay) {
        context.log(
          `account ${request.name} is being created already; going on with that`,
        );
      }
      const creation = underWay ?? (await create(request, context));
      const result = await finished(request, creation, context);
      if (result.State === 'SUCCEEDED') {
        return vended(request, await listed(request, context), true);
      }
      if (
        result.FailureReason === 'EMAIL_ALREADY_EXISTS' ||
        result.FailureReason === 'CONCURRENT_ACCOUNT_MODIFICATION'
      ) {
        // A request whose answer was lost, or another task, may have been first.
        const other = await findCreation(request.name);
        if (other) {
          await finished(request, other, context);
        }
        const account = await findAccount(request.email);
        if (account) {
          return vended(request, account, false);
        }
      }
      throw createAccountFailure(request, result.FailureReason);
    },
  };
}
