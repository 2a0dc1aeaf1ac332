// Accounts of the organization, found by the email address: it is unique among all accounts of AWS.
import {
  DescribeAccountCommand,
  paginateListAccounts,
  type Account,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { explained } from '@mlops-portal/backstage-plugin-mlops-node';
import type {
  AccountRequest,
  VendedAccount,
  VendingContext,
} from './AccountVendor';

/** Whether an account has an email address; AWS tells no upper from lower case in them. */
export function hasEmail(account: Account, email: string): boolean {
  return (
    account.Email?.toLocaleLowerCase('en-US') ===
    email.toLocaleLowerCase('en-US')
  );
}

/**
 * An account that is there, as the vendors answer it.
 *
 * @throws an error that says what to do, when it is closed or has no id
 */
export function vended(
  request: AccountRequest,
  account: Account,
  created: boolean,
): VendedAccount {
  const { Id, Arn } = account;
  const status = account.State ?? account.Status;
  if (status !== 'ACTIVE' && status !== 'PENDING_ACTIVATION') {
    throw new Error(
      `Account ${Id} has the email address ${request.email} but is ${status}. ` +
        `The platform team reopens it within 90 days of its closure through AWS Support, or choose another use case name.`,
    );
  }
  if (!Id || !Arn) {
    throw new Error(
      `AWS does not say which account has the email address ${request.email}. Retry; if it stays so, the platform team looks in AWS Organizations.`,
    );
  }
  return { accountId: Id, accountArn: Arn, created };
}

/** Looks for the account with the email address of a request. */
export async function findAccount(
  client: OrganizationsClient,
  { name, email }: AccountRequest,
  { signal: abortSignal }: VendingContext,
): Promise<Account | undefined> {
  return explained({ tried: 'look for the account', on: name }, async () => {
    const pages = paginateListAccounts({ client }, {}, { abortSignal });
    for await (const { Accounts = [] } of pages) {
      const found = Accounts.find(account => hasEmail(account, email));
      if (found) {
        return found;
      }
    }
    return undefined;
  });
}

/** The account that was just made for a request. Described, not listed: lists may be behind. */
export async function describeAccount(
  client: OrganizationsClient,
  { name }: AccountRequest,
  accountId: string | undefined,
  { signal: abortSignal }: VendingContext,
): Promise<Account> {
  const { Account: account } = await explained(
    { tried: 'look at the new account', on: name },
    () =>
      client.send(new DescribeAccountCommand({ AccountId: accountId }), {
        abortSignal,
      }),
  );
  return account ?? {};
}
