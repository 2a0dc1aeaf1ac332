// Buckets and objects, also for those who use them on behalf of somebody: CloudFormation reads templates.
import type { Context } from '../../operation';
import type { Bucket, State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';

/** From the rules for general purpose buckets in the Amazon S3 User Guide. */
const BUCKET_NAME =
  /^(?!\d+\.\d+\.\d+\.\d+$)(?!xn--)(?!sthree-)(?!amzn-s3-demo-)(?!.*\.\.)(?!.*(-s3alias|--ol-s3|\.mrap|--x-s3)$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** A bucket that is asked for. */
export interface BucketRequest {
  accountId: string;
  region: string;
  name: string;
}

/** The bucket of this name, whosever it is. */
export function findBucket(state: State, name: string): Bucket | undefined {
  return state.buckets.find(bucket => bucket.name === name);
}

/**
 * Makes a bucket.
 *
 * @throws AwsError InvalidBucketName; BucketAlreadyOwnedByYou or BucketAlreadyExists, as names are unique in all accounts
 */
export function createBucket(
  { state, now }: Pick<Context, 'state' | 'now'>,
  { accountId, region, name }: BucketRequest,
): Bucket {
  if (!BUCKET_NAME.test(name)) {
    throw new AwsError(
      'InvalidBucketName',
      'The specified bucket is not valid.',
      { BucketName: name },
    );
  }
  const other = findBucket(state, name);
  if (other?.accountId === accountId) {
    throw new AwsError(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      { BucketName: name },
    );
  }
  if (other) {
    throw new AwsError(
      'BucketAlreadyExists',
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
      { BucketName: name },
    );
  }
  const bucket: Bucket = {
    name,
    accountId,
    region,
    createdAt: now,
    objects: {},
  };
  state.buckets.push(bucket);
  return bucket;
}

/**
 * Removes a bucket; does nothing when there is none of this name.
 *
 * @throws AwsError BucketNotEmpty
 */
export function removeBucket(state: State, name: string): void {
  const bucket = findBucket(state, name);
  if (!bucket) {
    return;
  }
  if (Object.keys(bucket.objects).length > 0) {
    throw new AwsError(
      'BucketNotEmpty',
      'The bucket you tried to delete is not empty',
      { BucketName: name },
      409,
    );
  }
  state.buckets.splice(state.buckets.indexOf(bucket), 1);
}

/** The body of an object; undefined when there is no such bucket or object. */
export function readObject(
  state: State,
  bucketName: string,
  key: string,
): Uint8Array | undefined {
  const objects = findBucket(state, bucketName)?.objects ?? {};
  return Object.hasOwn(objects, key)
    ? Buffer.from(objects[key].body, 'base64')
    : undefined;
}
