import type { ConfigApi } from '@backstage/frontend-plugin-api';

/** The kinds of people the portal is for. */
export const ROLES = ['data-scientist', 'team-lead', 'platform-team'] as const;

/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** Somebody of the example organization. */
export interface ExampleUser {
  /** Entity reference. */
  user: string;
  name: string;
  role: Role;
  team: string;
}

function isRole(text: string): text is Role {
  return ROLES.some(role => role === text);
}

/**
 * The people anyone may sign in as: `auth.providers.exampleUsers.users`. None
 * in production, where this is not configured.
 *
 * @throws an error that names the user and the key when a role is not one of {@link ROLES}
 */
export function readExampleUsers(config: ConfigApi): ExampleUser[] {
  const users =
    config.getOptionalConfigArray('auth.providers.exampleUsers.users') ?? [];
  return users.map(entry => {
    const user = entry.getString('user');
    const role = entry.getString('role');
    if (!isRole(role)) {
      throw new Error(
        `auth.providers.exampleUsers.users: the role '${role}' of ${user} is not one of ${ROLES.join(', ')}.`,
      );
    }
    return {
      user,
      role,
      name: entry.getString('name'),
      team: entry.getString('team'),
    };
  });
}
