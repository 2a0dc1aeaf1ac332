import { ACCOUNT_IDS, EMAIL_DOMAIN, ROOT_ID } from '../constants';
import { addRole, trustAccount } from '../services/iam/roles';
import { attachDefaultPolicy } from '../services/organizations/policies';
import type { State } from '../state/model';
import { emptyState } from './foundation';
import { daysBefore } from './time';
import { addAdministrator } from './users';

/** The role that a company's administrators have in accounts that AWS Organizations made. */
const ADMINISTRATOR_ROLE = 'OrganizationAccountAccessRole';

const ACCOUNTS = {
  management: ACCOUNT_IDS.management,
  governance: ACCOUNT_IDS.governance,
  'data-lake': ACCOUNT_IDS.dataLake,
};

/**
 * The state of an organization in which nothing is set up: three accounts, and
 * an administrator.
 *
 * @param now - milliseconds since 1970
 */
export function createBare(now: number, accountQuota: number): State {
  const state = emptyState(accountQuota);
  const { organization } = state;
  organization.policyTypes = [];
  organization.stackSetsAccess = false;
  const createdAt = daysBefore(now, 600);
  for (const [name, id] of Object.entries(ACCOUNTS)) {
    const isManagement = id === organization.managementAccountId;
    state.accounts.push({
      id,
      name,
      // The company's own, before anyone thought of a pattern for the portal's.
      email: `${name}@${EMAIL_DOMAIN}`,
      state: 'ACTIVE',
      joinedMethod: isManagement ? 'INVITED' : 'CREATED',
      joinedAt: createdAt,
      parentId: ROOT_ID,
    });
    attachDefaultPolicy(state, id);
    if (!isManagement) {
      addRole(
        { state, now: createdAt },
        {
          accountId: id,
          name: ADMINISTRATOR_ROLE,
          trustPolicy: trustAccount(organization.managementAccountId),
        },
      );
    }
  }
  addAdministrator(state, now);
  return state;
}
