// Starts the sandbox and the backend, which serves the app as well, and waits until they answer.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureAppBundle } from './appBundle.mjs';
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

/** Whether the catalog has the templates and the organization has been read once. */
async function isFilled(portalUrl) {
  try {
    const signIn = await fetch(`${portalUrl}/api/auth/guest/refresh`);
    const { backstageIdentity } = await signIn.json();
    const ask = async path => {
      const response = await fetch(`${portalUrl}/api${path}`, {
        headers: { Authorization: `Bearer ${backstageIdentity.token}` },
      });
      return response.ok ? response.json() : undefined;
    };
    const [template, library] = await Promise.all([
      ask('/catalog/entities/by-name/template/default/create-use-case'),
      ask('/mlops/templates'),
    ]);
    return Boolean(template && library?.observedAt);
  } catch {
    return false; // Not up yet: that is what we wait for.
  }
}

async function untilUp({ what, where, isUp, service }) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await isUp())) {
    const { exitCode, signalCode } = service.child;
    if (exitCode !== null || signalCode !== null) {
      throw new Trouble(
        `The ${what} stopped while starting. The end of what it said:\n\n${service.lastOutput()}`,
        `All of it is in ${service.logFile}. Mend what it names, then run this command again.`,
      );
    }
    if (Date.now() > deadline) {
      throw new Trouble(
        `The ${what} did not answer at ${where} within ${START_TIMEOUT_MS / 1000} seconds.`,
        `What it said is in ${service.logFile}.`,
      );
    }
    await sleep(300);
  }
}

/** As in app-config.yaml; it opens nothing but the events of the sandbox. */
const SANDBOX_EVENT_KEY = 'sandbox-only-event-key';

/**
 * Starts the portal with the sandbox as its AWS.
 *
 * @param options.ports - of 127.0.0.1: `portal`, `sandbox`
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
  await ensureAppBundle(toolchain);
  const urls = {
    portal: `http://localhost:${ports.portal}`,
    sandbox: `http://127.0.0.1:${ports.sandbox}`,
  };
  const env = {
    ...toolchain.env,
    APP_PORT: String(ports.portal),
    BACKEND_PORT: String(ports.portal),
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
      '--events',
      `${urls.portal}/api/mlops/aws-events`,
      '--events-key',
      SANDBOX_EVENT_KEY,
    ]);
    say('Starting the sandbox and the portal');
    const backend = start('backend', 'packages/backend', [
      join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'package',
      'start',
    ]);
    await untilUp({
      what: 'sandbox',
      where: urls.sandbox,
      isUp: () => answers(`${urls.sandbox}/_sandbox/health`),
      service: sandbox,
    });
    say(`The sandbox answers on ${urls.sandbox}`);
    await untilUp({
      what: 'backend',
      where: urls.portal,
      isUp: () => answers(`${urls.portal}/.backstage/health/v1/readiness`),
      service: backend,
    });
    say('The backend answers; reading templates and the organization');
    await untilUp({
      what: 'portal',
      where: urls.portal,
      isUp: async () =>
        (await answers(urls.portal)) && (await isFilled(urls.portal)),
      service: backend,
    });
    return { urls, services, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
