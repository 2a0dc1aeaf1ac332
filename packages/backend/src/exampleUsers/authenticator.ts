import { InputError, NotAllowedError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';

/** The request header that says who one wants to be. */
export const EXAMPLE_USER_HEADER = 'x-example-user';

/**
 * Takes the word of the request header `x-example-user`, for the users listed
 * in `auth.providers.exampleUsers.users` and only in development.
 */
export const exampleUserAuthenticator = createProxyAuthenticator({
  defaultProfileTransform: async ({
    name,
  }: {
    user: string;
    name: string;
  }) => ({
    profile: { displayName: name },
  }),
  initialize({ config }) {
    return {
      isDevelopment: process.env.NODE_ENV === 'development',
      users: config.getConfigArray('users').map(entry => ({
        user: entry.getString('user'),
        name: entry.getString('name'),
      })),
    };
  },
  async authenticate({ req }, { isDevelopment, users }) {
    if (!isDevelopment) {
      throw new NotAllowedError(
        'Example users exist in development only: take auth.providers.exampleUsers out of the configuration.',
      );
    }
    const wanted = req.header(EXAMPLE_USER_HEADER) ?? '';
    const result = users.find(({ user }) => user === wanted);
    if (!result) {
      throw new InputError(
        `${EXAMPLE_USER_HEADER}: '${wanted}' is not one of the users in auth.providers.exampleUsers.users.`,
      );
    }
    return { result };
  },
});
