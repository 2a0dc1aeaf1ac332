// The users whose access keys everybody knows, both in the management account.
import {
  ADMINISTRATOR_CREDENTIALS,
  ADMINISTRATOR_USER,
  PORTAL_CREDENTIALS,
  PORTAL_USER,
} from '../constants';
import { addUser } from '../services/iam/users';
import type { State } from '../state/model';
import { daysBefore } from './time';

function addWithKey(
  state: State,
  now: number,
  name: string,
  credentials: { accessKeyId: string; secretAccessKey: string },
): void {
  const { managementAccountId: accountId } = state.organization;
  const createdAt = daysBefore(now, 600);
  const user = addUser({ state, now: createdAt }, { accountId, name });
  user.accessKeys.push({
    id: credentials.accessKeyId,
    secret: credentials.secretAccessKey,
    createdAt,
  });
}

/**
 * Adds the administrator who sets everything up.
 *
 * @param now - milliseconds since 1970
 */
export function addAdministrator(state: State, now: number): void {
  addWithKey(state, now, ADMINISTRATOR_USER, ADMINISTRATOR_CREDENTIALS);
}

/**
 * Adds the user that the portal runs as.
 *
 * @param now - milliseconds since 1970
 */
export function addPortalUser(state: State, now: number): void {
  addWithKey(state, now, PORTAL_USER, PORTAL_CREDENTIALS);
}
