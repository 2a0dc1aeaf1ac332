import { isError } from '@backstage/errors';

/**
 * What an error says, in the words meant for a person: of an answer of another
 * plugin its own message, without the address that was called.
 */
export function sentence(error: unknown): string {
  if (!isError(error)) {
    return String(error);
  }
  const { cause } = error;
  return error.name === 'ResponseError' && isError(cause)
    ? cause.message
    : error.message;
}
