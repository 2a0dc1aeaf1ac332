import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-organizations';
import {
  reads,
  writes,
  type Operations,
  type Validated,
} from '../../operation';
import type { State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { pageOf } from './page';
import { requireTarget } from './tree';

/** How many tags a resource can have. */
const MAX_TAGS = 50;

/**
 * Adds tags to those that are there, as AWS Organizations allows.
 *
 * @returns all of them
 */
export function checkTags(
  tags: Validated<Tag>[],
  present: Record<string, string>,
): Record<string, string> {
  const keys = tags.map(({ Key }) => Key);
  if (new Set(keys).size < keys.length) {
    throw new AwsError(
      'InvalidInputException',
      'You specified the same tag key more than once in Tags.',
      { Reason: 'DUPLICATE_TAG_KEY' },
    );
  }
  const reserved = keys.find(key => /^aws:/i.test(key));
  if (reserved) {
    throw new AwsError(
      'InvalidInputException',
      `You specified the tag key ${reserved} in Tags; keys that begin with aws: are reserved.`,
      { Reason: 'INVALID_SYSTEM_TAGS_PARAMETER' },
    );
  }
  const all = { ...present };
  for (const { Key, Value } of tags) {
    all[Key] = Value;
  }
  if (Object.keys(all).length > MAX_TAGS) {
    throw new AwsError(
      'ConstraintViolationException',
      `You have exceeded the number of tags allowed on a resource (${MAX_TAGS}).`,
      { Reason: 'MAX_TAG_LIMIT_EXCEEDED' },
    );
  }
  return all;
}

/** Tags a resource. */
export function setTags(
  state: State,
  resourceId: string,
  tags: Validated<Tag>[],
): void {
  state.tags[resourceId] = checkTags(tags, state.tags[resourceId] ?? {});
}

export const tagOperations: Operations = {
  TagResource: writes<TagResourceRequest, {}>(
    ({ ResourceId, Tags }, { state }) => {
      requireTarget(state, ResourceId);
      setTags(state, ResourceId, Tags);
      return {};
    },
  ),

  UntagResource: writes<UntagResourceRequest, {}>(
    ({ ResourceId, TagKeys }, { state }) => {
      requireTarget(state, ResourceId);
      state.tags[ResourceId] = Object.fromEntries(
        Object.entries(state.tags[ResourceId] ?? {}).filter(
          ([key]) => !TagKeys.includes(key),
        ),
      );
      return {};
    },
  ),

  ListTagsForResource: reads<
    ListTagsForResourceRequest,
    ListTagsForResourceResponse
  >((input, { state }) => {
    requireTarget(state, input.ResourceId);
    const tags = Object.entries(state.tags[input.ResourceId] ?? {}).map(
      ([Key, Value]) => ({ Key, Value }),
    );
    const { page, nextToken } = pageOf(tags, input, ['tags', input.ResourceId]);
    return { Tags: page, NextToken: nextToken };
  }),
};
