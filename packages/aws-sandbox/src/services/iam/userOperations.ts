import type {
  AccessKeyMetadata,
  CreateAccessKeyRequest,
  CreateAccessKeyResponse,
  CreateUserRequest,
  CreateUserResponse,
  DeleteAccessKeyRequest,
  DeleteUserPolicyRequest,
  DeleteUserRequest,
  GetUserPolicyRequest,
  GetUserPolicyResponse,
  GetUserRequest,
  GetUserResponse,
  ListAccessKeysRequest,
  ListAccessKeysResponse,
  ListUsersRequest,
  ListUsersResponse,
  PutUserPolicyRequest,
  User as UserShape,
} from '@aws-sdk/client-iam';
import { newId } from '../../ids';
import {
  lists,
  looksUp,
  reads,
  writes,
  type Call,
  type Operations,
} from '../../operation';
import type { AccessKey, User } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { deletePolicy, getPolicy, putPolicy } from './inlinePolicies';
import { pageOf } from './page';
import { addUser, findUser } from './users';

/** How many access keys a user can have (service quota). */
const MAX_ACCESS_KEYS = 2;

function toShape(user: User): UserShape {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: new Date(user.createdAt),
  };
}

/** The user of this name; the caller itself when none is named. */
function requireUser({ state, caller }: Call, name: string | undefined): User {
  if (name === undefined && caller.role) {
    throw new AwsError(
      'ValidationError',
      'Must specify userName when calling with non-User credentials',
    );
  }
  const user = findUser(state, caller.accountId, name ?? caller.name);
  if (!user) {
    throw new AwsError(
      'NoSuchEntity',
      `The user with name ${name} cannot be found.`,
    );
  }
  return user;
}

function toKey(user: User, key: AccessKey): AccessKeyMetadata {
  return {
    UserName: user.name,
    AccessKeyId: key.id,
    Status: 'Active',
    CreateDate: new Date(key.createdAt),
  };
}

const accessKeyOperations: Operations = {
  CreateAccessKey: writes<CreateAccessKeyRequest, CreateAccessKeyResponse>(
    ({ UserName }, call) => {
      const user = requireUser(call, UserName);
      if (user.accessKeys.length >= MAX_ACCESS_KEYS) {
        throw new AwsError(
          'LimitExceeded',
          `Cannot exceed quota for AccessKeysPerUser: ${MAX_ACCESS_KEYS}`,
        );
      }
      const key: AccessKey = {
        id: `AKIA${newId(call.state, 16, 'uppercase')}`,
        secret: newId(call.state, 40),
        createdAt: call.now,
      };
      user.accessKeys.push(key);
      return {
        AccessKey: {
          UserName: user.name,
          AccessKeyId: key.id,
          Status: 'Active',
          SecretAccessKey: key.secret,
          CreateDate: new Date(key.createdAt),
        },
      };
    },
  ),

  ListAccessKeys: reads<ListAccessKeysRequest, ListAccessKeysResponse>(
    (input, call) => {
      const user = requireUser(call, input.UserName);
      const { page, ...next } = pageOf(user.accessKeys, input, [
        'keys',
        user.name,
      ]);
      return {
        AccessKeyMetadata: page.map(key => toKey(user, key)),
        ...next,
      };
    },
  ),

  DeleteAccessKey: writes<DeleteAccessKeyRequest, {}>(
    ({ UserName, AccessKeyId }, call) => {
      const { accessKeys } = requireUser(call, UserName);
      const index = accessKeys.findIndex(({ id }) => id === AccessKeyId);
      if (index < 0) {
        throw new AwsError(
          'NoSuchEntity',
          `The Access Key with id ${AccessKeyId} cannot be found.`,
        );
      }
      accessKeys.splice(index, 1);
      return {};
    },
  ),
};

const userPolicyOperations: Operations = {
  PutUserPolicy: writes<PutUserPolicyRequest, {}>(
    ({ UserName, PolicyName, PolicyDocument }, call) => {
      putPolicy(requireUser(call, UserName), PolicyName, PolicyDocument);
      return {};
    },
  ),

  GetUserPolicy: reads<GetUserPolicyRequest, GetUserPolicyResponse>(
    ({ UserName, PolicyName }, call) => ({
      UserName,
      PolicyName,
      PolicyDocument: getPolicy(requireUser(call, UserName), PolicyName),
    }),
  ),

  DeleteUserPolicy: writes<DeleteUserPolicyRequest, {}>(
    ({ UserName, PolicyName }, call) => {
      deletePolicy(requireUser(call, UserName), PolicyName);
      return {};
    },
  ),
};

export const userOperations: Operations = {
  ...accessKeyOperations,
  ...userPolicyOperations,

  CreateUser: writes<CreateUserRequest, CreateUserResponse>(
    ({ UserName, Path }, call) => {
      const { accountId } = call.caller;
      const user = addUser(call, { accountId, name: UserName, path: Path });
      return { User: toShape(user) };
    },
  ),

  GetUser: looksUp<GetUserRequest, GetUserResponse>(({ UserName }, call) => {
    const user = requireUser(call, UserName);
    if (user.createdAt > call.listedUntil) {
      throw new AwsError(
        'NoSuchEntity',
        `The user with name ${user.name} cannot be found.`,
      );
    }
    return { User: toShape(user) };
  }),

  ListUsers: lists<ListUsersRequest, ListUsersResponse>((input, call) => {
    const { state, caller, listedUntil } = call;
    const { PathPrefix = '/' } = input;
    const { page, ...next } = pageOf(
      state.users.filter(
        ({ accountId, path, createdAt }) =>
          accountId === caller.accountId &&
          path.startsWith(PathPrefix) &&
          createdAt <= listedUntil,
      ),
      input,
      ['users', PathPrefix],
    );
    return { Users: page.map(toShape), ...next };
  }),

  DeleteUser: writes<DeleteUserRequest, {}>(({ UserName }, call) => {
    const user = requireUser(call, UserName);
    const holds =
      user.accessKeys.length > 0 || Object.keys(user.policies ?? {}).length > 0;
    if (holds) {
      throw new AwsError(
        'DeleteConflict',
        'Cannot delete entity, must delete access keys and policies first.',
      );
    }
    call.state.users.splice(call.state.users.indexOf(user), 1);
    return {};
  }),
};
