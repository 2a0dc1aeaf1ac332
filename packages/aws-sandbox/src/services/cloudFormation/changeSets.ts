import type {
  ChangeSetSummary,
  CreateChangeSetInput,
  CreateChangeSetOutput,
  DeleteChangeSetInput,
  DescribeChangeSetInput,
  DescribeChangeSetOutput,
  ExecuteChangeSetInput,
  ListChangeSetsInput,
  ListChangeSetsOutput,
} from '@aws-sdk/client-cloudformation';
import { addStack, setStatus } from '../../cloudformation/lifecycle';
import { templateOf } from '../../cloudformation/templates';
import { AWS_SECONDS } from '../../durations';
import { newUuid } from '../../ids';
import {
  lists,
  reads,
  schedule,
  writes,
  type Call,
  type Operations,
  type Validated,
} from '../../operation';
import type { ChangeSet, Stack, StackDeclaration } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { findStack, requireStack } from './find';
import { pageOf } from './page';
import { validationError } from './request';
import { toParameters, toTags } from './shapes';
import {
  beginUpdate,
  checkChangeable,
  checkedDeclaration,
  isUnchanged,
} from './stackOperations';

const UNCHANGED =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** What differs, as far as the declarations say it; values that lead elsewhere change the whole resource. */
function changesOf(
  call: Call,
  stack: Stack,
  declaration: StackDeclaration,
): ChangeSet['changes'] {
  const { Resources } = templateOf(call.state, declaration.templateId);
  const isNew = stack.status === 'REVIEW_IN_PROGRESS';
  const before = isNew
    ? {}
    : templateOf(call.state, stack.templateId).Resources;
  const sameParameters =
    JSON.stringify(stack.parameters) === JSON.stringify(declaration.parameters);
  const kept = Object.entries(Resources).flatMap(
    ([logicalId, { Type }]): ChangeSet['changes'] => {
      const present = stack.resources[logicalId];
      if (!present) {
        return [{ action: 'Add', logicalId, type: Type }];
      }
      const isSame =
        sameParameters &&
        JSON.stringify(before[logicalId]) ===
          JSON.stringify(Resources[logicalId]);
      return isSame
        ? []
        : [
            {
              action: 'Modify',
              logicalId,
              type: Type,
              physicalId: present.physicalId,
            },
          ];
    },
  );
  const gone = Object.entries(stack.resources)
    .filter(([logicalId]) => !Resources[logicalId])
    .map(([logicalId, { type, physicalId }]) => ({
      action: 'Remove' as const,
      logicalId,
      type,
      physicalId,
    }));
  return [...kept, ...gone];
}

function stackFor(
  input: Validated<CreateChangeSetInput>,
  call: Call,
): Stack | undefined {
  const { StackName: name, ChangeSetType: type = 'UPDATE' } = input;
  const stack = findStack(call, name);
  if (type === 'CREATE') {
    if (stack && stack.status !== 'REVIEW_IN_PROGRESS') {
      throw validationError(
        `Stack [${name}] already exists and cannot be created again with the changeSet [${input.ChangeSetName}].`,
      );
    }
    return stack;
  }
  if (type !== 'UPDATE') {
    throw validationError(
      `The AWS sandbox knows change sets of the types CREATE and UPDATE, not ${type}.`,
    );
  }
  const present = requireStack(call, name);
  checkChangeable(present);
  return present;
}

function createChangeSet(
  input: Validated<CreateChangeSetInput>,
  call: Call,
): CreateChangeSetOutput {
  const { state, caller, now } = call;
  const { ChangeSetName: name, ChangeSetType: type = 'UPDATE' } = input;
  const present = stackFor(input, call);
  const taken =
    present &&
    state.changeSets.find(
      other => other.stackId === present.id && other.name === name,
    );
  if (taken && input.ClientToken && taken.token === input.ClientToken) {
    return { Id: taken.id, StackId: taken.stackId };
  }
  if (taken) {
    throw new AwsError(
      'AlreadyExistsException',
      `ChangeSet ${name} already exists for stack ${present?.id}`,
    );
  }
  const declaration = checkedDeclaration(
    call,
    input,
    type === 'UPDATE' ? present : undefined,
  );
  const stack =
    present ??
    addStack(
      call,
      {
        ...declaration,
        accountId: caller.accountId,
        region: caller.region,
        name: input.StackName,
        roleArn: input.RoleARN,
      },
      'REVIEW_IN_PROGRESS',
    );
  const changeSet: ChangeSet = {
    ...declaration,
    id: `arn:aws:cloudformation:${caller.region}:${caller.accountId}:changeSet/${name}/${newUuid(state)}`,
    name,
    stackId: stack.id,
    type: type === 'CREATE' ? 'CREATE' : 'UPDATE',
    description: input.Description,
    status: 'CREATE_PENDING',
    executionStatus: 'UNAVAILABLE',
    createdAt: now,
    token: input.ClientToken,
    onFailure: input.OnStackFailure ?? 'ROLLBACK',
    changes: changesOf(call, stack, declaration),
  };
  if (type === 'UPDATE' && isUnchanged(state, stack, declaration)) {
    changeSet.status = 'FAILED';
    changeSet.statusReason = UNCHANGED;
  } else {
    schedule(call, AWS_SECONDS.createChangeSet, {
      kind: 'complete-change-set',
      changeSetId: changeSet.id,
    });
  }
  state.changeSets.push(changeSet);
  return { Id: changeSet.id, StackId: stack.id };
}

