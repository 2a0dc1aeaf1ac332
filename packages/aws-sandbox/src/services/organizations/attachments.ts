import type {
  AttachPolicyRequest,
  DetachPolicyRequest,
  ListPoliciesForTargetRequest,
  ListPoliciesForTargetResponse,
  ListTargetsForPolicyRequest,
  ListTargetsForPolicyResponse,
  PolicyTargetSummary,
} from '@aws-sdk/client-organizations';
import { reads, writes, type Operations } from '../../operation';
import type { State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { targetArn, targetType } from './arns';
import { pageOf } from './page';
import { requirePolicy, toPolicySummary } from './policies';
import { requirePolicyType } from './policyTypes';
import { requireTarget } from './tree';

/** How many service control policies can be attached to one target (service quota). */
const MAX_ATTACHED = 5;

const TARGET_TYPES = {
  root: 'ROOT',
  ou: 'ORGANIZATIONAL_UNIT',
  account: 'ACCOUNT',
} as const;

function nameOf(state: State, id: string): string | undefined {
  return (
    state.organizationalUnits.find(unit => unit.id === id)?.name ??
    state.accounts.find(account => account.id === id)?.name ??
    (id === state.organization.rootId ? 'Root' : undefined)
  );
}

function toTarget(state: State, id: string): PolicyTargetSummary {
  return {
    TargetId: id,
    Arn: targetArn(state, id),
    Name: nameOf(state, id),
    Type: TARGET_TYPES[targetType(id)],
  };
}

function attachedTo(state: State, targetId: string) {
  return state.policies.filter(({ targets }) => targets.includes(targetId));
}

export const attachmentOperations: Operations = {
  AttachPolicy: writes<AttachPolicyRequest, {}>(
    ({ PolicyId, TargetId }, { state }) => {
      const policy = requirePolicy(state, PolicyId);
      requirePolicyType(state, policy.type);
      requireTarget(state, TargetId);
      if (policy.targets.includes(TargetId)) {
        throw new AwsError(
          'DuplicatePolicyAttachmentException',
          'A policy with the specified name and type is already attached to the specified target.',
        );
      }
      if (attachedTo(state, TargetId).length >= MAX_ATTACHED) {
        throw new AwsError(
          'ConstraintViolationException',
          `You have attached the maximum of ${MAX_ATTACHED} policies to the target.`,
          { Reason: 'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED' },
        );
      }
      policy.targets.push(TargetId);
      return {};
    },
  ),

  DetachPolicy: writes<DetachPolicyRequest, {}>(
    ({ PolicyId, TargetId }, { state }) => {
      const policy = requirePolicy(state, PolicyId);
      requireTarget(state, TargetId);
      if (!policy.targets.includes(TargetId)) {
        throw new AwsError(
          'PolicyNotAttachedException',
          "The policy isn't attached to the specified target.",
        );
      }
      if (attachedTo(state, TargetId).length === 1) {
        throw new AwsError(
          'ConstraintViolationException',
          'You cannot remove the last service control policy from a target.',
          { Reason: 'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED' },
        );
      }
      policy.targets.splice(policy.targets.indexOf(TargetId), 1);
      return {};
    },
  ),

  ListPoliciesForTarget: reads<
    ListPoliciesForTargetRequest,
    ListPoliciesForTargetResponse
  >((input, { state }) => {
    requireTarget(state, input.TargetId);
    const { page, nextToken } = pageOf(
      attachedTo(state, input.TargetId).filter(
        ({ type }) => type === input.Filter,
      ),
      input,
      ['policies', input.TargetId, input.Filter],
    );
    return {
      Policies: page.map(policy => toPolicySummary(state, policy)),
      NextToken: nextToken,
    };
  }),

  ListTargetsForPolicy: reads<
    ListTargetsForPolicyRequest,
    ListTargetsForPolicyResponse
  >((input, { state }) => {
    const { page, nextToken } = pageOf(
      requirePolicy(state, input.PolicyId).targets,
      input,
      ['targets', input.PolicyId],
    );
    return {
      Targets: page.map(id => toTarget(state, id)),
      NextToken: nextToken,
    };
  }),
};
