// Runs a command of the workspace with the pinned toolchain, under npm run and yarn alike.
import { ensureDependencies } from './lib/dependencies.mjs';
import { endAllOnSignal, run } from './lib/processes.mjs';
import { main } from './lib/say.mjs';
import { ensureToolchain, ROOT } from './lib/toolchain.mjs';

await main(async () => {
  endAllOnSignal();
  const toolchain = await ensureToolchain();
  await ensureDependencies(toolchain);
  const [command, ...args] = process.argv.slice(2);
  return run(command, args, {
    cwd: ROOT,
    env: toolchain.env,
    // In the terminal's own process group, so that it can ask and be answered.
    stdio: 'inherit',
    detached: false,
  });
});
