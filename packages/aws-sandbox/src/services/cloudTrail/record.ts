// What CloudTrail writes down: each call that may have changed something, who took on a role, and who did it.
import type { NormalizedSchema } from '@smithy/core/schema';
import { newUuid } from '../../ids';
import type { Call, Context } from '../../operation';
import type { State, TrailEvent } from '../../state/model';
import type { Service } from '../Service';

/** How many events are kept of those that changed something, and of those that did not. */
const MAX_EVENTS = 2000;

/** Services that are one for all regions, whose calls CloudTrail writes down in one of them. */
const GLOBAL_SERVICES = new Set(['iam', 'organizations']);
const GLOBAL_REGION = 'us-east-1';

/** Stands in place of what may be secret. */
export const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

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
  const alike = trail.filter(({ readOnly }) => readOnly === event.readOnly);
  if (alike.length > MAX_EVENTS) {
    trail.splice(trail.indexOf(alike[0]), 1);
  }
}

/**
 * Writes down what AWS Organizations has done by itself, such as when an account
 * that was asked for is there.
 *
 * @param details - under `serviceEventDetails`
 */
export function recordOrganizationEvent(
  { state, now }: Context,
  name: string,
  details: Record<string, unknown>,
): void {
  const source = 'organizations.amazonaws.com';
  const accountId = state.organization.managementAccountId;
  keep(state, {
    id: newUuid(state),
    at: now,
    accountId,
    region: GLOBAL_REGION,
    name,
    source,
    identity: { accountId, invokedBy: source },
    requestParameters: null,
    serviceEventDetails: details,
  });
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
      region: GLOBAL_SERVICES.has(service.signingName)
        ? GLOBAL_REGION
        : caller.region,
      name,
      source: `${service.signingName}.amazonaws.com`,
      username: caller.name,
      accessKeyId: caller.accessKeyId,
      identity: identityOf(call),
      requestParameters: operation.input.isStructSchema()
        ? toParameters(operation.input, input)
        : null,
      error: error && { code: error.name, message: error.message },
      // To take on a role changes nothing.
      readOnly: isAssumption || undefined,
    });
  }
}
