import {
  CreateAccountCommand,
  DescribeCreateAccountStatusCommand,
  MoveAccountCommand,
  paginateListAccounts,
  type CreateAccountStatus,
} from '@aws-sdk/client-organizations';
import { ORGANIZATIONAL_UNIT_IDS, ROOT_ID } from '../constants';
import type { Harness } from './harness';

/** Asks for an account. */
export async function requestAccount(
  { organizations }: Harness,
  name: string,
  email = `aws+${name}@example.com`,
): Promise<CreateAccountStatus> {
  const { CreateAccountStatus: status } = await organizations.send(
    new CreateAccountCommand({
      AccountName: name,
      Email: email,
      Tags: [{ Key: 'mlops:use-case', Value: 'churn-prediction' }],
    }),
  );
  return status ?? {};
}

/** What has become of the request for an account. */
export async function statusOf(
  { organizations }: Harness,
  { Id }: CreateAccountStatus,
): Promise<CreateAccountStatus> {
  const { CreateAccountStatus: status } = await organizations.send(
    new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: Id }),
  );
  return status ?? {};
}

/** Creates an account, with all its roles, in a unit of the workloads. Answers its id. */
export async function createAccount(
  harness: Harness,
  name: string,
  unit: string = ORGANIZATIONAL_UNIT_IDS.development,
): Promise<string> {
  const requested = await requestAccount(harness, name);
  harness.pass(10);
  const { AccountId = '' } = await statusOf(harness, requested);
  await harness.organizations.send(
    new MoveAccountCommand({
      AccountId,
      SourceParentId: ROOT_ID,
      DestinationParentId: unit,
    }),
  );
  // StackSets bring the portal's roles.
  harness.pass(10);
  return AccountId;
}

/** The id of the account with this name. */
export async function accountNamed(
  { organizations }: Harness,
  name: string,
): Promise<string> {
  for await (const { Accounts = [] } of paginateListAccounts(
    { client: organizations },
    {},
  )) {
    const account = Accounts.find(({ Name }) => Name === name);
    if (account?.Id) {
      return account.Id;
    }
  }
  throw new Error(`There is no account ${name}.`);
}
