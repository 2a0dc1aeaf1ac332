// The commands of docs/aws-setup.md, as a reader runs them: one shell, one block after the other.
import { ADMINISTRATOR_CREDENTIALS } from '@mlops-portal/aws-sandbox';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT } from '../root';

/** Programs that stand before those of the machine. */
const PROGRAMS = resolve(ROOT, 'packages/trials/bin');

/** What the portal asks for once the guide was followed. */
export interface GuideResult {
  /** The settings that the guide writes down for the portal, by name. */
  settings: Record<string, string>;
  /** Credentials of the portal's own role. */
  portal: {
    AWS_ACCESS_KEY_ID: string;
    AWS_SECRET_ACCESS_KEY: string;
    AWS_SESSION_TOKEN: string;
  };
  /** All that the commands said. */
  output: string;
}

/** The blocks of commands in the guide, in order. */
export function commandsOf(guide: string): string[] {
  return [...guide.matchAll(/^```sh\n(.*?)^```/gms)].map(
    ([, commands = '']) => commands,
  );
}

/** What comes after the guide: the platform gives the portal credentials of its role. */
const BECOME_PORTAL = `
in_account "$GOVERNANCE" aws sts assume-role --role-session-name portal --role-arn "$PORTAL_PRINCIPAL" \
  --query 'Credentials.[AccessKeyId, SecretAccessKey, SessionToken]' --output text > "$TMPDIR/portal.credentials"
`;

/**
 * Follows the guide against a sandbox.
 *
 * @param options.url - of the sandbox
 * @param options.folder - for what the guide writes
 * @throws an error with all that the commands said, when one fails
 */
export async function followGuide(options: {
  url: string;
  folder: string;
}): Promise<GuideResult> {
  const { url, folder } = options;
  const guide = readFileSync(join(ROOT, 'docs/aws-setup.md'), 'utf8');
  const blocks = commandsOf(guide).map(
    (commands, index) => `echo "── block ${index + 1}"\n${commands}`,
  );
  const child = spawn('sh', ['-c', [...blocks, BECOME_PORTAL].join('\n')], {
    cwd: join(ROOT, 'foundation'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: `${PROGRAMS}:${process.env.PATH}`,
      // Nothing of the machine's own configuration gets into it.
      HOME: folder,
      TMPDIR: folder,
      SANDBOX_URL: url,
      AWS_ACCESS_KEY_ID: ADMINISTRATOR_CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ADMINISTRATOR_CREDENTIALS.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PAGER: '',
    },
  });
  const said: string[] = [];
  const hear = (text: string) => said.push(text);
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  const [code] = await once(child, 'close');
  const output = said.join('');
  if (code !== 0) {
    throw new Error(
      `A command of the set-up guide failed (exit ${code}). What was said:\n${output}`,
    );
  }
  const [AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN] =
    readFileSync(join(folder, 'portal.credentials'), 'utf8').trim().split('\t');
  const settings = readFileSync(join(folder, 'portal.env'), 'utf8')
    .trim()
    .split('\n')
    .map(line => line.split('=', 2) as [string, string]);
  return {
    settings: Object.fromEntries(settings),
    portal: { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN },
    output,
  };
}
