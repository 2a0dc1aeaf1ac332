import type {
  CreateModelPackageGroupInput,
  CreateModelPackageGroupOutput,
  DeleteModelPackageGroupInput,
  DeleteModelPackageGroupPolicyInput,
  DescribeModelPackageGroupInput,
  DescribeModelPackageGroupOutput,
  GetModelPackageGroupPolicyInput,
  GetModelPackageGroupPolicyOutput,
  ListModelPackageGroupsInput,
  ListModelPackageGroupsOutput,
  PutModelPackageGroupPolicyInput,
  PutModelPackageGroupPolicyOutput,
} from '@aws-sdk/client-sagemaker';
import {
  lists,
  reads,
  writes,
  type Call,
  type Operations,
} from '../../operation';
import type { ModelPackageGroup } from '../../state/modelBuilding';
import { AwsError } from '../../wire/AwsError';
import { isBetween, listedOf } from './find';
import { readResourcePolicy, requireGroup } from './modelPackageAccess';
import {
  addModelPackageGroup,
  modelPackageGroupArn,
  newModelPackageGroup,
  removeModelPackageGroup,
} from './modelPackageGroups';
import { pageOf, sortBy } from './page';
import { toTagMap } from './tagMap';
import { identityOf, toUserContext } from './userContext';

function toSummary(group: ModelPackageGroup) {
  return {
    ModelPackageGroupName: group.name,
    ModelPackageGroupArn: modelPackageGroupArn(group),
    ModelPackageGroupDescription: group.description,
    CreationTime: new Date(group.createdAt),
    ModelPackageGroupStatus: 'Completed' as const,
  };
}

/** The group with its policy. @throws AwsError when it has none */
function requirePolicy(call: Call, name: string, operation: string) {
  const group = requireGroup(call, name, operation);
  if (!group.policy) {
    throw new AwsError(
      'ValidationException',
      `Cannot find resource policy for: ${modelPackageGroupArn(group)}`,
    );
  }
  return { group, policy: group.policy };
}

export const modelPackageGroupOperations: Operations = {
  CreateModelPackageGroup: writes<
    CreateModelPackageGroupInput,
    CreateModelPackageGroupOutput
  >((input, call) => {
    const { accountId, region } = call.caller;
    const tags = toTagMap(input.Tags);
    const group = newModelPackageGroup(call, {
      accountId,
      region,
      name: input.ModelPackageGroupName,
      description: input.ModelPackageGroupDescription,
      createdBy: identityOf(call.caller),
    });
    addModelPackageGroup(call, group);
    const arn = modelPackageGroupArn(group);
    call.state.tags[arn] = tags;
    return { ModelPackageGroupArn: arn };
  }),

  DescribeModelPackageGroup: reads<
    DescribeModelPackageGroupInput,
    DescribeModelPackageGroupOutput
  >(({ ModelPackageGroupName }, call) => {
    const group = requireGroup(
      call,
      ModelPackageGroupName,
      'DescribeModelPackageGroup',
    );
    return { ...toSummary(group), CreatedBy: toUserContext(group.createdBy) };
  }),

  ListModelPackageGroups: lists<
    ListModelPackageGroupsInput,
    ListModelPackageGroupsOutput
  >((input, call) => {
    const matching = listedOf(call.state.modelPackageGroups, call).filter(
      ({ name, createdAt }) =>
        name.includes(input.NameContains ?? '') &&
        isBetween(createdAt, input.CreationTimeAfter, input.CreationTimeBefore),
    );
    const { page, NextToken } = pageOf(
      sortBy(matching, input.SortBy, input.SortOrder),
      input,
      'ListModelPackageGroups',
    );
    return { ModelPackageGroupSummaryList: page.map(toSummary), NextToken };
  }),

  DeleteModelPackageGroup: writes<DeleteModelPackageGroupInput, {}>(
    ({ ModelPackageGroupName }, call) => {
      const group = requireGroup(
        call,
        ModelPackageGroupName,
        'DeleteModelPackageGroup',
      );
      removeModelPackageGroup(call, group);
      return {};
    },
  ),

  PutModelPackageGroupPolicy: writes<
    PutModelPackageGroupPolicyInput,
    PutModelPackageGroupPolicyOutput
  >(({ ModelPackageGroupName, ResourcePolicy }, call) => {
    const group = requireGroup(
      call,
      ModelPackageGroupName,
      'PutModelPackageGroupPolicy',
    );
    readResourcePolicy(ResourcePolicy);
    group.policy = ResourcePolicy;
    return { ModelPackageGroupArn: modelPackageGroupArn(group) };
  }),

  GetModelPackageGroupPolicy: reads<
    GetModelPackageGroupPolicyInput,
    GetModelPackageGroupPolicyOutput
  >(({ ModelPackageGroupName }, call) => ({
    ResourcePolicy: requirePolicy(
      call,
      ModelPackageGroupName,
      'GetModelPackageGroupPolicy',
    ).policy,
  })),

  DeleteModelPackageGroupPolicy: writes<DeleteModelPackageGroupPolicyInput, {}>(
    ({ ModelPackageGroupName }, call) => {
      const { group } = requirePolicy(
        call,
        ModelPackageGroupName,
        'DeleteModelPackageGroupPolicy',
      );
      delete group.policy;
      return {};
    },
  ),
};
