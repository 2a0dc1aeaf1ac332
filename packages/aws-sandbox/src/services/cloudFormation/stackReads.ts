// Stacks: what they are and what they have.
import type {
  DescribeStackEventsInput,
  DescribeStackEventsOutput,
  DescribeStackResourceInput,
  DescribeStackResourceOutput,
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput,
  DescribeStacksInput,
  DescribeStacksOutput,
  GetTemplateInput,
  GetTemplateOutput,
  GetTemplateSummaryInput,
  GetTemplateSummaryOutput,
  ListExportsInput,
  ListExportsOutput,
  ListImportsInput,
  ListImportsOutput,
  ListStackResourcesInput,
  ListStackResourcesOutput,
  ListStacksInput,
  ListStacksOutput,
  ValidateTemplateInput,
  ValidateTemplateOutput,
} from '@aws-sdk/client-cloudformation';
import {
  exportOf,
  importersOf,
  liveStacks,
} from '../../cloudformation/exports';
import type { CloudFormationTemplate } from '../../cloudformation/template';
import { templateOf } from '../../cloudformation/templates';
import { lists, reads, type Call, type Operations } from '../../operation';
import type { Stack } from '../../state/model';
import { requireStack } from './find';
import { pageOf } from './page';
import {
  describeParameters,
  neededCapability,
  requestedTemplate,
  validationError,
} from './request';
import { toEvents, toResource, toStack, toStackSummary } from './shapes';

/** Stacks of the caller's, the newest first, those that were deleted included. */
function ownStacks({ state, caller, listedUntil }: Call): Stack[] {
  return state.stacks
    .filter(
      ({ accountId, region, createdAt }) =>
        accountId === caller.accountId &&
        region === caller.region &&
        createdAt <= listedUntil,
    )
    .reverse();
}

function capabilitiesOf(template: CloudFormationTemplate) {
  const { capability, types } = neededCapability(template);
  return capability
    ? {
        Capabilities: [capability],
        CapabilitiesReason: `The following resource(s) require capabilities: [${types.join(', ')}]`,
      }
    : {};
}

function resourceShapes(call: Call, stack: Stack) {
  return Object.entries(stack.resources).map(([logicalId, resource]) => ({
    ...toResource(logicalId, resource, call.now),
    StackId: stack.id,
    StackName: stack.name,
    Timestamp: new Date(Math.min(resource.changedAt, call.now)),
  }));
}

/** The stack that has a resource with this physical id. */
function stackWith(call: Call, physicalId: string): Stack {
  const stack = liveStacks(call.state, call.caller).find(({ resources }) =>
    Object.values(resources).some(
      resource => resource.physicalId === physicalId,
    ),
  );
  if (!stack) {
    throw validationError(`Stack for ${physicalId} does not exist`);
  }
  return stack;
}

