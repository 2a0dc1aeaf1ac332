// Stacks: creating, updating, deleting.
import type {
  CreateStackInput,
  CreateStackOutput,
  DeleteStackInput,
  UpdateStackInput,
  UpdateStackOutput,
  UpdateTerminationProtectionInput,
  UpdateTerminationProtectionOutput,
} from '@aws-sdk/client-cloudformation';
import { importersOf, namesOf } from '../../cloudformation/exports';
import {
  addStack,
  checkDeclaration,
  setStatus,
  startDeletion,
} from '../../cloudformation/lifecycle';
import { templateOf } from '../../cloudformation/templates';
import { parameterTexts } from '../../cloudformation/parameters';
import { AWS_SECONDS } from '../../durations';
import {
  schedule,
  writes,
  type Call,
  type Operations,
  type Validated,
} from '../../operation';
import type { Stack, StackDeclaration, State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { findStack, requireStack } from './find';
import { asRequest, declarationOf, validationError } from './request';

/** A stack that can be changed. */
const SETTLED =
  /^(CREATE_COMPLETE|UPDATE_COMPLETE|UPDATE_ROLLBACK_COMPLETE|IMPORT_COMPLETE)$/;

/** What is compared of two declarations: the text of a template may differ in what leads to nothing. */
function essence(state: State, declaration: StackDeclaration): string {
  const template = templateOf(state, declaration.templateId);
  const { Resources, Outputs, Conditions, Mappings } = template;
  return JSON.stringify([
    Resources,
    Outputs,
    Conditions,
    Mappings,
    parameterTexts(template, declaration.parameters),
    declaration.tags,
  ]);
}

/** Whether a stack is already what it is asked to be. */
export function isUnchanged(
  state: State,
  stack: Stack,
  declaration: StackDeclaration,
): boolean {
  return essence(state, stack) === essence(state, declaration);
}

/** Refuses to change a stack that is in the middle of something or was never there. */
export function checkChangeable(stack: Stack): void {
  if (!SETTLED.test(stack.status)) {
    throw validationError(
      `Stack:${stack.id} is in ${stack.status} state and can not be updated.`,
    );
  }
}

/** The declaration of a request, with all that CloudFormation refuses before it begins. */
export function checkedDeclaration(
  call: Call,
  input: Parameters<typeof declarationOf>[1],
  previous?: Stack,
): StackDeclaration {
  const { state, caller } = call;
  const declaration = declarationOf(state, input, previous);
  asRequest(() => checkDeclaration(state, declaration, caller.region));
  return declaration;
}

/** Begins an update. */
export function beginUpdate(
  call: Call,
  stack: Stack,
  declaration: StackDeclaration,
  token: string | undefined,
): void {
  stack.next = declaration;
  stack.token = token;
  stack.updatedAt = call.now;
  setStatus(call, stack, 'UPDATE_IN_PROGRESS', 'User Initiated');
  schedule(call, AWS_SECONDS.beginStack, {
    kind: 'update-stack',
    stackId: stack.id,
  });
}

function createStack(
  input: Validated<CreateStackInput>,
  call: Call,
): CreateStackOutput {
  const { state, caller } = call;
  const { StackName: name, ClientRequestToken: token } = input;
  const before = findStack(call, name);
  if (before && token !== undefined && before.token === token) {
    return { StackId: before.id };
  }
  if (before) {
    throw new AwsError(
      'AlreadyExistsException',
      `Stack [${name}] already exists`,
    );
  }
  if (input.OnFailure !== undefined && input.DisableRollback !== undefined) {
    throw validationError(
      'You can specify either DisableRollback or OnFailure, but not both.',
    );
  }
  const stack = addStack(call, {
    ...checkedDeclaration(call, input),
    accountId: caller.accountId,
    region: caller.region,
    name,
    token,
    terminationProtection: input.EnableTerminationProtection ?? false,
    onFailure: input.DisableRollback
      ? 'DO_NOTHING'
      : (input.OnFailure ?? 'ROLLBACK'),
    roleArn: input.RoleARN,
  });
  schedule({ ...call, state }, AWS_SECONDS.beginStack, {
    kind: 'create-stack',
    stackId: stack.id,
  });
  return { StackId: stack.id };
}

function updateStack(
  input: Validated<UpdateStackInput>,
  call: Call,
): UpdateStackOutput {
  const stack = requireStack(call, input.StackName);
  const { ClientRequestToken: token } = input;
  if (token !== undefined && stack.token === token) {
    return { StackId: stack.id };
  }
  checkChangeable(stack);
  const declaration = checkedDeclaration(call, input, stack);
  if (isUnchanged(call.state, stack, declaration)) {
    throw validationError('No updates are to be performed.');
  }
  beginUpdate(call, stack, declaration, token);
  return { StackId: stack.id };
}

/** Why a stack cannot be deleted: somebody imports what it exports. */
function importsOf({ state }: Call, stack: Stack): string | undefined {
  for (const { exportName } of stack.outputs) {
    const importers = exportName ? importersOf(state, stack, exportName) : [];
    if (importers.length > 0) {
      return `Delete canceled. Cannot delete export ${exportName} as it is in use by ${namesOf(importers)}.`;
    }
  }
  return undefined;
}

function deleteStack(input: Validated<DeleteStackInput>, call: Call): {} {
  const stack = findStack(call, input.StackName);
  // Deleting what is not there is no error.
  if (!stack || /^DELETE_(IN_PROGRESS|COMPLETE)$/.test(stack.status)) {
    return {};
  }
  if (stack.terminationProtection) {
    throw validationError(
      `Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`,
    );
  }
  const { RetainResources = [] } = input;
  if (RetainResources.length > 0 && stack.status !== 'DELETE_FAILED') {
    throw validationError(
      `Invalid operation on stack [${stack.id}]. When you delete a stack, specify which resources to retain only when the stack is in the DELETE_FAILED state.`,
    );
  }
  const inUse = importsOf(call, stack);
  if (inUse) {
    setStatus(call, stack, stack.status, inUse);
    return {};
  }
  stack.token = input.ClientRequestToken ?? stack.token;
  if (stack.status === 'REVIEW_IN_PROGRESS') {
    setStatus(call, stack, 'DELETE_COMPLETE');
    stack.deletedAt = call.now;
    return {};
  }
  startDeletion(call, stack, RetainResources);
  return {};
}

export const stackOperations: Operations = {
  CreateStack: writes(createStack),
  UpdateStack: writes(updateStack),
  DeleteStack: writes(deleteStack),

  UpdateTerminationProtection: writes<
    UpdateTerminationProtectionInput,
    UpdateTerminationProtectionOutput
  >(({ StackName, EnableTerminationProtection }, call) => {
    const stack = requireStack(call, StackName);
    stack.terminationProtection = EnableTerminationProtection;
    return { StackId: stack.id };
  }),
};
