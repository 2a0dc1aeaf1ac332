// From the AWS Key Management Service API Reference.
import type { Constraints } from '../../wire/constraints';

const keyId = { minLength: 1, maxLength: 2048 };
const limit = { min: 1, max: 1000 };

export const constraints: Constraints = {
  DescribeKeyRequest: { KeyId: keyId },
  GetKeyRotationStatusRequest: { KeyId: keyId },
  CreateKeyRequest: {
    Description: { maxLength: 8192 },
    KeyUsage: { oneOf: ['ENCRYPT_DECRYPT'] },
    KeySpec: { oneOf: ['SYMMETRIC_DEFAULT'] },
  },
  ListKeysRequest: { Limit: limit },
  ListAliasesRequest: { KeyId: keyId, Limit: { min: 1, max: 100 } },
  Tag: {
    TagKey: { minLength: 1, maxLength: 128 },
    TagValue: { maxLength: 256 },
  },
};
