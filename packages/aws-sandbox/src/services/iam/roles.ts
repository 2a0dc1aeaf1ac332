import { newId } from '../../ids';
import type { Context } from '../../operation';
import type { Role, State } from '../../state/model';
import { withKey } from '../../state/withKey';
import { AwsError } from '../../wire/AwsError';
import { readTrustPolicy, type PolicyDocument } from './policyDocument';

/** How long sessions of a role may be when nobody says: an hour. */
const DEFAULT_SESSION_DURATION = 3600;

/** A role that is asked for. */
export interface RoleRequest {
  accountId: string;
  name: string;
  /** `/` when absent. */
  path?: string;
  /** JSON, or what JSON was parsed to. */
  trustPolicy: unknown;
  description?: string;
  /** Seconds; an hour when absent. */
  maxSessionDuration?: number;
}

/** The role of this name in an account; undefined when there is none. Names differ by more than their case. */
export function findRole(
  state: State,
  accountId: string,
  name: string,
): Role | undefined {
  const wanted = name.toLocaleLowerCase('en-US');
  return withKey(state.roles, 'accountId', accountId).find(
    role => role.name.toLocaleLowerCase('en-US') === wanted,
  );
}

/**
 * Makes a role.
 *
 * @throws AwsError EntityAlreadyExists for a name that is taken, MalformedPolicyDocument for a trust policy that is none
 */
export function addRole(
  { state, now }: Pick<Context, 'state' | 'now'>,
  request: RoleRequest,
): Role {
  const { accountId, name, path = '/', description } = request;
  if (findRole(state, accountId, name)) {
    throw new AwsError(
      'EntityAlreadyExists',
      `Role with name ${name} already exists.`,
      {},
      409,
    );
  }
  const role: Role = {
    accountId,
    name,
    path,
    arn: `arn:aws:iam::${accountId}:role${path}${name}`,
    id: `AROA${newId(state, 17, 'uppercase')}`,
    trustPolicy: readTrustPolicy(request.trustPolicy),
    description,
    maxSessionDuration: request.maxSessionDuration ?? DEFAULT_SESSION_DURATION,
    createdAt: now,
  };
  state.roles.push(role);
  return role;
}

/** Removes a role; does nothing when there is none of this name. */
export function removeRole(state: State, accountId: string, name: string) {
  const role = findRole(state, accountId, name);
  if (role) {
    state.roles.splice(state.roles.indexOf(role), 1);
  }
}

/** A trust policy for everybody in an account whom the account's own policies let. */
export function trustAccount(
  accountId: string,
  actions: string[] = ['sts:AssumeRole'],
): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: actions,
      },
    ],
  };
}
