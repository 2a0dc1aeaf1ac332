import type {
  Account as AccountShape,
  DescribeAccountRequest,
  DescribeAccountResponse,
  ListAccountsForParentRequest,
  ListAccountsForParentResponse,
  ListAccountsRequest,
  ListAccountsResponse,
  MoveAccountRequest,
} from '@aws-sdk/client-organizations';
import { lists, reads, writes, type Operations } from '../../operation';
import type { Account, State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { accountMoved } from '../cloudFormation/stackSets';
import { targetArn } from './arns';
import { pageOf } from './page';
import { isParent, requireAccount, requireParent } from './tree';

const STATUS = {
  ACTIVE: 'ACTIVE',
  PENDING_CLOSURE: 'PENDING_CLOSURE',
  // `Status` is older than `State` and has no word for it.
  CLOSED: 'SUSPENDED',
} as const;

/** An account as AWS Organizations answers it. */
export function toAccount(state: State, account: Account): AccountShape {
  return {
    Id: account.id,
    Arn: targetArn(state, account.id),
    Email: account.email,
    Name: account.name,
    Status: STATUS[account.state],
    State: account.state,
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: new Date(account.joinedAt),
  };
}

export const accountOperations: Operations = {
  ListAccounts: lists<ListAccountsRequest, ListAccountsResponse>(
    (input, { state, listedUntil }) => {
      const { page, nextToken } = pageOf(
        state.accounts.filter(({ joinedAt }) => joinedAt <= listedUntil),
        input,
        'accounts',
      );
      return {
        Accounts: page.map(account => toAccount(state, account)),
        NextToken: nextToken,
      };
    },
  ),

  ListAccountsForParent: lists<
    ListAccountsForParentRequest,
    ListAccountsForParentResponse
  >((input, { state, listedUntil }) => {
    requireParent(state, input.ParentId);
    const { page, nextToken } = pageOf(
      state.accounts.filter(
        ({ parentId, joinedAt }) =>
          parentId === input.ParentId && joinedAt <= listedUntil,
      ),
      input,
      ['accounts', input.ParentId],
    );
    return {
      Accounts: page.map(account => toAccount(state, account)),
      NextToken: nextToken,
    };
  }),

  DescribeAccount: reads<DescribeAccountRequest, DescribeAccountResponse>(
    ({ AccountId }, { state }) => ({
      Account: toAccount(state, requireAccount(state, AccountId)),
    }),
  ),

  MoveAccount: writes<MoveAccountRequest, {}>((input, call) => {
    const { state } = call;
    const { AccountId, SourceParentId, DestinationParentId } = input;
    const account = requireAccount(state, AccountId);
    if (!isParent(state, DestinationParentId)) {
      throw new AwsError(
        'DestinationParentNotFoundException',
        "You specified a destination parent that doesn't exist.",
      );
    }
    if (account.parentId === DestinationParentId) {
      throw new AwsError(
        'DuplicateAccountException',
        'That account is already present in the specified destination.',
      );
    }
    if (account.parentId !== SourceParentId) {
      throw new AwsError(
        'SourceParentNotFoundException',
        "You specified a source parent that doesn't exist or doesn't hold the account.",
      );
    }
    account.parentId = DestinationParentId;
    accountMoved(call, AccountId);
    return {};
  }),
};
