// Resource shares in the state: shared by the service, by Lake Formation and by CloudFormation.
import { AWS_SECONDS } from '../../durations';
import { newUuid } from '../../ids';
import { schedule, type Context } from '../../operation';
import type { State } from '../../state/model';
import type { ResourceShare, ShareAssociation } from '../../state/sharing';
import { AwsError } from '../../wire/AwsError';
import { isTrusted } from '../organizations/serviceAccess';

const ACCOUNT = /^\d{12}$/;
const IAM_PRINCIPAL = /^arn:aws:iam::(\d{12}):(role|user)\/.+$/;
const OF_ORGANIZATION =
  /^arn:aws:organizations::\d{12}:(organization|ou)\/o-[a-z0-9]+(\/(.+))?$/;
const RESOURCE = /^arn:aws:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:.+$/;

/** Whether an account is in a unit, or in one below it. */
function isBelow(state: State, accountId: string, unitId: string): boolean {
  let at = state.accounts.find(({ id }) => id === accountId)?.parentId;
  while (at !== undefined && at !== unitId) {
    const here = at;
    at = state.organizationalUnits.find(({ id }) => id === here)?.parentId;
  }
  return at === unitId;
}

/** Whether something that is shared with a principal is shared with an account. */
export function reaches(
  state: State,
  principal: string,
  accountId: string,
): boolean {
  if (ACCOUNT.test(principal)) {
    return principal === accountId;
  }
  const [, ofPrincipal] = IAM_PRINCIPAL.exec(principal) ?? [];
  if (ofPrincipal) {
    return ofPrincipal === accountId;
  }
  const [, kind, , unitId] = OF_ORGANIZATION.exec(principal) ?? [];
  return kind === 'ou'
    ? isBelow(state, accountId, unitId)
    : kind === 'organization' &&
        state.accounts.some(({ id }) => id === accountId);
}

function isShared(state: State): boolean {
  return isTrusted(state, 'ram.amazonaws.com');
}

function checkResource(accountId: string, arn: string): void {
  const match = RESOURCE.exec(arn);
  if (!match) {
    throw new AwsError(
      'MalformedArnException',
      `The specified resource ARN ${arn} is not valid.`,
    );
  }
  if (match[1] && match[1] !== accountId) {
    throw new AwsError(
      'OperationNotPermittedException',
      `The resource you are attempting to share can only be shared by its owner: ${arn}`,
    );
  }
}

function checkPrincipal(
  state: State,
  principal: string,
  allowsExternal: boolean,
): void {
  const isOfOrganization = OF_ORGANIZATION.test(principal);
  const account =
    (ACCOUNT.exec(principal) ?? [])[0] ??
    (IAM_PRINCIPAL.exec(principal) ?? [])[1];
  if (!isOfOrganization && !account) {
    throw new AwsError(
      'InvalidParameterException',
      `Principal ID ${principal} is malformed. Verify the ID and try again.`,
    );
  }
  if (isOfOrganization && !isShared(state)) {
    throw new AwsError(
      'UnknownResourceException',
      `Organization or organizational unit ${principal} could not be found. Sharing with AWS Organizations has to be enabled.`,
    );
  }
  const isMember = state.accounts.some(({ id }) => id === account);
  if (account && !isMember && !allowsExternal) {
    throw new AwsError(
      'InvalidParameterException',
      `Principal ${principal} is not part of your AWS organization. You do not have permission to add external AWS accounts to a resource share.`,
    );
  }
}

/** Whether a principal is outside of the organization. */
export function isExternal(state: State, principal: string): boolean {
  const account =
    (ACCOUNT.exec(principal) ?? [])[0] ??
    (IAM_PRINCIPAL.exec(principal) ?? [])[1];
  return (
    account !== undefined && !state.accounts.some(({ id }) => id === account)
  );
}

/**
 * Adds resources and principals to a share; what is in it already stays. They
 * are shared a little later.
 *
 * @throws AwsError for what cannot be shared, and for whom it cannot be shared with
 */
