import { parseArgs } from 'node:util';
import { SandboxError } from './SandboxError';
import { startSandbox, type SandboxOptions } from './sandbox';
import { SEEDS, type SeedName } from './seed';

const HELP = `A stand-in for the AWS APIs that the MLOps portal uses, on 127.0.0.1.

Usage: aws-sandbox [options]

  --port NUMBER   port to listen on (4566; 0 takes a free one)
  --state FILE    keep the state in this file (kept in memory only)
  --speed NUMBER  how fast AWS's own work goes (1: an account in about 5 s)
  --seed NAME     what is there at first: ${SEEDS.join(', ')} (organization);
                  a state that is kept in FILE goes before it
  --control-tower Control Tower manages the units of the workloads, and makes
                  accounts with Account Factory
  --events URL    post events of EventBridge to this address (nowhere)
  --events-key KEY
                  sent with each event, in the header x-mlops-event-key
  --verbose       write one line for each call
  --help          show this
`;

interface CliOptions extends SandboxOptions {
  help: boolean;
  verbose: boolean;
}

function toNumber(option: string, text: string): number {
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number)) {
    throw new SandboxError(`--${option} takes a number, not ${text}.`);
  }
  return number;
}

function readOptions(args: string[]): CliOptions {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: '4566' },
        state: { type: 'string' },
        speed: { type: 'string', default: '1' },
        seed: { type: 'string', default: 'organization' },
        'control-tower': { type: 'boolean', default: false },
        events: { type: 'string' },
        'events-key': { type: 'string' },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    const [reason] = (error as Error).message.split(/\.\s/);
    throw new SandboxError(`${reason}: see --help.`, { cause: error });
  }
  return {
    port: toNumber('port', values.port),
    statePath: values.state,
    speed: toNumber('speed', values.speed),
    seed: values.seed as SeedName,
    controlTower: values['control-tower'],
    eventTarget: values.events,
    eventKey: values['events-key'],
    verbose: values.verbose,
    help: values.help,
  };
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function run(args: string[]): Promise<void> {
  const { help, verbose, ...options } = readOptions(args);
  if (help) {
    write(HELP.trimEnd());
    return;
  }
  const sandbox = await startSandbox({
    ...options,
    log: verbose ? write : undefined,
  });
  let isStopping = false;
  const stop = () => {
    if (isStopping) {
      return;
    }
    isStopping = true;
    sandbox.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  write(
    `AWS sandbox on ${sandbox.url} (speed ${options.speed}, state ${
      options.statePath ? `in ${options.statePath}` : 'in memory'
    })`,
  );
}

function fail(error: unknown): void {
  // What the user can do away with is a line; a failure of the sandbox's own comes with its stack.
  const text =
    error instanceof SandboxError
      ? error.message
      : ((error as Error).stack ?? error);
  process.stderr.write(`aws-sandbox: ${text}\n`);
  process.exit(1);
}

/**
 * Runs the sandbox from the command line until it is told to stop.
 *
 * @param args - what follows the command's name
 */
export async function runCli(args: string[]): Promise<void> {
  await run(args).catch(fail);
}
