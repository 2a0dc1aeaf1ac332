import { createHash } from 'node:crypto';
import type {
  DeleteObjectOutput,
  DeleteObjectRequest,
  GetObjectOutput,
  GetObjectRequest,
  HeadObjectOutput,
  HeadObjectRequest,
  PutObjectOutput,
  PutObjectRequest,
} from '@aws-sdk/client-s3';
import { reads, writes, type Operations } from '../../operation';
import type { StoredObject } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { headError, requireBucket, requireObject } from './access';
import { checkIntegrity } from './integrity';

function describe(object: StoredObject) {
  return {
    AcceptRanges: 'bytes',
    LastModified: new Date(object.modifiedAt),
    ETag: object.etag,
    ContentType: object.contentType,
    ContentEncoding: object.contentEncoding,
    Metadata: object.metadata,
    ServerSideEncryption: 'AES256' as const,
  };
}

function refuseParts(range: string | undefined): void {
  if (range) {
    throw new AwsError(
      'NotImplemented',
      'The AWS sandbox answers whole objects only, no ranges.',
      {},
      501,
    );
  }
}

export const objectOperations: Operations = {
  PutObject: writes<PutObjectRequest, PutObjectOutput>((input, call) => {
    const bucket = requireBucket(call, input.Bucket);
    // Over the wire a body is bytes, whatever the client made it of.
    const body = input.Body as unknown as Uint8Array;
    checkIntegrity(body, input);
    if (input.IfNoneMatch === '*' && Object.hasOwn(bucket.objects, input.Key)) {
      throw new AwsError(
        'PreconditionFailed',
        'At least one of the pre-conditions you specified did not hold',
        { Condition: 'If-None-Match' },
        412,
      );
    }
    const object: StoredObject = {
      body: Buffer.from(body).toString('base64'),
      etag: `"${createHash('md5').update(body).digest('hex')}"`,
      contentType: input.ContentType ?? 'binary/octet-stream',
      contentEncoding: input.ContentEncoding,
      metadata: input.Metadata ?? {},
      modifiedAt: call.now,
    };
    bucket.objects[input.Key] = object;
    return {
      ETag: object.etag,
      ServerSideEncryption: 'AES256',
      ChecksumCRC32: input.ChecksumCRC32,
      ChecksumSHA1: input.ChecksumSHA1,
      ChecksumSHA256: input.ChecksumSHA256,
    };
  }),

  GetObject: reads<GetObjectRequest, Omit<GetObjectOutput, 'Body'>>(
    (input, call) => {
      const { Bucket, Key, Range } = input;
      refuseParts(Range);
      const object = requireObject(requireBucket(call, Bucket), Key);
      const body = Buffer.from(object.body, 'base64');
      return {
        ...describe(object),
        Body: new Uint8Array(body),
        ContentLength: body.length,
      };
    },
  ),

  HeadObject: reads<HeadObjectRequest, HeadObjectOutput>((input, call) => {
    const { Bucket, Key, Range } = input;
    refuseParts(Range);
    try {
      const object = requireObject(requireBucket(call, Bucket), Key);
      return {
        ...describe(object),
        ContentLength: Buffer.byteLength(object.body, 'base64'),
      };
    } catch (error) {
      throw headError(error);
    }
  }),

  DeleteObject: writes<DeleteObjectRequest, DeleteObjectOutput>(
    ({ Bucket, Key }, call) => {
      delete requireBucket(call, Bucket).objects[Key];
      return {};
    },
  ),
};
