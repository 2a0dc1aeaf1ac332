// StackSets, in the management account.
import type {
  ActivateOrganizationsAccessInput,
  CreateStackInstancesInput,
  CreateStackInstancesOutput,
  CreateStackSetInput,
  CreateStackSetOutput,
  DeactivateOrganizationsAccessInput,
  DeleteStackInstancesInput,
  DeleteStackInstancesOutput,
  DeleteStackSetInput,
  DeploymentTargets,
  DescribeOrganizationsAccessInput,
  DescribeOrganizationsAccessOutput,
  DescribeStackInstanceInput,
  DescribeStackInstanceOutput,
  DescribeStackSetInput,
  DescribeStackSetOperationInput,
  DescribeStackSetOperationOutput,
  DescribeStackSetOutput,
  ListStackInstancesInput,
  ListStackInstancesOutput,
  ListStackSetOperationResultsInput,
  ListStackSetOperationResultsOutput,
  ListStackSetOperationsInput,
  ListStackSetOperationsOutput,
  ListStackSetsInput,
  ListStackSetsOutput,
  StackSetOperationPreferences,
  UpdateStackInstancesInput,
  UpdateStackInstancesOutput,
  UpdateStackSetInput,
  UpdateStackSetOutput,
} from '@aws-sdk/client-cloudformation';
import { checkDeclaration } from '../../cloudformation/lifecycle';
import {
  lists,
  reads,
  writes,
  type Call,
  type Operations,
  type Validated,
} from '../../operation';
import type {
  StackInstance,
  StackSet,
  StackSetOperation,
  StackSetTarget,
} from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import {
  disableServiceAccess,
  enableServiceAccess,
} from '../organizations/serviceAccess';
import { pageOf } from './page';
import {
  asRequest,
  declarationOf,
  parametersOf,
  validationError,
} from './request';
import { toParameters } from './shapes';
import {
  toInstance,
  toOperation,
  toOperationSummary,
  toResult,
  toStackSet,
  toStackSetSummary,
} from './stackSetShapes';
import {
  addStackSet,
  findStackSet,
  instanceAt,
  openOperations,
  presentTargets,
  requestOperation,
} from './stackSets';

/** What AWS Organizations calls StackSets. */
const SERVICE_PRINCIPAL = 'member.org.stacksets.cloudformation.amazonaws.com';

function requireStackSet(call: Call, nameOrId: string): StackSet {
  const { state, caller } = call;
  const found = findStackSet(state, caller.region, nameOrId);
  if (!found || caller.accountId !== state.organization.managementAccountId) {
    throw new AwsError(
      'StackSetNotFoundException',
      `StackSet ${nameOrId} not found`,
    );
  }
  return found;
}

function checkManagement({ state, caller }: Call): void {
  if (caller.accountId !== state.organization.managementAccountId) {
    throw validationError(
      'You must be the management account or delegated admin account of an organization before operating a SERVICE_MANAGED stack set',
    );
  }
}

/** The accounts that a request is for. */
function targetsOf(
  { state }: Call,
  input: {
    Accounts?: string[];
    Regions?: string[];
    DeploymentTargets?: Validated<DeploymentTargets>;
  },
): StackSetTarget[] {
  const { Accounts, Regions: regions = [], DeploymentTargets = {} } = input;
  const { OrganizationalUnitIds: unitIds = [], AccountFilterType: filterType } =
    DeploymentTargets;
  const accounts = DeploymentTargets.Accounts ?? [];
  if (Accounts || unitIds.length === 0) {
    throw validationError(
      'StackSets with SERVICE_MANAGED permission model can only have OrganizationalUnit as target',
    );
  }
  if (accounts.length > 0 && (filterType ?? 'NONE') === 'NONE') {
    throw validationError(
      'AccountFilterType should be specified when both OrganizationalUnitIds and Accounts are specified',
    );
  }
  if (filterType === 'UNION') {
    throw validationError(
      'The AWS sandbox knows the account filters INTERSECTION and DIFFERENCE, not UNION.',
    );
  }
  for (const id of unitIds) {
    const exists =
      id === state.organization.rootId ||
      state.organizationalUnits.some(unit => unit.id === id);
    if (!exists) {
      throw validationError(`Invalid OrganizationalUnitId ${id}`);
    }
  }
  return unitIds.map(organizationalUnitId => ({
    organizationalUnitId,
    regions,
    ...((filterType === 'INTERSECTION' || filterType === 'DIFFERENCE') && {
      filter: { type: filterType, accounts },
    }),
  }));
}

