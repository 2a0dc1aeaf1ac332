// StackSets as CloudFormation answers them.
import type {
  StackInstanceSummary,
  StackSet as StackSetShape,
  StackSetOperation as OperationShape,
  StackSetOperationResultSummary,
  StackSetOperationSummary,
  StackSetSummary,
} from '@aws-sdk/client-cloudformation';
import type {
  StackInstance,
  StackSet,
  StackSetOperation,
  StackSetOperationResult,
  State,
} from '../../state/model';
import { toParameters, toTags } from './shapes';
import { stackSetArn } from './stackSets';

function unique(items: string[]): string[] {
  return [...new Set(items)];
}

/** A StackSet as it is shown in lists. */
export function toStackSetSummary(stackSet: StackSet): StackSetSummary {
  const { autoDeployment } = stackSet;
  return {
    StackSetName: stackSet.name,
    StackSetId: stackSet.id,
    Description: stackSet.description,
    Status: stackSet.deletedAt === undefined ? 'ACTIVE' : 'DELETED',
    PermissionModel: 'SERVICE_MANAGED',
    AutoDeployment: {
      Enabled: autoDeployment.enabled,
      RetainStacksOnAccountRemoval: autoDeployment.enabled
        ? autoDeployment.retainStacksOnAccountRemoval
        : undefined,
    },
    ManagedExecution: { Active: stackSet.managedExecution },
    DriftStatus: 'NOT_CHECKED',
  };
}

/** A StackSet with everything about it. */
export function toStackSet(state: State, stackSet: StackSet): StackSetShape {
  const { DriftStatus, ...summary } = toStackSetSummary(stackSet);
  return {
    ...summary,
    StackSetARN: stackSetArn(state, stackSet),
    TemplateBody: state.templates[stackSet.templateId],
    Parameters: toParameters(state, stackSet),
    Capabilities: stackSet.capabilities as StackSetShape['Capabilities'],
    Tags: toTags(stackSet.tags),
    StackSetDriftDetectionDetails: {
      DriftStatus: 'NOT_CHECKED',
      DriftDetectionStatus: undefined,
    },
    OrganizationalUnitIds: unique(
      stackSet.targets.map(({ organizationalUnitId }) => organizationalUnitId),
    ),
    Regions: unique(stackSet.targets.flatMap(({ regions }) => regions)),
  };
}

/** The stack of a StackSet in an account and region. */
export function toInstance(instance: StackInstance): StackInstanceSummary {
  return {
    StackSetId: instance.stackSetId,
    Region: instance.region,
    Account: instance.accountId,
    StackId: instance.stackId,
    Status: instance.status,
    StackInstanceStatus: { DetailedStatus: instance.detailedStatus },
    StatusReason: instance.statusReason,
    OrganizationalUnitId: instance.organizationalUnitId,
    DriftStatus: 'NOT_CHECKED',
    LastOperationId: instance.lastOperationId,
  };
}

/** An operation as it is shown in lists. */
export function toOperationSummary(
  operation: StackSetOperation,
): StackSetOperationSummary {
  const { percentage, count } = operation.tolerance;
  return {
    OperationId: operation.id,
    Action: operation.action,
    Status: operation.status,
    CreationTimestamp: new Date(operation.createdAt),
    EndTimestamp:
      operation.endedAt === undefined ? undefined : new Date(operation.endedAt),
    StatusDetails: {
      FailedStackInstancesCount: operation.results.filter(
        ({ status }) => status === 'FAILED',
      ).length,
    },
    OperationPreferences: {
      FailureTolerancePercentage: percentage,
      FailureToleranceCount: count,
    },
  };
}

/** An operation with everything about it. */
export function toOperation(operation: StackSetOperation): OperationShape {
  return {
    ...toOperationSummary(operation),
    StackSetId: operation.stackSetId,
    RetainStacks:
      operation.action === 'DELETE' ? operation.retainStacks : undefined,
    DeploymentTargets: {
      OrganizationalUnitIds: unique(operation.organizationalUnitIds),
    },
  };
}

/** What an operation has done in an account and region. */
export function toResult(
  result: StackSetOperationResult,
): StackSetOperationResultSummary {
  return {
    Account: result.accountId,
    Region: result.region,
    Status: result.status,
    StatusReason: result.statusReason,
    OrganizationalUnitId: result.organizationalUnitId,
    AccountGateResult: {
      Status: 'SKIPPED',
      StatusReason: `Function not found: arn:aws:lambda:${result.region}:${result.accountId}:function:AWSCloudFormationStackSetAccountGate`,
    },
  };
}
