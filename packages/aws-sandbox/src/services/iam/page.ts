import { AwsError } from '../../wire/AwsError';
import { paginate } from '../paging';

/** One page as IAM cuts it: a hundred when the caller does not say. */
export function pageOf<T>(
  items: T[],
  input: { Marker?: string; MaxItems?: number },
  question: unknown,
): { page: T[]; Marker: string | undefined; IsTruncated: boolean } {
  const { page, nextToken } = paginate(items, {
    token: input.Marker,
    size: input.MaxItems,
    defaultSize: 100,
    question,
    invalidToken: () => new AwsError('ValidationError', 'Invalid Marker.'),
  });
  return { page, Marker: nextToken, IsTruncated: nextToken !== undefined };
}
