// npm start: everything from a bare machine to a running portal.
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { startPortal } from './lib/portal.mjs';
import { portFrom, requireFree } from './lib/ports.mjs';
import { endAll, endAllOnSignal } from './lib/processes.mjs';
import { main, say, Trouble } from './lib/say.mjs';
import { ensureToolchain, ROOT } from './lib/toolchain.mjs';

const HELP = `Starts the MLOps Portal with a sandbox in place of AWS.

  npm start                  the portal and its sandbox
  npm start -- --verbose     and show what they log
  npm start -- --speed 10    let the sandbox work ten times faster

Ports: PORTAL_PORT (7007), SANDBOX_PORT (4566).
State and logs: .portal (delete it to start anew).
`;

await main(async () => {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      verbose: { type: 'boolean', short: 'v', default: false },
      speed: { type: 'string', default: '1' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const speed = Number(values.speed);
  if (!(speed > 0)) {
    throw new Trouble(
      `--speed is '${values.speed}', which is not a number above 0.`,
      'Try: npm start -- --speed 10',
    );
  }
  const ports = {
    portal: portFrom('PORTAL_PORT', 7007),
    sandbox: portFrom('SANDBOX_PORT', 4566),
  };
  await requireFree([
    { what: 'portal', port: ports.portal, variable: 'PORTAL_PORT' },
    { what: 'sandbox', port: ports.sandbox, variable: 'SANDBOX_PORT' },
  ]);
  endAllOnSignal();
  const toolchain = await ensureToolchain();
  await ensureDependencies(toolchain);
  const portal = await startPortal({
    toolchain,
    ports,
    state: join(ROOT, '.portal'),
    speed,
    verbose: values.verbose,
  });
  say(`The MLOps Portal is open on ${portal.urls.portal}`);
  say('Ctrl-C ends it; logs are in .portal/logs');
  const stopped = await Promise.race(
    portal.services.map(async service => {
      await once(service.child, 'close');
      return service;
    }),
  );
  await endAll();
  throw new Trouble(
    `A part of the portal stopped by itself. The end of what it said:\n\n${stopped.lastOutput()}`,
    `All of it is in ${stopped.logFile}.`,
  );
});
