/** @jest-environment node */
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorMessage } from '../errorMessage';
import { makeUseCase } from '../__testUtils__/fixtures';
import { MlopsClient } from './MlopsClient';

type Answer = { status: number; body: unknown };

/** A backend on loopback that notes what it is asked and answers what it is told. */
class LocalBackend {
  readonly asked: string[] = [];
  answer: Answer = { status: 200, body: {} };
  readonly #server: Server = createServer((request, response) =>
    this.#handle(request, response),
  );

  async start(): Promise<string> {
    await new Promise<void>(resolve => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/api/mlops`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    this.asked.push(`${request.method} ${request.url}`);
    response.statusCode = this.answer.status;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(this.answer.body));
  }
}

describe('MlopsClient', () => {
  let backend: LocalBackend;
  let client: MlopsClient;

  beforeEach(async () => {
    backend = new LocalBackend();
    const baseUrl = await backend.start();
    client = new MlopsClient({
      discoveryApi: { getBaseUrl: async () => baseUrl },
      fetchApi: { fetch },
    });
  });

  afterEach(() => backend.stop());

  it('asks for use cases with the filters that are set', async () => {
    backend.answer.body = { items: [makeUseCase()], totalItems: 1 };

    await expect(
      client.getUseCases({
        q: 'churn & co',
        stage: undefined,
        orderBy: 'stage',
        order: 'desc',
        limit: 20,
      }),
    ).resolves.toMatchObject({ totalItems: 1 });
    expect(backend.asked).toEqual([
      'GET /api/mlops/use-cases?q=churn+%26+co&orderBy=stage&order=desc&limit=20',
    ]);
  });

  it('asks for everything else by its path', async () => {
    await client.getUseCases({});
    await client.getUseCase('churn-prediction');
    await client.getMaturity('churn-prediction');
    await client.getAccounts({ useCase: 'churn-prediction' });
    await client.getNaming('what/ever?');
    await client.getTemplates();

    expect(backend.asked).toEqual([
      'GET /api/mlops/use-cases',
      'GET /api/mlops/use-cases/churn-prediction',
      'GET /api/mlops/use-cases/churn-prediction/maturity',
      'GET /api/mlops/accounts?useCase=churn-prediction',
      'GET /api/mlops/naming/what%2Fever%3F',
      'GET /api/mlops/templates',
    ]);
  });

  it('refreshes, and tells those who listen until they stop', async () => {
    const heard: string[] = [];
    const stop = client.onRefreshed(useCase => heard.push(useCase));

    await client.refreshUseCase('churn-prediction');
    stop();
    await client.refreshUseCase('fraud-detection');

    expect(backend.asked).toEqual([
      'POST /api/mlops/use-cases/churn-prediction/refresh',
      'POST /api/mlops/use-cases/fraud-detection/refresh',
    ]);
    expect(heard).toEqual(['churn-prediction']);
  });

  it("fails with the backend's own message, and tells nobody of a refresh that failed", async () => {
    const heard: string[] = [];
    client.onRefreshed(useCase => heard.push(useCase));
    backend.answer = {
      status: 404,
      body: {
        error: {
          name: 'NotFoundError',
          message: 'There is no use case named nothing.',
        },
        request: { method: 'GET', url: '/use-cases/nothing' },
        response: { statusCode: 404 },
      },
    };

    const error = await client.refreshUseCase('nothing').catch(e => e);
    expect(error).toMatchObject({ name: 'ResponseError', statusCode: 404 });
    expect(errorMessage(error)).toBe('There is no use case named nothing.');
    expect(heard).toEqual([]);
  });
});
