import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './toolchain.mjs';

const SKIPPED = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

function filesOf(path) {
  if (!existsSync(join(ROOT, path))) {
    return [];
  }
  if (!statSync(join(ROOT, path)).isDirectory()) {
    return [path];
  }
  return readdirSync(join(ROOT, path))
    .filter(name => !SKIPPED.has(name))
    .flatMap(name => filesOf(join(path, name)));
}

/**
 * A digest of the content of files and folders: the same as long as nothing in
 * them changed. What does not exist counts as nothing.
 *
 * @param {string[]} paths - relative to the root of the repository
 */
export function digestOf(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesOf).sort()) {
    hash.update(file).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex');
}
