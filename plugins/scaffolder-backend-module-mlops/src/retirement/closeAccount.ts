// Closing AWS accounts: CloseAccount is asynchronous, and AWS closes few at a time and few in a month.
import {
  CloseAccountCommand,
  ConstraintViolationException,
  DescribeAccountCommand,
  paginateListAccounts,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { isError } from '@backstage/errors';
import {
  explainAwsError,
  waitUntil,
} from '@mlops-portal/backstage-plugin-mlops-node';
import pLimit from 'p-limit';
import { reasonToWait } from '../accounts/reasonToWait';
import { changesOnly } from '../changesOnly';
import { isClosed, type UseCaseAccount } from './useCaseAccounts';

/** How many accounts AWS closes at the same time for one organization (service quota). */
const MAX_CLOSING = 3;

/** After which time waiting for AWS to close an account is given up: others may be before it. */
const CLOSING_MS = 2 * 60 * 60_000;

const WAITING_FOR_TURN = `AWS closes at most ${MAX_CLOSING} accounts of an organization at a time; waiting for its turn`;

const CLOSING = 'AWS is closing it';

const ADVICE: Record<string, string> = {
  AccessDeniedException:
    'The provisioner role may close accounts with the tag mlops:managed-by: mlops-portal; the platform team deploys foundation/portal-roles.yaml to the management account again.',
  AccountNotFoundException:
    'The account left the organization: retry goes on without it.',
};

/** What AWS says when it has closed as many accounts of the organization as it does in 30 days. */
export class ClosingQuotaError extends Error {}

/** How closing goes about its work. */
export interface ClosingContext {
  /** Tells the person who watches. */
  log: (message: string) => void;
  /** Told as soon as AWS is closing the account. */
  onClosing: () => void;
  /** How long to wait for AWS to finish with another change to the same thing, in milliseconds. */
  busyMs: number;
  /** Ends it; calls under way are aborted. */
  signal?: AbortSignal;
}

/** Closes an account and waits until AWS has closed it; false when it was closed already. */
export type CloseAccount = (
  account: UseCaseAccount,
  context: ClosingContext,
) => Promise<boolean>;

function constraintOf(error: unknown): string | undefined {
  return error instanceof ConstraintViolationException
    ? error.Reason
    : undefined;
}

/**
 * Makes the function that closes accounts with `CloseAccount`: find or close,
 * so that any number of runs end the same. At most three accounts of the
 * organization are closing at the same time, counted from `ListAccounts`, so
 * that it holds for all tasks and replicas.
 *
 * @param client - a client of the management account
 */
export function createAccountCloser(client: OrganizationsClient): CloseAccount {
  const oneAtATime = pLimit(1);

  async function closingCount(abortSignal?: AbortSignal): Promise<number> {
    let count = 0;
    const pages = paginateListAccounts({ client }, {}, { abortSignal });
    for await (const { Accounts = [] } of pages) {
      count += Accounts.filter(
        ({ State, Status }) => (State ?? Status) === 'PENDING_CLOSURE',
      ).length;
    }
    return count;
  }

  /** Looks at the account, and asks for its closure when it is open and its turn; answers why it has to wait, or that it is closed. */
  async function step(
    { accountId }: UseCaseAccount,
    { onClosing, signal: abortSignal }: ClosingContext,
  ): Promise<{ wait: string } | 'closed'> {
    const { Account: account = {} } = await client.send(
      new DescribeAccountCommand({ AccountId: accountId }),
      { abortSignal },
    );
    if (isClosed(account)) {
      return 'closed';
    }
    if ((account.State ?? account.Status) !== 'PENDING_CLOSURE') {
      if ((await closingCount(abortSignal)) >= MAX_CLOSING) {
        return { wait: WAITING_FOR_TURN };
      }
      await client.send(new CloseAccountCommand({ AccountId: accountId }), {
        abortSignal,
      });
    }
    onClosing();
    return { wait: CLOSING };
  }

  return async function closeAccount(account, context) {
    const { accountId, name } = account;
    const { log, onClosing, busyMs, signal } = context;
    const about = { tried: 'close the account', on: `${name}, ${accountId}` };
    const tell = changesOnly(reason => log(`account ${accountId}: ${reason}`));
    let waited = false;
    let troubleSince: number | undefined;

    /** What a failure means: closed after all, a reason to wait, or the end. */
    function judge(error: unknown): { wait: string } | 'closed' {
      signal?.throwIfAborted();
      const code = isError(error) ? error.name : '';
      const constraint = constraintOf(error);
      if (code === 'AccountAlreadyClosedException') {
        return 'closed';
      }
      // Another task was first, or the answer to an earlier request was lost.
      if (code === 'ConflictException') {
        onClosing();
        return { wait: CLOSING };
      }
      if (constraint === 'CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED') {
        return { wait: WAITING_FOR_TURN };
      }
      if (constraint === 'CLOSE_ACCOUNT_QUOTA_EXCEEDED') {
        throw new ClosingQuotaError(about.on, { cause: error });
      }
      const passing = reasonToWait(error);
      troubleSince ??= Date.now();
      if (!passing || Date.now() - troubleSince > busyMs) {
        throw explainAwsError(error, { ...about, hint: ADVICE[code] });
      }
      return { wait: passing };
    }

    await waitUntil({
      what: `AWS to close account ${name} (${accountId})`,
      signal,
      timeoutMs: CLOSING_MS,
      maxDelayMs: 15_000,
      poll: async () => {
        let outcome: { wait: string } | 'closed';
        try {
          // One after another, so that each sees the closures the others asked for.
          outcome = await oneAtATime(() => step(account, context));
          troubleSince = undefined;
        } catch (error) {
          outcome = judge(error);
        }
        if (outcome === 'closed') {
          return true;
        }
        waited = true;
        tell(outcome.wait);
        return undefined;
      },
    });
    return waited;
  };
}
