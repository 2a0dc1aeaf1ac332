import {
  DescribeTrailsCommand,
  GetTrailStatusCommand,
  type Trail,
} from '@aws-sdk/client-cloudtrail';
import {
  ACCOUNT_CONCERNS,
  type TrailEvidence,
} from '@mlops-portal/backstage-plugin-mlops-common';
import {
  explainAwsError,
  type AccountCollector,
  type CollectorContext,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { byName, unlessGone } from './listing';

type Context = CollectorContext<TrailEvidence[]>;
type Status = Pick<TrailEvidence, 'logging' | 'unknownReason'>;

function toSettings(trail: Trail): Omit<TrailEvidence, keyof Status> {
  return {
    name: trail.Name ?? '',
    arn: trail.TrailARN ?? '',
    organizationTrail: trail.IsOrganizationTrail ?? false,
    multiRegion: trail.IsMultiRegionTrail ?? false,
    logFileValidation: trail.LogFileValidationEnabled ?? false,
    keyId: trail.KmsKeyId,
  };
}

/** Whether a trail logs, or why that cannot be told; undefined when it has gone. */
async function readStatus(
  { aws, signal }: Context,
  arn: string,
): Promise<Status | undefined> {
  try {
    return await unlessGone(async () => {
      // By its ARN: it may be at home in another region or account.
      const { IsLogging } = await aws.cloudTrail.send(
        new GetTrailStatusCommand({ Name: arn }),
        { abortSignal: signal },
      );
      return { logging: IsLogging ?? false };
    });
  } catch (error) {
    signal.throwIfAborted();
    const { message } = explainAwsError(error, {
      tried: 'read the status of the trail',
      on: arn,
      lasting: true,
    });
    return { unknownReason: message };
  }
}

async function readTrail(
  context: Context,
  trail: Trail,
): Promise<TrailEvidence | undefined> {
  const settings = toSettings(trail);
  const before = context.before?.find(({ arn }) => arn === settings.arn);
  if (before?.logging) {
    const { logging: _, ...known } = before;
    if (JSON.stringify(known) === JSON.stringify(settings)) {
      return before;
    }
  }
  const status = await readStatus(context, settings.arn);
  return status && { ...settings, ...status };
}

/**
 * The trails that record the account, the organization's trail included. The
 * list does not show whether a trail logs: one that did, and is otherwise
 * unchanged, is taken to log still. It is asked again when `before` is absent,
 * which it is about once a day. CloudTrail itself tells when logging is stopped
 * or a trail is deleted; `before` has to be absent then as well.
 */
export const trailsCollector: AccountCollector<TrailEvidence[]> = {
  concern: 'trails',
  what: 'the trails of CloudTrail',
  schema: ACCOUNT_CONCERNS.trails,
  iamActions: ['cloudtrail:DescribeTrails', 'cloudtrail:GetTrailStatus'],
  events: [
    // StartLogging, StopLogging, UpdateTrail, DeleteTrail.
    { source: 'aws.cloudtrail', detailTypes: ['AWS API Call via CloudTrail'] },
  ],
  async collect(context) {
    const { trailList = [] } = await context.aws.cloudTrail.send(
      new DescribeTrailsCommand({}),
      { abortSignal: context.signal },
    );
    const trails: TrailEvidence[] = [];
    for (const trail of trailList) {
      const found = await readTrail(context, trail);
      if (found) {
        trails.push(found);
      }
    }
    return trails.sort((a, b) => byName(a, b) || a.arn.localeCompare(b.arn));
  },
};
