import type {
  AssumeRoleRequest,
  AssumeRoleResponse,
} from '@aws-sdk/client-sts';
import { newId } from '../../ids';
import type { Call, Validated } from '../../operation';
import type { Role, Session } from '../../state/model';
import { withKey } from '../../state/withKey';
import { AwsError } from '../../wire/AwsError';
import type { ConditionContext } from '../iam/conditions';
import { findRole } from '../iam/roles';
import { trusts } from '../iam/trust';

const ROLE_ARN = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;

/** An hour: what AWS takes when the caller does not say, and the most it gives to a role that assumes another. */
const ONE_HOUR = 3600;

type Input = Validated<AssumeRoleRequest>;

/** What of the session to come is decided by the request and by the session that asks. */
type Identity = Pick<Session, 'sourceIdentity' | 'tags' | 'transitiveTagKeys'>;

/** A role that is there, of an account that is open, and everywhere in AWS already. */
function findAssumable(
  roleArn: string,
  { state, assumableUntil }: Call,
): Role | undefined {
  const [, accountId = '', name = ''] = ROLE_ARN.exec(roleArn) ?? [];
  const [account] = withKey(state.accounts, 'id', accountId);
  const role = findRole(state, accountId, name);
  return account?.state === 'ACTIVE' &&
    role?.arn === roleArn &&
    role.createdAt <= assumableUntil
    ? role
    : undefined;
}

function denied({ caller }: Call, action: string, roleArn: string): AwsError {
  return new AwsError(
    'AccessDenied',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${roleArn}`,
    {},
    403,
  );
}

function identityOf(input: Input, { caller }: Call): Identity {
  const { session } = caller;
  const handedOn = Object.entries(session?.tags ?? {}).filter(([key]) =>
    session?.transitiveTagKeys.includes(key),
  );
  const given = (input.Tags ?? []).map(({ Key, Value }) => [Key, Value]);
  const keys = given.map(([key]) => key);
  if (new Set(keys).size < keys.length) {
    throw new AwsError(
      'InvalidParameterValue',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  }
  if (keys.some(key => handedOn.some(([present]) => present === key))) {
    throw new AwsError(
      'InvalidParameterValue',
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  return {
    sourceIdentity: session?.sourceIdentity ?? input.SourceIdentity,
    tags: Object.fromEntries([...handedOn, ...given]),
    transitiveTagKeys: [
      ...handedOn.map(([key]) => key),
      ...(input.TransitiveTagKeys ?? []),
    ],
  };
}

function contextOf(
  input: Input,
  { state, caller }: Call,
  { sourceIdentity }: Identity,
): ConditionContext {
  const tags = (input.Tags ?? []).map(
    ({ Key, Value }) =>
      [`aws:requesttag/${Key}`.toLocaleLowerCase('en-US'), Value] as const,
  );
  const ownTags = Object.entries(caller.session?.tags ?? {}).map(
    ([key, value]) =>
      [`aws:principaltag/${key}`.toLocaleLowerCase('en-US'), value] as const,
  );
  return {
    'sts:externalid': input.ExternalId,
    'sts:rolesessionname': input.RoleSessionName,
    'sts:sourceidentity': sourceIdentity,
    'sts:transitivetagkeys': input.TransitiveTagKeys,
    'aws:tagkeys': input.Tags?.map(({ Key }) => Key),
    'aws:principalarn': caller.principalArn,
    'aws:principalaccount': caller.accountId,
    'aws:principalorgid': state.organization.id,
    'aws:principaltype': caller.role ? 'AssumedRole' : 'User',
    'aws:sourceidentity': caller.session?.sourceIdentity,
    'aws:userid': caller.userId,
    'aws:username': caller.role ? undefined : caller.name,
    ...Object.fromEntries([...tags, ...ownTags]),
  };
}

/** What a role has to let its callers do for a request. */
function actionsOf(input: Input, { sourceIdentity }: Identity): string[] {
  return [
    'sts:AssumeRole',
    ...(sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
    ...(input.Tags && input.Tags.length > 0 ? ['sts:TagSession'] : []),
  ];
}

function checkDuration(seconds: number, role: Role, { caller }: Call): void {
  if (caller.role && seconds > ONE_HOUR) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  }
  if (seconds > role.maxSessionDuration) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
}

/**
 * Hands out credentials for a role that trusts the caller.
 *
 * @throws AwsError AccessDenied for a role that does not, or is not there: AWS does not say which
 */
export function assumeRole(input: Input, call: Call): AssumeRoleResponse {
  const { state, now, caller } = call;
  const { RoleArn, RoleSessionName, DurationSeconds = ONE_HOUR } = input;
  const role = findAssumable(RoleArn, call);
  if (!role) {
    throw denied(call, 'sts:AssumeRole', RoleArn);
  }
  const present = caller.session?.sourceIdentity;
  if (present && input.SourceIdentity && input.SourceIdentity !== present) {
    throw denied(call, 'sts:SetSourceIdentity', RoleArn);
  }
  const identity = identityOf(input, call);
  const context = contextOf(input, call, identity);
  for (const action of actionsOf(input, identity)) {
    if (!trusts(role, action, caller, context)) {
      throw denied(call, action, RoleArn);
    }
  }
  checkDuration(DurationSeconds, role, call);
  const session: Session = {
    ...identity,
    accessKeyId: `ASIA${newId(state, 16, 'uppercase')}`,
    secretAccessKey: newId(state, 40),
    sessionToken: newId(state, 64),
    accountId: role.accountId,
    role: role.name,
    roleId: role.id,
    sessionName: RoleSessionName,
    startedAt: now,
    expiresAt: now + DurationSeconds * 1000,
  };
  // What ran out an hour ago may still be told apart from what never was.
  const isForgotten = ({ expiresAt }: Session) =>
    expiresAt <= now - ONE_HOUR * 1000;
  if (state.sessions.some(isForgotten)) {
    state.sessions = state.sessions.filter(other => !isForgotten(other));
  }
  state.sessions.push(session);
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      // On the clock of the client, which does not move with the sandbox's.
      Expiration: new Date(session.expiresAt - call.state.clockOffset),
    },
    AssumedRoleUser: {
      AssumedRoleId: `${session.roleId}:${session.sessionName}`,
      Arn: `arn:aws:sts::${session.accountId}:assumed-role/${session.role}/${session.sessionName}`,
    },
    SourceIdentity: session.sourceIdentity,
  };
}
