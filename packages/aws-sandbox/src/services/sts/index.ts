import * as client from '@aws-sdk/client-sts';
import type {
  AssumeRoleRequest,
  AssumeRoleResponse,
  GetCallerIdentityRequest,
  GetCallerIdentityResponse,
} from '@aws-sdk/client-sts';
import { newId } from '../../ids';
import {
  reads,
  writes,
  type Call,
  type Operations,
  type Validated,
} from '../../operation';
import type { Session } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import type { Service } from '../Service';
import { constraints } from './constraints';

const ROLE_ARN = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;

/** An hour: what AWS takes when the caller does not say, and the most it gives to a role that assumes another. */
const ONE_HOUR = 3600;

/** The account and name of a role that is there, and trusts the caller: the management account is trusted everywhere. */
function trustedRole(
  roleArn: string,
  { state, caller }: Call,
): { accountId: string; role: string } | undefined {
  const [, accountId, role] = ROLE_ARN.exec(roleArn) ?? [];
  const account = state.accounts.find(({ id }) => id === accountId);
  return account?.state === 'ACTIVE' &&
    account.roles.includes(role) &&
    caller.accountId === state.organization.managementAccountId
    ? { accountId, role }
    : undefined;
}

function assumeRole(
  input: Validated<AssumeRoleRequest>,
  call: Call,
): AssumeRoleResponse {
  const { state, now, caller } = call;
  const { RoleArn, RoleSessionName, DurationSeconds = ONE_HOUR } = input;
  const trusted = trustedRole(RoleArn, call);
  if (!trusted) {
    throw new AwsError(
      'AccessDenied',
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      {},
      403,
    );
  }
  if (caller.role && DurationSeconds > ONE_HOUR) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  }
  const session: Session = {
    ...trusted,
    accessKeyId: `ASIA${newId(state, 16, 'uppercase')}`,
    secretAccessKey: newId(state, 40),
    sessionToken: newId(state, 64),
    roleId: `AROA${newId(state, 17, 'uppercase')}`,
    sessionName: RoleSessionName,
    expiresAt: now + DurationSeconds * 1000,
  };
  // What ran out an hour ago may still be told apart from what never was.
  state.sessions = state.sessions.filter(
    ({ expiresAt }) => expiresAt > now - ONE_HOUR * 1000,
  );
  state.sessions.push(session);
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: new Date(session.expiresAt),
    },
    AssumedRoleUser: {
      AssumedRoleId: `${session.roleId}:${session.sessionName}`,
      Arn: `arn:aws:sts::${session.accountId}:assumed-role/${session.role}/${session.sessionName}`,
    },
  };
}

const operations: Operations = {
  AssumeRole: writes(assumeRole),

  GetCallerIdentity: reads<GetCallerIdentityRequest, GetCallerIdentityResponse>(
    (_input, { caller }) => ({
      UserId: caller.userId,
      Account: caller.accountId,
      Arn: caller.arn,
    }),
  ),
};

/** AWS Security Token Service. */
export const sts: Service = {
  signingName: 'sts',
  protocol: 'awsQuery',
  schemas: client,
  validationError: 'ValidationError',
  throttling: { error: 'Throttling', message: 'Rate exceeded' },
  failure: 'InternalFailure',
  constraints,
  operations,
};
