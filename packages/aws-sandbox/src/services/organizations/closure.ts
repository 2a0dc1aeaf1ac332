import type { CloseAccountRequest } from '@aws-sdk/client-organizations';
import { AWS_SECONDS } from '../../durations';
import {
  schedule,
  writes,
  type Context,
  type Operations,
} from '../../operation';
import { AwsError } from '../../wire/AwsError';
import { recordOrganizationEvent } from '../cloudTrail/record';
import { requireAccount } from './tree';

/** How many accounts can be closing at the same time (service quota). */
const MAX_CLOSING = 3;

const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000;

/** How many accounts can be closed within thirty days: a tenth, at least ten, at most a thousand. */
function closureQuota(accounts: number): number {
  return Math.min(1000, Math.max(10, Math.floor(accounts / 10)));
}

/** Finishes the closure of an account. */
export function closeAccount(
  context: Context,
  { accountId }: { accountId: string },
): void {
  const account = context.state.accounts.find(({ id }) => id === accountId);
  if (account) {
    account.state = 'CLOSED';
    recordOrganizationEvent(context, 'CloseAccountResult', {
      closeAccountStatus: { accountId, state: 'SUCCEEDED' },
    });
  }
}

export const closureOperations: Operations = {
  CloseAccount: writes<CloseAccountRequest, {}>(({ AccountId }, call) => {
    const { state, now } = call;
    const account = requireAccount(state, AccountId);
    if (account.id === state.organization.managementAccountId) {
      throw new AwsError(
        'ConstraintViolationException',
        'You cannot close the management account of an organization.',
        { Reason: 'CANNOT_CLOSE_MANAGEMENT_ACCOUNT' },
      );
    }
    if (account.state === 'CLOSED') {
      throw new AwsError(
        'AccountAlreadyClosedException',
        'The account is already closed.',
      );
    }
    if (account.state === 'PENDING_CLOSURE') {
      throw new AwsError(
        'ConflictException',
        'The account is being closed already.',
      );
    }
    const closing = state.accounts.filter(
      candidate => candidate.state === 'PENDING_CLOSURE',
    );
    if (closing.length >= MAX_CLOSING) {
      throw new AwsError(
        'ConstraintViolationException',
        `You can close at most ${MAX_CLOSING} accounts at a time. Try again later.`,
        { Reason: 'CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED' },
      );
    }
    const closedLately = state.accounts.filter(
      ({ closureRequestedAt }) =>
        closureRequestedAt !== undefined &&
        closureRequestedAt > now - THIRTY_DAYS,
    );
    const quota = closureQuota(state.accounts.length);
    if (closedLately.length >= quota) {
      throw new AwsError(
        'ConstraintViolationException',
        `You have closed the ${quota} accounts that your organization can close within 30 days.`,
        { Reason: 'CLOSE_ACCOUNT_QUOTA_EXCEEDED' },
      );
    }
    account.state = 'PENDING_CLOSURE';
    account.closureRequestedAt = now;
    schedule(call, AWS_SECONDS.closeAccount, {
      kind: 'close-account',
      accountId: account.id,
    });
    return {};
  }),
};