function toleranceOf(
  preferences: StackSetOperationPreferences | undefined,
): StackSetOperation['tolerance'] {
  return {
    percentage: preferences?.FailureTolerancePercentage,
    count: preferences?.FailureToleranceCount,
  };
}

function createStackSet(
  input: Validated<CreateStackSetInput>,
  call: Call,
): CreateStackSetOutput {
  const { state, caller } = call;
  if (input.PermissionModel !== 'SERVICE_MANAGED') {
    throw validationError(
      'The AWS sandbox knows StackSets with the permission model SERVICE_MANAGED only.',
    );
  }
  checkManagement(call);
  const { StackSetName: name, ClientRequestToken: token } = input;
  const before = findStackSet(state, caller.region, name);
  if (before && token !== undefined && before.token === token) {
    return { StackSetId: before.id };
  }
  const { Enabled = false, RetainStacksOnAccountRemoval = false } =
    input.AutoDeployment ?? {};
  const declaration = declarationOf(state, input);
  asRequest(() => checkDeclaration(state, declaration, caller.region));
  const stackSet = addStackSet(call, {
    ...declaration,
    name,
    token,
    region: caller.region,
    description: input.Description,
    autoDeployment: {
      enabled: Enabled,
      retainStacksOnAccountRemoval: RetainStacksOnAccountRemoval,
    },
    managedExecution: input.ManagedExecution?.Active ?? false,
  });
  return { StackSetId: stackSet.id };
}

function updateStackSet(
  input: Validated<UpdateStackSetInput>,
  call: Call,
): UpdateStackSetOutput {
  const { state } = call;
  const stackSet = requireStackSet(call, input.StackSetName);
  const declaration = declarationOf(
    state,
    {
      ...input,
      Capabilities: input.Capabilities ?? stackSet.capabilities,
      UsePreviousTemplate:
        input.UsePreviousTemplate ??
        (!input.TemplateBody && !input.TemplateURL),
    },
    stackSet,
  );
  asRequest(() => checkDeclaration(state, declaration, stackSet.region));
  const { Enabled, RetainStacksOnAccountRemoval = false } =
    input.AutoDeployment ?? {};
  const operation = requestOperation(call, stackSet, {
    action: 'UPDATE',
    id: input.OperationId,
    targets: input.DeploymentTargets
      ? targetsOf(call, input)
      : presentTargets(state, stackSet),
    tolerance: toleranceOf(input.OperationPreferences),
  });
  Object.assign(stackSet, declaration, {
    description: input.Description ?? stackSet.description,
    managedExecution:
      input.ManagedExecution?.Active ?? stackSet.managedExecution,
    autoDeployment:
      Enabled === undefined
        ? stackSet.autoDeployment
        : {
            enabled: Enabled,
            retainStacksOnAccountRemoval: RetainStacksOnAccountRemoval,
          },
  });
  return { OperationId: operation.id };
}

function requireInstance(
  call: Call,
  input: {
    StackSetName: string;
    StackInstanceAccount: string;
    StackInstanceRegion: string;
  },
): StackInstance {
  const stackSet = requireStackSet(call, input.StackSetName);
  const place = {
    accountId: input.StackInstanceAccount,
    region: input.StackInstanceRegion,
  };
  const found = instanceAt(call.state, stackSet.id, place);
  if (!found) {
    throw new AwsError(
      'StackInstanceNotFoundException',
      `Stack instance not found for StackSet ${stackSet.id} in account ${place.accountId} and region ${place.region}`,
    );
  }
  return found;
}

