// Who may reach a registered model: its own account, and those that its resource policy lets in.
import type { Call } from '../../operation';
import type { State } from '../../state/model';
import type {
  ModelPackage,
  ModelPackageGroup,
} from '../../state/modelBuilding';
import { AwsError } from '../../wire/AwsError';
import {
  conditionsHold,
  isOperator,
  like,
  type ConditionContext,
} from '../iam/conditions';
import { toList, type PolicyStatement } from '../iam/policyDocument';
import { namesCaller } from '../iam/trust';
import { ownedBy, type Place } from './find';
import { findGroup, modelPackageGroupArn } from './modelPackageGroups';
import { modelPackageArn } from './modelPackages';
import { isRecord } from './pipelineDefinition';

type ResourceStatement = PolicyStatement & { Resource?: string | string[] };

function refused(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

function parse(policy: string): unknown {
  try {
    return JSON.parse(policy);
  } catch {
    throw refused('The resource policy is not valid JSON.');
  }
}

/**
 * Reads a resource policy.
 *
 * @throws AwsError ValidationException when it is none, or has what the sandbox cannot evaluate
 */
export function readResourcePolicy(policy: string): ResourceStatement[] {
  const document = parse(policy);
  const statements = isRecord(document)
    ? [document.Statement ?? []].flat()
    : [];
  if (statements.length === 0 || !statements.every(isRecord)) {
    throw refused('The resource policy has no statements.');
  }
  for (const { Effect, Principal, Action, Resource, Condition } of statements) {
    const isComplete =
      ['Allow', 'Deny'].includes(String(Effect)) &&
      [Principal, Action, Resource].every(part => part !== undefined);
    if (!isComplete) {
      throw refused(
        'Each statement of the resource policy has to have Effect, Principal, Action and Resource.',
      );
    }
    const unknown = Object.keys(isRecord(Condition) ? Condition : {}).find(
      operator => !isOperator(operator),
    );
    if (unknown) {
      throw refused(
        `The AWS sandbox does not know the condition operator ${unknown}.`,
      );
    }
  }
  return statements as unknown as ResourceStatement[];
}

function contextOf({ state, caller }: Call): ConditionContext {
  return {
    'aws:principalaccount': caller.accountId,
    'aws:principalarn': caller.principalArn,
    'aws:principalorgid': state.organization.id,
  };
}

function isLetIn(
  call: Call,
  group: ModelPackageGroup,
  action: string,
  resource: string,
): boolean {
  const effects = readResourcePolicy(group.policy ?? '')
    .filter(
      statement =>
        namesCaller(statement, call.caller) &&
        toList(statement.Action).some(each =>
          like(action.toLowerCase(), each.toLowerCase()),
        ) &&
        toList(statement.Resource).some(each => like(resource, each)) &&
        conditionsHold(statement.Condition, contextOf(call)),
    )
    .map(({ Effect }) => Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}

/**
 * Refuses a caller of another account, unless the policy of the group lets it in.
 *
 * @param operation - `DescribeModelPackage`
 */
function requireAccess(
  call: Call,
  place: Place,
  group: ModelPackageGroup | undefined,
  operation: string,
  resource: string,
): void {
  const action = `sagemaker:${operation}`;
  const isOwn = place.accountId === call.caller.accountId;
  const mayPass =
    isOwn || (group?.policy && isLetIn(call, group, action, resource));
  if (!mayPass) {
    throw new AwsError(
      'AccessDeniedException',
      `User: ${call.caller.arn} is not authorized to perform: ${action} on resource: ${resource} because no resource-based policy allows the ${action} action`,
    );
  }
}

function placeOf(call: Call, arn: string): Place {
  const [, , , region, accountId] = arn.split(':');
  return arn.startsWith('arn:')
    ? { region, accountId }
    : { region: call.caller.region, accountId: call.caller.accountId };
}

/**
 * The model package group of a name, or of an ARN that may be another account's.
 *
 * @throws AwsError ValidationException when there is none, AccessDeniedException when it is closed to the caller
 */
export function requireGroup(
  call: Call,
  nameOrArn: string,
  operation: string,
): ModelPackageGroup {
  const place = placeOf(call, nameOrArn);
  const name = nameOrArn.split('/').at(-1) ?? nameOrArn;
  const group = findGroup(call.state, place, name);
  const arn = modelPackageGroupArn({ ...place, name });
  requireAccess(call, place, group, operation, arn);
  if (!group) {
    throw refused(`ModelPackageGroup ${arn} does not exist.`);
  }
  return group;
}

function find(
  state: State,
  place: Place,
  arn: string,
): ModelPackage | undefined {
  return ownedBy(state.modelPackages, place).find(
    candidate => modelPackageArn(candidate) === arn,
  );
}

/**
 * The model package of an ARN, which may be another account's.
 *
 * @throws AwsError ValidationException when there is none, AccessDeniedException when it is closed to the caller
 */
export function requireModelPackage(
  call: Call,
  arn: string,
  operation: string,
): ModelPackage {
  const place = placeOf(call, arn);
  const groupName = arn.split('/').at(1) ?? '';
  const group = findGroup(call.state, place, groupName);
  requireAccess(call, place, group, operation, arn);
  const modelPackage = find(call.state, place, arn);
  if (!modelPackage) {
    throw refused(`ModelPackage ${arn} does not exist.`);
  }
  return modelPackage;
}
