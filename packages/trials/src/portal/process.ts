// A portal as a process of its own, which can die like one.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { JsonObject } from '@backstage/types';
import { ROOT } from '../root';
import { until } from '../until';

const MAIN = resolve(ROOT, 'packages/trials/src/backend/main.ts');
const START_TIMEOUT_MS = 180_000;
const LOG_LINES = 400;

/** A portal that runs, or lies dead until it is started again. */
export interface PortalProcess {
  url: string;
  /** Starts it, and resolves when it answers. Answers how long that took, in milliseconds. */
  start(): Promise<number>;
  /** Kills it without a word of warning (SIGKILL); resolves when it is dead. */
  kill(): Promise<void>;
  /** Freezes it (SIGSTOP), as a machine does that is swapped out. */
  freeze(): void;
  /** Lets it go on (SIGCONT). */
  thaw(): void;
  /** The end of what it has said since it was last started. */
  lastOutput(): string;
  /** Kills it and removes what it left. */
  discard(): Promise<void>;
}

/**
 * A portal with a configuration that comes after `app-config.yaml`. It does not
 * run yet.
 */
export function createPortalProcess(options: {
  port: number;
  configuration: JsonObject;
  /** Adds to the environment. */
  env?: Record<string, string>;
  verbose?: boolean;
}): PortalProcess {
  const { port, configuration, env, verbose = false } = options;
  const url = `http://127.0.0.1:${port}`;
  const folder = mkdtempSync(join(tmpdir(), 'mlops-trial-'));
  const configFile = join(folder, 'app-config.trial.json');
  writeFileSync(
    configFile,
    JSON.stringify({
      ...configuration,
      backend: {
        ...(configuration.backend as JsonObject),
        workingDirectory: folder,
      },
    }),
  );
  let child: ChildProcess | undefined;
  const lines: string[] = [];

  function isRunning(): boolean {
    return child?.exitCode === null && child.signalCode === null;
  }

  function lastOutput(): string {
    return lines.join('\n');
  }

  async function kill(): Promise<void> {
    if (child && isRunning()) {
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
    }
  }

  // A trial that ends in whatever way leaves no portal behind.
  function abandon(): void {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
  process.once('exit', abandon);

  return {
    url,
    lastOutput,
    kill,
    async start() {
      const started = Date.now();
      lines.length = 0;
      child = spawn(
        process.execPath,
        [
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
          MAIN,
          '--config',
          join(ROOT, 'app-config.yaml'),
          '--config',
          configFile,
        ],
        {
          cwd: ROOT,
          stdio: ['ignore', 'pipe', 'pipe'],
          env: {
            ...process.env,
            NODE_ENV: 'development',
            // Modules are compiled once, not at every start.
            NODE_COMPILE_CACHE: join(tmpdir(), 'mlops-trials-compile-cache'),
            AWS_EC2_METADATA_DISABLED: 'true',
            ...env,
          },
        },
      );
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => {
          lines.push(...text.split('\n').filter(Boolean));
          lines.splice(0, Math.max(0, lines.length - LOG_LINES));
          if (verbose) {
            process.stderr.write(text);
          }
        });
      }
      await until(
        `the portal at ${url}`,
        async () => {
          if (!isRunning()) {
            throw new Error(
              `The portal stopped while starting. What it said:\n${lastOutput()}`,
            );
          }
          const answer = await fetch(
            `${url}/.backstage/health/v1/readiness`,
          ).catch(() => undefined);
          return answer?.ok || undefined;
        },
        { timeoutMs: START_TIMEOUT_MS, everyMs: 50, whyNot: lastOutput },
      );
      return Date.now() - started;
    },
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
    async discard() {
      await kill();
      process.removeListener('exit', abandon);
      abandon();
    },
  };
}
