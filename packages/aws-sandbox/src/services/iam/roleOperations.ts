import type {
  CreateRoleRequest,
  CreateRoleResponse,
  DeleteRolePolicyRequest,
  DeleteRoleRequest,
  GetRolePolicyRequest,
  GetRolePolicyResponse,
  GetRoleRequest,
  GetRoleResponse,
  ListRolesRequest,
  ListRolesResponse,
  PutRolePolicyRequest,
  Role as RoleShape,
  UpdateAssumeRolePolicyRequest,
} from '@aws-sdk/client-iam';
import {
  lists,
  looksUp,
  reads,
  writes,
  type Call,
  type Operations,
} from '../../operation';
import type { Role, State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { deletePolicy, getPolicy, putPolicy } from './inlinePolicies';
import { pageOf } from './page';
import { readTrustPolicy } from './policyDocument';
import { addRole, findRole, removeRole } from './roles';

function toShape(state: State, role: Role): RoleShape {
  const tags = Object.entries(state.tags[role.arn] ?? {});
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeURIComponent(
      JSON.stringify(role.trustPolicy),
    ),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
    Tags: tags.map(([Key, Value]) => ({ Key, Value })),
  };
}

function requireRole({ state, caller }: Call, name: string): Role {
  const role = findRole(state, caller.accountId, name);
  if (!role) {
    throw new AwsError(
      'NoSuchEntity',
      `The role with name ${name} cannot be found.`,
    );
  }
  return role;
}

export const roleOperations: Operations = {
  CreateRole: writes<CreateRoleRequest, CreateRoleResponse>((input, call) => {
    const role = addRole(call, {
      accountId: call.caller.accountId,
      name: input.RoleName,
      path: input.Path,
      trustPolicy: input.AssumeRolePolicyDocument,
      description: input.Description,
      maxSessionDuration: input.MaxSessionDuration,
    });
    call.state.tags[role.arn] = Object.fromEntries(
      (input.Tags ?? []).map(({ Key, Value }) => [Key, Value]),
    );
    return { Role: toShape(call.state, role) };
  }),

  GetRole: looksUp<GetRoleRequest, GetRoleResponse>(({ RoleName }, call) => {
    const role = requireRole(call, RoleName);
    if (role.createdAt > call.listedUntil) {
      throw new AwsError(
        'NoSuchEntity',
        `The role with name ${RoleName} cannot be found.`,
      );
    }
    return { Role: toShape(call.state, role) };
  }),

  ListRoles: lists<ListRolesRequest, ListRolesResponse>((input, call) => {
    const { state, caller, listedUntil } = call;
    const { PathPrefix = '/' } = input;
    const { page, ...next } = pageOf(
      state.roles.filter(
        ({ accountId, path, createdAt }) =>
          accountId === caller.accountId &&
          path.startsWith(PathPrefix) &&
          createdAt <= listedUntil,
      ),
      input,
      ['roles', PathPrefix],
    );
    return { Roles: page.map(role => toShape(state, role)), ...next };
  }),

  DeleteRole: writes<DeleteRoleRequest, {}>(({ RoleName }, call) => {
    const role = requireRole(call, RoleName);
    if (Object.keys(role.policies ?? {}).length > 0) {
      throw new AwsError(
        'DeleteConflict',
        'Cannot delete entity, must delete policies first.',
      );
    }
    removeRole(call.state, role.accountId, role.name);
    return {};
  }),

  UpdateAssumeRolePolicy: writes<UpdateAssumeRolePolicyRequest, {}>(
    ({ RoleName, PolicyDocument }, call) => {
      const role = requireRole(call, RoleName);
      role.trustPolicy = readTrustPolicy(PolicyDocument);
      return {};
    },
  ),

  PutRolePolicy: writes<PutRolePolicyRequest, {}>(
    ({ RoleName, PolicyName, PolicyDocument }, call) => {
      putPolicy(requireRole(call, RoleName), PolicyName, PolicyDocument);
      return {};
    },
  ),

  GetRolePolicy: reads<GetRolePolicyRequest, GetRolePolicyResponse>(
    ({ RoleName, PolicyName }, call) => ({
      RoleName,
      PolicyName,
      PolicyDocument: getPolicy(requireRole(call, RoleName), PolicyName),
    }),
  ),

  DeleteRolePolicy: writes<DeleteRolePolicyRequest, {}>(
    ({ RoleName, PolicyName }, call) => {
      deletePolicy(requireRole(call, RoleName), PolicyName);
      return {};
    },
  ),
};
