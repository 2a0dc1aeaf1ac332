// Which AWS accounts are those of a use case: by their email addresses and their tags, as they were provisioned.
import {
  paginateListAccounts,
  type Account,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  ACCOUNT_TAGS,
  accountEmail,
  byEnvironment,
  ENVIRONMENTS,
  MANAGED_BY,
  type Environment,
  type UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import {
  explained,
  type MlopsConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { readTags } from '../accounts/accountTags';
import { hasEmail } from '../accounts/findAccount';

/** An account of a use case. */
export interface UseCaseAccount {
  environment: Environment;
  accountId: string;
  name: string;
  isClosed: boolean;
}

/** Whether an account is closed for good: `Account.State`, or what the older `Account.Status` has for it. */
export function isClosed({ State, Status }: Account): boolean {
  return State ? State === 'CLOSED' : Status === 'SUSPENDED';
}

/** Why an open account may not be closed, to follow its name; undefined when it may. */
function objection(
  useCase: string,
  isReserved: boolean,
  tags: Map<string, string>,
): string | undefined {
  if (isReserved) {
    return 'is the management, governance or data-lake account, which no use case owns';
  }
  const belongsTo = tags.get(ACCOUNT_TAGS.useCase);
  if (belongsTo !== useCase) {
    return belongsTo
      ? `is tagged for the use case ${belongsTo}`
      : `lacks the tag ${ACCOUNT_TAGS.useCase}: ${useCase}`;
  }
  return tags.get(ACCOUNT_TAGS.managedBy) === MANAGED_BY
    ? undefined
    : `lacks the tag ${ACCOUNT_TAGS.managedBy}: ${MANAGED_BY}, so it is not the portal's`;
}

/**
 * Finds the accounts of a use case: those with the email addresses that the
 * portal gives it, and those that its registry found by their tags. Closed
 * accounts are among them, as long as AWS lists them.
 *
 * @throws an error that names each open account that may not be closed, and what to do about it
 */
export async function findUseCaseAccounts(options: {
  client: OrganizationsClient;
  mlops: MlopsConfig;
  useCase: Pick<UseCaseDetail, 'name' | 'accounts'>;
  signal?: AbortSignal;
}): Promise<UseCaseAccount[]> {
  const { client, mlops, useCase, signal } = options;
  const { managementAccountId, governanceAccountId, dataLakeAccountId } =
    mlops.aws;
  const reserved = [
    managementAccountId,
    governanceAccountId,
    dataLakeAccountId,
  ];

  function environmentOf(account: Account): Environment | undefined {
    return (
      ENVIRONMENTS.find(environment =>
        hasEmail(
          account,
          accountEmail(mlops.accounts, useCase.name, environment),
        ),
      ) ??
      useCase.accounts.find(({ accountId }) => accountId === account.Id)
        ?.environment
    );
  }

  const found = await explained(
    { tried: 'look for the accounts of the use case', on: useCase.name },
    async () => {
      const candidates: (UseCaseAccount & { why?: string })[] = [];
      const pages = paginateListAccounts(
        { client },
        {},
        { abortSignal: signal },
      );
      for await (const { Accounts = [] } of pages) {
        for (const account of Accounts) {
          const environment = environmentOf(account);
          const { Id: accountId = '', Name: name = '' } = account;
          if (environment) {
            candidates.push({
              environment,
              accountId,
              name,
              isClosed: isClosed(account),
              why: objection(
                useCase.name,
                reserved.includes(accountId),
                await readTags(client, accountId, signal),
              ),
            });
          }
        }
      }
      return candidates;
    },
  );
  const refused = found.filter(account => account.why && !account.isClosed);
  if (refused.length > 0) {
    throw new Error(
      `${refused
        .map(
          ({ accountId, name, why }) =>
            `Account ${accountId} (${name}) ${why}.`,
        )
        .join(
          ' ',
        )} Retiring closes only what its tags say is the portal's and of this use case: the platform team looks at it in AWS Organizations and puts them right; then retry.`,
    );
  }
  return found
    .filter(({ why }) => !why)
    .map(({ why, ...account }) => account)
    .sort(byEnvironment);
}
