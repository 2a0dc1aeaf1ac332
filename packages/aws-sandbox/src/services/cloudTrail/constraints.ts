// From the AWS CloudTrail API Reference.
import type { Constraints } from '../../wire/constraints';

export const constraints: Constraints = {
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
