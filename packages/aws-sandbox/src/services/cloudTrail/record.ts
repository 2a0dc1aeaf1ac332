// What CloudTrail writes down: each call that may have changed something, and who made it.
import type { NormalizedSchema } from '@smithy/core/schema';
import { newUuid } from '../../ids';
import type { Call } from '../../operation';
import type { State, TrailEvent } from '../../state/model';
import type { Service } from '../Service';

/** How many events are kept. */
const MAX_EVENTS = 2000;

const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** What services leave out of their events because it may be secret, or long. */
const HIDDEN_MEMBERS = new Set([
  'Body',
  'ParameterValue',
  'ProvisioningParameters',
  'TemplateBody',
]);

/** What CloudTrail counts as use of data rather than management. */
const DATA_EVENTS = new Set(['s3:PutObject', 's3:DeleteObject']);

function camelCase(name: string): string {
  return name.charAt(0).toLocaleLowerCase('en-US') + name.slice(1);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An input without its secrets; what did not fit its schema stands as it came. */
function toParameters(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.getMergedTraits().sensitive) {
    return HIDDEN;
  }
  if (schema.isStructSchema() && isRecord(value)) {
    return Object.fromEntries(
      [...schema.structIterator()]
        .filter(([name]) => value[name] !== undefined)
        .map(([name, member]) => [
          camelCase(name),
          HIDDEN_MEMBERS.has(name) ? HIDDEN : toParameters(member, value[name]),
        ]),
    );
  }
  if (schema.isListSchema() && Array.isArray(value)) {
    return value.map(item => toParameters(schema.getValueSchema(), item));
  }
  return value;
}

function identityOf({ caller }: Call): Record<string, unknown> {
  const { accountId, arn, userId, principalArn, accessKeyId, session } = caller;
  const common = { principalId: userId, arn, accountId, accessKeyId };
  if (!session) {
    return { type: 'IAMUser', ...common, userName: caller.name };
  }
  return {
    type: 'AssumedRole',
    ...common,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: session.roleId,
        arn: principalArn,
        accountId,
        userName: session.role,
      },
      attributes: {
        creationDate: new Date(session.startedAt).toISOString(),
        mfaAuthenticated: 'false',
      },
      sourceIdentity: session.sourceIdentity,
    },
  };
}

/** The accounts whose trails tell of a call: the caller's, and that of a role that is assumed. */
function accountsOf({ caller }: Call, input: Record<string, unknown>) {
  const [, ofRole] =
    /^arn:aws:iam::(\d{12}):/.exec(String(input.RoleArn)) ?? [];
  return new Set([caller.accountId, ...(ofRole ? [ofRole] : [])]);
}

function keep({ trail }: State, event: TrailEvent): void {
  trail.push(event);
  trail.splice(0, trail.length - MAX_EVENTS);
}

/** Writes a call down; the caller is known by then. */
export function recordCall(
  service: Service,
  operation: { name: string; input: NormalizedSchema },
  input: Record<string, unknown>,
  call: Call,
  error?: { name: string; message: string },
): void {
  const { state, now, caller } = call;
  const { name } = operation;
  if (DATA_EVENTS.has(`${service.signingName}:${name}`)) {
    return;
  }
  const isAssumption = service.signingName === 'sts';
  const accounts = isAssumption ? accountsOf(call, input) : [caller.accountId];
  for (const accountId of accounts) {
    keep(state, {
      id: newUuid(state),
      at: now,
      accountId,
      region: caller.region,
      name,
      source: `${service.signingName}.amazonaws.com`,
      username: caller.name,
      accessKeyId: caller.accessKeyId,
      identity: identityOf(call),
      requestParameters: operation.input.isStructSchema()
        ? toParameters(operation.input, input)
        : null,
      error: error && { code: error.name, message: error.message },
    });
  }
}
