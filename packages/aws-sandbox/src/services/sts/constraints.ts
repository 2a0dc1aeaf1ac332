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
    SourceIdentity: {
      minLength: 2,
      maxLength: 64,
      pattern: /^[\w+=,.@-]*$/,
    },
    Tags: { maxLength: 50 },
    TransitiveTagKeys: { maxLength: 50 },
  },
  Tag: {
    Key: {
      minLength: 1,
      maxLength: 128,
      pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u,
    },
    Value: { maxLength: 256, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u },
  },
};
