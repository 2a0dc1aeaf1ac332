import { toMilliseconds, type Advanced, type TimeSpan } from './control/clock';
import { createFaults, type Faults } from './control/faults';
import { durationAt } from './durations';
import { toEvent } from './events/announce';
import { createDelivery } from './events/deliver';
import type { Context } from './operation';
import { SandboxError } from './SandboxError';
import { createState, SEEDS, type SeedName, type SeedOptions } from './seed';
import { close, createSandboxServer, listen } from './server';
import type { State } from './state/model';
import { createStateFile, readState } from './state/stateFile';
import { advance } from './work';

/** How a sandbox is to be; what its seed is told counts when the state is new. */
export interface SandboxOptions extends SeedOptions {
  /** A free one when 0, which is the default. */
  port?: number;
  /** Only `127.0.0.1`, which is the default. */
  host?: string;
  /** The file that keeps the state; nothing is kept when absent. */
  statePath?: string;
  /** 1 creates an account in about five seconds; 10 in half a second. */
  speed?: number;
  /** What is there at first: `organization` by default. A state in `statePath` goes before it. */
  seed?: SeedName;
  /** Where events of EventBridge are posted to; nowhere when absent. */
  eventTarget?: string;
  /** Sent with each event, in the header `x-mlops-event-key`. */
  eventKey?: string;
  /** The clock: milliseconds since 1970. */
  now?: () => number;
  /** Told one line about each call. */
  log?: (line: string) => void;
  /** Told about failures of the sandbox itself. */
  onFailure?: (error: unknown) => void;
}

/** A sandbox that answers. */
export interface Sandbox {
  /** The endpoint for SDK clients: `http://127.0.0.1:4566`. */
  url: string;
  faults: Faults;
  /** Writes the state to its file. */
  flush(): Promise<void>;
  /**
   * Moves the clock on, and does all of AWS's own work that is due on the way.
   * What the clients' clocks show stays.
   */
  advance(span: TimeSpan): Promise<Advanced>;
  /** Starts anew, with the same seed when none is given; ends all faults. */
  reset(seed?: SeedName): Promise<void>;
  /** Stops answering and writes the state; a second time does nothing. */
  stop(): Promise<void>;
}

function checkOptions(options: SandboxOptions): void {
  const {
    host = '127.0.0.1',
    port = 0,
    speed = 1,
    seed,
    eventTarget,
  } = options;
  if (host !== '127.0.0.1') {
    throw new SandboxError(
      `The AWS sandbox answers on 127.0.0.1 only; it does not listen on ${host}.`,
    );
  }
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new SandboxError(
      `The port is a number from 0 to 65535, not ${port}.`,
    );
  }
  if (!(speed > 0 && speed <= 1_000_000)) {
    throw new SandboxError(
      `The speed is a number above 0, at most 1000000, not ${speed}.`,
    );
  }
  if (eventTarget && !/^https?:\/\/./.test(eventTarget)) {
    throw new SandboxError(
      `Events are posted to an http address, not to ${eventTarget}.`,
    );
  }
  if (seed && !SEEDS.includes(seed)) {
    throw new SandboxError(
      `There is no seed ${seed}; there is ${SEEDS.join(', ')}.`,
    );
  }
}

/**
 * Starts a sandbox. It answers when the promise resolves.
 *
 * @throws SandboxError that says what to do: a host other than 127.0.0.1, a port in use, a state that cannot be read or written
 */
export async function startSandbox(
  options: SandboxOptions = {},
): Promise<Sandbox> {
  checkOptions(options);
  const {
    port = 0,
    host = '127.0.0.1',
    statePath,
    speed = 1,
    seed = 'organization',
    accountQuota,
    controlTower,
    emailsElsewhere,
    useCases,
    eventTarget,
    eventKey,
    now = Date.now,
    log = () => undefined,
    onFailure = error => process.stderr.write(`${error}\n`),
  } = options;
  const create = (name: SeedName) =>
    createState(name, now(), {
      accountQuota,
      controlTower,
      emailsElsewhere,
      useCases,
    });
  let state: State =
    (statePath && (await readState(statePath))) || create(seed);
  const file = createStateFile(statePath, () => state);
  const faults = createFaults();
  const duration = durationAt(speed);
  const delivery = createDelivery(eventTarget, onFailure, eventKey);
  const context = (): Context => {
    const at = now() + state.clockOffset;
    return {
      state,
      now: at,
      duration,
      announce: (event, when = at) => delivery.push(toEvent(event, when)),
    };
  };

  async function moveClock(span: TimeSpan): Promise<Advanced> {
    state.clockOffset += toMilliseconds(span);
    const moved = context();
    const workDone = advance(moved);
    await file.save();
    return { now: new Date(moved.now).toISOString(), workDone };
  }

  async function reset(name: SeedName = seed): Promise<void> {
    state = create(name);
    faults.clear();
    await file.save();
  }

  const server = createSandboxServer(
    {
      faults,
      context,
      save: file.save,
      onFailure,
      health: () => ({
        status: 'ok',
        speed,
        accounts: state.accounts.length,
        pendingWork: state.work.length,
      }),
      reset,
      advance: moveClock,
    },
    log,
  );
  await file.save();
  const url = `http://${host}:${await listen(server, host, port)}`;

  let stopping: Promise<void> | undefined;
  return {
    url,
    faults,
    flush: file.save,
    reset,
    advance: moveClock,
    stop() {
      delivery.stop();
      stopping ??= close(server).then(file.save);
      return stopping;
    },
  };
}
