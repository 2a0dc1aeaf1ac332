import type {
  CreatePolicyRequest,
  CreatePolicyResponse,
  DescribePolicyRequest,
  DescribePolicyResponse,
  ListPoliciesRequest,
  ListPoliciesResponse,
  PolicySummary,
} from '@aws-sdk/client-organizations';
import { newId } from '../../ids';
import { reads, writes, type Operations } from '../../operation';
import type { Policy, State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { policyArn } from './arns';
import { pageOf } from './page';
import { setTags } from './tags';

/** The policy of AWS's own that everything new comes with. */
export const DEFAULT_POLICY_ID = 'p-FullAWSAccess';

/** How long a service control policy can be. */
const MAX_POLICY_LENGTH = 5120;

/** The policy with this id. */
export function requirePolicy(state: State, id: string): Policy {
  const policy = state.policies.find(candidate => candidate.id === id);
  if (!policy) {
    throw new AwsError(
      'PolicyNotFoundException',
      "You specified a policy that doesn't exist.",
    );
  }
  return policy;
}

/** Attaches AWS's own policy to a new organizational unit or account, as AWS does. */
export function attachDefaultPolicy(state: State, targetId: string): void {
  requirePolicy(state, DEFAULT_POLICY_ID).targets.push(targetId);
}

/** A policy without its content. */
export function toPolicySummary(state: State, policy: Policy): PolicySummary {
  return {
    Id: policy.id,
    Arn: policyArn(state, policy),
    Name: policy.name,
    Description: policy.description,
    Type: policy.type,
    AwsManaged: policy.awsManaged,
  };
}

function checkContent(content: string): void {
  try {
    const parsed: unknown = JSON.parse(content);
    if (
      typeof parsed === 'object' &&
      parsed !== null &&
      'Statement' in parsed
    ) {
      return;
    }
  } catch {
    // Answered below, as a document without a statement is.
  }
  throw new AwsError(
    'MalformedPolicyDocumentException',
    'The provided policy document does not meet the requirements of the specified policy type.',
  );
}

export const policyOperations: Operations = {
  ListPolicies: reads<ListPoliciesRequest, ListPoliciesResponse>(
    (input, { state }) => {
      const { page, nextToken } = pageOf(
        state.policies.filter(({ type }) => type === input.Filter),
        input,
        ['policies', input.Filter],
      );
      return {
        Policies: page.map(policy => toPolicySummary(state, policy)),
        NextToken: nextToken,
      };
    },
  ),

  DescribePolicy: reads<DescribePolicyRequest, DescribePolicyResponse>(
    ({ PolicyId }, { state }) => {
      const policy = requirePolicy(state, PolicyId);
      return {
        Policy: {
          PolicySummary: toPolicySummary(state, policy),
          Content: policy.content,
        },
      };
    },
  ),

  CreatePolicy: writes<CreatePolicyRequest, CreatePolicyResponse>(
    ({ Name, Description, Content, Type, Tags }, { state }) => {
      if (Type !== 'SERVICE_CONTROL_POLICY') {
        throw new AwsError(
          'PolicyTypeNotAvailableForOrganizationException',
          `The organization of the sandbox has no policies of the type ${Type}.`,
        );
      }
      checkContent(Content);
      if (Content.length > MAX_POLICY_LENGTH) {
        throw new AwsError(
          'ConstraintViolationException',
          `You have exceeded the maximum policy size of ${MAX_POLICY_LENGTH} characters.`,
          { Reason: 'POLICY_CONTENT_LIMIT_EXCEEDED' },
        );
      }
      if (state.policies.some(policy => policy.name === Name)) {
        throw new AwsError(
          'DuplicatePolicyException',
          'A policy with the same name already exists.',
        );
      }
      const policy: Policy = {
        id: `p-${newId(state, 8)}`,
        name: Name,
        description: Description,
        type: Type,
        awsManaged: false,
        content: Content,
        targets: [],
      };
      setTags(state, policy.id, Tags ?? []);
      state.policies.push(policy);
      return {
        Policy: {
          PolicySummary: toPolicySummary(state, policy),
          Content: policy.content,
        },
      };
    },
  ),
};
