import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  ListAccountsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  SearchProductsCommand,
  ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import { temporaryPath } from './__testUtils__/files';
import { PORTAL_CREDENTIALS, REGION } from './constants';
import { createSandboxClient } from './control/client';
import { startSandbox } from './sandbox';

jest.setTimeout(60_000);

const COMMAND = resolve(__dirname, '../bin/aws-sandbox');

const children: ChildProcess[] = [];

afterEach(() => {
  children.splice(0).forEach(child => child.kill('SIGKILL'));
});

function start(...args: string[]) {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', data => {
    output.stdout += data;
  });
  child.stderr.on('data', data => {
    output.stderr += data;
  });
  return {
    child,
    output,
    exit: once(child, 'close').then(([code]) => ({ ...output, code })),
    async line() {
      while (!output.stdout.includes('\n')) {
        await once(child.stdout, 'data');
      }
      return output.stdout.split('\n')[0];
    },
  };
}

describe('aws-sandbox', () => {
  it('starts, says where, answers, logs, and stops at a signal', async () => {
    const statePath = temporaryPath('state.json');
    const { child, line, exit } = start(
      ...['--port', '0', '--state', statePath, '--speed', '50', '--verbose'],
    );
    const ready = await line();
    const [, url, rest] =
      /^AWS sandbox on (http:\/\/127\.0\.0\.1:\d+) (.*)$/.exec(ready) ?? [];
    expect(rest).toBe(`(speed 50, state in ${statePath})`);
    expect(await createSandboxClient(url).isReady()).toBe(true);
    const client = new OrganizationsClient({
      endpoint: url,
      region: REGION,
      credentials: PORTAL_CREDENTIALS,
    });
    const { Accounts } = await client.send(new ListAccountsCommand({}));
    expect(Accounts).toHaveLength(20);

    child.kill('SIGTERM');
    const { code, stdout, stderr } = await exit;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/\norganizations:ListAccounts ok \d+ ms\n/);
    expect(existsSync(statePath)).toBe(true);
    expect(await createSandboxClient(url).isReady()).toBe(false);
  });

  it('takes an empty organization', async () => {
    const { child, line, exit } = start('--port', '0', '--seed', 'empty');
    const [, url] = /(http:\S+)/.exec(await line()) ?? [];
    const response = await fetch(`${url}/_sandbox/health`);
    expect(await response.json()).toMatchObject({ speed: 1, accounts: 3 });
    child.kill('SIGINT');
    expect((await exit).code).toBe(0);
  });

  it('takes Control Tower with it', async () => {
    const { child, line, exit } = start(
      ...['--port', '0', '--seed', 'empty', '--control-tower'],
    );
    const [, url] = /(http:\S+)/.exec(await line()) ?? [];
    const client = new ServiceCatalogClient({
      endpoint: url,
      region: REGION,
      credentials: PORTAL_CREDENTIALS,
    });
    const { ProductViewSummaries } = await client.send(
      new SearchProductsCommand({}),
    );
    expect(ProductViewSummaries).toMatchObject([
      { Name: 'AWS Control Tower Account Factory' },
    ]);
    child.kill('SIGINT');
    expect((await exit).code).toBe(0);
  });

  it('explains itself', async () => {
    const { code, stdout } = await start('--help').exit;
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /--port[^]*--state[^]*--speed[^]*--seed[^]*--control-tower/,
    );
  });

  it.each([
    [['--prot', '1'], "Unknown option '--prot': see --help."],
    [
      ['--port', '--verbose'],
      "Option '--port' argument is ambiguous: see --help.",
    ],
    [['--port', 'x'], '--port takes a number, not x.'],
    [['--speed=-1'], 'The speed is a number above 0, at most 1000000, not -1.'],
    [
      ['--seed', 'nothing'],
      'There is no seed nothing; there is organization, empty, bare, large.',
    ],
  ])('refuses %j with one line', async (args, message) => {
    const { code, stdout, stderr } = await start(...args).exit;
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: `aws-sandbox: ${message}\n`,
    });
  });

  it('says which port is in use and what to do', async () => {
    const sandbox = await startSandbox();
    const { port } = new URL(sandbox.url);
    const { code, stderr } = await start('--port', port).exit;
    await sandbox.stop();
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `aws-sandbox: Port ${port} is in use: stop what listens there, or choose another with --port.\n`,
    });
  });
});
