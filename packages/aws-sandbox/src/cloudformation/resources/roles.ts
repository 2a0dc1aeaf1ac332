import { addRole, findRole, removeRole } from '../../services/iam/roles';
import { readTrustPolicy } from '../../services/iam/policyDocument';
import {
  asHandler,
  change,
  generatedName,
  missing,
  optional,
  type Properties,
  type ResourceType,
} from './ResourceType';

function declared(properties: Properties, logicalId: string) {
  const { AssumeRolePolicyDocument: trustPolicy } = properties;
  if (trustPolicy === undefined) {
    throw missing(logicalId, 'AssumeRolePolicyDocument');
  }
  return {
    trustPolicy,
    description: optional(properties, 'Description'),
    maxSessionDuration:
      Number(optional(properties, 'MaxSessionDuration')) || undefined,
  };
}

/** AWS::IAM::Role */
export const role: ResourceType = {
  create(context, place, logicalId, properties) {
    const { accountId } = place;
    const name =
      optional(properties, 'RoleName') ??
      generatedName(context, place, logicalId);
    asHandler(() =>
      addRole(context, {
        accountId,
        name,
        path: optional(properties, 'Path'),
        ...declared(properties, logicalId),
      }),
    );
    return {
      physicalId: name,
      undo: () => removeRole(context.state, accountId, name),
    };
  },
  update({ state }, { accountId }, physicalId, properties, logicalId) {
    const found = findRole(state, accountId, physicalId);
    if (
      !found ||
      found.path !== (optional(properties, 'Path') ?? '/') ||
      found.name !== (optional(properties, 'RoleName') ?? found.name)
    ) {
      return undefined;
    }
    const { trustPolicy, description, maxSessionDuration } = declared(
      properties,
      logicalId,
    );
    return {
      physicalId,
      undo: change(found, {
        trustPolicy: asHandler(() => readTrustPolicy(trustPolicy)),
        description,
        maxSessionDuration: maxSessionDuration ?? found.maxSessionDuration,
      }),
    };
  },
  remove({ state }, { accountId }, physicalId) {
    removeRole(state, accountId, physicalId);
  },
  attributes({ state }, { accountId }, physicalId) {
    const found = findRole(state, accountId, physicalId);
    return found ? { Arn: found.arn, RoleId: found.id } : {};
  },
};
