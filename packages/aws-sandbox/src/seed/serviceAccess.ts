import { ACCOUNT_IDS } from '../constants';
import { enableServiceAccess } from '../services/organizations/serviceAccess';
import type { State } from '../state/model';
import { daysBefore } from './time';

/** The services that the foundation needs in the organization's accounts. */
const SERVICE_PRINCIPALS = [
  'member.org.stacksets.cloudformation.amazonaws.com',
  'ram.amazonaws.com',
  'servicecatalog.amazonaws.com',
];

/**
 * Lets services reach the organization's accounts, and the governance account
 * share its library with them.
 *
 * @param now - milliseconds since 1970
 */
export function addServiceAccess(state: State, now: number): void {
  const enabledAt = daysBefore(now, 600);
  for (const principal of SERVICE_PRINCIPALS) {
    enableServiceAccess({ state, now: enabledAt }, principal);
  }
  state.organization.delegatedAdministrators.push({
    accountId: ACCOUNT_IDS.governance,
    servicePrincipal: 'servicecatalog.amazonaws.com',
    enabledAt,
  });
}
