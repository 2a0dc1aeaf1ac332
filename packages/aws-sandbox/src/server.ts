import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { SandboxError } from './SandboxError';
import { answerControl, type ControlEnvironment } from './control/control';
import { s3 } from './services/s3';
import type { Answer } from './wire/answer';
import { answerCall, type Environment } from './wire/call';
import { serviceOf } from './wire/route';

/** The longest body that AWS's services here take; S3 keeps objects. */
const MAX_BODY_MIB = { s3: 16, other: 1 };

/** How long requests may still run when the server is to stop. */
const GRACE_MS = 1000;

/**
 * How long a connection may be idle. Longer than the five seconds between two
 * looks at something that takes its time: a client that takes up a connection
 * just as it is closed sees an error.
 */
const KEEP_ALIVE_MS = 75_000;

function plain(status: number, message: string): Answer {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `${message}\n`,
  };
}

async function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBytes) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Whether a name leads here; before it may stand the bucket that a request to S3 is about. */
function isLoopback(host: string | undefined): boolean {
  return /^([a-z0-9.-]+\.)?(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '');
}

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    'content-length': Buffer.byteLength(answer.body),
    // The answer to HEAD tells the length of what it leaves out.
    ...answer.headers,
  });
  response.end(answer.body);
}

/** Makes the HTTP server: AWS's APIs at `/`, the sandbox's own under `/_sandbox/`. */
export function createSandboxServer(
  environment: Environment & ControlEnvironment,
  log: (line: string) => void,
): Server {
  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    // A name that leads here from elsewhere is an attempt to reach the sandbox from a web page.
    if (!isLoopback(headers.host)) {
      send(response, plain(403, 'The AWS sandbox answers on loopback only.'));
      return;
    }
    const isS3 = headers.authorization && serviceOf(headers) === s3;
    const limit = MAX_BODY_MIB[isS3 ? 's3' : 'other'];
    const body = await readBody(request, limit * 1024 * 1024);
    if (!body) {
      send(response, plain(413, `The request is larger than ${limit} MiB.`));
      return;
    }
    const path = url.split('?')[0];
    if (path.startsWith('/_sandbox')) {
      const control = { method, path, headers, body: body.toString() };
      send(response, await answerControl(control, environment));
      return;
    }
    if (method !== 'POST' && !headers.authorization) {
      send(
        response,
        plain(
          404,
          'This is the AWS sandbox: a stand-in for AWS APIs. See /_sandbox/health.',
        ),
      );
      return;
    }
    const started = Date.now();
    const outcome = await answerCall(
      { method, url, headers, body },
      environment,
    );
    log(`${outcome.action} ${outcome.result} ${Date.now() - started} ms`);
    if (outcome.dropped) {
      request.socket.destroy();
      return;
    }
    send(response, outcome.answer);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(error => {
      // A caller that hung up is no failure of the sandbox.
      if (!request.destroyed || request.complete) {
        environment.onFailure(error);
      }
      request.socket.destroy();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

/**
 * Has a server listen.
 *
 * @returns the port
 * @throws SandboxError when it cannot
 */
export async function listen(
  server: Server,
  host: string,
  port: number,
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reasons: Record<string, string> = {
        EADDRINUSE: `Port ${port} is in use: stop what listens there, or choose another with --port.`,
        EACCES: `Port ${port} is not open to this user: choose one above 1023 with --port.`,
      };
      reject(
        new SandboxError(
          reasons[error.code ?? ''] ??
            `Cannot listen on port ${port}: ${error.message}`,
          { cause: error },
        ),
      );
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || !address) {
    throw new SandboxError(`Cannot tell the port that ${host} listens on.`);
  }
  return address.port;
}

/** Stops a server: what runs may finish within a second. */
export async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(error => {
      clearTimeout(timer);
      if (error) {
        reject(error);
      } else {
        resolve();
      }
    });
    server.closeIdleConnections();
  });
}
