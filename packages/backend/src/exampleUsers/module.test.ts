import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { EXAMPLE_USER_HEADER } from './authenticator';
import { authModuleExampleUsers } from './module';

const amara = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'amara' },
  spec: { memberOf: ['customer-intelligence'] },
  relations: [
    {
      type: 'memberOf',
      targetRef: 'group:default/customer-intelligence',
    },
  ],
};

async function startAuth() {
  const { server } = await startTestBackend({
    features: [
      authPlugin,
      authModuleExampleUsers,
      catalogServiceMock.factory({ entities: [amara] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost' },
          auth: {
            environment: 'development',
            providers: {
              exampleUsers: {
                users: [{ user: 'user:default/amara', name: 'Amara Okafor' }],
              },
            },
          },
        },
      }),
    ],
  });
  return (user: string) =>
    request(server)
      .get('/api/auth/exampleUsers/refresh')
      .set(EXAMPLE_USER_HEADER, user);
}

describe('the example users', () => {
  const environment = process.env.NODE_ENV;

  function runAs(nodeEnv: string) {
    Object.assign(process.env, { NODE_ENV: nodeEnv });
  }

  afterEach(() => runAs(environment ?? 'test'));

  it('are people one can sign in as in development', async () => {
    runAs('development');
    const signInAs = await startAuth();

    const { status, body } = await signInAs('user:default/amara');

    expect(status).toBe(200);
    expect(body.profile.displayName).toBe('Amara Okafor');
    expect(body.backstageIdentity.identity).toMatchObject({
      userEntityRef: 'user:default/amara',
      ownershipEntityRefs: [
        'user:default/amara',
        'group:default/customer-intelligence',
      ],
    });
  });

  it('are only those in the configuration', async () => {
    runAs('development');
    const signInAs = await startAuth();

    const { status, body } = await signInAs('user:default/mallory');

    expect(status).toBe(400);
    expect(body.error.message).toContain(
      "x-example-user: 'user:default/mallory' is not one of the users",
    );
  });

  it('are nobody in production', async () => {
    runAs('production');
    const signInAs = await startAuth();

    const { status, body } = await signInAs('user:default/amara');

    expect(status).toBe(403);
    expect(body.error.message).toContain('in development only');
  });
});
