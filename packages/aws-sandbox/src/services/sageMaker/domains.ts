// Domains in the state: shared by the service and by CloudFormation.
import { AWS_SECONDS } from '../../durations';
import { newId } from '../../ids';
import { schedule, type Context } from '../../operation';
import type { Domain } from '../../state/model';

/** ARN of a domain. */
export function domainArn({
  region,
  accountId,
  id,
}: Pick<Domain, 'region' | 'accountId' | 'id'>): string {
  return `arn:aws:sagemaker:${region}:${accountId}:domain/${id}`;
}

/** Where people open Studio. */
export function domainUrl({
  region,
  id,
}: Pick<Domain, 'region' | 'id'>): string {
  return `https://${id}.studio.${region}.sagemaker.aws`;
}

/** A new domain, that is not in the state yet. */
export function newDomain(
  { state, now }: Context,
  options: Omit<
    Domain,
    'id' | 'createdAt' | 'changedAt' | 'status' | 'fileSystemId'
  >,
): Domain {
  return {
    id: `d-${newId(state, 12)}`,
    createdAt: now,
    changedAt: now,
    status: 'Pending',
    fileSystemId: `fs-${newId(state, 17, 'hexadecimal')}`,
    ...options,
  };
}

/** Puts a new domain into the state; it is in service some time later. */
export function addDomain(context: Context, domain: Domain): void {
  context.state.domains.push(domain);
  schedule(context, AWS_SECONDS.createDomain, {
    kind: 'complete-domain',
    domainId: domain.id,
  });
}

/** Brings a domain into service. */
export function completeDomain(
  { state, now }: Context,
  { domainId }: { domainId: string },
): void {
  const domain = state.domains.find(({ id }) => id === domainId);
  if (domain?.status === 'Pending') {
    domain.status = 'InService';
    domain.changedAt = now;
  }
}

/** Starts to delete a domain. */
export function startDomainDeletion(context: Context, domain: Domain): void {
  domain.status = 'Deleting';
  domain.changedAt = context.now;
  schedule(context, AWS_SECONDS.deleteDomain, {
    kind: 'delete-domain',
    domainId: domain.id,
  });
}

/** Removes a domain. */
export function deleteDomain(
  { state }: Context,
  { domainId }: { domainId: string },
): void {
  const domain = state.domains.find(({ id }) => id === domainId);
  if (domain) {
    state.domains.splice(state.domains.indexOf(domain), 1);
    delete state.tags[domainArn(domain)];
  }
}
