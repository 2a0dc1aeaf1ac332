// Who presses the button in a trial: anyone the request names. Part of the trials' backend and of no other.
import { createBackendModule } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/** The request header that names a person. */
export const PERSON_HEADER = 'x-trial-person';

/** The provider under which a person signs in. */
export const PEOPLE_PROVIDER = 'trialPeople';

const authenticator = createProxyAuthenticator({
  defaultProfileTransform: async ({ name }: { name: string }) => ({
    profile: { displayName: name },
  }),
  initialize: () => ({}),
  async authenticate({ req }) {
    const name = req.header(PERSON_HEADER);
    if (!name) {
      throw new InputError(`${PERSON_HEADER} names nobody.`);
    }
    return { result: { name } };
  },
});

/** Gives out the token of a user, as signing in does. */
export const authModulePeople = createBackendModule({
  pluginId: 'auth',
  moduleId: 'trial-people',
  register(env) {
    env.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: PEOPLE_PROVIDER,
          factory: createProxyAuthProviderFactory({
            authenticator,
            signInResolver: async ({ result: { name } }, ctx) => {
              const sub = stringifyEntityRef({ kind: 'User', name });
              return ctx.issueToken({ claims: { sub, ent: [sub] } });
            },
          }),
        });
      },
    });
  },
});
