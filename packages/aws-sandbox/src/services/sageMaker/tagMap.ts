import type { Tag } from '@aws-sdk/client-sagemaker';
import type { Validated } from '../../operation';
import { AwsError } from '../../wire/AwsError';

/** How many tags a resource of SageMaker can have. */
const MAX_TAGS = 50;

/**
 * Tags as the state keeps them.
 *
 * @param present - the tags that are there already; those of AWS itself do not count
 */
export function toTagMap(
  tags: Validated<Tag>[] | undefined,
  present: Record<string, string> = {},
): Record<string, string> {
  const all = { ...present };
  for (const { Key, Value } of tags ?? []) {
    if (/^aws:/i.test(Key)) {
      throw new AwsError(
        'ValidationException',
        `Tags: ${Key} cannot be used: aws: prefixed tag key names are not allowed for external use.`,
      );
    }
    all[Key] = Value;
  }
  const own = Object.keys(all).filter(key => !key.startsWith('aws:'));
  if (own.length > MAX_TAGS) {
    throw new AwsError(
      'ResourceLimitExceeded',
      `The resource can have at most ${MAX_TAGS} tags.`,
    );
  }
  return all;
}
