// Installs what yarn.lock names, when it is not installed yet.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from './digest.mjs';
import { run } from './processes.mjs';
import { say, Trouble } from './say.mjs';
import { checkDisk, ROOT } from './toolchain.mjs';

const STAMP = join(ROOT, 'node_modules', '.mlops-portal-installed');

/** All that decides what is installed. */
function manifests() {
  const packages = ['packages', 'plugins'].flatMap(folder =>
    readdirSync(join(ROOT, folder)).map(name =>
      join(folder, name, 'package.json'),
    ),
  );
  return ['yarn.lock', '.yarnrc.yml', 'package.json', ...packages];
}

/**
 * Installs the dependencies from the lock file; skips it when nothing changed.
 *
 * @param toolchain - from `ensureToolchain`
 */
export async function ensureDependencies(toolchain) {
  const wanted = `${process.arch} ${digestOf(manifests())}`;
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) {
    return;
  }
  say('Installing dependencies (a minute or two the first time)');
  await checkDisk();
  const code = await run('yarn', ['install', '--immutable'], {
    cwd: ROOT,
    env: { ...toolchain.env, YARN_ENABLE_PROGRESS_BARS: '0' },
  });
  if (code !== 0) {
    throw new Trouble(
      'Yarn could not install the dependencies; its own words are above.',
      'If it could not reach the registry: check the network and the proxy, or set npmRegistryServer in your ~/.yarnrc.yml. If it would change the lock file: run yarn install and commit yarn.lock. Then run this command again.',
    );
  }
  writeFileSync(STAMP, wanted);
}
