import * as client from '@aws-sdk/client-cloudtrail';
import type {
  Event,
  LookupEventsRequest,
  LookupEventsResponse,
} from '@aws-sdk/client-cloudtrail';
import { lists, type Call, type Validated } from '../../operation';
import type { TrailEvent } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { paginate } from '../paging';
import type { Service } from '../Service';
import { constraints } from './constraints';
import { trailOperations } from './trailOperations';

function toEvent(event: TrailEvent): Event {
  return {
    EventId: event.id,
    EventName: event.name,
    ReadOnly: String(event.readOnly ?? false),
    AccessKeyId: event.accessKeyId,
    EventTime: new Date(event.at),
    EventSource: event.source,
    Username: event.username,
    Resources: [],
    CloudTrailEvent: JSON.stringify({
      eventVersion: '1.11',
      userIdentity: event.identity,
      eventTime: new Date(event.at).toISOString(),
      eventSource: event.source,
      eventName: event.name,
      awsRegion: event.region,
      errorCode: event.error?.code,
      errorMessage: event.error?.message,
      requestParameters: event.requestParameters,
      eventID: event.id,
      readOnly: event.readOnly ?? false,
      eventType: event.serviceEventDetails ? 'AwsServiceEvent' : 'AwsApiCall',
      serviceEventDetails: event.serviceEventDetails,
      managementEvent: true,
      recipientAccountId: event.accountId,
      eventCategory: 'Management',
    }),
  };
}

/** What an event can be looked up by; what resources it is about is not known. */
function attribute(event: TrailEvent, key: string): string | undefined {
  return {
    EventId: event.id,
    EventName: event.name,
    ReadOnly: String(event.readOnly ?? false),
    Username: event.username,
    EventSource: event.source,
    AccessKeyId: event.accessKeyId,
  }[key];
}

function lookupEvents(
  input: Validated<LookupEventsRequest>,
  { state, caller, listedUntil }: Call,
): LookupEventsResponse {
  const { NextToken, MaxResults, ...question } = input;
  const { LookupAttributes = [], StartTime, EndTime, EventCategory } = question;
  const from = StartTime?.getTime() ?? 0;
  const to = Math.min(EndTime?.getTime() ?? listedUntil, listedUntil);
  if (from > to) {
    throw new AwsError(
      'InvalidTimeRangeException',
      'The start time has to be before the end time.',
    );
  }
  const found = state.trail.filter(
    event =>
      EventCategory === undefined &&
      event.accountId === caller.accountId &&
      event.region === caller.region &&
      event.at >= from &&
      event.at <= to &&
      LookupAttributes.every(
        ({ AttributeKey, AttributeValue }) =>
          attribute(event, AttributeKey) === AttributeValue,
      ),
  );
  const { page, nextToken } = paginate(found.reverse(), {
    token: NextToken,
    size: MaxResults,
    defaultSize: 50,
    question,
    invalidToken: () =>
      new AwsError('InvalidNextTokenException', 'The token is not valid.'),
  });
  return { Events: page.map(toEvent), NextToken: nextToken };
}

/** AWS CloudTrail: the event history, and trails without what they would deliver. */
export const cloudTrail: Service = {
  signingName: 'cloudtrail',
  protocol: 'awsJson1_1',
  targetPrefix: 'CloudTrail_20131101',
  schemas: client,
  validationError: 'InvalidParameterException',
  throttling: { error: 'ThrottlingException', message: 'Rate exceeded' },
  failure: 'InternalFailure',
  constraints,
  operations: { LookupEvents: lists(lookupEvents), ...trailOperations },
};
