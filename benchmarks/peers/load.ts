// What the benchmarks compare with has a folder and a lockfile of its own: it is heavier than all that the portal needs besides.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** In the environment of a process this has Backstage find the peers' own files, such as their migrations. */
export const PEERS_ENVIRONMENT = { NODE_PATH: join(__dirname, 'node_modules') };

/** Installs the peers, unless they are. */
export function installPeers(log: (line: string) => void): void {
  if (existsSync(join(__dirname, 'node_modules'))) {
    return;
  }
  log('Installing what is compared with, once …');
  execFileSync('yarn', ['install', '--immutable'], {
    cwd: __dirname,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

/** A module of the peers: `@backstage/plugin-catalog-backend-module-aws`. */
export function loadPeer<T>(name: string): T {
  return createRequire(join(__dirname, 'package.json'))(name);
}
