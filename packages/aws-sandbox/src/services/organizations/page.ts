import { AwsError } from '../../wire/AwsError';
import { paginate } from '../paging';

/** One page as AWS Organizations cuts it: at most 20. */
export function pageOf<T>(
  items: T[],
  input: { NextToken?: string; MaxResults?: number },
  question: unknown,
): { page: T[]; nextToken: string | undefined } {
  return paginate(items, {
    token: input.NextToken,
    size: input.MaxResults,
    defaultSize: 20,
    question,
    invalidToken: () =>
      new AwsError(
        'InvalidInputException',
        'You provided an invalid value for NextToken.',
        { Reason: 'INVALID_NEXT_TOKEN' },
      ),
  });
}
