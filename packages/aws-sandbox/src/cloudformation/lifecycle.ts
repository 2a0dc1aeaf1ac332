// Stacks from the request to their end. What follows for those who asked is in services/cloudFormation/stackWork.ts.
import { AWS_SECONDS } from '../durations';
import { newUuid } from '../ids';
import { schedule, type Context } from '../operation';
import type {
  Stack,
  StackDeclaration,
  StackEvent,
  State,
} from '../state/model';
import { buildStack, isRetained, removeResource } from './buildStack';
import { checkTemplate } from './checkTemplate';
import { parameterValues } from './parameters';
import { checkRules } from './rules';
import { StackError } from './StackError';
import { templateOf } from './templates';

/** A stack that is asked for. */
export interface StackRequest extends StackDeclaration {
  accountId: string;
  region: string;
  name: string;
  token?: string;
  terminationProtection?: boolean;
  onFailure?: Stack['onFailure'];
  roleArn?: string;
}

/** How long CloudFormation remembers what happened to a stack. */
const REMEMBERED = 90 * 24 * 60 * 60 * 1000;

/** Forgets events that CloudFormation has forgotten by now. */
export function forgetOldEvents(state: State, now: number): void {
  for (const stack of state.stacks) {
    if (stack.events.some(({ at }) => at < now - REMEMBERED)) {
      stack.events = stack.events.filter(({ at }) => at >= now - REMEMBERED);
    }
  }
}

function note(stack: Stack, event: StackEvent): void {
  stack.events.push(event);
}

/** Brings a stack into a status, and notes that. */
export function setStatus(
  { now }: Context,
  stack: Stack,
  status: string,
  reason?: string,
): void {
  stack.status = status;
  stack.statusReason = reason;
  note(stack, { at: now, status, reason });
}

/**
 * Refuses what CloudFormation refuses before it begins.
 *
 * @throws StackError
 */
export function checkDeclaration(
  state: State,
  { templateId, parameters }: StackDeclaration,
  region: string,
): void {
  const template = templateOf(state, templateId);
  checkTemplate(template);
  parameterValues(template, parameters);
  checkRules(template, parameters, region);
}

/** A new stack, in the state, that nothing works on yet. */
export function addStack(
  { state, now }: Context,
  request: StackRequest,
  status = 'CREATE_IN_PROGRESS',
): Stack {
  const { accountId, region, name } = request;
  const stack: Stack = {
    terminationProtection: false,
    onFailure: 'ROLLBACK',
    ...request,
    id: `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/${newUuid(state)}`,
    status,
    createdAt: now,
    resources: {},
    outputs: [],
    imports: [],
    events: [{ at: now, status, reason: 'User Initiated' }],
  };
  state.stacks.push(stack);
  return stack;
}

/** The stack with this ARN. */
export function stackOf(state: State, id: string): Stack | undefined {
  return state.stacks.find(stack => stack.id === id);
}

function failed(context: Context, stack: Stack, error: StackError): void {
  const { logicalId } = error;
  const isNew = stack.status === 'CREATE_IN_PROGRESS';
  const reason = logicalId
    ? `The following resource(s) failed to ${isNew ? 'create' : 'update'}: [${logicalId}]. `
    : error.message;
  stack.failure = { message: error.message, logicalId };
  if (isNew && stack.onFailure === 'DO_NOTHING') {
    setStatus(context, stack, 'CREATE_FAILED', reason);
  } else {
    setStatus(
      context,
      stack,
      isNew ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS',
      logicalId ? `${reason}Rollback requested by user.` : reason,
    );
  }
  schedule(context, AWS_SECONDS.rollbackStack, {
    kind: 'complete-stack',
    stackId: stack.id,
  });
}

/**
 * Works on a stack that is being created or updated.
 *
 * @param declaration - what it is to be
 * @param baseSeconds - what AWS takes on top of what is in it
 */
export function work(
  context: Context,
  stack: Stack,
  declaration: StackDeclaration,
  baseSeconds: number = AWS_SECONDS.createStack,
): void {
  const { templateId, parameters, capabilities, tags } = declaration;
  let built;
  try {
    checkDeclaration(context.state, declaration, stack.region);
    built = buildStack(context, stack, declaration);
  } catch (error) {
    if (!(error instanceof StackError)) {
      throw error;
    }
    built = { failure: error, events: [], takenBack: [] };
  }
  stack.events.push(...built.events);
  if (built.failure) {
    failed(context, stack, built.failure);
    stack.events.push(...built.takenBack);
    return;
  }
  const { resources, outputs, imports, awsSeconds } = built;
  Object.assign(stack, {
    templateId,
    parameters,
    capabilities,
    tags,
    resources,
    outputs,
    imports,
  });
  schedule(context, baseSeconds + awsSeconds, {
    kind: 'complete-stack',
    stackId: stack.id,
  });
}

const COMPLETED: Record<string, string> = {
  CREATE_IN_PROGRESS: 'CREATE_COMPLETE',
  UPDATE_IN_PROGRESS: 'UPDATE_COMPLETE',
  ROLLBACK_IN_PROGRESS: 'ROLLBACK_COMPLETE',
  UPDATE_ROLLBACK_IN_PROGRESS: 'UPDATE_ROLLBACK_COMPLETE',
};

/** Finishes what a stack is in the middle of. */
export function complete(context: Context, stack: Stack): void {
  const status = COMPLETED[stack.status];
  if (status === 'ROLLBACK_COMPLETE' && stack.onFailure === 'DELETE') {
    markDeleted(context, stack);
  } else if (status) {
    setStatus(context, stack, status);
  }
}

function markDeleted(context: Context, stack: Stack): void {
  setStatus(context, stack, 'DELETE_COMPLETE');
  stack.deletedAt = context.now;
  stack.outputs = [];
  stack.imports = [];
}

/**
 * Begins to delete a stack.
 *
 * @param retain - logical ids of resources that stay
 */
export function startDeletion(
  context: Context,
  stack: Stack,
  retain: string[] = [],
): void {
  setStatus(context, stack, 'DELETE_IN_PROGRESS', 'User Initiated');
  const template = templateOf(context.state, stack.templateId);
  // What takes its time to go begins at once.
  for (const [logicalId, resource] of Object.entries(stack.resources)) {
    if (
      resource.type === 'AWS::SageMaker::Domain' &&
      !retain.includes(logicalId) &&
      !isRetained(template, logicalId)
    ) {
      removeResource(context, stack, logicalId, resource);
    }
  }
  schedule(context, AWS_SECONDS.deleteStack, {
    kind: 'delete-stack',
    stackId: stack.id,
    retain,
  });
}

/** Removes what a stack made, the newest first, and the stack with it. */
export function finishDeletion(
  context: Context,
  stack: Stack,
  retain: string[],
): void {
  const template = templateOf(context.state, stack.templateId);
  const stuck: string[] = [];
  for (const [logicalId, resource] of Object.entries(
    stack.resources,
  ).reverse()) {
    if (retain.includes(logicalId) || isRetained(template, logicalId)) {
      note(stack, { at: context.now, logicalId, status: 'DELETE_SKIPPED' });
    } else {
      const event = removeResource(context, stack, logicalId, resource);
      note(stack, event);
      if (event.status === 'DELETE_FAILED') {
        stuck.push(logicalId);
      } else {
        delete stack.resources[logicalId];
      }
    }
  }
  if (stuck.length > 0) {
    setStatus(
      context,
      stack,
      'DELETE_FAILED',
      `The following resource(s) failed to delete: [${stuck.join(', ')}]. `,
    );
  } else {
    markDeleted(context, stack);
  }
}
