import {
  paginateListTagsForResource,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  ACCOUNT_TAGS,
  MANAGED_BY,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { AccountRequest } from './AccountVendor';

/** The tags that join an account to its use case, as the AWS SDK takes them. */
export function accountTags(
  request: AccountRequest,
): { Key: string; Value: string }[] {
  return [
    { Key: ACCOUNT_TAGS.useCase, Value: request.useCase },
    { Key: ACCOUNT_TAGS.environment, Value: request.environment },
    { Key: ACCOUNT_TAGS.owner, Value: request.owner },
    { Key: ACCOUNT_TAGS.managedBy, Value: MANAGED_BY },
  ];
}

/** The tags that an account has, by key. */
export async function readTags(
  client: OrganizationsClient,
  accountId: string,
  abortSignal?: AbortSignal,
): Promise<Map<string, string>> {
  const tags = new Map<string, string>();
  const pages = paginateListTagsForResource(
    { client },
    { ResourceId: accountId },
    { abortSignal },
  );
  for await (const { Tags = [] } of pages) {
    for (const { Key = '', Value = '' } of Tags) {
      tags.set(Key, Value);
    }
  }
  return tags;
}
