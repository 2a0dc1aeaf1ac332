// Which types of policies an organization uses.
import type {
  DisablePolicyTypeRequest,
  DisablePolicyTypeResponse,
  EnablePolicyTypeRequest,
  EnablePolicyTypeResponse,
  PolicyType,
  PolicyTypeSummary,
  Root,
} from '@aws-sdk/client-organizations';
import { writes, type Operations } from '../../operation';
import type { State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { targetArn } from './arns';

/** The types of policies that are switched on. */
export function enabledPolicyTypes({
  organization,
}: State): PolicyTypeSummary[] {
  return organization.policyTypes.map(type => ({
    Type: type as PolicyType,
    Status: 'ENABLED',
  }));
}

/** Refuses policies of a type that is not switched on. */
export function requirePolicyType(state: State, type: string): void {
  if (!state.organization.policyTypes.includes(type)) {
    throw new AwsError(
      'PolicyTypeNotEnabledException',
      "The specified policy type isn't currently enabled in this root.",
    );
  }
}

/** The root of the organization. */
export function toRoot(state: State): Root {
  const { rootId } = state.organization;
  return {
    Id: rootId,
    Arn: targetArn(state, rootId),
    Name: 'Root',
    PolicyTypes: enabledPolicyTypes(state),
  };
}

function requireRoot({ organization }: State, id: string): void {
  if (id !== organization.rootId) {
    throw new AwsError(
      'RootNotFoundException',
      "You specified a root that doesn't exist.",
    );
  }
}

export const policyTypeOperations: Operations = {
  EnablePolicyType: writes<EnablePolicyTypeRequest, EnablePolicyTypeResponse>(
    ({ RootId, PolicyType: type }, { state }) => {
      requireRoot(state, RootId);
      if (state.organization.policyTypes.includes(type)) {
        throw new AwsError(
          'PolicyTypeAlreadyEnabledException',
          'The specified policy type is already enabled in the specified root.',
        );
      }
      state.organization.policyTypes.push(type);
      return { Root: toRoot(state) };
    },
  ),

  DisablePolicyType: writes<
    DisablePolicyTypeRequest,
    DisablePolicyTypeResponse
  >(({ RootId, PolicyType: type }, { state }) => {
    requireRoot(state, RootId);
    requirePolicyType(state, type);
    const { organization } = state;
    organization.policyTypes = organization.policyTypes.filter(
      each => each !== type,
    );
    return { Root: toRoot(state) };
  }),
};
