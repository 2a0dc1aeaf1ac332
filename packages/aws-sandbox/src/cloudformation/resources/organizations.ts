// CloudFormation makes these by calling AWS Organizations, whose own refusals fail the resource.
import type {
  CreateOrganizationalUnitResponse,
  CreatePolicyResponse,
} from '@aws-sdk/client-organizations';
import type { Context } from '../../operation';
import { targetArn, policyArn } from '../../services/organizations/arns';
import { attachmentOperations } from '../../services/organizations/attachments';
import { policyOperations } from '../../services/organizations/policies';
import { unitOperations } from '../../services/organizations/units';
import type { State } from '../../state/model';
import { StackError } from '../StackError';
import {
  callOperation,
  change,
  missing,
  optional,
  required,
  strings,
  without,
  type Properties,
  type ResourceType,
  type StackPlace,
} from './ResourceType';

function checkAccount({ state }: Context, { accountId }: StackPlace): void {
  if (accountId !== state.organization.managementAccountId) {
    throw new StackError(
      `Resource handler returned message: "You don't have permissions to access this resource." (HandlerErrorCode: AccessDenied)`,
    );
  }
}

function removeUnit(state: State, unitId: string): void {
  state.organizationalUnits = state.organizationalUnits.filter(
    ({ id }) => id !== unitId,
  );
  for (const { targets } of state.policies) {
    without(targets, unitId);
  }
  delete state.tags[unitId];
}

/** AWS::Organizations::OrganizationalUnit */
export const organizationalUnit: ResourceType = {
  create(context, place, logicalId, properties) {
    checkAccount(context, place);
    const { OrganizationalUnit } =
      callOperation<CreateOrganizationalUnitResponse>(
        unitOperations.CreateOrganizationalUnit,
        {
          ParentId: required(properties, logicalId, 'ParentId'),
          Name: required(properties, logicalId, 'Name'),
        },
        context,
        place,
      );
    const physicalId = OrganizationalUnit?.Id ?? '';
    return { physicalId, undo: () => removeUnit(context.state, physicalId) };
  },
  update({ state }, _place, physicalId, properties, logicalId) {
    const unit = state.organizationalUnits.find(({ id }) => id === physicalId);
    if (unit?.parentId !== required(properties, logicalId, 'ParentId')) {
      return undefined;
    }
    const name = required(properties, logicalId, 'Name');
    return { physicalId, undo: change(unit, { name }) };
  },
  remove({ state }, _place, physicalId) {
    const isParent = [...state.accounts, ...state.organizationalUnits].some(
      ({ parentId }) => parentId === physicalId,
    );
    if (isParent) {
      throw new StackError(
        'Resource handler returned message: "The specified organizational unit is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and then try the operation again." (HandlerErrorCode: GeneralServiceException)',
      );
    }
    removeUnit(state, physicalId);
  },
  attributes: ({ state }, _place, physicalId) => ({
    Id: physicalId,
    Arn: targetArn(state, physicalId),
  }),
};

function contentOf({ Content }: Properties, logicalId: string): string {
  if (Content === undefined) {
    throw missing(logicalId, 'Content');
  }
  return typeof Content === 'string' ? Content : JSON.stringify(Content);
}

function removePolicy(state: State, policyId: string): void {
  state.policies = state.policies.filter(({ id }) => id !== policyId);
  delete state.tags[policyId];
}

/** AWS::Organizations::Policy */
export const policy: ResourceType = {
  create(context, place, logicalId, properties) {
    checkAccount(context, place);
    const { Policy } = callOperation<CreatePolicyResponse>(
      policyOperations.CreatePolicy,
      {
        Name: required(properties, logicalId, 'Name'),
        Description: optional(properties, 'Description') ?? '',
        Type: required(properties, logicalId, 'Type'),
        Content: contentOf(properties, logicalId),
      },
      context,
      place,
    );
    const physicalId = Policy?.PolicySummary?.Id ?? '';
    const undo = () => removePolicy(context.state, physicalId);
    try {
      for (const TargetId of strings(properties, 'TargetIds')) {
        callOperation(
          attachmentOperations.AttachPolicy,
          { PolicyId: physicalId, TargetId },
          context,
          place,
        );
      }
    } catch (error) {
      undo();
      throw error;
    }
    return { physicalId, undo };
  },
  update({ state }, _place, physicalId, properties, logicalId) {
    const found = state.policies.find(({ id }) => id === physicalId);
    return (
      found && {
        physicalId,
        undo: change(found, {
          name: required(properties, logicalId, 'Name'),
          description: optional(properties, 'Description') ?? '',
          content: contentOf(properties, logicalId),
          targets: strings(properties, 'TargetIds'),
        }),
      }
    );
  },
  remove({ state }, _place, physicalId) {
    removePolicy(state, physicalId);
  },
  attributes({ state }, _place, physicalId) {
    const found = state.policies.find(({ id }) => id === physicalId);
    return found
      ? { Id: physicalId, Arn: policyArn(state, found), AwsManaged: 'false' }
      : {};
  },
};
