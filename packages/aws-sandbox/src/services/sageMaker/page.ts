import { AwsError } from '../../wire/AwsError';
import { paginate } from '../paging';

/** One page as SageMaker cuts it: ten when the caller does not say. */
export function pageOf<T>(
  items: T[],
  input: { NextToken?: string; MaxResults?: number },
  operation: string,
  defaultSize = 10,
): { page: T[]; NextToken: string | undefined } {
  const { NextToken, MaxResults, ...question } = input;
  const { page, nextToken } = paginate(items, {
    token: NextToken,
    size: MaxResults,
    defaultSize,
    question: [operation, question],
    invalidToken: () =>
      new AwsError(
        'ValidationException',
        'Invalid pagination token: NextToken.',
      ),
  });
  return { page, NextToken: nextToken };
}

/** Sorts what SageMaker lists by name or by time. */
export function sortBy<T extends { createdAt: number; name: string }>(
  items: T[],
  by: string | undefined,
  order: string | undefined,
): T[] {
  const sorted = [...items].sort((a, b) =>
    by === 'Name' ? a.name.localeCompare(b.name) : a.createdAt - b.createdAt,
  );
  return order === 'Descending' ? sorted.reverse() : sorted;
}
