// Roots, organizational units and accounts: who is below whom.
import type { Account, OrganizationalUnit, State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';

/** Whether the id is of the root or of an organizational unit. */
export function isParent(state: State, id: string): boolean {
  return (
    id === state.organization.rootId ||
    state.organizationalUnits.some(unit => unit.id === id)
  );
}

/** Refuses an id that is neither of the root nor of an organizational unit. */
export function requireParent(state: State, id: string): void {
  if (!isParent(state, id)) {
    throw new AwsError(
      'ParentNotFoundException',
      "You specified a parent that doesn't exist.",
    );
  }
}

/** The account with this id. */
export function requireAccount(state: State, id: string): Account {
  const account = state.accounts.find(candidate => candidate.id === id);
  if (!account) {
    throw new AwsError(
      'AccountNotFoundException',
      "You specified an account that doesn't exist.",
    );
  }
  return account;
}

/** The organizational unit with this id. */
export function requireUnit(state: State, id: string): OrganizationalUnit {
  const unit = state.organizationalUnits.find(candidate => candidate.id === id);
  if (!unit) {
    throw new AwsError(
      'OrganizationalUnitNotFoundException',
      "You specified an organizational unit that doesn't exist.",
    );
  }
  return unit;
}

/** Refuses what a policy cannot be attached to and a tag cannot be put on. */
export function requireTarget(state: State, id: string): void {
  const exists =
    isParent(state, id) ||
    state.accounts.some(account => account.id === id) ||
    state.policies.some(policy => policy.id === id);
  if (!exists) {
    throw new AwsError(
      'TargetNotFoundException',
      "You specified a target that doesn't exist.",
    );
  }
}

/** The id of the parent of an account or an organizational unit; undefined for the root and what is not there. */
export function parentIdOf(state: State, childId: string): string | undefined {
  return (
    state.accounts.find(({ id }) => id === childId)?.parentId ??
    state.organizationalUnits.find(({ id }) => id === childId)?.parentId
  );
}

/** Whether an account is somewhere below one of these units. */
export function isBelow(
  state: State,
  accountId: string,
  unitIds: string[],
): boolean {
  for (let id = parentIdOf(state, accountId); id; id = parentIdOf(state, id)) {
    if (unitIds.includes(id)) {
      return true;
    }
  }
  return false;
}
