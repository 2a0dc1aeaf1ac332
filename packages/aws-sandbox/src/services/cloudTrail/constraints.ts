// From the AWS CloudTrail API Reference.
import type { Constraint, Constraints } from '../../wire/constraints';

const trailName: Constraint = {
  minLength: 3,
  maxLength: 128,
  pattern: /^[a-zA-Z0-9](?!.*[._-]{2})[a-zA-Z0-9._-]*[a-zA-Z0-9]$/,
};

export const constraints: Constraints = {
  CreateTrailRequest: {
    Name: trailName,
    S3BucketName: { minLength: 3, maxLength: 63 },
    S3KeyPrefix: { maxLength: 200 },
    TagsList: { maxLength: 200 },
  },
  LookupEventsRequest: {
    LookupAttributes: { maxLength: 1 },
    MaxResults: { min: 1, max: 50 },
    EventCategory: { oneOf: ['insight'] },
  },
  LookupAttribute: {
    AttributeKey: {
      oneOf: [
        'EventId',
        'EventName',
        'ReadOnly',
        'Username',
        'ResourceType',
        'ResourceName',
        'EventSource',
        'AccessKeyId',
      ],
    },
    AttributeValue: { minLength: 1, maxLength: 2000 },
  },
};
