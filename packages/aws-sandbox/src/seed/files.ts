// The project's own foundation, which the seeds are made of.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The text of a file of the package `@mlops-portal/foundation`. */
export function foundationFile(name: string): string {
  const folder = dirname(
    require.resolve('@mlops-portal/foundation/package.json'),
  );
  return readFileSync(join(folder, name), 'utf8');
}
