import { AwsError } from '../../wire/AwsError';
import { paginate } from '../paging';

/** One page as CodePipeline cuts it: a hundred when the caller does not say. */
export function pageOf<T>(
  items: T[],
  input: { nextToken?: string; maxResults?: number },
  operation: string,
  defaultSize = 100,
): { page: T[]; nextToken: string | undefined } {
  const { nextToken, maxResults, ...question } = input;
  return paginate(items, {
    token: nextToken,
    size: maxResults,
    defaultSize,
    question: [operation, question],
    invalidToken: () =>
      new AwsError(
        'InvalidNextTokenException',
        'The next token was specified in an invalid format.',
      ),
  });
}
