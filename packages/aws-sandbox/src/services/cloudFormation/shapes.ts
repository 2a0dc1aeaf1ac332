// Stacks as CloudFormation answers them.
import type {
  Output,
  Parameter,
  ResourceStatus,
  Stack as StackShape,
  StackEvent as StackEventShape,
  StackStatus,
  StackSummary,
  Tag,
} from '@aws-sdk/client-cloudformation';
import { parameterTexts } from '../../cloudformation/parameters';
import { templateOf } from '../../cloudformation/templates';
import type {
  Stack,
  StackDeclaration,
  StackResource,
  State,
} from '../../state/model';

function toDate(time: number | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}

/** Tags as a list. */
export function toTags(tags: Record<string, string>): Tag[] {
  return Object.entries(tags)
    .filter(([key]) => !key.startsWith('aws:'))
    .map(([Key, Value]) => ({ Key, Value }));
}

/** Parameters with their values; those that are secret are not shown. */
export function toParameters(
  state: State,
  { templateId, parameters }: StackDeclaration,
): Parameter[] {
  const template = templateOf(state, templateId);
  return Object.entries(parameterTexts(template, parameters)).map(
    ([ParameterKey, value]) => ({
      ParameterKey,
      ParameterValue:
        String(template.Parameters?.[ParameterKey].NoEcho) === 'true'
          ? '****'
          : value,
    }),
  );
}

function toOutputs(state: State, { templateId, outputs }: Stack): Output[] {
  const declared = templateOf(state, templateId).Outputs ?? {};
  return outputs.map(({ key, value, exportName }) => ({
    OutputKey: key,
    OutputValue: value,
    Description: declared[key]?.Description,
    ExportName: exportName,
  }));
}

/** A stack with everything about it. */
export function toStack(state: State, stack: Stack): StackShape {
  const isReview = stack.status === 'REVIEW_IN_PROGRESS';
  const isMade = !/^(CREATE_IN_PROGRESS|REVIEW_IN_PROGRESS)$/.test(
    stack.status,
  );
  return {
    StackId: stack.id,
    StackName: stack.name,
    Description: isReview
      ? undefined
      : templateOf(state, stack.templateId).Description,
    Parameters: isReview ? [] : toParameters(state, stack),
    CreationTime: new Date(stack.createdAt),
    LastUpdatedTime: toDate(stack.updatedAt),
    DeletionTime: toDate(stack.deletedAt),
    StackStatus: stack.status as StackStatus,
    StackStatusReason: stack.statusReason,
    DisableRollback: stack.onFailure === 'DO_NOTHING',
    NotificationARNs: [],
    Capabilities: stack.capabilities as StackShape['Capabilities'],
    // What comes out of a stack is known when it is there.
    Outputs: isMade ? toOutputs(state, stack) : undefined,
    RoleARN: stack.roleArn,
    Tags: toTags(stack.tags),
    EnableTerminationProtection: stack.terminationProtection,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

/** A stack as it is shown in lists. */
export function toStackSummary(state: State, stack: Stack): StackSummary {
  return {
    StackId: stack.id,
    StackName: stack.name,
    TemplateDescription:
      stack.status === 'REVIEW_IN_PROGRESS'
        ? undefined
        : templateOf(state, stack.templateId).Description,
    CreationTime: new Date(stack.createdAt),
    LastUpdatedTime: toDate(stack.updatedAt),
    DeletionTime: toDate(stack.deletedAt),
    StackStatus: stack.status as StackStatus,
    StackStatusReason: stack.statusReason,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

/** A resource of a stack at some moment. */
export function toResource(
  logicalId: string,
  resource: StackResource,
  now: number,
) {
  const word = resource.isUpdated ? 'UPDATE' : 'CREATE';
  return {
    LogicalResourceId: logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    ResourceStatus: `${word}_${
      resource.changedAt > now ? 'IN_PROGRESS' : 'COMPLETE'
    }` as ResourceStatus,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' as const },
  };
}

/** What happened to a stack until some moment, the newest first. */
export function toEvents(stack: Stack, now: number): StackEventShape[] {
  return stack.events
    .map((event, index) => ({ event, index }))
    .filter(({ event }) => event.at <= now)
    .sort((a, b) => b.event.at - a.event.at || b.index - a.index)
    .map(({ event, index }) => {
      const { at, logicalId, status, reason } = event;
      const own = logicalId ? stack.resources[logicalId] : undefined;
      return {
        StackId: stack.id,
        StackName: stack.name,
        EventId: `${stack.id.split('/').at(-1)}-${at}-${index}`,
        LogicalResourceId: logicalId ?? stack.name,
        PhysicalResourceId: logicalId
          ? (event.physicalId ?? own?.physicalId ?? '')
          : stack.id,
        ResourceType: logicalId
          ? (event.type ?? own?.type ?? '')
          : 'AWS::CloudFormation::Stack',
        Timestamp: new Date(at),
        ResourceStatus: status as ResourceStatus,
        ResourceStatusReason: reason,
        ClientRequestToken: stack.token,
      };
    });
}
