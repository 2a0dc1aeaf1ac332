import { createHash } from 'node:crypto';
import { faultSchema, type Fault } from './faultSchema';

/** A fault, with how many calls it has met. */
export type ActiveFault = Fault & { hits: number };

/** What faults do to one call. */
export interface Effects {
  /** Milliseconds to wait first. */
  delay: number;
  /** Milliseconds that lists and look-ups are behind. */
  lag: number;
  /** Milliseconds for which a new role cannot be assumed. */
  unassumable: number;
  /** What is answered instead of the work being done. */
  instead?: Extract<Fault, { effect: 'throttle' | 'fail' }>;
  /** The work is done, but the caller hears nothing of it. */
  drop: boolean;
}

type Options = Pick<Fault, 'count' | 'where'>;
type Chance = Pick<
  Extract<Fault, { effect: 'throttle' }>,
  'probability' | 'seed'
>;
type Failure = Pick<
  Extract<Fault, { effect: 'fail' }>,
  'error' | 'message' | 'status'
>;

/**
 * The faults of a running sandbox. Operations are written as
 * `organizations:CreateAccount`, `organizations:*` or `*`.
 */
export interface Faults {
  /** Refuses calls for being too many, as the service does. */
  throttle(operation: string, options?: Options & Chance): void;
  /** Answers calls with an exception. */
  fail(operation: string, options?: Options & Chance & Failure): void;
  /** Lets calls wait for some milliseconds. */
  delay(
    operation: string,
    milliseconds: number,
    options?: Options & Chance,
  ): void;
  /** Does the work, then drops the connection. */
  drop(operation: string, options?: Options & Chance): void;
  /** Lets lists and look-ups be some milliseconds behind: what was made since is not seen. */
  lag(operation: string, milliseconds: number, options?: Options): void;
  /** Lets nobody assume a role in its first milliseconds: IAM takes its time to spread the word. */
  unassumable(milliseconds: number, options?: Options): void;
  /** All faults that still are to be met. */
  list(): ActiveFault[];
  /** Replaces all faults. */
  set(faults: Fault[]): void;
  /** Ends all faults. */
  clear(): void;
}

function matches(
  fault: Fault,
  operation: string,
  input: Record<string, unknown>,
): boolean {
  const [service] = operation.split(':');
  return (
    ['*', `${service}:*`, operation].includes(fault.operation) &&
    Object.entries(fault.where ?? {}).every(
      ([member, value]) => String(input[member]) === value,
    )
  );
}

/** Numbers from 0 to 1 that look random, and are the same for the same seed. */
function createLuck(seed: number): () => number {
  let draws = 0;
  return () => {
    draws += 1;
    const digest = createHash('sha256').update(`${seed}:${draws}`).digest();
    return digest.readUInt32BE() / 2 ** 32;
  };
}

/** Whether a fault ends a call; the others change how it goes on. */
function endsCall({ effect }: Fault): boolean {
  return ['throttle', 'fail', 'drop'].includes(effect);
}

/** Keeps faults, and says what they do to a call. */
export function createFaults(): Faults & {
  /** Takes the effects on one call; a fault with a count is used up by it. */
  take(operation: string, input: Record<string, unknown>): Effects;
} {
  let faults: ActiveFault[] = [];
  const luck = new WeakMap<ActiveFault, () => number>();

  function add(fault: Fault): void {
    const active = { ...faultSchema.parse(fault), hits: 0 };
    faults.push(active);
    if ('probability' in active) {
      luck.set(active, createLuck(active.seed ?? 1));
    }
  }

  function strikes(fault: ActiveFault): boolean {
    const draw = luck.get(fault);
    return (
      !draw || !('probability' in fault) || draw() < (fault.probability ?? 1)
    );
  }

  function isLeft({ count, hits }: ActiveFault): boolean {
    return count === undefined || hits < count;
  }

  return {
    throttle: (operation, options) =>
      add({ effect: 'throttle', operation, ...options }),
    fail: (operation, options) =>
      add({ effect: 'fail', operation, ...options }),
    delay: (operation, milliseconds, options) =>
      add({ effect: 'delay', operation, milliseconds, ...options }),
    drop: (operation, options) =>
      add({ effect: 'drop', operation, ...options }),
    lag: (operation, milliseconds, options) =>
      add({ effect: 'lag', operation, milliseconds, ...options }),
    unassumable: (milliseconds, options) =>
      add({
        effect: 'unassumable',
        operation: 'sts:AssumeRole',
        milliseconds,
        ...options,
      }),
    list: () => faults.filter(isLeft).map(fault => ({ ...fault })),
    set(next) {
      faults = [];
      next.forEach(add);
    },
    clear() {
      faults = [];
    },
    take(operation, input) {
      const effects: Effects = {
        delay: 0,
        lag: 0,
        unassumable: 0,
        drop: false,
      };
      for (const fault of faults) {
        if (
          !isLeft(fault) ||
          !matches(fault, operation, input) ||
          // One call ends in one way: the next fault waits for the next call.
          (endsCall(fault) && (effects.instead || effects.drop)) ||
          !strikes(fault)
        ) {
          continue;
        }
        fault.hits += 1;
        if (fault.effect === 'delay') {
          effects.delay += fault.milliseconds;
        } else if (fault.effect === 'lag' || fault.effect === 'unassumable') {
          effects[fault.effect] = Math.max(
            effects[fault.effect],
            fault.milliseconds,
          );
        } else if (fault.effect === 'drop') {
          effects.drop = true;
        } else {
          effects.instead = fault;
        }
      }
      return effects;
    },
  };
}
