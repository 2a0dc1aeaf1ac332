// What CloudFormation does by itself with StackSets: their operations, and automatic deployment.
import {
  addStack,
  setStatus,
  stackOf,
  startDeletion,
  work,
} from '../../cloudformation/lifecycle';
import { AWS_SECONDS } from '../../durations';
import { newUuid } from '../../ids';
import { schedule, type Context } from '../../operation';
import type {
  Stack,
  StackDeclaration,
  StackInstance,
  StackSet,
  StackSetOperation,
  StackSetOperationResult,
  StackSetTarget,
  State,
} from '../../state/model';
import {
  accountMoved,
  instanceAt,
  isTargeted,
  openOperations,
  requestOperation,
} from './stackSets';

const FAILED = /FAILED|ROLLBACK/;

function declarationFor(
  stackSet: StackSet,
  instance: StackInstance,
): StackDeclaration {
  const { templateId, parameters, capabilities, tags } = stackSet;
  return {
    templateId,
    parameters: { ...parameters, ...instance.parameterOverrides },
    capabilities,
    tags,
  };
}

function removeInstance(state: State, instance: StackInstance): void {
  state.stackInstances.splice(state.stackInstances.indexOf(instance), 1);
}

function isUpToDate(stack: Stack, declared: StackDeclaration): boolean {
  return (
    !FAILED.test(stack.status) &&
    stack.templateId === declared.templateId &&
    JSON.stringify(stack.parameters) === JSON.stringify(declared.parameters)
  );
}

/** Brings the stack of an instance to what its StackSet declares. */
function deploy(
  context: Context,
  stackSet: StackSet,
  instance: StackInstance,
): void {
  const { state } = context;
  const declared = declarationFor(stackSet, instance);
  const present = instance.stackId && stackOf(state, instance.stackId);
  instance.detailedStatus = 'RUNNING';
  if (present && present.status !== 'DELETE_COMPLETE') {
    if (isUpToDate(present, declared)) {
      settleStackInstance(context, present);
      return;
    }
    // A stack that was never there cannot be updated.
    if (!/^ROLLBACK|^CREATE_FAILED/.test(present.status)) {
      setStatus(context, present, 'UPDATE_IN_PROGRESS', 'User Initiated');
      present.updatedAt = context.now;
      work(context, present, declared, AWS_SECONDS.createStackInstance);
      return;
    }
    setStatus(context, present, 'DELETE_COMPLETE');
    present.deletedAt = context.now;
  }
  const stack = addStack(context, {
    ...declared,
    accountId: instance.accountId,
    region: instance.region,
    name: `StackSet-${stackSet.name}-${newUuid(state)}`,
  });
  instance.stackId = stack.id;
  work(context, stack, stack, AWS_SECONDS.createStackInstance);
}

function withdraw(
  context: Context,
  operation: StackSetOperation,
  instance: StackInstance,
): void {
  const stack = instance.stackId && stackOf(context.state, instance.stackId);
  instance.detailedStatus = 'RUNNING';
  if (!stack || operation.retainStacks || stack.status === 'DELETE_COMPLETE') {
    removeInstance(context.state, instance);
    settleResult(operation, instance, 'SUCCEEDED');
  } else {
    startDeletion(context, stack);
  }
}

function settleResult(
  { results }: StackSetOperation,
  { accountId, region }: StackInstance,
  status: StackSetOperationResult['status'],
  statusReason?: string,
): void {
  for (const result of results) {
    if (result.accountId === accountId && result.region === region) {
      Object.assign(result, { status, statusReason });
    }
  }
}

/** An operation waits for others of its StackSet that work in the same places, or for all where execution is not managed. */
function hasToWait(
  state: State,
  stackSet: StackSet,
  operation: StackSetOperation,
): boolean {
  const open = openOperations(state, stackSet.id);
  return open
    .slice(0, open.indexOf(operation))
    .some(
      other =>
        !stackSet.managedExecution ||
        other.results.some(a =>
          operation.results.some(
            b => a.accountId === b.accountId && a.region === b.region,
          ),
        ),
    );
}

/** Runs an operation whose turn it is. */
export function runStackSetOperation(
  context: Context,
  { operationId }: { operationId: string },
): void {
  const { state } = context;
  const operation = state.stackSetOperations.find(
    ({ id, status }) => id === operationId && status === 'QUEUED',
  );
  const stackSet = state.stackSets.find(
    ({ id }) => id === operation?.stackSetId,
  );
  if (!operation || !stackSet || hasToWait(state, stackSet, operation)) {
    return;
  }
  operation.status = 'RUNNING';
  for (const result of operation.results) {
    const instance = instanceAt(state, stackSet.id, result);
    result.status = 'RUNNING';
    if (instance) {
      instance.lastOperationId = operation.id;
    }
    if (!instance) {
      result.status = 'SUCCEEDED';
    } else if (operation.action === 'DELETE') {
      withdraw(context, operation, instance);
    } else {
      instance.parameterOverrides = {
        ...instance.parameterOverrides,
        ...operation.parameterOverrides,
      };
      deploy(context, stackSet, instance);
    }
  }
  finishIfDone(context, operation);
}

