import { DescribeKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { KeyEvidence } from '@mlops-portal/backstage-plugin-mlops-common';
import { explainAwsError } from '@mlops-portal/backstage-plugin-mlops-node';

/** Says who manages a key; when it cannot be described, why. */
export async function describeKey(
  kms: KMSClient,
  keyId: string,
  signal: AbortSignal,
): Promise<KeyEvidence> {
  try {
    const { KeyMetadata } = await kms.send(
      new DescribeKeyCommand({ KeyId: keyId }),
      { abortSignal: signal },
    );
    return { keyId, arn: KeyMetadata?.Arn, manager: KeyMetadata?.KeyManager };
  } catch (error) {
    signal.throwIfAborted();
    const { message } = explainAwsError(error, {
      tried: 'describe the key',
      on: keyId,
      lasting: true,
    });
    return { keyId, unknownReason: message };
  }
}
