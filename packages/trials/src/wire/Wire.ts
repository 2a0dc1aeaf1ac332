// The wire between a portal and AWS. It can stop the world around any call, so that the portal dies just there.
import {
  createServer,
  request as forward,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  learnKey,
  readCall,
  type AwsCall,
  type CallerIdentity,
  type KnownKeys,
} from './awsCall';

/** Around a call: before AWS hears of it, or when AWS has answered and the answer is not out. */
export type Moment = 'before' | 'after';

/** Says whether a call is the one at which the world stops. */
export type Trigger = (call: AwsCall) => boolean | Promise<boolean>;

/** A wire that carries calls. */
export interface Wire {
  /** The endpoint for the portal. */
  url: string;
  /** All calls that came over it, in order. */
  calls: AwsCall[];
  /**
   * Stops the world at the first call that the trigger knows: no call is
   * forwarded and no answer goes out any more.
   *
   * @returns the call, once the world stands still
   */
  stopAt(moment: Moment, trigger: Trigger): Promise<AwsCall>;
  /** Resolves at the next call that the trigger knows, and lets it pass. */
  seen(trigger: (call: AwsCall) => boolean): Promise<AwsCall>;
  /** Drops what is held, and carries calls again. A trigger that has not met its call is forgotten. */
  go(): void;
  stop(): Promise<void>;
}

interface Stop {
  moment: Moment;
  trigger: Trigger;
  onStopped: (call: AwsCall) => void;
}

interface Watcher {
  trigger: (call: AwsCall) => boolean;
  onSeen: (call: AwsCall) => void;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Sends a request as it is: the host is part of the signature. */
function send(
  target: string,
  incoming: IncomingMessage,
  body: Buffer,
): Promise<Answer | undefined> {
  return new Promise(resolve => {
    const outgoing = forward(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method, headers: incoming.headers },
      response => {
        readAll(response).then(
          answer =>
            resolve({
              status: response.statusCode ?? 502,
              headers: response.headers,
              body: answer,
            }),
          () => resolve(undefined),
        );
      },
    );
    // AWS hung up: so does the wire.
    outgoing.on('error', () => resolve(undefined));
    outgoing.end(body);
  });
}

/**
 * Starts a wire.
 *
 * @param options.target - where AWS is
 * @param options.known - who is behind which access key; the wires of several portals share it
 * @param options.start - who has the access key that the portal starts from
 */
export async function startWire(options: {
  target: string;
  known: KnownKeys;
  start: CallerIdentity;
  /** Told about failures of the wire itself. */
  onFailure: (error: unknown) => void;
}): Promise<Wire> {
  const { target, known, start, onFailure } = options;
  const calls: AwsCall[] = [];
  const held = new Set<IncomingMessage>();
  const watchers = new Set<Watcher>();
  let stop: Stop | undefined;
  let isStopped = false;

  /** Whether a message goes no further, because the world stands still or stops here. */
  async function isHeld(
    moment: Moment,
    call: AwsCall,
    incoming: IncomingMessage,
  ): Promise<boolean> {
    const wanted = stop;
    if (!isStopped && wanted?.moment === moment) {
      if ((await wanted.trigger(call)) && stop === wanted) {
        stop = undefined;
        isStopped = true;
        held.add(incoming);
        wanted.onStopped(call);
        return true;
      }
    }
    if (isStopped) {
      held.add(incoming);
    }
    return isStopped;
  }

  async function carry(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const body = await readAll(incoming);
    const call = readCall(
      {
        method: incoming.method ?? 'GET',
        url: incoming.url ?? '/',
        headers: incoming.headers,
        body: body.toString(),
      },
      known,
      start,
    );
    if (await isHeld('before', call, incoming)) {
      return;
    }
    calls.push(call);
    for (const watcher of [...watchers]) {
      if (watcher.trigger(call)) {
        watchers.delete(watcher);
        watcher.onSeen(call);
      }
    }
    const answer = await send(target, incoming, body);
    if (!answer) {
      incoming.socket.destroy();
      return;
    }
    call.status = answer.status;
    learnKey(call, answer.body.toString(), known);
    if (await isHeld('after', call, incoming)) {
      return;
    }
    outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  }

  const server = createServer((incoming, outgoing) => {
    carry(incoming, outgoing).catch(error => {
      if (incoming.complete) {
        onFailure(error);
      }
      incoming.socket.destroy();
    });
  });
  server.keepAliveTimeout = 75_000;
  // A portal that died took its connections with it.
  server.on('connection', socket => {
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });

  function go(): void {
    stop = undefined;
    isStopped = false;
    for (const incoming of held) {
      incoming.socket.destroy();
    }
    held.clear();
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    stopAt: (moment, trigger) =>
      new Promise(onStopped => {
        stop = { moment, trigger, onStopped };
      }),
    seen: trigger =>
      new Promise(onSeen => {
        watchers.add({ trigger, onSeen });
      }),
    go,
    async stop() {
      go();
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };
}
