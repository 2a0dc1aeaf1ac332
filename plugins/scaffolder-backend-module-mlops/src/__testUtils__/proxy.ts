// Stands between a client and the sandbox, and answers some calls itself: for what AWS says only in rare moments.
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers a call instead of the sandbox; undefined lets it pass. */
export type Intercept = (operation: string) => object | undefined;

const running: Server[] = [];

afterEach(() => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/**
 * Starts a proxy for `awsJson1_1` calls that ends with the test.
 *
 * @param intercept - given the operation's name: `CreateAccount`
 * @returns its address
 */
export async function startProxy(
  target: string,
  intercept: Intercept,
): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    const operation =
      incoming.headers['x-amz-target']?.toString().split('.')[1] ?? '';
    const answer = intercept(operation);
    if (answer) {
      incoming.resume();
      outgoing
        .writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
        .end(JSON.stringify(answer));
      return;
    }
    // The host is part of the signature, so all headers pass as they are.
    const forwarded = request(
      target,
      { method: incoming.method, headers: incoming.headers },
      response => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(outgoing);
      },
    );
    forwarded.on('error', error => outgoing.destroy(error));
    incoming.pipe(forwarded);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  running.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
