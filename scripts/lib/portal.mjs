// Starts sandbox, backend and app, and waits until all three answer.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { end, startService } from './processes.mjs';
import { say, Trouble } from './say.mjs';
import { ROOT } from './toolchain.mjs';

const START_TIMEOUT_MS = 240_000;

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(20_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false; // Not up yet: that is what we wait for.
  }
}

async function untilUp({ what, url, service }) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(url))) {
    const { exitCode, signalCode } = service.child;
    if (exitCode !== null || signalCode !== null) {
      throw new Trouble(
        `The ${what} stopped while starting. The end of what it said:\n\n${service.lastOutput()}`,
        `All of it is in ${service.logFile}. Mend what it names, then run this command again.`,
      );
    }
    if (Date.now() > deadline) {
      throw new Trouble(
        `The ${what} did not answer at ${url} within ${START_TIMEOUT_MS / 1000} seconds.`,
        `What it said is in ${service.logFile}.`,
      );
    }
    await sleep(300);
  }
}

/**
 * Starts the portal with the sandbox as its AWS.
 *
 * @param options.ports - of 127.0.0.1: `app`, `backend`, `sandbox`
 * @param options.state - folder that keeps databases, the sandbox's state and logs
 * @param options.speed - how many times faster than usual the sandbox works
 * @returns where it answers, and how to end it
 */
export async function startPortal({
  toolchain,
  ports,
  state,
  speed = 1,
  verbose = false,
}) {
  const urls = {
    app: `http://localhost:${ports.app}`,
    backend: `http://localhost:${ports.backend}`,
    sandbox: `http://127.0.0.1:${ports.sandbox}`,
  };
  const env = {
    ...toolchain.env,
    PORTAL_PORT: String(ports.app),
    BACKEND_PORT: String(ports.backend),
    SANDBOX_PORT: String(ports.sandbox),
    PORTAL_STATE: state,
    // Keeps the SDK from looking for credentials anywhere but in the configuration.
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const services = [];
  function start(name, cwd, args) {
    const service = startService({
      command: toolchain.node,
      args,
      cwd: join(ROOT, cwd),
      env,
      logFile: join(state, 'logs', `${name}.log`),
      verbose,
    });
    services.push(service);
    return service;
  }
  const cli = join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli');

  async function stop() {
    await Promise.all(services.map(({ child }) => end(child)));
  }

  try {
    const sandbox = start('sandbox', 'packages/aws-sandbox', [
      'bin/aws-sandbox',
      '--port',
      String(ports.sandbox),
      '--state',
      join(state, 'sandbox.json'),
      '--speed',
      String(speed),
    ]);
    say('Starting sandbox, backend and app');
    const backend = start('backend', 'packages/backend', [
      cli,
      'package',
      'start',
    ]);
    const app = start('app', 'packages/app', [cli, 'package', 'start']);
    await untilUp({
      what: 'sandbox',
      url: `${urls.sandbox}/_sandbox/health`,
      service: sandbox,
    });
    say(`The sandbox answers on ${urls.sandbox}`);
    await untilUp({
      what: 'backend',
      url: `${urls.backend}/.backstage/health/v1/readiness`,
      service: backend,
    });
    say(`The backend answers on ${urls.backend}`);
    await untilUp({ what: 'app', url: urls.app, service: app });
    return { urls, services, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
