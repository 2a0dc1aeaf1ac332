import type { Call } from '../../operation';
import type { Bucket, StoredObject } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { findBucket } from './objects';

/**
 * A bucket of the caller's. There are no bucket policies: those of other
 * accounts are closed.
 *
 * @throws AwsError NoSuchBucket, AccessDenied
 */
export function requireBucket({ state, caller }: Call, name: string): Bucket {
  const bucket = findBucket(state, name);
  if (!bucket) {
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', {
      BucketName: name,
    });
  }
  if (bucket.accountId !== caller.accountId) {
    throw new AwsError('AccessDenied', 'Access Denied', {}, 403);
  }
  return bucket;
}

/** An object in a bucket. */
export function requireObject(bucket: Bucket, key: string): StoredObject {
  if (!Object.hasOwn(bucket.objects, key)) {
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', {
      Key: key,
    });
  }
  return bucket.objects[key];
}

/** A request for no more than the head of something has an error without words. */
export function headError(error: unknown): unknown {
  return error instanceof AwsError && /^NoSuch/.test(error.name)
    ? new AwsError('NotFound', 'Not Found', {}, 404)
    : error;
}
