import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toEvent, type EventBridgeEvent } from './announce';
import { createDelivery, type Delivery } from './deliver';

function event(detailType: string): EventBridgeEvent {
  return toEvent(
    {
      source: 'aws.sagemaker',
      detailType,
      accountId: '100000000002',
      region: 'eu-west-1',
      resources: [],
      detail: {},
    },
    Date.UTC(2026, 10, 25, 12),
  );
}

interface Target {
  url: string;
  /** Types of the events that came, those that were refused included. */
  received: string[];
  /** The keys that came with them. */
  keys: (string | undefined)[];
  server: Server;
}

const running: { server?: Server; delivery?: Delivery }[] = [];

afterEach(async () => {
  for (const { server, delivery } of running.splice(0)) {
    delivery?.stop();
    server?.closeAllConnections();
    await new Promise(resolve => {
      if (server) {
        server.close(resolve);
      } else {
        resolve(undefined);
      }
    });
  }
});

/** A server that answers the how many-th request as it is told. */
async function startTarget(
  answer: (count: number) => number | Promise<number>,
): Promise<Target> {
  const received: string[] = [];
  const keys: Target['keys'] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    received.push(body['detail-type']);
    keys.push(request.headers['x-mlops-event-key']?.toString());
    response.statusCode = await answer(received.length);
    response.end();
  });
  running.push({ server });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/events`, received, keys, server };
}

function start(target: string | undefined, key?: string) {
  const failures: string[] = [];
  const delivery = createDelivery(
    target,
    ({ message }) => failures.push(message),
    key,
  );
  running.push({ delivery });
  return { delivery, failures };
}

/** Waits until something holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise(resolve => {
      setTimeout(resolve, 10);
    });
  }
}

describe('events', () => {
  it('are put into the envelope of EventBridge', () => {
    expect(event('SageMaker Model State Change')).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'SageMaker Model State Change',
      source: 'aws.sagemaker',
      account: '100000000002',
      time: '2026-11-25T12:00:00Z',
      region: 'eu-west-1',
      resources: [],
      detail: {},
    });
  });

  it('are delivered one after the other, in the order in which they came', async () => {
    let open = 0;
    const atOnce: number[] = [];
    const target = await startTarget(async count => {
      open += 1;
      atOnce.push(open);
      // The first ones take longest.
      await new Promise(resolve => {
        setTimeout(resolve, 40 - 10 * count);
      });
      open -= 1;
      return 200;
    });
    const { delivery, failures } = start(target.url);
    ['a', 'b', 'c'].forEach(type => delivery.push(event(type)));
    await until(() => target.received.length === 3);
    delivery.push(event('d'));
    await until(() => target.received.length === 4);
    expect(target.received).toEqual(['a', 'b', 'c', 'd']);
    expect(atOnce).toEqual([1, 1, 1, 1]);
    expect(failures).toEqual([]);
  });

  it('are tried again before the next one', async () => {
    const target = await startTarget(count => (count < 3 ? 503 : 200));
    const { delivery, failures } = start(target.url);
    delivery.push(event('a'));
    delivery.push(event('b'));
    await until(() => target.received.length === 4);
    expect(target.received).toEqual(['a', 'a', 'a', 'b']);
    expect(failures).toEqual([]);
  });

  it('are given up and told after four attempts, and the next one follows', async () => {
    const target = await startTarget(count => (count <= 4 ? 500 : 200));
    const { delivery, failures } = start(target.url);
    delivery.push(event('a'));
    delivery.push(event('b'));
    await until(() => target.received.length === 5);
    expect(target.received).toEqual(['a', 'a', 'a', 'a', 'b']);
    expect(failures).toEqual([
      `${target.url} did not take the event a: Error: it answered 500`,
    ]);
  }, 15_000);

  it('are not delivered after a stop, and nothing is told', async () => {
    const target = await startTarget(() => 500);
    const { delivery, failures } = start(target.url);
    delivery.push(event('a'));
    delivery.push(event('b'));
    await until(() => target.received.length === 1);
    delivery.stop();
    delivery.push(event('c'));
    // Longer than the first pause between two attempts.
    await new Promise(resolve => {
      setTimeout(resolve, 400);
    });
    expect(target.received).toEqual(['a']);
    expect(failures).toEqual([]);
  });

  it('are the newest thousand when many wait', async () => {
    let release = (_status: number) => {};
    const target = await startTarget(count =>
      count === 1
        ? new Promise<number>(resolve => {
            release = resolve;
          })
        : 200,
    );
    const { delivery } = start(target.url);
    delivery.push(event('first'));
    await until(() => target.received.length === 1);
    for (let index = 0; index < 1002; index += 1) {
      delivery.push(event(String(index)));
    }
    release(200);
    await until(() => target.received.at(-1) === '1001');
    expect(target.received.slice(0, 2)).toEqual(['first', '2']);
    expect(target.received).toHaveLength(1001);
  });

  it.each([['the key of the portal'], [undefined]])(
    'are sent with the key %s',
    async key => {
      const target = await startTarget(() => 202);
      const { delivery } = start(target.url, key);
      delivery.push(event('a'));
      await until(() => target.received.length === 1);
      expect(target.keys).toEqual([key]);
    },
  );

  it('go nowhere without a target', () => {
    const { delivery, failures } = start(undefined);
    delivery.push(event('a'));
    expect(failures).toEqual([]);
  });
});
