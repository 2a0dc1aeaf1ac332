import { isError, ResponseError } from '@backstage/errors';

/**
 * What an error says, in the words meant for a person: of an answer of the
 * backend its own message, without the address that was called.
 */
export function errorMessage(error: unknown): string {
  if (ResponseError.is(error)) {
    return error.cause.message;
  }
  return isError(error) ? error.message : String(error);
}
