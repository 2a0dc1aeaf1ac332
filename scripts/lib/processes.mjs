// Child processes: each in a process group of its own, so that it ends with all it started.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const running = new Set();

function track(child) {
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

function signalGroup(child, signal) {
  for (const pid of [-child.pid, child.pid]) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') {
        throw error;
      }
    }
  }
}

/** Ends a child and all it started; forcibly after ten seconds. */
export async function end(child) {
  const closed =
    child.exitCode === null && child.signalCode === null
      ? once(child, 'close')
      : undefined;
  signalGroup(child, 'SIGTERM');
  await Promise.race([closed, sleep(10_000, undefined, { ref: false })]);
  signalGroup(child, 'SIGKILL');
}

/** Ends every child that still runs. */
export async function endAll() {
  await Promise.all([...running].map(end));
}

/** Ends every child when this process is asked to stop, and then this process. */
export function endAllOnSignal() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, async () => {
      process.stdout.write('\n▸ Stopping\n');
      await endAll();
      process.exit(signal === 'SIGINT' ? 130 : 143);
    });
  }
}

/** Runs a command to its end with the terminal's output; resolves with its exit status. */
export async function run(command, args, options = {}) {
  const child = track(
    spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
      ...options,
    }),
  );
  const [code, signal] = await once(child, 'close');
  return code ?? (signal ? 1 : 0);
}

/** Runs a command to its end; resolves with its exit status and what it printed. */
export async function capture(command, args, options = {}) {
  const child = track(
    spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      ...options,
    }),
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      output += text;
    });
  }
  const [code] = await once(child, 'close');
  return { code: code ?? 1, output };
}

/**
 * Starts a command that keeps running. What it prints goes into a file, and to
 * the terminal as well when `verbose`.
 */
export function startService({ command, args, cwd, env, logFile, verbose }) {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile);
  const child = track(
    spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    }),
  );
  const tail = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      log.write(chunk);
      tail.push(String(chunk));
      tail.splice(0, Math.max(0, tail.length - 40));
      if (verbose) {
        process.stdout.write(chunk);
      }
    });
  }
  child.once('close', () => log.end());
  return { child, logFile, lastOutput: () => tail.join('').slice(-4000) };
}
