import { isError } from '@backstage/errors';
import {
  isThrottling,
  isTransient,
} from '@mlops-portal/backstage-plugin-mlops-node';

/** Whether AWS itself said so: what the SDK throws for lack of an answer has no status. */
function isAnswered(error: object): boolean {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode !== undefined;
}

/** Why AWS cannot be asked for a change to an account now, when that passes; undefined when it does not. */
export function reasonToWait(error: unknown): string | undefined {
  if (isThrottling(error)) {
    return 'AWS asks to slow down; trying again in a moment';
  }
  if (!isTransient(error) || !isError(error)) {
    return undefined;
  }
  return isAnswered(error)
    ? `AWS could not take the request (${error.name}); trying again in a moment`
    : `AWS gave no answer (${error.name}), so the request may have been taken; looking, then trying again`;
}
