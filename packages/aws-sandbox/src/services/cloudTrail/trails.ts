// Trails in the state: shared by the service, by CloudFormation and by the seed.
import type { Context } from '../../operation';
import type { State } from '../../state/model';
import type { Trail } from '../../state/trails';
import { AwsError } from '../../wire/AwsError';
import { isTrusted } from '../organizations/serviceAccess';
import { findBucket } from '../s3/objects';

/** How many trails an account has in a region. */
const MAX_TRAILS = 5;

/** Where somebody looks from. */
export interface Place {
  accountId: string;
  region: string;
}

/** ARN of a trail: in the account that it belongs to. */
export function trailArn({
  homeRegion,
  accountId,
  name,
}: Pick<Trail, 'homeRegion' | 'accountId' | 'name'>): string {
  return `arn:aws:cloudtrail:${homeRegion}:${accountId}:trail/${name}`;
}

/** The trails that record an account: its own, and those of its organization. */
export function trailsFor(state: State, accountId: string): Trail[] {
  return state.trails.filter(
    trail => trail.accountId === accountId || trail.isOrganizationTrail,
  );
}

/** The trails seen in a region: those at home there, and the shadows of others. */
export function trailsSeen(
  state: State,
  { accountId, region }: Place,
): Trail[] {
  return trailsFor(state, accountId).filter(
    ({ homeRegion, isMultiRegion }) => homeRegion === region || isMultiRegion,
  );
}

/** Whether a trail is only the shadow of one from another region or account. */
export function isShadow(trail: Trail, { accountId, region }: Place): boolean {
  return trail.accountId !== accountId || trail.homeRegion !== region;
}

/**
 * The trail of this name or ARN; a shadow goes by its ARN alone.
 *
 * @throws AwsError when it is not seen here
 */
export function requireTrail(
  state: State,
  place: Place,
  nameOrArn: string,
): Trail {
  const found = trailsSeen(state, place).find(
    trail =>
      trailArn(trail) === nameOrArn ||
      (trail.name === nameOrArn && !isShadow(trail, place)),
  );
  if (!found) {
    throw new AwsError(
      'TrailNotFoundException',
      `Unknown trail: ${nameOrArn} for the user: ${place.accountId}`,
    );
  }
  return found;
}

/** Refuses what only the account and region can do that a trail is at home in. */
export function requireHome(trail: Trail, place: Place): void {
  if (trail.accountId !== place.accountId) {
    throw new AwsError(
      'NotOrganizationMasterAccountException',
      'You cannot change the trail because it is an organization trail, and your account is not the management account of the organization.',
    );
  }
  if (trail.homeRegion !== place.region) {
    throw new AwsError(
      'InvalidHomeRegionException',
      `Trail ${trailArn(trail)} cannot be modified from region ${place.region}. Home region is ${trail.homeRegion}.`,
    );
  }
}

function checkOrganization(state: State, trail: Trail): void {
  if (trail.accountId !== state.organization.managementAccountId) {
    throw new AwsError(
      'NotOrganizationMasterAccountException',
      'You cannot create an organization trail because your account is not the management account of the organization.',
    );
  }
  if (!isTrusted(state, 'cloudtrail.amazonaws.com')) {
    throw new AwsError(
      'CloudTrailAccessNotEnabledException',
      'Trusted access for CloudTrail is not enabled in your organization.',
    );
  }
}

/**
 * Makes a trail, which does not log yet.
 *
 * @throws AwsError for a name that is taken, a bucket that is not there, too many trails and an organization trail that may not be
 */
export function addTrail(
  { state }: Pick<Context, 'state'>,
  options: Omit<Trail, 'isLogging' | 'startedAt' | 'stoppedAt'>,
): Trail {
  const trail: Trail = { ...options, isLogging: false };
  const { accountId, homeRegion, name } = trail;
  const own = state.trails.filter(
    other => other.accountId === accountId && other.homeRegion === homeRegion,
  );
  if (own.some(other => other.name === name)) {
    throw new AwsError(
      'TrailAlreadyExistsException',
      `Trail ${name} already exists for customer: ${accountId}`,
    );
  }
  if (own.length >= MAX_TRAILS) {
    throw new AwsError(
      'MaximumNumberOfTrailsExceededException',
      `User: ${accountId} already has ${MAX_TRAILS} trails in ${homeRegion}.`,
    );
  }
  if (trail.isOrganizationTrail) {
    checkOrganization(state, trail);
  }
  if (!findBucket(state, trail.bucketName)) {
    throw new AwsError(
      'S3BucketDoesNotExistException',
      `S3 bucket ${trail.bucketName} does not exist!`,
    );
  }
  state.trails.push(trail);
  return trail;
}

/** Has a trail log from now on; does nothing when it does. */
export function startLogging({ now }: Pick<Context, 'now'>, trail: Trail) {
  if (!trail.isLogging) {
    trail.isLogging = true;
    trail.startedAt = now;
  }
}

/** Has a trail log no more; does nothing when it does not. */
export function stopLogging({ now }: Pick<Context, 'now'>, trail: Trail) {
  if (trail.isLogging) {
    trail.isLogging = false;
    trail.stoppedAt = now;
  }
}

/** Removes a trail. */
export function removeTrail(state: State, trail: Trail): void {
  state.trails = state.trails.filter(other => other !== trail);
  delete state.tags[trailArn(trail)];
}
