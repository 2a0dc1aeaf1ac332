import { liveStacks } from '../../cloudformation/exports';
import type { Call } from '../../operation';
import type { Stack } from '../../state/model';
import { validationError } from './request';

/** The stack of the caller's that has this name, or this ARN even when it was deleted. */
export function findStack(
  { state, caller }: Call,
  nameOrId: string,
): Stack | undefined {
  return (
    liveStacks(state, caller).find(({ name }) => name === nameOrId) ??
    state.stacks.find(
      ({ id, accountId, region }) =>
        id === nameOrId &&
        accountId === caller.accountId &&
        region === caller.region,
    )
  );
}

/**
 * The stack of the caller's that has this name or ARN.
 *
 * @throws AwsError ValidationError
 */
export function requireStack(call: Call, nameOrId: string): Stack {
  const stack = findStack(call, nameOrId);
  if (!stack) {
    throw validationError(`Stack with id ${nameOrId} does not exist`);
  }
  return stack;
}
