import type {
  CreateTrailRequest,
  CreateTrailResponse,
  DeleteTrailRequest,
  DescribeTrailsRequest,
  DescribeTrailsResponse,
  GetTrailRequest,
  GetTrailResponse,
  GetTrailStatusRequest,
  GetTrailStatusResponse,
  ListTrailsRequest,
  ListTrailsResponse,
  StartLoggingRequest,
  StopLoggingRequest,
  Trail as TrailOutput,
} from '@aws-sdk/client-cloudtrail';
import {
  lists,
  reads,
  writes,
  type Call,
  type Operations,
} from '../../operation';
import type { Trail } from '../../state/trails';
import { AwsError } from '../../wire/AwsError';
import { paginate } from '../paging';
import {
  addTrail,
  isShadow,
  removeTrail,
  requireHome,
  requireTrail,
  startLogging,
  stopLogging,
  trailArn,
  trailsFor,
  trailsSeen,
} from './trails';

/** How long after an event CloudTrail delivers the file with it, about. */
const DELIVERY_DELAY = 5 * 60 * 1000;

function toSettings(trail: Trail) {
  return {
    Name: trail.name,
    S3BucketName: trail.bucketName,
    S3KeyPrefix: trail.keyPrefix,
    SnsTopicName: trail.snsTopicName,
    IncludeGlobalServiceEvents: trail.includesGlobalEvents,
    IsMultiRegionTrail: trail.isMultiRegion,
    TrailARN: trailArn(trail),
    LogFileValidationEnabled: trail.validatesLogFiles,
    CloudWatchLogsLogGroupArn: trail.logGroupArn,
    CloudWatchLogsRoleArn: trail.logsRoleArn,
    KmsKeyId: trail.kmsKeyId,
    IsOrganizationTrail: trail.isOrganizationTrail,
  };
}

function toTrail(trail: Trail): TrailOutput {
  return {
    ...toSettings(trail),
    HomeRegion: trail.homeRegion,
    HasCustomEventSelectors: false,
    HasInsightSelectors: false,
  };
}

function ownTrail(call: Call, nameOrArn: string): Trail {
  const trail = requireTrail(call.state, call.caller, nameOrArn);
  requireHome(trail, call.caller);
  return trail;
}

function instant(at: number | undefined): Date | undefined {
  return at === undefined ? undefined : new Date(at);
}

function deliveredAt(trail: Trail, now: number): number | undefined {
  const { isLogging, startedAt, stoppedAt } = trail;
  const last = (isLogging ? now : stoppedAt) ?? 0;
  return startedAt !== undefined && last - startedAt >= DELIVERY_DELAY
    ? last - DELIVERY_DELAY
    : undefined;
}

export const trailOperations: Operations = {
  CreateTrail: writes<CreateTrailRequest, CreateTrailResponse>(
    (input, call) => {
      const { accountId, region } = call.caller;
      const trail = addTrail(call, {
        accountId,
        homeRegion: region,
        name: input.Name,
        bucketName: input.S3BucketName,
        keyPrefix: input.S3KeyPrefix,
        snsTopicName: input.SnsTopicName,
        logGroupArn: input.CloudWatchLogsLogGroupArn,
        logsRoleArn: input.CloudWatchLogsRoleArn,
        kmsKeyId: input.KmsKeyId,
        includesGlobalEvents: input.IncludeGlobalServiceEvents ?? true,
        isMultiRegion: input.IsMultiRegionTrail ?? false,
        isOrganizationTrail: input.IsOrganizationTrail ?? false,
        validatesLogFiles: input.EnableLogFileValidation ?? false,
      });
      call.state.tags[trailArn(trail)] = Object.fromEntries(
        (input.TagsList ?? []).map(({ Key, Value }) => [Key, Value ?? '']),
      );
      return toSettings(trail);
    },
  ),

  DescribeTrails: lists<DescribeTrailsRequest, DescribeTrailsResponse>(
    (
      { trailNameList = [], includeShadowTrails = true },
      { state, caller },
    ) => ({
      trailList: trailsSeen(state, caller)
        .filter(
          trail =>
            (includeShadowTrails || !isShadow(trail, caller)) &&
            (trailNameList.length === 0 ||
              trailNameList.includes(trailArn(trail)) ||
              (trailNameList.includes(trail.name) && !isShadow(trail, caller))),
        )
        .map(toTrail),
    }),
  ),

  GetTrail: reads<GetTrailRequest, GetTrailResponse>(
    ({ Name }, { state, caller }) => ({
      Trail: toTrail(requireTrail(state, caller, Name)),
    }),
  ),

  ListTrails: lists<ListTrailsRequest, ListTrailsResponse>(
    ({ NextToken }, { state, caller }) => {
      const { page, nextToken } = paginate(trailsFor(state, caller.accountId), {
        token: NextToken,
        size: undefined,
        defaultSize: 100,
        question: 'ListTrails',
        invalidToken: () =>
          new AwsError('InvalidNextTokenException', 'The token is not valid.'),
      });
      return {
        Trails: page.map(trail => ({
          TrailARN: trailArn(trail),
          Name: trail.name,
          HomeRegion: trail.homeRegion,
        })),
        NextToken: nextToken,
      };
    },
  ),

  GetTrailStatus: reads<GetTrailStatusRequest, GetTrailStatusResponse>(
    ({ Name }, { state, caller, now }) => {
      const trail = requireTrail(state, caller, Name);
      const delivered = deliveredAt(trail, now);
      const text = (at: number | undefined) =>
        at === undefined ? '' : new Date(at).toISOString();
      return {
        IsLogging: trail.isLogging,
        LatestDeliveryTime: instant(delivered),
        StartLoggingTime: instant(trail.startedAt),
        StopLoggingTime: instant(trail.stoppedAt),
        LatestDeliveryAttemptTime: text(delivered),
        LatestNotificationAttemptTime: '',
        LatestNotificationAttemptSucceeded: '',
        LatestDeliveryAttemptSucceeded: text(delivered),
        TimeLoggingStarted: text(trail.startedAt),
        TimeLoggingStopped: text(trail.stoppedAt),
      };
    },
  ),

  StartLogging: writes<StartLoggingRequest, {}>(({ Name }, call) => {
    startLogging(call, ownTrail(call, Name));
    return {};
  }),

  StopLogging: writes<StopLoggingRequest, {}>(({ Name }, call) => {
    stopLogging(call, ownTrail(call, Name));
    return {};
  }),

  DeleteTrail: writes<DeleteTrailRequest, {}>(({ Name }, call) => {
    removeTrail(call.state, ownTrail(call, Name));
    return {};
  }),
};