function requireChangeSet(
  call: Call,
  { ChangeSetName, StackName }: { ChangeSetName: string; StackName?: string },
): { changeSet: ChangeSet; stack: Stack } {
  const { state } = call;
  const changeSet = state.changeSets.find(({ id, name, stackId }) =>
    StackName
      ? [id, name].includes(ChangeSetName) &&
        findStack(call, StackName)?.id === stackId
      : id === ChangeSetName,
  );
  const stack = changeSet && findStack(call, changeSet.stackId);
  if (!changeSet || !stack) {
    throw new AwsError(
      'ChangeSetNotFoundException',
      `ChangeSet [${ChangeSetName}] does not exist`,
    );
  }
  return { changeSet, stack };
}

function executeChangeSet(
  input: Validated<ExecuteChangeSetInput>,
  call: Call,
): {} {
  const { state } = call;
  const { changeSet, stack } = requireChangeSet(call, input);
  if (changeSet.executionStatus !== 'AVAILABLE') {
    throw new AwsError(
      'InvalidChangeSetStatusException',
      `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${changeSet.status}]`,
    );
  }
  const { templateId, parameters, capabilities, tags } = changeSet;
  const declaration = { templateId, parameters, capabilities, tags };
  if (changeSet.type === 'CREATE') {
    Object.assign(stack, declaration, {
      onFailure: input.DisableRollback ? 'DO_NOTHING' : changeSet.onFailure,
      token: input.ClientRequestToken,
    });
    setStatus(call, stack, 'CREATE_IN_PROGRESS', 'User Initiated');
    schedule(call, AWS_SECONDS.beginStack, {
      kind: 'create-stack',
      stackId: stack.id,
    });
  } else {
    checkChangeable(stack);
    beginUpdate(call, stack, declaration, input.ClientRequestToken);
  }
  changeSet.executionStatus = 'EXECUTE_COMPLETE';
  // The others were made for what the stack is no longer.
  state.changeSets = state.changeSets.filter(
    other => other === changeSet || other.stackId !== stack.id,
  );
  return {};
}

function toSummary(changeSet: ChangeSet, stack: Stack): ChangeSetSummary {
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: changeSet.id,
    ChangeSetName: changeSet.name,
    ExecutionStatus: changeSet.executionStatus,
    Status: changeSet.status,
    StatusReason: changeSet.statusReason,
    CreationTime: new Date(changeSet.createdAt),
    Description: changeSet.description,
  };
}

export const changeSetOperations: Operations = {
  CreateChangeSet: writes(createChangeSet),
  ExecuteChangeSet: writes(executeChangeSet),

  DescribeChangeSet: reads<DescribeChangeSetInput, DescribeChangeSetOutput>(
    (input, call) => {
      const { changeSet, stack } = requireChangeSet(call, input);
      return {
        ...toSummary(changeSet, stack),
        Parameters: toParameters(call.state, changeSet),
        Capabilities:
          changeSet.capabilities as DescribeChangeSetOutput['Capabilities'],
        Tags: toTags(changeSet.tags),
        NotificationARNs: [],
        OnStackFailure: changeSet.onFailure,
        Changes: changeSet.changes.map(change => ({
          Type: 'Resource',
          ResourceChange: {
            Action: change.action,
            LogicalResourceId: change.logicalId,
            PhysicalResourceId: change.physicalId,
            ResourceType: change.type,
          },
        })),
      };
    },
  ),

  ListChangeSets: lists<ListChangeSetsInput, ListChangeSetsOutput>(
    (input, call) => {
      const stack = requireStack(call, input.StackName);
      const { page, NextToken } = pageOf(
        call.state.changeSets.filter(({ stackId }) => stackId === stack.id),
        input,
        'ListChangeSets',
      );
      return {
        Summaries: page.map(changeSet => toSummary(changeSet, stack)),
        NextToken,
      };
    },
  ),

  DeleteChangeSet: writes<DeleteChangeSetInput, {}>((input, call) => {
    const { changeSet } = requireChangeSet(call, input);
    call.state.changeSets = call.state.changeSets.filter(
      other => other !== changeSet,
    );
    return {};
  }),
};
