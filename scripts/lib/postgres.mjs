// A throwaway PostgreSQL: a cluster of its own on a free port of loopback, gone when it is stopped.
import { execFileSync, spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './ports.mjs';
import { Trouble } from './say.mjs';

/** The variable that names the server tests run on; Backstage's test utilities read it. */
export const CONNECTION_VARIABLE =
  'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';

/** Where packages of Linux distributions put the server's programs, without adding them to PATH. */
const DISTRIBUTION_FOLDER = '/usr/lib/postgresql';

/** The account that the server runs as when we are root, which it refuses to be. */
const SERVER_ACCOUNT = 'postgres';

const START_TIMEOUT_MS = 60_000;

/** What a database that need not outlive the power can do without, and many small databases need. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '500',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  logging_collector: 'off',
};

/** Folders that may hold the server's programs, the newest version first. */
function folders() {
  const versions = existsSync(DISTRIBUTION_FOLDER)
    ? readdirSync(DISTRIBUTION_FOLDER).sort((a, b) => Number(b) - Number(a))
    : [];
  return [
    ...(process.env.PATH ?? '').split(delimiter).filter(Boolean),
    ...versions.map(version => join(DISTRIBUTION_FOLDER, version, 'bin')),
  ];
}

/** The folder with the server's programs; undefined when PostgreSQL is not installed. */
export function findPostgres() {
  return folders().find(
    folder =>
      existsSync(join(folder, 'initdb')) &&
      existsSync(join(folder, 'postgres')),
  );
}

/** User and group to run the server as: our own, unless we are root. */
function serverIdentity() {
  if (process.getuid() !== 0) {
    return {};
  }
  const idOf = flag =>
    Number(execFileSync('id', [flag, SERVER_ACCOUNT], { encoding: 'utf8' }));
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    throw new Trouble(
      `PostgreSQL does not run as root, and there is no user ${SERVER_ACCOUNT} to run it as.`,
      'Run this command as another user, or install PostgreSQL from a package of your distribution, which makes that user.',
    );
  }
}

function accepts(port) {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false)); // Not up yet: that is what we wait for.
  });
}

async function untilAccepting(server, port, lastOutput) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await accepts(port))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      throw new Trouble(
        `PostgreSQL did not start. What it said:\n\n${lastOutput()}`,
        'Mend what it names, then run this command again.',
      );
    }
    await sleep(50);
  }
}

/**
 * Starts a server with an empty cluster in a temporary folder. It ends with
 * `stop`, and at the latest with this process.
 *
 * @returns {Promise<{ connectionString: string, stop: () => Promise<void> }>}
 */
export async function startPostgres() {
  const bin = findPostgres();
  if (!bin) {
    throw new Trouble(
      'There is no PostgreSQL server on this machine (initdb and postgres are neither in PATH nor in /usr/lib/postgresql).',
      'Install it: apt-get install postgresql, or brew install postgresql@15.',
    );
  }
  const identity = serverIdentity();
  const folder = mkdtempSync(join(tmpdir(), 'mlops-postgres-'));
  if (identity.uid !== undefined) {
    chownSync(folder, identity.uid, identity.gid);
  }
  const data = join(folder, 'data');
  // The user's own settings, such as PGPORT, are for other servers.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('PG')),
  );
  const options = { ...identity, cwd: folder, env };
  let server;
  /** Ends the server at once, since nothing in it has to last, and removes what it left. */
  function discard() {
    if (server?.exitCode === null && server.signalCode === null) {
      execFileSync(
        join(bin, 'pg_ctl'),
        ['stop', '--mode', 'immediate', '--silent', '--pgdata', data],
        { ...options, stdio: 'ignore' },
      );
    }
    rmSync(folder, { recursive: true, force: true });
  }
  process.once('exit', discard);
  try {
    execFileSync(
      join(bin, 'initdb'),
      [
        '--pgdata',
        data,
        '--username',
        'postgres',
        '--auth',
        'trust',
        '--encoding',
        'UTF8',
        '--locale',
        'C',
        '--no-sync',
      ],
      { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
    );
  } catch (error) {
    throw new Trouble(
      `PostgreSQL could not make its cluster:\n${error.stderr ?? error.message}`,
      'Mend what it names, then run this command again.',
    );
  }
  const port = await freePort();
  const settings = {
    ...SETTINGS,
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
  };
  server = spawn(
    join(bin, 'postgres'),
    [
      '-D',
      data,
      ...Object.entries(settings).flatMap(([name, value]) => [
        '-c',
        `${name}=${value}`,
      ]),
    ],
    // In a process group of its own: Ctrl-C in the terminal is for us, and we end it last.
    { ...options, stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  let output = '';
  server.stderr.setEncoding('utf8').on('data', text => {
    output = (output + text).slice(-4000);
  });
  await untilAccepting(server, port, () => output);
  return {
    connectionString: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      process.removeListener('exit', discard);
      discard();
    },
  };
}

/**
 * A PostgreSQL server: the one that the environment names, which is left as it
 * is, or a throwaway one.
 *
 * @param {Record<string, string>} env
 * @returns {Promise<{ connectionString: string, stop: () => Promise<void> }>}
 */
export async function postgresServer(env) {
  const connectionString = env[CONNECTION_VARIABLE];
  return connectionString
    ? { connectionString, stop: async () => {} }
    : startPostgres();
}