function isTolerable({ tolerance, results }: StackSetOperation): boolean {
  const failures = results.filter(({ status }) => status === 'FAILED').length;
  const { percentage, count = 0 } = tolerance;
  return (
    failures <=
    (percentage === undefined
      ? count
      : Math.floor((results.length * percentage) / 100))
  );
}

function finishIfDone(context: Context, operation: StackSetOperation): void {
  const { state, now } = context;
  const isDone = operation.results.every(({ status }) =>
    ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(status),
  );
  if (operation.status !== 'RUNNING' || !isDone) {
    return;
  }
  operation.status = isTolerable(operation) ? 'SUCCEEDED' : 'FAILED';
  operation.endedAt = now;
  for (const { id } of openOperations(state, operation.stackSetId)) {
    schedule(context, 0, { kind: 'run-stack-set-operation', operationId: id });
  }
}

/** Why a stack failed, as StackSets say it. */
function reasonOf(stack: Stack): string {
  const { message, logicalId } = stack.failure ?? {};
  if (!logicalId) {
    return message ?? stack.statusReason ?? stack.status;
  }
  const type = stack.events.findLast(
    event => event.logicalId === logicalId && event.type,
  )?.type;
  return `ResourceLogicalId:${logicalId}, ResourceType:${type}, ResourceStatusReason:${message}.`;
}

/** Goes on with the instance whose stack has come to an end of what it was in the middle of. */
export function settleStackInstance(context: Context, stack: Stack): void {
  const { state } = context;
  const instance = state.stackInstances.find(
    ({ stackId }) => stackId === stack.id,
  );
  const operation =
    instance &&
    openOperations(state, instance.stackSetId).find(
      ({ status, results }) =>
        status === 'RUNNING' &&
        results.some(
          result =>
            result.accountId === instance.accountId &&
            result.region === instance.region,
        ),
    );
  if (!operation) {
    return;
  }
  if (stack.status === 'DELETE_COMPLETE') {
    removeInstance(state, instance);
    settleResult(operation, instance, 'SUCCEEDED');
    if (operation.isAutomatic) {
      // The account may have come back meanwhile.
      accountMoved(context, instance.accountId);
    }
  } else if (FAILED.test(stack.status)) {
    instance.status =
      stack.status === 'DELETE_FAILED' ? 'INOPERABLE' : 'OUTDATED';
    instance.detailedStatus = 'FAILED';
    instance.statusReason = reasonOf(stack);
    settleResult(operation, instance, 'FAILED', instance.statusReason);
  } else {
    instance.status = 'CURRENT';
    instance.detailedStatus = 'SUCCEEDED';
    delete instance.statusReason;
    settleResult(operation, instance, 'SUCCEEDED');
  }
  finishIfDone(context, operation);
}

function only(
  accountId: string,
  { organizationalUnitId }: { organizationalUnitId: string },
  regions: string[],
): StackSetTarget {
  return {
    organizationalUnitId,
    regions,
    filter: { type: 'INTERSECTION', accounts: [accountId] },
  };
}

/** Deploys a StackSet to an account that has come into one of its targets. */
function enter(context: Context, stackSet: StackSet, accountId: string): void {
  const { state } = context;
  const targets = stackSet.targets
    .filter(target => isTargeted(state, accountId, target))
    .map(target =>
      only(
        accountId,
        target,
        target.regions.filter(
          region => !instanceAt(state, stackSet.id, { accountId, region }),
        ),
      ),
    )
    .filter(({ regions }) => regions.length > 0);
  if (targets.length > 0) {
    requestOperation(context, stackSet, {
      action: 'CREATE',
      targets,
      isAutomatic: true,
    });
  }
}

/** Withdraws a StackSet from an account that has left its targets. */
function leave(context: Context, stackSet: StackSet, accountId: string): void {
  const { state } = context;
  const gone = state.stackInstances.filter(
    instance =>
      instance.stackSetId === stackSet.id &&
      instance.accountId === accountId &&
      !stackSet.targets.some(target => isTargeted(state, accountId, target)),
  );
  if (gone.length > 0) {
    requestOperation(context, stackSet, {
      action: 'DELETE',
      targets: gone.map(instance =>
        only(accountId, instance, [instance.region]),
      ),
      retainStacks: stackSet.autoDeployment.retainStacksOnAccountRemoval,
      isAutomatic: true,
    });
  }
}

/** Automatic deployment: brings an account what the units it is in now have, and takes what they have not. */
export function reconcileStackSets(
  context: Context,
  { accountId }: { accountId: string },
): void {
  const { state } = context;
  const account = state.accounts.find(({ id }) => id === accountId);
  if (account?.state !== 'ACTIVE') {
    return;
  }
  for (const stackSet of state.stackSets) {
    if (stackSet.autoDeployment.enabled && stackSet.deletedAt === undefined) {
      leave(context, stackSet, accountId);
      enter(context, stackSet, accountId);
    }
  }
}
