// What CloudFormation does by itself with stacks, and whom it tells.
import { AWS_SECONDS } from '../../durations';
import {
  complete,
  finishDeletion,
  stackOf,
  work,
} from '../../cloudformation/lifecycle';
import type { Context } from '../../operation';
import type { Stack } from '../../state/model';
import { settleProvisionedProduct } from '../serviceCatalog/stackWork';
import { settleStackInstance } from './stackSetWork';

function settle(context: Context, stack: Stack): void {
  settleProvisionedProduct(context, stack);
  settleStackInstance(context, stack);
}

/** Works on a stack that was asked for. */
export function createStack(
  context: Context,
  { stackId }: { stackId: string },
): void {
  const stack = stackOf(context.state, stackId);
  if (stack?.status === 'CREATE_IN_PROGRESS') {
    work(context, stack, stack);
  }
}

/** Works on an update that was asked for. */
export function updateStack(
  context: Context,
  { stackId }: { stackId: string },
): void {
  const stack = stackOf(context.state, stackId);
  if (stack?.status === 'UPDATE_IN_PROGRESS' && stack.next) {
    const { next } = stack;
    delete stack.next;
    work(context, stack, next, AWS_SECONDS.createStack);
  }
}

/** Finishes what a stack is in the middle of. */
export function completeStack(
  context: Context,
  { stackId }: { stackId: string },
): void {
  const stack = stackOf(context.state, stackId);
  if (stack) {
    complete(context, stack);
    settle(context, stack);
  }
}

/** Finishes the deletion of a stack. */
export function deleteStack(
  context: Context,
  { stackId, retain }: { stackId: string; retain: string[] },
): void {
  const stack = stackOf(context.state, stackId);
  if (stack?.status === 'DELETE_IN_PROGRESS') {
    finishDeletion(context, stack, retain);
    settle(context, stack);
  }
}
