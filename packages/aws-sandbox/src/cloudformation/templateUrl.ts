import { readObject } from '../services/s3/objects';
import type { State } from '../state/model';
import { StackError } from './StackError';

/** `https://bucket.s3.region.amazonaws.com/key`, and with the bucket in the path. */
const VIRTUAL_HOSTED =
  /^https:\/\/([a-z0-9][a-z0-9.-]+)\.s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com\/(.+)$/;
const PATH_STYLE =
  /^https:\/\/s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com\/([^/]+)\/(.+)$/;

/**
 * Reads a template from Amazon S3.
 *
 * @param url - https address of an object in a bucket of the state
 * @throws StackError in CloudFormation's words when there is none
 */
export function readTemplateUrl(state: State, url: string): string {
  const [address] = url.split('?');
  const [, bucket, key] =
    PATH_STYLE.exec(address) ?? VIRTUAL_HOSTED.exec(address) ?? [];
  if (!bucket) {
    throw new StackError(
      'TemplateURL must reference a valid S3 object to which you have access.',
    );
  }
  const content = readObject(state, bucket, decodeURIComponent(key));
  if (!content) {
    throw new StackError('S3 error: Access Denied');
  }
  return new TextDecoder().decode(content);
}
