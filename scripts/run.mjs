// Runs a command of the workspace with the pinned toolchain, under npm run and yarn alike. After --postgres, with a
// throwaway PostgreSQL server beside it.
import { ensureDependencies } from './lib/dependencies.mjs';
import { CONNECTION_VARIABLE, postgresServer } from './lib/postgres.mjs';
import { endAllOnSignal, run } from './lib/processes.mjs';
import { main } from './lib/say.mjs';
import { ensureToolchain, ROOT } from './lib/toolchain.mjs';

await main(async () => {
  endAllOnSignal();
  const toolchain = await ensureToolchain();
  await ensureDependencies(toolchain);
  const needsPostgres = process.argv[2] === '--postgres';
  const [command, ...args] = process.argv.slice(needsPostgres ? 3 : 2);
  const runWith = env =>
    run(command, args, {
      cwd: ROOT,
      env,
      // In the terminal's own process group, so that it can ask and be answered.
      stdio: 'inherit',
      detached: false,
    });
  if (!needsPostgres) {
    return runWith(toolchain.env);
  }
  const server = await postgresServer(toolchain.env);
  try {
    return await runWith({
      ...toolchain.env,
      [CONNECTION_VARIABLE]: server.connectionString,
    });
  } finally {
    await server.stop();
  }
});
