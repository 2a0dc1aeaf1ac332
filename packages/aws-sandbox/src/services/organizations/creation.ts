import type {
  CreateAccountRequest,
  CreateAccountResponse,
  CreateAccountStatus,
  CreateAccountFailureReason,
  DescribeCreateAccountStatusRequest,
  DescribeCreateAccountStatusResponse,
  ListCreateAccountStatusRequest,
  ListCreateAccountStatusResponse,
} from '@aws-sdk/client-organizations';
import { AWS_SECONDS } from '../../durations';
import { newId } from '../../ids';
import {
  lists,
  reads,
  schedule,
  writes,
  type Context,
  type Operations,
  type Validated,
} from '../../operation';
import type { AccountCreation, State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { accountMoved } from '../cloudFormation/stackSets';
import { HIDDEN, recordOrganizationEvent } from '../cloudTrail/record';
import { addRole, trustAccount } from '../iam/roles';
import { pageOf } from './page';
import { attachDefaultPolicy } from './policies';
import { checkTags } from './tags';

/** How many accounts AWS creates at the same time for one organization (service quota). */
const MAX_IN_PROGRESS = 5;

/** The role that AWS makes in a new account when the caller names none. */
const DEFAULT_ROLE = 'OrganizationAccountAccessRole';

function toShape(creation: AccountCreation): CreateAccountStatus {
  return {
    Id: creation.id,
    AccountName: creation.accountName,
    State: creation.state,
    RequestedTimestamp: new Date(creation.requestedAt),
    CompletedTimestamp:
      creation.completedAt === undefined
        ? undefined
        : new Date(creation.completedAt),
    AccountId: creation.accountId,
    FailureReason: creation.failureReason as
      CreateAccountFailureReason | undefined,
  };
}

/** Between the shortest and the longest, the same for the same request. */
function secondsFor(creation: AccountCreation): number {
  const [shortest, longest] = AWS_SECONDS.createAccount;
  const spread = creation.id.charCodeAt(creation.id.length - 1) % 10;
  return shortest + ((longest - shortest) * spread) / 9;
}

/** Takes a request for an account, which AWS then works on. */
export function requestAccount(
  context: Context,
  input: Validated<CreateAccountRequest>,
): AccountCreation {
  const { state, now } = context;
  const tags = checkTags(input.Tags ?? [], {});
  const inProgress = state.creations.filter(
    creation => creation.state === 'IN_PROGRESS',
  );
  if (inProgress.length >= MAX_IN_PROGRESS) {
    throw new AwsError(
      'TooManyRequestsException',
      "AWS Organizations can't complete your request because another request is already in progress. Try again later.",
      { Type: 'CREATE_ACCOUNT' },
    );
  }
  const creation: AccountCreation = {
    id: `car-${newId(state, 32, 'hexadecimal')}`,
    accountName: input.AccountName,
    email: input.Email,
    roleName: input.RoleName ?? DEFAULT_ROLE,
    tags,
    requestedAt: now,
    state: 'IN_PROGRESS',
  };
  state.creations.push(creation);
  schedule(context, secondsFor(creation), {
    kind: 'create-account',
    creationId: creation.id,
  });
  return creation;
}

/** Why there cannot be another account with this email address; undefined when there can. */
export function accountFailure(
  { accounts, organization }: State,
  email: string,
): CreateAccountFailureReason | undefined {
  const wanted = email.toLocaleLowerCase('en-US');
  const isTaken =
    organization.emailsElsewhere.includes(wanted) ||
    accounts.some(
      account => account.email.toLocaleLowerCase('en-US') === wanted,
    );
  if (isTaken) {
    return 'EMAIL_ALREADY_EXISTS';
  }
  return accounts.length >= organization.accountQuota
    ? 'ACCOUNT_LIMIT_EXCEEDED'
    : undefined;
}

function newAccountId(state: State): string {
  for (;;) {
    // AWS's may begin with a zero; one that does not survives being read as a number.
    const id = `2${newId(state, 11, 'digits')}`;
    if (!state.accounts.some(account => account.id === id)) {
      return id;
    }
  }
}

/**
 * Opens an account, with a role in it that the management account can assume.
 *
 * @param account.parentId - the root, or the organizational unit it comes into
 * @returns its id
 */
export function openAccount(
  context: Context,
  account: {
    name: string;
    email: string;
    parentId: string;
    roleName: string;
    tags: Record<string, string>;
  },
): string {
  const { state, now } = context;
  const { name, email, parentId, roleName, tags } = account;
  const id = newAccountId(state);
  state.accounts.push({
    id,
    name,
    email,
    state: 'ACTIVE',
    joinedMethod: 'CREATED',
    joinedAt: now,
    parentId,
  });
  addRole(context, {
    accountId: id,
    name: roleName,
    trustPolicy: trustAccount(state.organization.managementAccountId),
  });
  state.tags[id] = tags;
  attachDefaultPolicy(state, id);
  accountMoved(context, id);
  recordOrganizationEvent(context, 'CreateAccountResult', {
    createAccountStatus: {
      state: 'SUCCEEDED',
      accountName: HIDDEN,
      accountId: id,
      completedTimestamp: new Date(now).toISOString(),
    },
  });
  return id;
}

/** Finishes a request for an account: the account is there, in the root, or it failed. */
export function createAccount(
  context: Context,
  { creationId }: { creationId: string },
): void {
  const { state, now } = context;
  const creation = state.creations.find(({ id }) => id === creationId);
  if (!creation) {
    return;
  }
  creation.completedAt = now;
  creation.failureReason = accountFailure(state, creation.email);
  if (creation.failureReason) {
    creation.state = 'FAILED';
    return;
  }
  creation.state = 'SUCCEEDED';
  creation.accountId = openAccount(context, {
    name: creation.accountName,
    email: creation.email,
    parentId: state.organization.rootId,
    roleName: creation.roleName,
    tags: creation.tags,
  });
}

export const creationOperations: Operations = {
  CreateAccount: writes<CreateAccountRequest, CreateAccountResponse>(
    (input, call) => ({
      CreateAccountStatus: toShape(requestAccount(call, input)),
    }),
  ),

  DescribeCreateAccountStatus: reads<
    DescribeCreateAccountStatusRequest,
    DescribeCreateAccountStatusResponse
  >(({ CreateAccountRequestId }, { state }) => {
    const creation = state.creations.find(
      ({ id }) => id === CreateAccountRequestId,
    );
    if (!creation) {
      throw new AwsError(
        'CreateAccountStatusNotFoundException',
        "You specified a create account request that doesn't exist.",
      );
    }
    return { CreateAccountStatus: toShape(creation) };
  }),

  ListCreateAccountStatus: lists<
    ListCreateAccountStatusRequest,
    ListCreateAccountStatusResponse
  >((input, { state, listedUntil }) => {
    const { States = [] } = input;
    const { page, nextToken } = pageOf(
      state.creations.filter(
        creation =>
          creation.requestedAt <= listedUntil &&
          (States.length === 0 || States.includes(creation.state)),
      ),
      input,
      ['creations', ...States],
    );
    return { CreateAccountStatuses: page.map(toShape), NextToken: nextToken };
  }),
};
