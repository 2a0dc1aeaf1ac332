// Grants in the state: shared by the service, by CloudFormation and by the seed.
import { newId } from '../../ids';
import type { Context } from '../../operation';
import type { State } from '../../state/model';
import type { LakeGrant, LakeResource } from '../../state/sharing';
import { AwsError } from '../../wire/AwsError';
import { addShare, associate, disassociate } from '../ram/shares';

/** What can be granted on a resource. */
const PERMISSIONS: Record<LakeResource['kind'], string[]> = {
  DATABASE: ['ALL', 'ALTER', 'CREATE_TABLE', 'DESCRIBE', 'DROP'],
  TABLE: ['ALL', 'ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'],
};

const PRINCIPAL =
  /^(\d{12}|IAM_ALLOWED_PRINCIPALS|arn:aws:iam::\d{12}:(role|user|group)\/.+|arn:aws:iam::\d{12}:root|arn:aws:organizations::\d{12}:(organization|ou)\/.+)$/;

/** What is granted to whom. */
export interface Grant extends Pick<
  LakeGrant,
  'catalogId' | 'region' | 'principal' | 'resource'
> {
  permissions: string[];
  grantable: string[];
}

/** Whether two are the same database, or table. */
export function isSameResource(a: LakeResource, b: LakeResource): boolean {
  const table = (of: LakeResource) => (of.kind === 'TABLE' ? of.table : '');
  return (
    a.kind === b.kind && a.database === b.database && table(a) === table(b)
  );
}

function findGrant({ lakeGrants }: State, grant: Grant): LakeGrant | undefined {
  return lakeGrants.find(
    other =>
      other.catalogId === grant.catalogId &&
      other.region === grant.region &&
      other.principal === grant.principal &&
      isSameResource(other.resource, grant.resource),
  );
}

function check({ principal, resource, permissions, grantable }: Grant): void {
  if (!PRINCIPAL.test(principal)) {
    throw new AwsError(
      'InvalidInputException',
      `Invalid principal: ${principal}`,
    );
  }
  const wrong = [...permissions, ...grantable].find(
    permission => !PERMISSIONS[resource.kind].includes(permission),
  );
  if (wrong) {
    throw new AwsError(
      'InvalidInputException',
      `Permissions modification is invalid: ${wrong} cannot be granted on a ${resource.kind.toLocaleLowerCase('en-US')}.`,
    );
  }
}

/** Whether a principal is in another account than the catalog. */
function isElsewhere({ principal, catalogId }: LakeGrant): boolean {
  const [ofPrincipal] = /\d{12}/.exec(principal) ?? [];
  return (
    principal.startsWith('arn:aws:organizations:') ||
    (ofPrincipal !== undefined && ofPrincipal !== catalogId)
  );
}

/** What RAM shares for a grant: the resource, and what it is in. */
function sharedArns({ catalogId, region, resource }: LakeGrant): string[] {
  const prefix = `arn:aws:glue:${region}:${catalogId}`;
  const database = `${prefix}:database/${resource.database}`;
  return resource.kind === 'DATABASE'
    ? [`${prefix}:catalog`, database]
    : [
        `${prefix}:catalog`,
        database,
        `${prefix}:table/${resource.database}/${resource.table ?? '*'}`,
      ];
}

/** The grants that the same resource share carries. */
function carriedWith({ lakeGrants }: State, grant: LakeGrant): LakeGrant[] {
  return lakeGrants.filter(
    other =>
      other !== grant &&
      other.catalogId === grant.catalogId &&
      other.region === grant.region &&
      other.principal === grant.principal &&
      other.shareArn !== undefined,
  );
}

/** Has RAM carry a grant to another account: one share for all that a principal is granted. */
function shareGrant(context: Context, grant: LakeGrant): void {
  const { state } = context;
  const { catalogId: accountId, region, principal } = grant;
  const [carried] = carriedWith(state, grant);
  const present = state.resourceShares.find(
    ({ arn }) => arn === carried?.shareArn,
  );
  const resourceArns = sharedArns(grant);
  if (present) {
    associate(context, present, { resourceArns });
    grant.shareArn = present.arn;
    return;
  }
  grant.shareArn = addShare(context, {
    accountId,
    region,
    name: `LakeFormation-V3-${newId(state, 10, 'uppercase')}`,
    featureSet: 'CREATED_FROM_POLICY',
    resourceArns,
    principals: [principal],
  }).arn;
}

/** Ends what RAM carries for a grant that is gone, and for no other. */
function unshareGrant(context: Context, grant: LakeGrant): void {
  const { state } = context;
  const share = state.resourceShares.find(({ arn }) => arn === grant.shareArn);
  if (!share) {
    return;
  }
  const others = carriedWith(state, grant);
  const needed = new Set(others.flatMap(sharedArns));
  disassociate(context, share, [
    ...sharedArns(grant).filter(arn => !needed.has(arn)),
    ...(others.length === 0 ? [grant.principal] : []),
  ]);
  if (others.length === 0) {
    share.status = 'DELETED';
  }
}

/**
 * Grants permissions; those that the principal has already stay. RAM carries
 * them to another account.
 *
 * @param by - ARN of who grants them
 * @throws AwsError for what cannot be granted
 */
export function grantPermissions(
  context: Context,
  grant: Grant,
  by: string,
): LakeGrant {
  const { state, now } = context;
  check(grant);
  const present = findGrant(state, grant);
  const granted: LakeGrant = present ?? {
    ...grant,
    permissions: [],
    grantable: [],
    updatedAt: now,
    updatedBy: by,
  };
  if (!present) {
    if (isElsewhere(granted)) {
      shareGrant(context, granted);
    }
    state.lakeGrants.push(granted);
  }
  const { permissions, grantable } = grant;
  granted.permissions = [
    ...new Set([...granted.permissions, ...permissions, ...grantable]),
  ].sort();
  granted.grantable = [...new Set([...granted.grantable, ...grantable])].sort();
  granted.updatedAt = now;
  granted.updatedBy = by;
  return granted;
}

/**
 * Takes permissions away.
 *
 * @param by - ARN of who takes them
 * @throws AwsError when the principal does not have them
 */
export function revokePermissions(
  context: Context,
  grant: Grant,
  by: string,
): void {
  const { state, now } = context;
  const granted = findGrant(state, grant);
  const missing = grant.permissions.filter(
    permission => !granted?.permissions.includes(permission),
  );
  if (!granted || missing.length > 0) {
    throw new AwsError(
      'InvalidInputException',
      `No permissions revoked. Grantee does not have: [${missing.join(', ')}]`,
    );
  }
  // What a principal does not have it cannot hand on; the right to hand it on can go alone.
  granted.grantable = granted.grantable.filter(
    permission =>
      !grant.grantable.includes(permission) &&
      !grant.permissions.includes(permission),
  );
  granted.permissions = granted.permissions.filter(
    permission => !grant.permissions.includes(permission),
  );
  granted.updatedAt = now;
  granted.updatedBy = by;
  if (granted.permissions.length === 0) {
    state.lakeGrants = state.lakeGrants.filter(other => other !== granted);
    unshareGrant(context, granted);
  }
}
