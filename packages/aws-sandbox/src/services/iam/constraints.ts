// From the AWS Identity and Access Management API Reference.
import type { Constraint, Constraints } from '../../wire/constraints';

const path: Constraint = {
  minLength: 1,
  maxLength: 512,
  pattern: /^(\/|\/[\u0021-\u007E]+\/)$/,
};
const name: Constraint = {
  minLength: 1,
  maxLength: 64,
  pattern: /^[\w+=,.@-]+$/,
};
const existingUser: Constraint = { ...name, maxLength: 128 };
const policyName: Constraint = { ...name, maxLength: 128 };
const document: Constraint = { minLength: 1, maxLength: 131_072 };
const page = { MaxItems: { min: 1, max: 1000 } };
const rolePolicy = { RoleName: name, PolicyName: policyName };
const userPolicy = { UserName: existingUser, PolicyName: policyName };

export const constraints: Constraints = {
  CreateRoleRequest: {
    Path: path,
    RoleName: name,
    AssumeRolePolicyDocument: document,
    Description: { maxLength: 1000 },
    MaxSessionDuration: { min: 3600, max: 43_200 },
  },
  GetRoleRequest: { RoleName: name },
  ListRolesRequest: { PathPrefix: { minLength: 1, maxLength: 512 }, ...page },
  DeleteRoleRequest: { RoleName: name },
  UpdateAssumeRolePolicyRequest: { RoleName: name, PolicyDocument: document },
  PutRolePolicyRequest: { ...rolePolicy, PolicyDocument: document },
  GetRolePolicyRequest: rolePolicy,
  DeleteRolePolicyRequest: rolePolicy,
  CreateUserRequest: { Path: path, UserName: name },
  GetUserRequest: { UserName: existingUser },
  ListUsersRequest: { PathPrefix: { minLength: 1, maxLength: 512 }, ...page },
  DeleteUserRequest: { UserName: existingUser },
  PutUserPolicyRequest: { ...userPolicy, PolicyDocument: document },
  GetUserPolicyRequest: userPolicy,
  DeleteUserPolicyRequest: userPolicy,
  CreateAccessKeyRequest: { UserName: existingUser },
  ListAccessKeysRequest: { UserName: existingUser, ...page },
  DeleteAccessKeyRequest: {
    UserName: existingUser,
    AccessKeyId: { minLength: 16, maxLength: 128, pattern: /^\w+$/ },
  },
};
