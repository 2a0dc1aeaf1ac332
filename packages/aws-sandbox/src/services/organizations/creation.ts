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

function failureOf(
  state: State,
  creation: AccountCreation,
): CreateAccountFailureReason | undefined {
  const email = creation.email.toLocaleLowerCase('en-US');
  const isTaken = state.accounts.some(
    account => account.email.toLocaleLowerCase('en-US') === email,
  );
  if (isTaken) {
    return 'EMAIL_ALREADY_EXISTS';
  }
  return state.accounts.length >= state.organization.accountQuota
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
  creation.failureReason = failureOf(state, creation);
  if (creation.failureReason) {
    creation.state = 'FAILED';
    return;
  }
  const accountId = newAccountId(state);
  creation.state = 'SUCCEEDED';
  creation.accountId = accountId;
  state.accounts.push({
    id: accountId,
    name: creation.accountName,
    email: creation.email,
    state: 'ACTIVE',
    joinedMethod: 'CREATED',
    joinedAt: now,
    parentId: state.organization.rootId,
    roles: [creation.roleName],
  });
  state.tags[accountId] = creation.tags;
  attachDefaultPolicy(state, accountId);
  schedule(context, AWS_SECONDS.deployRoles, {
    kind: 'deploy-roles',
    accountId,
  });
}

/** Brings the roles of the baseline to an account. */
export function deployRoles(
  { state }: Context,
  { accountId }: { accountId: string },
): void {
  const account = state.accounts.find(({ id }) => id === accountId);
  if (account) {
    account.roles = [
      ...new Set([...account.roles, ...state.organization.baselineRoles]),
    ];
  }
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
