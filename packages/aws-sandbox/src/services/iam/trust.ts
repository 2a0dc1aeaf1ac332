// Whether a role trusts a principal: its trust policy, evaluated.
import type { Caller } from '../../operation';
import type { Role } from '../../state/model';
import { conditionsHold, type ConditionContext } from './conditions';
import { toList, type PolicyStatement } from './policyDocument';

/** Whether a principal of a policy is the caller: everybody, its account, its role or user, or its session. */
function isCaller(principal: string, caller: Caller): boolean {
  const { accountId, arn, principalArn } = caller;
  return [
    '*',
    accountId,
    `arn:aws:iam::${accountId}:root`,
    principalArn,
    arn,
  ].includes(principal);
}

/** Whether a statement is about the caller. */
export function namesCaller(
  { Principal }: PolicyStatement,
  caller: Caller,
): boolean {
  if (typeof Principal !== 'object') {
    return Principal === '*';
  }
  // Services and identity providers do not call with credentials of an account.
  return toList(Principal.AWS).some(each => isCaller(each, caller));
}

function namesAction({ Action }: PolicyStatement, action: string): boolean {
  const wanted = action.toLocaleLowerCase('en-US');
  return toList(Action)
    .map(each => each.toLocaleLowerCase('en-US'))
    .some(each => each === wanted || each === 'sts:*');
}

/**
 * Whether a role lets a caller do something with it.
 *
 * @param action - `sts:AssumeRole`, `sts:SetSourceIdentity` or `sts:TagSession`
 */
export function trusts(
  { trustPolicy }: Role,
  action: string,
  caller: Caller,
  context: ConditionContext,
): boolean {
  const effects = toList(trustPolicy.Statement)
    .filter(
      statement =>
        namesAction(statement, action) &&
        namesCaller(statement, caller) &&
        conditionsHold(statement.Condition, context),
    )
    .map(({ Effect }) => Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}
