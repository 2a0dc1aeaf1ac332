import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EventBridgeEvent } from '../events/announce';

/** A place where a sandbox posts its events to. */
export interface EventTarget {
  url: string;
  /** What has come, oldest first. */
  events: EventBridgeEvent[];
  /** Resolves with the events of a type once there are as many as asked for. */
  wait(detailType: string, count: number): Promise<EventBridgeEvent[]>;
  stop(): Promise<void>;
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Starts a server that takes events, on a free port. */
export async function startEventTarget(): Promise<EventTarget> {
  const events: EventBridgeEvent[] = [];
  const arrivals = new EventEmitter();
  const server = createServer(async (request, response) => {
    events.push(JSON.parse(await read(request)));
    response.end();
    arrivals.emit('event');
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    events,
    async wait(detailType, count) {
      for (;;) {
        const found = events.filter(
          event => event['detail-type'] === detailType,
        );
        if (found.length >= count) {
          return found;
        }
        await once(arrivals, 'event');
      }
    },
    stop: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