export const stackReadOperations: Operations = {
  DescribeStacks: lists<DescribeStacksInput, DescribeStacksOutput>(
    (input, call) => {
      if (input.StackName) {
        const stack = requireStack(call, input.StackName);
        return { Stacks: [toStack(call.state, stack)] };
      }
      const { page, NextToken } = pageOf(
        ownStacks(call).filter(({ status }) => status !== 'DELETE_COMPLETE'),
        input,
        'DescribeStacks',
      );
      return {
        Stacks: page.map(stack => toStack(call.state, stack)),
        NextToken,
      };
    },
  ),

  ListStacks: lists<ListStacksInput, ListStacksOutput>((input, call) => {
    const { StackStatusFilter: statuses = [] } = input;
    const { page, NextToken } = pageOf(
      ownStacks(call).filter(
        ({ status }) =>
          statuses.length === 0 || (statuses as string[]).includes(status),
      ),
      input,
      'ListStacks',
    );
    return {
      StackSummaries: page.map(stack => toStackSummary(call.state, stack)),
      NextToken,
    };
  }),

  DescribeStackEvents: reads<
    DescribeStackEventsInput,
    DescribeStackEventsOutput
  >((input, call) => {
    const { page, NextToken } = pageOf(
      toEvents(requireStack(call, input.StackName), call.now),
      input,
      'DescribeStackEvents',
    );
    return { StackEvents: page, NextToken };
  }),

  DescribeStackResources: reads<
    DescribeStackResourcesInput,
    DescribeStackResourcesOutput
  >((input, call) => {
    const { StackName, PhysicalResourceId, LogicalResourceId } = input;
    if (!StackName === !PhysicalResourceId) {
      throw validationError(
        'Either StackName or PhysicalResourceId must be specified, but not both.',
      );
    }
    const stack = StackName
      ? requireStack(call, StackName)
      : stackWith(call, PhysicalResourceId ?? '');
    return {
      StackResources: resourceShapes(call, stack).filter(
        resource =>
          LogicalResourceId === undefined ||
          resource.LogicalResourceId === LogicalResourceId,
      ),
    };
  }),

  DescribeStackResource: reads<
    DescribeStackResourceInput,
    DescribeStackResourceOutput
  >(({ StackName, LogicalResourceId }, call) => {
    const stack = requireStack(call, StackName);
    const found = resourceShapes(call, stack).find(
      resource => resource.LogicalResourceId === LogicalResourceId,
    );
    if (!found) {
      throw validationError(
        `Resource ${LogicalResourceId} does not exist for stack ${stack.name}`,
      );
    }
    const { Timestamp, ...resource } = found;
    return {
      StackResourceDetail: { ...resource, LastUpdatedTimestamp: Timestamp },
    };
  }),

  ListStackResources: reads<ListStackResourcesInput, ListStackResourcesOutput>(
    (input, call) => {
      const stack = requireStack(call, input.StackName);
      const { page, NextToken } = pageOf(
        resourceShapes(call, stack),
        input,
        'ListStackResources',
      );
      return {
        StackResourceSummaries: page.map(({ Timestamp, ...resource }) => ({
          ...resource,
          LastUpdatedTimestamp: Timestamp,
        })),
        NextToken,
      };
    },
  ),

  GetTemplate: reads<GetTemplateInput, GetTemplateOutput>((input, call) => {
    const { state } = call;
    const changeSet = state.changeSets.find(
      ({ id }) => id === input.ChangeSetName,
    );
    const { templateId } =
      changeSet ?? requireStack(call, input.StackName ?? '');
    return {
      TemplateBody: state.templates[templateId],
      StagesAvailable: ['Original', 'Processed'],
    };
  }),

  GetTemplateSummary: reads<GetTemplateSummaryInput, GetTemplateSummaryOutput>(
    (input, call) => {
      const { state } = call;
      const template = input.StackName
        ? templateOf(state, requireStack(call, input.StackName).templateId)
        : requestedTemplate(state, input);
      return {
        Parameters: describeParameters(template),
        Description: template.Description,
        ...capabilitiesOf(template),
        ResourceTypes: [
          ...new Set(Object.values(template.Resources).map(({ Type }) => Type)),
        ],
        Version: template.AWSTemplateFormatVersion,
      };
    },
  ),

  ValidateTemplate: reads<ValidateTemplateInput, ValidateTemplateOutput>(
    (input, { state }) => {
      const template = requestedTemplate(state, input);
      return {
        Parameters: describeParameters(template).map(
          ({ ParameterKey, DefaultValue, NoEcho, Description }) => ({
            ParameterKey,
            DefaultValue,
            NoEcho,
            Description,
          }),
        ),
        Description: template.Description,
        ...capabilitiesOf(template),
      };
    },
  ),

  ListExports: lists<ListExportsInput, ListExportsOutput>((input, call) => {
    const { page, NextToken } = pageOf(
      liveStacks(call.state, call.caller).flatMap(({ id, outputs }) =>
        outputs.flatMap(({ exportName: Name, value: Value }) =>
          Name ? [{ ExportingStackId: id, Name, Value }] : [],
        ),
      ),
      input,
      'ListExports',
    );
    return { Exports: page, NextToken };
  }),

  ListImports: lists<ListImportsInput, ListImportsOutput>((input, call) => {
    const { state, caller } = call;
    const { ExportName } = input;
    const importers = importersOf(state, caller, ExportName);
    if (!exportOf(state, caller, ExportName) || importers.length === 0) {
      throw validationError(
        `Export '${ExportName}' is not imported by any stack.`,
      );
    }
    const { page, NextToken } = pageOf(importers, input, 'ListImports');
    return { Imports: page.map(({ name }) => name), NextToken };
  }),
};
