// Accounts through AWS Organizations. CreateAccount has no idempotency token, so the email address is the key.
import {
  CreateAccountCommand,
  DescribeCreateAccountStatusCommand,
  paginateListCreateAccountStatus,
  type Account,
  type CreateAccountState,
  type CreateAccountStatus,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  explainAwsError,
  explained,
  waitUntil,
} from '@mlops-portal/backstage-plugin-mlops-node';
import pLimit from 'p-limit';
import { changesOnly } from '../changesOnly';
import { accountTags } from './accountTags';
import type {
  AccountRequest,
  AccountVendor,
  VendedAccount,
  VendingContext,
} from './AccountVendor';
import { describeAccount, findAccount, hasEmail, vended } from './findAccount';
import { reasonToWait } from './reasonToWait';
import { placeAccount } from './settleAccount';
import { createAccountFailure, refusalAdvice } from './createAccountFailure';

/** How many accounts AWS creates at the same time for one organization (service quota). */
const MAX_CREATIONS_IN_FLIGHT = 5;

const WAITING_FOR_A_PLACE = `AWS creates at most ${MAX_CREATIONS_IN_FLIGHT} accounts of an organization at a time; waiting for a place`;

function isRecent(status: CreateAccountStatus): boolean {
  const completed = status.CompletedTimestamp?.getTime() ?? 0;
  return Date.now() - completed < 10 * 60_000;
}

/**
 * Vends accounts with `CreateAccount`: looks for the account by its email
 * address, then for a creation under way by its name, and only then creates it.
 * At most five creations are in flight in the organization, counted from
 * `ListCreateAccountStatus`, so that it holds for all tasks and replicas.
 *
 * @param client - a client of the management account
 * @param sendOnce - the same, which does not send a call again by itself: for `CreateAccount`, of which each call may make an account
 */
