import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { useCase } from './__testUtils__/useCases';
import { createMlopsApi } from './MlopsApi';

/** What a backend that was started for a test is asked, and what it answers. */
const answers: Record<string, { status: number; body: unknown }> = {};
const asked: { url?: string; authorization?: string }[] = [];
let server: Server;

beforeAll(async () => {
  server = createServer(({ url = '', headers }, response) => {
    asked.push({ url, authorization: headers.authorization });
    const { status, body } = answers[url] ?? { status: 500, body: {} };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
});

afterAll(
  () =>
    new Promise(resolve => {
      server.close(resolve);
    }),
);

function createApi() {
  const { port } = server.address() as AddressInfo;
  return createMlopsApi({
    auth: mockServices.auth({ pluginId: 'catalog' }),
    discovery: mockServices.discovery.mock({
      getBaseUrl: async pluginId => `http://127.0.0.1:${port}/api/${pluginId}`,
    }),
  });
}

it('reads the revisions of all use cases, as the catalog plugin', async () => {
  answers['/api/mlops/use-case-revisions'] = {
    status: 200,
    body: { revisions: { 'a-1': 'one', 'a-2': 'two' } },
  };
  asked.length = 0;
  expect(await createApi().useCaseRevisions()).toEqual(
    new Map([
      ['a-1', 'one'],
      ['a-2', 'two'],
    ]),
  );
  const authorization = mockCredentials.service.header({
    onBehalfOf: await mockServices
      .auth({ pluginId: 'catalog' })
      .getOwnServiceCredentials(),
    targetPluginId: 'mlops',
  });
  expect(asked.map(request => request.authorization)).toEqual([authorization]);
});

it('reads a use case, and knows when there is none', async () => {
  answers['/api/mlops/use-cases/churn-prediction'] = {
    status: 200,
    body: useCase(),
  };
  answers['/api/mlops/use-cases/no%2Fsuch'] = { status: 404, body: {} };
  expect(await createApi().useCase('churn-prediction')).toEqual(useCase());
  expect(await createApi().useCase('no/such')).toBeUndefined();
});

it('tells a backend that fails from one that has nothing', async () => {
  const error = { error: { name: 'ServiceUnavailableError', message: 'Busy' } };
  answers['/api/mlops/use-cases/churn-prediction'] = {
    status: 503,
    body: error,
  };
  answers['/api/mlops/templates'] = { status: 503, body: error };
  await expect(createApi().useCase('churn-prediction')).rejects.toThrow(
    'Request failed with 503',
  );
  await expect(createApi().templates()).rejects.toThrow(
    'Request failed with 503',
  );
});
