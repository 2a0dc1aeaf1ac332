import type { Policy, State } from '../../state/model';

function arn(state: State, type: string, id: string): string {
  const { id: organization, managementAccountId } = state.organization;
  return `arn:aws:organizations::${managementAccountId}:${type}/${organization}${id && `/${id}`}`;
}

/** ARN of the organization itself. */
export function organizationArn(state: State): string {
  return arn(state, 'organization', '');
}

/** ARN of a root, an organizational unit or an account, from its id. */
export function targetArn(state: State, id: string): string {
  return arn(state, targetType(id), id);
}

/** ARN of a policy; AWS's own belong to no organization. */
export function policyArn(state: State, policy: Policy): string {
  const { id: organization, managementAccountId } = state.organization;
  const kind = policy.type.toLocaleLowerCase('en-US');
  return policy.awsManaged
    ? `arn:aws:organizations::aws:policy/${kind}/${policy.id}`
    : `arn:aws:organizations::${managementAccountId}:policy/${organization}/${kind}/${policy.id}`;
}

/** What an id stands for. */
export function targetType(id: string): 'root' | 'ou' | 'account' {
  if (id.startsWith('r-')) {
    return 'root';
  }
  return id.startsWith('ou-') ? 'ou' : 'account';
}
