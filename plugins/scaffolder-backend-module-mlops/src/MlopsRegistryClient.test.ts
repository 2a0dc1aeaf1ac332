import { CreateAccountCommand } from '@aws-sdk/client-organizations';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { startBackend } from './__testUtils__/backend';
import { OWNER, startPortal } from './__testUtils__/portal';
import { accountTags } from './accounts/accountTags';
import {
  createMlopsRegistryClient,
  type MlopsRegistryClient,
} from './MlopsRegistryClient';
import { sentence } from './sentence';

const USER = mockCredentials.user();

const REGISTRATION = { name: 'churn-prediction', owner: OWNER };

function clientAt(address: (pluginId: string) => string): MlopsRegistryClient {
  return createMlopsRegistryClient({
    auth: mockServices.auth({ pluginId: 'scaffolder' }),
    discovery: {
      getBaseUrl: async pluginId => address(pluginId),
      getExternalBaseUrl: async pluginId => address(pluginId),
    },
  });
}

async function startClient(): Promise<MlopsRegistryClient> {
  return clientAt(await startBackend(await startPortal()));
}

/** What a failure says to a person. */
async function failureOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return sentence(error);
  }
  throw new Error('It did not fail.');
}

describe('createMlopsRegistryClient, against the mlops backend', () => {
  it('registers a use case in the name of the person, once', async () => {
    const client = await startClient();

    await expect(client.register(REGISTRATION, USER)).resolves.toEqual({
      created: true,
      useCase: expect.objectContaining({
        ...REGISTRATION,
        registeredBy: 'user:default/mock',
      }),
    });
    await expect(client.register(REGISTRATION, USER)).resolves.toMatchObject({
      created: false,
      useCase: REGISTRATION,
    });
  });

  it('passes on why a registration is refused', async () => {
    const client = await startClient();
    await client.register(REGISTRATION, USER);

    expect(
      await failureOf(
        client.register({ ...REGISTRATION, title: 'Another' }, USER),
      ),
    ).toMatch(/^name: the use case churn-prediction exists already/);
    expect(
      await failureOf(client.register({ name: 'Churn', owner: OWNER }, USER)),
    ).toContain('starts with a lowercase letter');
  });

  it('takes the steps of a retirement, in the name of the person', async () => {
    const client = await startClient();
    await client.register(REGISTRATION, USER);

    await expect(
      client.retire('churn-prediction', 'begin', USER),
    ).resolves.toMatchObject({ retiredBy: 'user:default/mock' });
    await client.retire('churn-prediction', 'complete', USER);

    await expect(
      client.useCase('churn-prediction', USER),
    ).resolves.toMatchObject({ retiredAt: expect.any(String) });
    expect(await failureOf(client.register(REGISTRATION, USER))).toMatch(
      /^name: The use case churn-prediction was retired on /,
    );
  });

  it('gives a use case, and says so when there is none', async () => {
    const client = await startClient();
    await client.register(REGISTRATION, USER);

    await expect(
      client.useCase('churn-prediction', USER),
    ).resolves.toMatchObject(REGISTRATION);
    expect(await failureOf(client.useCase('a/b?c', USER))).toBe(
      'There is no use case named a/b?c.',
    );
  });

  it('finds the use case that an account belongs to', async () => {
    const portal = await startPortal();
    await portal.organizations.send(
      new CreateAccountCommand({
        AccountName: 'churn-prediction-dev',
        Email: 'aws+churn-prediction-dev@example.com',
        Tags: accountTags({
          useCase: 'churn-prediction',
          environment: 'dev',
          owner: OWNER,
          name: '',
          email: '',
        }),
      }),
    );
    const [{ id }] = await portal.accounts('churn-prediction-dev');
    const client = clientAt(await startBackend(portal));
    await client.register(REGISTRATION, USER);
    await client.refresh('churn-prediction', USER);

    await expect(client.useCaseOf(id, USER)).resolves.toBe('churn-prediction');
    // A part of an id is found by the search, but names no account.
    await expect(
      client.useCaseOf(id.slice(0, 11), USER),
    ).resolves.toBeUndefined();
  });

  it('knows what the accounts of the environments will be called', async () => {
    const client = await startClient();

    await expect(
      client.naming('churn-prediction', ['dev', 'prod'], USER),
    ).resolves.toMatchObject({
      accounts: [
        { email: 'aws+churn-prediction-dev@example.com' },
        { email: 'aws+churn-prediction-prod@example.com' },
      ],
    });
  });

  it('gives the template library', async () => {
    const client = await startClient();

    await expect(client.templates(USER)).resolves.toMatchObject({
      items: expect.any(Array),
      totalItems: expect.any(Number),
    });
  });

  it('has the evidence of a use case collected', async () => {
    const client = await startClient();
    await client.register(REGISTRATION, USER);

    await client.refresh('churn-prediction', USER);

    const { evaluatedAt } = await client.useCase('churn-prediction', USER);
    expect(evaluatedAt).toEqual(expect.any(String));
  });

  it('says so when the backend does not answer', async () => {
    // Nothing listens on this port: it is reserved for that.
    const client = clientAt(() => 'http://127.0.0.1:9/api/mlops');

    expect(await failureOf(client.templates(USER))).toMatch(
      /^The mlops backend does not answer \(GET \/templates\): .+/,
    );
  });
});
