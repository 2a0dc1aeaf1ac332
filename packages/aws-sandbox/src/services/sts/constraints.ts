// From the AWS Security Token Service API Reference.
import type { Constraints } from '../../wire/constraints';

export const constraints: Constraints = {
  AssumeRoleRequest: {
    RoleArn: {
      minLength: 20,
      maxLength: 2048,
      pattern: /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    },
    RoleSessionName: {
      minLength: 2,
      maxLength: 64,
      pattern: /^[\w+=,.@-]*$/,
    },
    DurationSeconds: { min: 900, max: 43_200 },
    ExternalId: {
      minLength: 2,
      maxLength: 1224,
      pattern: /^[\w+=,.@:/-]*$/,
    },
  },
};
