import type {
  AddTagsInput,
  AddTagsOutput,
  ListTagsInput,
  ListTagsOutput,
  Tag,
} from '@aws-sdk/client-sagemaker';
import { reads, writes, type Call, type Operations } from '../../operation';
import { AwsError } from '../../wire/AwsError';
import { domainArn } from './domains';
import { isModelServingArn } from './endpointArns';
import { isModelBuildingArn } from './modelBuildingArns';
import { notebookArn } from './notebooks';
import { pageOf } from './page';
import { projectArn } from './projectWork';
import { toTagMap } from './tagMap';

/** Refuses an ARN of nothing, or of something in another account. */
function requireOwnArn({ state, caller }: Call, arn: string): void {
  const owner = /^arn:aws:sagemaker:([^:]+):(\d{12}):/.exec(arn);
  if (owner?.[1] !== caller.region || owner[2] !== caller.accountId) {
    throw new AwsError(
      'AccessDeniedException',
      `User: ${caller.arn} is not authorized to access resource: ${arn}`,
    );
  }
  const exists =
    state.domains.some(domain => domainArn(domain) === arn) ||
    state.projects.some(project => projectArn(project) === arn) ||
    state.notebooks.some(notebook => notebookArn(notebook) === arn) ||
    isModelBuildingArn(state, arn) ||
    isModelServingArn(state, arn);
  if (!exists) {
    throw new AwsError(
      'ValidationException',
      `ResourceArn ${arn} does not exist.`,
    );
  }
}

function toTags(tags: Record<string, string> | undefined): Tag[] {
  return Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
}

export const tagOperations: Operations = {
  ListTags: reads<ListTagsInput, ListTagsOutput>((input, call) => {
    const { ResourceArn } = input;
    requireOwnArn(call, ResourceArn);
    const { page, NextToken } = pageOf(
      toTags(call.state.tags[ResourceArn]),
      input,
      'ListTags',
      50,
    );
    return { Tags: page, NextToken };
  }),

  AddTags: writes<AddTagsInput, AddTagsOutput>(
    ({ ResourceArn, Tags }, call) => {
      requireOwnArn(call, ResourceArn);
      const all = toTagMap(Tags, call.state.tags[ResourceArn]);
      call.state.tags[ResourceArn] = all;
      return { Tags: toTags(all) };
    },
  ),
};
