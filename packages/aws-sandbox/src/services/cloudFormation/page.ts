import { AwsError } from '../../wire/AwsError';
import { paginate } from '../paging';

/** One page as CloudFormation cuts it: a hundred when the caller does not say. */
export function pageOf<T>(
  items: T[],
  input: { NextToken?: string; MaxResults?: number },
  operation: string,
): { page: T[]; NextToken: string | undefined } {
  const { NextToken, MaxResults, ...question } = input;
  const { page, nextToken } = paginate(items, {
    token: NextToken,
    size: MaxResults,
    defaultSize: 100,
    question: [operation, question],
    invalidToken: () => new AwsError('ValidationError', 'Invalid NextToken.'),
  });
  return { page, NextToken: nextToken };
}
