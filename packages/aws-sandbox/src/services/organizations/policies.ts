import type {
  CreatePolicyRequest,
  CreatePolicyResponse,
  DeletePolicyRequest,
  DescribePolicyRequest,
  DescribePolicyResponse,
  ListPoliciesRequest,
  ListPoliciesResponse,
  PolicySummary,
  UpdatePolicyRequest,
  UpdatePolicyResponse,
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

function checkName(state: State, name: string, self?: Policy): void {
  if (state.policies.some(other => other !== self && other.name === name)) {
    throw new AwsError(
      'DuplicatePolicyException',
      'A policy with the same name already exists.',
    );
  }
}

/** A policy of the company's own. */
function requireOwnPolicy(state: State, id: string): Policy {
  const policy = requirePolicy(state, id);
  if (policy.awsManaged) {
    throw new AwsError(
      'InvalidInputException',
      'You cannot change a policy that AWS manages.',
      { Reason: 'IMMUTABLE_POLICY' },
    );
  }
  return policy;
}

function checkContent(content: string): void {
  if (content.length > MAX_POLICY_LENGTH) {
    throw new AwsError(
      'ConstraintViolationException',
      `You have exceeded the maximum policy size of ${MAX_POLICY_LENGTH} characters.`,
      { Reason: 'POLICY_CONTENT_LIMIT_EXCEEDED' },
    );
  }
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

  UpdatePolicy: writes<UpdatePolicyRequest, UpdatePolicyResponse>(
    ({ PolicyId, Name, Description, Content }, { state }) => {
      const policy = requireOwnPolicy(state, PolicyId);
      if (Content !== undefined) {
        checkContent(Content);
        policy.content = Content;
      }
      if (Name !== undefined) {
        checkName(state, Name, policy);
        policy.name = Name;
      }
      policy.description = Description ?? policy.description;
      return {
        Policy: {
          PolicySummary: toPolicySummary(state, policy),
          Content: policy.content,
        },
      };
    },
  ),

  DeletePolicy: writes<DeletePolicyRequest, {}>(({ PolicyId }, { state }) => {
    const policy = requireOwnPolicy(state, PolicyId);
    if (policy.targets.length > 0) {
      throw new AwsError(
        'PolicyInUseException',
        'The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.',
      );
    }
    state.policies.splice(state.policies.indexOf(policy), 1);
    return {};
  }),

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
      checkName(state, Name);
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