function fitsFilter(
  instance: StackInstance,
  filter: { Name?: string; Values?: string },
): boolean {
  const values: Record<string, string> = {
    DETAILED_STATUS: instance.detailedStatus,
    LAST_OPERATION_ID: instance.lastOperationId,
    DRIFT_STATUS: 'NOT_CHECKED',
  };
  return filter.Name === undefined || values[filter.Name] === filter.Values;
}

function operationsOf(call: Call, { id }: StackSet): StackSetOperation[] {
  return call.state.stackSetOperations
    .filter(({ stackSetId }) => stackSetId === id)
    .reverse();
}

function requireOperation(
  call: Call,
  input: { StackSetName: string; OperationId: string },
): StackSetOperation {
  const stackSet = requireStackSet(call, input.StackSetName);
  const found = operationsOf(call, stackSet).find(
    ({ id }) => id === input.OperationId,
  );
  if (!found) {
    throw new AwsError(
      'OperationNotFoundException',
      `Operation ${input.OperationId} not found`,
    );
  }
  return found;
}

function deleteStackSet(
  { StackSetName }: Validated<DeleteStackSetInput>,
  call: Call,
): {} {
  const { state, now } = call;
  const stackSet = requireStackSet(call, StackSetName);
  if (openOperations(state, stackSet.id).length > 0) {
    throw new AwsError(
      'OperationInProgressException',
      `Another Operation on StackSet ${stackSet.name} is in progress`,
    );
  }
  if (
    state.stackInstances.some(({ stackSetId }) => stackSetId === stackSet.id)
  ) {
    throw new AwsError('StackSetNotEmptyException', 'StackSet is not empty');
  }
  stackSet.deletedAt = now;
  return {};
}

