import { createServer } from 'node:net';
import { Trouble } from './say.mjs';

function listen(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const taken = server.address().port;
      server.close(() => resolve(taken));
    });
  });
}

/** A port of 127.0.0.1 that nobody listens on. */
export function freePort() {
  return listen(0);
}

/**
 * Reads a port from the environment.
 *
 * @param {string} variable - name of the environment variable
 */
export function portFrom(variable, fallback) {
  const text = process.env[variable] ?? String(fallback);
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Trouble(
      `${variable} is '${text}', which is not a port.`,
      'Set it to a number from 1 to 65535.',
    );
  }
  return port;
}

/**
 * Makes sure that nobody listens on the ports.
 *
 * @param {{ what: string, port: number, variable: string }[]} wanted
 */
export async function requireFree(wanted) {
  for (const { what, port, variable } of wanted) {
    try {
      await listen(port);
    } catch (error) {
      throw new Trouble(
        `Port ${port}, which the ${what} needs, cannot be had: ${error.code}.`,
        `End the program that has it (lsof -i :${port} names it), or choose another port: ${variable}=${port + 1} npm start`,
      );
    }
  }
}
