import type {
  ListObjectsV2Output,
  ListObjectsV2Request,
} from '@aws-sdk/client-s3';
import {
  lists,
  type Call,
  type Operations,
  type Validated,
} from '../../operation';
import type { StoredObject } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { paginate } from '../paging';
import { requireBucket } from './access';

/** What a list shows: an object, or all whose keys go on after the delimiter. */
type Entry = { key: string; object: StoredObject } | { prefix: string };

function entries(
  objects: Record<string, StoredObject>,
  { Prefix = '', Delimiter, StartAfter = '' }: Validated<ListObjectsV2Request>,
): Entry[] {
  const found: Entry[] = [];
  for (const key of Object.keys(objects).sort()) {
    if (key.startsWith(Prefix) && key > StartAfter) {
      const end = Delimiter ? key.indexOf(Delimiter, Prefix.length) : -1;
      const prefix = key.slice(0, end + (Delimiter ?? '').length);
      const last = found.at(-1);
      if (end < 0) {
        found.push({ key, object: objects[key] });
      } else if (!last || !('prefix' in last) || last.prefix !== prefix) {
        found.push({ prefix });
      }
    }
  }
  return found;
}

function listObjects(
  input: Validated<ListObjectsV2Request>,
  call: Call,
): ListObjectsV2Output {
  const { Bucket, Prefix, Delimiter, MaxKeys = 1000, StartAfter } = input;
  const encode = (text: string) =>
    input.EncodingType === 'url' ? encodeURIComponent(text) : text;
  const { page, nextToken } = paginate(
    entries(requireBucket(call, Bucket).objects, input),
    {
      token: input.ContinuationToken,
      size: Math.min(MaxKeys, 1000),
      defaultSize: 1000,
      question: ['objects', Bucket, Prefix, Delimiter, StartAfter],
      invalidToken: () =>
        new AwsError(
          'InvalidArgument',
          'The continuation token provided is incorrect',
        ),
    },
  );
  return {
    Name: Bucket,
    Prefix: encode(Prefix ?? ''),
    Delimiter,
    MaxKeys,
    EncodingType: input.EncodingType,
    KeyCount: page.length,
    IsTruncated: nextToken !== undefined,
    ContinuationToken: input.ContinuationToken,
    NextContinuationToken: nextToken,
    Contents: page.flatMap(entry =>
      'key' in entry
        ? [
            {
              Key: encode(entry.key),
              LastModified: new Date(entry.object.modifiedAt),
              ETag: entry.object.etag,
              Size: Buffer.byteLength(entry.object.body, 'base64'),
              StorageClass: 'STANDARD',
            },
          ]
        : [],
    ),
    CommonPrefixes: page.flatMap(entry =>
      'prefix' in entry ? [{ Prefix: encode(entry.prefix) }] : [],
    ),
  };
}

export const listingOperations: Operations = {
  ListObjectsV2: lists(listObjects),
};
