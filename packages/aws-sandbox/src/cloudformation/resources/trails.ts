import type { Context } from '../../operation';
import {
  addTrail,
  removeTrail,
  startLogging,
  stopLogging,
  trailArn,
} from '../../services/cloudTrail/trails';
import type { Trail } from '../../state/trails';
import {
  asHandler,
  change,
  generatedName,
  missing,
  optional,
  required,
  type Properties,
  type ResourceType,
  type StackPlace,
} from './ResourceType';

function declared(properties: Properties, logicalId: string) {
  const is = (name: string) => optional(properties, name) === 'true';
  return {
    bucketName: required(properties, logicalId, 'S3BucketName'),
    keyPrefix: optional(properties, 'S3KeyPrefix'),
    snsTopicName: optional(properties, 'SnsTopicName'),
    logGroupArn: optional(properties, 'CloudWatchLogsLogGroupArn'),
    logsRoleArn: optional(properties, 'CloudWatchLogsRoleArn'),
    kmsKeyId: optional(properties, 'KMSKeyId'),
    includesGlobalEvents: is('IncludeGlobalServiceEvents'),
    isMultiRegion: is('IsMultiRegionTrail'),
    isOrganizationTrail: is('IsOrganizationTrail'),
    validatesLogFiles: is('EnableLogFileValidation'),
  };
}

function switchLogging(
  context: Context,
  trail: Trail,
  properties: Properties,
  logicalId: string,
): void {
  if (properties.IsLogging === undefined) {
    throw missing(logicalId, 'IsLogging');
  }
  if (optional(properties, 'IsLogging') === 'true') {
    startLogging(context, trail);
  } else {
    stopLogging(context, trail);
  }
}

function findTrail(
  { state }: Context,
  { accountId, region }: StackPlace,
  name: string,
): Trail | undefined {
  return state.trails.find(
    each =>
      each.accountId === accountId &&
      each.homeRegion === region &&
      each.name === name,
  );
}

/** AWS::CloudTrail::Trail */
export const trail: ResourceType = {
  create(context, place, logicalId, properties) {
    const made = asHandler(() =>
      addTrail(context, {
        accountId: place.accountId,
        homeRegion: place.region,
        name:
          optional(properties, 'TrailName') ??
          generatedName(context, place, logicalId),
        ...declared(properties, logicalId),
      }),
    );
    switchLogging(context, made, properties, logicalId);
    return {
      physicalId: made.name,
      arn: trailArn(made),
      undo: () => removeTrail(context.state, made),
    };
  },
  update(context, place, physicalId, properties, logicalId) {
    const found = findTrail(context, place, physicalId);
    if (
      !found ||
      (optional(properties, 'TrailName') ?? physicalId) !== physicalId
    ) {
      return undefined;
    }
    const undo = change(found, declared(properties, logicalId));
    switchLogging(context, found, properties, logicalId);
    return { physicalId, arn: trailArn(found), undo };
  },
  remove(context, place, physicalId) {
    const found = findTrail(context, place, physicalId);
    if (found) {
      removeTrail(context.state, found);
    }
  },
  attributes: (_context, { accountId, region: homeRegion }, name) => ({
    Arn: trailArn({ accountId, homeRegion, name }),
  }),
};