export function createOrganizationsVendor(options: {
  client: OrganizationsClient;
  sendOnce: OrganizationsClient;
}): AccountVendor {
  const { client, sendOnce } = options;
  const oneAtATime = pLimit(1);

  async function creations(
    States: CreateAccountState[],
    { name }: AccountRequest,
    { signal: abortSignal }: VendingContext,
  ): Promise<CreateAccountStatus[]> {
    return explained(
      { tried: 'list the account creations', on: name },
      async () => {
        const found: CreateAccountStatus[] = [];
        const pages = paginateListCreateAccountStatus(
          { client },
          { States },
          { abortSignal },
        );
        for await (const { CreateAccountStatuses = [] } of pages) {
          found.push(...CreateAccountStatuses);
        }
        return found;
      },
    );
  }

  /**
   * A creation of this account that is under way, or done lately and not yet
   * listed among the accounts. Names are not unique, so one that is done counts
   * only with the right email address.
   */
  async function findCreation(
    request: AccountRequest,
    context: VendingContext,
    strangers: Set<string | undefined>,
  ): Promise<CreateAccountStatus | undefined> {
    const found = await creations(
      ['IN_PROGRESS', 'SUCCEEDED'],
      request,
      context,
    );
    const candidates = found.filter(
      status =>
        status.AccountName === request.name && !strangers.has(status.Id),
    );
    for (const status of candidates) {
      if (status.State === 'IN_PROGRESS') {
        return status;
      }
      if (isRecent(status)) {
        const account = await describeAccount(
          client,
          request,
          status.AccountId,
          context,
        );
        if (hasEmail(account, request.email)) {
          return status;
        }
      }
    }
    return undefined;
  }

  /** Creates the account when fewer than five creations are in flight; answers why not when it has to wait. */
  async function tryCreate(
    request: AccountRequest,
    context: VendingContext,
    strangers: Set<string | undefined>,
  ): Promise<CreateAccountStatus | string> {
    const { signal } = context;
    signal?.throwIfAborted();
    const inFlight = await creations(['IN_PROGRESS'], request, context);
    if (inFlight.length >= MAX_CREATIONS_IN_FLIGHT) {
      return WAITING_FOR_A_PLACE;
    }
    try {
      const { CreateAccountStatus: status } = await sendOnce.send(
        new CreateAccountCommand({
          AccountName: request.name,
          Email: request.email,
          IamUserAccessToBilling: 'DENY',
          Tags: accountTags(request),
        }),
        { abortSignal: signal },
      );
      return status ?? 'AWS gave no answer; trying again in a moment';
    } catch (error) {
      const reason = reasonToWait(error);
      if (reason) {
        // The answer may be lost and the account under way: look before asking again.
        const underWay = await findCreation(request, context, strangers);
        return underWay ?? reason;
      }
      signal?.throwIfAborted();
      throw explainAwsError(error, {
        tried: 'create the account',
        on: `${request.name}, ${request.email}`,
        hint: refusalAdvice(error),
      });
    }
  }

  async function create(
    request: AccountRequest,
    context: VendingContext,
    strangers: Set<string | undefined>,
  ): Promise<CreateAccountStatus> {
    const { log, signal } = context;
    log(`creating account ${request.name} (${request.email})`);
    const tell = changesOnly(log);
    return waitUntil({
      what: `a free place to create account ${request.name}`,
      signal,
      poll: async () => {
        const outcome = await oneAtATime(() =>
          tryCreate(request, context, strangers),
        );
        if (typeof outcome !== 'string') {
          return outcome;
        }
        tell(outcome);
        return undefined;
      },
    });
  }

  async function finished(
    request: AccountRequest,
    creation: CreateAccountStatus,
    { signal }: VendingContext,
  ): Promise<CreateAccountStatus> {
    if (creation.State !== 'IN_PROGRESS') {
      return creation;
    }
    return waitUntil({
      what: `AWS to create account ${request.name}`,
      signal,
      poll: async () => {
        const { CreateAccountStatus: status } = await explained(
          { tried: 'follow the creation of the account', on: request.name },
          () =>
            client.send(
              new DescribeCreateAccountStatusCommand({
                CreateAccountRequestId: creation.Id,
              }),
              { abortSignal: signal },
            ),
        );
        return status?.State === 'IN_PROGRESS' ? undefined : status;
      },
    });
  }

  /**
   * The account of a request that AWS refused because its email address is in
   * use: a request whose answer was lost, or another task, may have been first,
   * and its account may not be listed yet. Undefined when it is somebody else's.
   */
  async function madeMeanwhile(
    request: AccountRequest,
    context: VendingContext,
    strangers: Set<string | undefined>,
  ): Promise<Account | undefined> {
    const { log, signal, patience } = context;
    log(
      `the address ${request.email} is in use; looking whether an earlier request made the account, for ${Math.round(patience.listedMs / 1000)} s at most`,
    );
    const giveUpAt = Date.now() + patience.listedMs;
    const found = await waitUntil<Account | null>({
      what: `account ${request.name} to be listed`,
      signal,
      poll: async () => {
        const creation = await findCreation(request, context, strangers);
        if (creation) {
          await finished(request, creation, context);
        }
        const account = await findAccount(client, request, context);
        return account ?? (Date.now() < giveUpAt ? undefined : null);
      },
    });
    return found ?? undefined;
  }

  return {
    async vend(request, _unit, context) {
      const existing = await findAccount(client, request, context);
      if (existing) {
        return vended(request, existing, false);
      }
      /** Ids of creations that have the account's name, but made another. */
      const strangers = new Set<string | undefined>();

      async function attempt(): Promise<VendedAccount | undefined> {
        const found = await findCreation(request, context, strangers);
        if (found) {
          context.log(
            `account ${request.name} is being created already; going on with that`,
          );
        }
        const creation = found ?? (await create(request, context, strangers));
        const result = await finished(request, creation, context);
        if (result.State === 'SUCCEEDED') {
          const account = await describeAccount(
            client,
            request,
            result.AccountId,
            context,
          );
          if (hasEmail(account, request.email)) {
            return vended(request, account, found?.State !== 'SUCCEEDED');
          }
          strangers.add(result.Id);
          return undefined;
        }
        if (result.FailureReason === 'EMAIL_ALREADY_EXISTS') {
          const account = await madeMeanwhile(request, context, strangers);
          if (account) {
            return vended(request, account, false);
          }
        }
        if (result.FailureReason === 'CONCURRENT_ACCOUNT_MODIFICATION') {
          context.log(
            'AWS was working on a request with the same details; trying again in a moment',
          );
          const account = await findAccount(client, request, context);
          return account && vended(request, account, false);
        }
        throw createAccountFailure(request, result.FailureReason);
      }

      return waitUntil({
        what: `AWS to create account ${request.name}`,
        signal: context.signal,
        maxDelayMs: 30_000,
        poll: attempt,
      });
    },

    place(_request, accountId, unit, context) {
      return placeAccount(client, accountId, unit, context);
    },

    async release() {
      // Nothing stands between AWS Organizations and its accounts.
    },
  };
}