export function associate(
  context: Context,
  share: ResourceShare,
  added: { resourceArns?: string[]; principals?: string[] },
): ShareAssociation[] {
  const { state, now } = context;
  const { resourceArns = [], principals = [] } = added;
  resourceArns.forEach(arn => checkResource(share.accountId, arn));
  principals.forEach(id =>
    checkPrincipal(state, id, share.allowExternalPrincipals),
  );
  const associations = [
    ...resourceArns.map(entity => ({ entity, type: 'RESOURCE' as const })),
    ...principals.map(entity => ({ entity, type: 'PRINCIPAL' as const })),
  ].map(({ entity, type }) => {
    const present = share.associations.find(
      other => other.entity === entity && other.status !== 'DISASSOCIATED',
    );
    if (present) {
      return present;
    }
    const made: ShareAssociation = {
      entity,
      type,
      status: 'ASSOCIATING',
      createdAt: now,
      changedAt: now,
    };
    share.associations = share.associations.filter(
      other => other.entity !== entity,
    );
    share.associations.push(made);
    return made;
  });
  share.changedAt = now;
  schedule(context, AWS_SECONDS.share, {
    kind: 'complete-share',
    shareArn: share.arn,
  });
  return associations;
}

/**
 * Completes what is being associated. An account that RAM may not reach would
 * have to accept an invitation first, for which there is nobody here.
 */
export function completeShare(
  { state, now }: Context,
  { shareArn }: { shareArn: string },
): void {
  const share = state.resourceShares.find(({ arn }) => arn === shareArn);
  for (const association of share?.associations ?? []) {
    const { type, status, entity } = association;
    const mayReach =
      type === 'RESOURCE' || (isShared(state) && !isExternal(state, entity));
    if (status === 'ASSOCIATING' && mayReach) {
      association.status = 'ASSOCIATED';
      association.changedAt = now;
    }
  }
}

/** What is asked for in a new share. */
export interface NewShare
  extends
    Pick<ResourceShare, 'accountId' | 'region' | 'name'>,
    Partial<
      Pick<ResourceShare, 'allowExternalPrincipals' | 'featureSet' | 'token'>
    > {
  resourceArns?: string[];
  principals?: string[];
}

/**
 * Makes a resource share.
 *
 * @throws AwsError as {@link associate} does
 */
export function addShare(context: Context, options: NewShare): ResourceShare {
  const { state, now } = context;
  const { accountId, region, name, resourceArns, principals, token } = options;
  const share: ResourceShare = {
    arn: `arn:aws:ram:${region}:${accountId}:resource-share/${newUuid(state)}`,
    accountId,
    region,
    name,
    allowExternalPrincipals: options.allowExternalPrincipals ?? true,
    featureSet: options.featureSet ?? 'STANDARD',
    status: 'ACTIVE',
    createdAt: now,
    changedAt: now,
    associations: [],
    token,
  };
  associate(context, share, { resourceArns, principals });
  state.resourceShares.push(share);
  return share;
}

/** Takes resources and principals out of a share. */
export function disassociate(
  { now }: Pick<Context, 'now'>,
  share: ResourceShare,
  entities: string[],
): void {
  share.associations = share.associations.map(association =>
    entities.includes(association.entity)
      ? { ...association, status: 'DISASSOCIATED', changedAt: now }
      : association,
  );
  share.changedAt = now;
}

/** Deletes a share; RAM shows it for a while yet. */
export function deleteShare(
  context: Pick<Context, 'now'>,
  share: ResourceShare,
): void {
  disassociate(
    context,
    share,
    share.associations.map(({ entity }) => entity),
  );
  share.status = 'DELETED';
}

/** Of a share, what reaches others by now. */
export function associated(
  share: ResourceShare,
  type: ShareAssociation['type'],
): ShareAssociation[] {
  return share.associations.filter(
    association =>
      association.type === type && association.status === 'ASSOCIATED',
  );
}
