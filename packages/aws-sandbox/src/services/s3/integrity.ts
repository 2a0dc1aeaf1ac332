import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { PutObjectRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../wire/AwsError';

type Checksums = Pick<
  PutObjectRequest,
  'ContentMD5' | 'ChecksumCRC32' | 'ChecksumSHA1' | 'ChecksumSHA256'
>;

function hash(algorithm: string, body: Uint8Array): string {
  return createHash(algorithm).update(body).digest('base64');
}

function crc(body: Uint8Array): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
}

/**
 * Refuses a body that is not the one the client has sent. Checksums by
 * CRC-32C, CRC-64 and younger algorithms are taken on trust.
 *
 * @throws AwsError BadDigest
 */
export function checkIntegrity(body: Uint8Array, sent: Checksums): void {
  const { ContentMD5, ChecksumCRC32, ChecksumSHA1, ChecksumSHA256 } = sent;
  if (ContentMD5 && ContentMD5 !== hash('md5', body)) {
    throw new AwsError(
      'BadDigest',
      'The Content-MD5 you specified did not match what we received.',
    );
  }
  const checks: [name: string, sent: string | undefined, own: () => string][] =
    [
      ['CRC32', ChecksumCRC32, () => crc(body)],
      ['SHA1', ChecksumSHA1, () => hash('sha1', body)],
      ['SHA256', ChecksumSHA256, () => hash('sha256', body)],
    ];
  for (const [name, value, own] of checks) {
    if (value && value !== own()) {
      throw new AwsError(
        'BadDigest',
        `The ${name} you specified did not match the calculated checksum.`,
      );
    }
  }
}
