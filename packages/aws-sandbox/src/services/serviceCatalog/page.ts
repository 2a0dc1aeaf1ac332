import { AwsError } from '../../wire/AwsError';
import { paginate } from '../paging';

/** One page as Service Catalog cuts it: twenty when the caller does not say, or says none. */
export function pageOf<T>(
  items: T[],
  input: { PageToken?: string; PageSize?: number },
  operation: string,
): { page: T[]; NextPageToken: string | undefined } {
  const { PageToken, PageSize, ...question } = input;
  const { page, nextToken } = paginate(items, {
    token: PageToken,
    size: PageSize || undefined,
    defaultSize: 20,
    question: [operation, question],
    invalidToken: () =>
      new AwsError('InvalidParametersException', 'Invalid PageToken.'),
  });
  return { page, NextPageToken: nextToken };
}
