import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];

afterEach(() => {
  folders
    .splice(0)
    .forEach(folder => rmSync(folder, { recursive: true, force: true }));
});

/** A path in a new folder that goes with the test. */
export function temporaryPath(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'aws-sandbox-'));
  folders.push(folder);
  return join(folder, name);
}