export const stackSetOperations: Operations = {
  ActivateOrganizationsAccess: writes<ActivateOrganizationsAccessInput, {}>(
    (_input, call) => {
      checkManagement(call);
      call.state.organization.stackSetsAccess = true;
      enableServiceAccess(call, SERVICE_PRINCIPAL);
      return {};
    },
  ),

  DeactivateOrganizationsAccess: writes<DeactivateOrganizationsAccessInput, {}>(
    (_input, call) => {
      checkManagement(call);
      call.state.organization.stackSetsAccess = false;
      disableServiceAccess(call.state, SERVICE_PRINCIPAL);
      return {};
    },
  ),

  DescribeOrganizationsAccess: reads<
    DescribeOrganizationsAccessInput,
    DescribeOrganizationsAccessOutput
  >((_input, call) => {
    checkManagement(call);
    const { stackSetsAccess } = call.state.organization;
    return { Status: stackSetsAccess ? 'ENABLED' : 'DISABLED' };
  }),

  CreateStackSet: writes(createStackSet),
  UpdateStackSet: writes(updateStackSet),
  DeleteStackSet: writes(deleteStackSet),

  DescribeStackSet: reads<DescribeStackSetInput, DescribeStackSetOutput>(
    ({ StackSetName }, call) => ({
      StackSet: toStackSet(call.state, requireStackSet(call, StackSetName)),
    }),
  ),

  ListStackSets: lists<ListStackSetsInput, ListStackSetsOutput>(
    (input, call) => {
      const { state, caller, listedUntil } = call;
      const own =
        caller.accountId === state.organization.managementAccountId
          ? state.stackSets
          : [];
      const { page, NextToken } = pageOf(
        own
          .filter(
            ({ region, createdAt }) =>
              region === caller.region && createdAt <= listedUntil,
          )
          .map(toStackSetSummary)
          .filter(
            ({ Status }) =>
              input.Status === undefined || Status === input.Status,
          ),
        input,
        'ListStackSets',
      );
      return { Summaries: page, NextToken };
    },
  ),

  CreateStackInstances: writes<
    CreateStackInstancesInput,
    CreateStackInstancesOutput
  >((input, call) => {
    const stackSet = requireStackSet(call, input.StackSetName);
    const operation = requestOperation(call, stackSet, {
      action: 'CREATE',
      id: input.OperationId,
      targets: targetsOf(call, input),
      parameterOverrides: parametersOf(input.ParameterOverrides, stackSet),
      tolerance: toleranceOf(input.OperationPreferences),
    });
    return { OperationId: operation.id };
  }),

  UpdateStackInstances: writes<
    UpdateStackInstancesInput,
    UpdateStackInstancesOutput
  >((input, call) => {
    const stackSet = requireStackSet(call, input.StackSetName);
    const operation = requestOperation(call, stackSet, {
      action: 'UPDATE',
      id: input.OperationId,
      targets: targetsOf(call, input),
      parameterOverrides: parametersOf(input.ParameterOverrides, stackSet),
      tolerance: toleranceOf(input.OperationPreferences),
    });
    return { OperationId: operation.id };
  }),

  DeleteStackInstances: writes<
    DeleteStackInstancesInput,
    DeleteStackInstancesOutput
  >((input, call) => {
    const stackSet = requireStackSet(call, input.StackSetName);
    const operation = requestOperation(call, stackSet, {
      action: 'DELETE',
      id: input.OperationId,
      targets: targetsOf(call, input),
      retainStacks: input.RetainStacks,
      tolerance: toleranceOf(input.OperationPreferences),
    });
    return { OperationId: operation.id };
  }),

  ListStackInstances: lists<ListStackInstancesInput, ListStackInstancesOutput>(
    (input, call) => {
      const stackSet = requireStackSet(call, input.StackSetName);
      const {
        StackInstanceAccount: accountId,
        StackInstanceRegion: region,
        Filters = [],
      } = input;
      const { page, NextToken } = pageOf(
        call.state.stackInstances.filter(
          instance =>
            instance.stackSetId === stackSet.id &&
            (accountId === undefined || instance.accountId === accountId) &&
            (region === undefined || instance.region === region) &&
            Filters.every(filter => fitsFilter(instance, filter)),
        ),
        input,
        'ListStackInstances',
      );
      return { Summaries: page.map(toInstance), NextToken };
    },
  ),

  DescribeStackInstance: reads<
    DescribeStackInstanceInput,
    DescribeStackInstanceOutput
  >((input, call) => {
    const instance = requireInstance(call, input);
    const stackSet = requireStackSet(call, input.StackSetName);
    const overrides = instance.parameterOverrides;
    return {
      StackInstance: {
        ...toInstance(instance),
        ParameterOverrides: toParameters(call.state, {
          ...stackSet,
          parameters: { ...stackSet.parameters, ...overrides },
        }).filter(({ ParameterKey = '' }) => ParameterKey in overrides),
      },
    };
  }),

  DescribeStackSetOperation: reads<
    DescribeStackSetOperationInput,
    DescribeStackSetOperationOutput
  >((input, call) => ({
    StackSetOperation: toOperation(requireOperation(call, input)),
  })),

  ListStackSetOperations: lists<
    ListStackSetOperationsInput,
    ListStackSetOperationsOutput
  >((input, call) => {
    const stackSet = requireStackSet(call, input.StackSetName);
    const { page, NextToken } = pageOf(
      operationsOf(call, stackSet).filter(
        ({ createdAt }) => createdAt <= call.listedUntil,
      ),
      input,
      'ListStackSetOperations',
    );
    return { Summaries: page.map(toOperationSummary), NextToken };
  }),

  ListStackSetOperationResults: reads<
    ListStackSetOperationResultsInput,
    ListStackSetOperationResultsOutput
  >((input, call) => {
    const { page, NextToken } = pageOf(
      requireOperation(call, input).results,
      input,
      'ListStackSetOperationResults',
    );
    return { Summaries: page.map(toResult), NextToken };
  }),
};
