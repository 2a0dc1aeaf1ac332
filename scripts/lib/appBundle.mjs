// Builds what the browser loads, when its sources are not what they were.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from './digest.mjs';
import { capture } from './processes.mjs';
import { say, Trouble } from './say.mjs';
import { ROOT } from './toolchain.mjs';

const APP = join(ROOT, 'packages/app');
const STAMP = join(APP, 'dist/.built-from');
const SOURCES = [
  'packages/app',
  'plugins/mlops',
  'plugins/mlops-common',
  'yarn.lock',
];

/**
 * Builds the app; skips it when nothing changed.
 *
 * @param toolchain - from `ensureToolchain`
 */
export async function ensureAppBundle(toolchain) {
  const wanted = digestOf(SOURCES);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) {
    return;
  }
  say('Building the app (about half a minute)');
  const { code, output } = await capture(
    toolchain.node,
    [
      join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'package',
      'build',
    ],
    { cwd: APP, env: toolchain.env },
  );
  if (code !== 0) {
    throw new Trouble(
      `The app could not be built:\n${output.slice(-4000)}`,
      'Mend what it names, then run this command again.',
    );
  }
  writeFileSync(STAMP, wanted);
}
