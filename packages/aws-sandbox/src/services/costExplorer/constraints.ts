// From the AWS Billing and Cost Management API Reference.
import type { Constraint, Constraints } from '../../wire/constraints';

const day: Constraint = {
  maxLength: 40,
  pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
};

export const constraints: Constraints = {
  DateInterval: { Start: day, End: day },
  GetCostAndUsageRequest: {
    Granularity: { oneOf: ['DAILY', 'MONTHLY', 'HOURLY'] },
    Metrics: { minLength: 1 },
    GroupBy: { maxLength: 2 },
    NextPageToken: { maxLength: 8192 },
  },
  GroupDefinition: {
    Type: { oneOf: ['DIMENSION', 'TAG', 'COST_CATEGORY'] },
    Key: { maxLength: 1024 },
  },
};
