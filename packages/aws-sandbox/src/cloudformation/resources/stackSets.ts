import {
  addStackSet,
  placesOf,
  presentTargets,
  requestOperation,
} from '../../services/cloudFormation/stackSets';
import { AWS_SECONDS } from '../../durations';
import type { Context } from '../../operation';
import type { StackSet, StackSetTarget } from '../../state/model';
import { StackError } from '../StackError';
import { addTemplate } from '../templates';
import { readTemplateUrl } from '../templateUrl';
import {
  asHandler,
  change,
  optional,
  record,
  records,
  required,
  strings,
  type Properties,
  type ResourceType,
} from './ResourceType';

function fail(message: string, code = 'InvalidRequest'): StackError {
  return new StackError(
    `Resource handler returned message: "${message}" (HandlerErrorCode: ${code})`,
  );
}

function declared(
  { state }: Context,
  logicalId: string,
  properties: Properties,
) {
  if (optional(properties, 'PermissionModel') !== 'SERVICE_MANAGED') {
    throw fail('The AWS sandbox knows service-managed StackSets only.');
  }
  const autoDeployment = record(properties, 'AutoDeployment');
  return {
    description: optional(properties, 'Description'),
    templateId: addTemplate(
      state,
      optional(properties, 'TemplateBody') ??
        readTemplateUrl(state, required(properties, logicalId, 'TemplateURL')),
    ),
    parameters: Object.fromEntries(
      records(properties, 'Parameters').map(
        ({ ParameterKey, ParameterValue }) => [
          String(ParameterKey),
          String(ParameterValue),
        ],
      ),
    ),
    capabilities: strings(properties, 'Capabilities'),
    tags: {},
    autoDeployment: {
      enabled: optional(autoDeployment, 'Enabled') === 'true',
      retainStacksOnAccountRemoval:
        optional(autoDeployment, 'RetainStacksOnAccountRemoval') === 'true',
    },
    managedExecution:
      optional(record(properties, 'ManagedExecution'), 'Active') === 'true',
  };
}

function targetsOf(properties: Properties): StackSetTarget[] {
  return records(properties, 'StackInstancesGroup').flatMap(group =>
    strings(record(group, 'DeploymentTargets'), 'OrganizationalUnitIds').map(
      organizationalUnitId => ({
        organizationalUnitId,
        regions: strings(group, 'Regions'),
      }),
    ),
  );
}

function checkUnits({ state }: Context, targets: StackSetTarget[]): void {
  for (const { organizationalUnitId: id } of targets) {
    const exists =
      id === state.organization.rootId ||
      state.organizationalUnits.some(unit => unit.id === id);
    if (!exists) {
      throw fail(`OrganizationalUnit ${id} does not exist.`, 'NotFound');
    }
  }
}

/** How many results may fail, as the resource says it. */
function toleranceOf(properties: Properties) {
  const preferences = record(properties, 'OperationPreferences');
  const percentage = optional(preferences, 'FailureTolerancePercentage');
  const count = optional(preferences, 'FailureToleranceCount');
  return {
    percentage: percentage === undefined ? undefined : Number(percentage),
    count: count === undefined ? undefined : Number(count),
  };
}

/** Takes back what operations have changed so far; what was scheduled for them then finds nothing. */
function restorer({ state }: Context) {
  const stackSets = [...state.stackSets];
  const stackSetOperations = [...state.stackSetOperations];
  const stackInstances = structuredClone(state.stackInstances);
  return () => {
    Object.assign(state, { stackSets, stackSetOperations, stackInstances });
  };
}

function stackSetOf({ state }: Context, id: string): StackSet | undefined {
  return state.stackSets.find(stackSet => stackSet.id === id);
}

/** AWS::CloudFormation::StackSet, with service-managed permissions. */
export const stackSet: ResourceType = {
  create(context, { accountId, region }, logicalId, properties) {
    const { state } = context;
    if (accountId !== state.organization.managementAccountId) {
      throw fail(
        'You must be the management account or delegated admin account of an organization before operating a SERVICE_MANAGED stack set',
        'AccessDenied',
      );
    }
    const targets = targetsOf(properties);
    checkUnits(context, targets);
    const takeBack = restorer(context);
    const made = asHandler(() =>
      addStackSet(context, {
        ...declared(context, logicalId, properties),
        name: required(properties, logicalId, 'StackSetName'),
        region,
      }),
    );
    if (targets.length > 0) {
      requestOperation(context, made, {
        action: 'CREATE',
        targets,
        tolerance: toleranceOf(properties),
      });
    }
    return {
      physicalId: made.id,
      awsSeconds:
        placesOf(state, targets).length > 0
          ? AWS_SECONDS.beginStackSetOperation +
            AWS_SECONDS.createStackInstance +
            AWS_SECONDS.createEndpoint
          : undefined,
      undo: takeBack,
    };
  },
  update(context, _place, physicalId, properties, logicalId) {
    const found = stackSetOf(context, physicalId);
    if (found?.name !== required(properties, logicalId, 'StackSetName')) {
      return undefined;
    }
    const targets = targetsOf(properties);
    checkUnits(context, targets);
    const takeBack = restorer(context);
    const undo = change(found, {
      ...declared(context, logicalId, properties),
      targets: found.targets,
    });
    const request = (
      action: 'CREATE' | 'UPDATE' | 'DELETE',
      where: StackSetTarget[],
    ) =>
      where.length > 0 &&
      requestOperation(context, found, {
        action,
        targets: where,
        tolerance: toleranceOf(properties),
        isAutomatic: true,
      });
    request('UPDATE', presentTargets(context.state, found));
    request('CREATE', targets);
    found.targets = targets;
    return {
      physicalId,
      undo() {
        takeBack();
        undo();
      },
    };
  },
  remove(context, _place, physicalId) {
    const { state } = context;
    const found = stackSetOf(context, physicalId);
    const targets = found && presentTargets(state, found);
    if (found && targets && targets.length > 0) {
      requestOperation(context, found, {
        action: 'DELETE',
        targets,
        isAutomatic: true,
      });
    }
    if (found) {
      found.deletedAt = context.now;
    }
  },
  attributes: (_context, _place, physicalId) => ({ StackSetId: physicalId }),
};
