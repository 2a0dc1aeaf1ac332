import { faultSchema, type Fault } from './faultSchema';

/** A fault, with how many calls it has met. */
export type ActiveFault = Fault & { hits: number };

/** What faults do to one call. */
export interface Effects {
  /** Milliseconds to wait first. */
  delay: number;
  /** Milliseconds that lists are behind. */
  lag: number;
  /** What is answered instead of the work being done. */
  instead?: Extract<Fault, { effect: 'throttle' | 'fail' }>;
  /** The work is done, but the caller hears nothing of it. */
  drop: boolean;
}

type Options = Pick<Fault, 'count' | 'where'>;
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
  throttle(operation: string, options?: Options): void;
  /** Answers calls with an exception. */
  fail(operation: string, options?: Options & Failure): void;
  /** Lets calls wait for some milliseconds. */
  delay(operation: string, milliseconds: number, options?: Options): void;
  /** Does the work, then drops the connection. */
  drop(operation: string, options?: Options): void;
  /** Lets lists be some milliseconds behind: what was made since is not listed. */
  lag(operation: string, milliseconds: number, options?: Options): void;
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

/** Keeps faults, and says what they do to a call. */
export function createFaults(): Faults & {
  /** Takes the effects on one call; a fault with a count is used up by it. */
  take(operation: string, input: Record<string, unknown>): Effects;
} {
  let faults: ActiveFault[] = [];

  function add(fault: Fault): void {
    faults.push({ ...faultSchema.parse(fault), hits: 0 });
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
    list: () => faults.filter(isLeft).map(fault => ({ ...fault })),
    set(next) {
      faults = [];
      next.forEach(add);
    },
    clear() {
      faults = [];
    },
    take(operation, input) {
      const effects: Effects = { delay: 0, lag: 0, drop: false };
      for (const fault of faults) {
        const ends = fault.effect !== 'delay' && fault.effect !== 'lag';
        if (
          !isLeft(fault) ||
          !matches(fault, operation, input) ||
          // One call ends in one way: the next fault waits for the next call.
          (ends && (effects.instead || effects.drop))
        ) {
          continue;
        }
        fault.hits += 1;
        if (fault.effect === 'delay') {
          effects.delay += fault.milliseconds;
        } else if (fault.effect === 'lag') {
          effects.lag = Math.max(effects.lag, fault.milliseconds);
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
