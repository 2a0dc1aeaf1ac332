import type { Announcement } from './events/announce';
import type { Session, State, Work } from './state/model';

/** What moves the state: an operation, or work whose time has come. */
export interface Context {
  state: State;
  /** Milliseconds since 1970. */
  now: number;
  /** The moment that time has come to, while work that was due before it is done; `now` when absent. */
  until?: number;
  /** Turns seconds that AWS takes for something into milliseconds at the sandbox's speed. */
  duration(awsSeconds: number): number;
  /**
   * Tells those who listen to EventBridge that something happened.
   *
   * @param at - when: milliseconds since 1970; now when absent
   */
  announce(event: Announcement, at?: number): void;
}

/** Who calls: the account and the principal behind the credentials, and where it called. */
export interface Caller {
  accountId: string;
  /** Name of the role that was assumed; undefined for an IAM user. */
  role?: string;
  /** Of the session, or of the user. */
  arn: string;
  userId: string;
  /** ARN of the role or of the user. */
  principalArn: string;
  /** Name of the session, or of the user. */
  name: string;
  accessKeyId: string;
  region: string;
  /** Of the role that was assumed. */
  session?: Session;
}

/** What an operation works with. */
export interface Call extends Context {
  caller: Caller;
  /** What was made after this moment is not seen yet: `now`, unless a fault lets reads lag. */
  listedUntil: number;
  /** Roles made after this moment cannot be assumed yet: `now`, unless a fault delays it. */
  assumableUntil: number;
}

/** An operation of a service. */
export interface Operation {
  /**
   * `list` shows things that were made a moment ago, `lookup` looks for one that
   * may have been made a moment ago: both can lag.
   */
  kind: 'read' | 'list' | 'lookup' | 'write';
  handle(input: unknown, call: Call): unknown;
}

/** The operations of a service, by name. */
export type Operations = Record<string, Operation>;

/**
 * The type of an input that was validated: what the SDK declares as required
 * but possibly undefined is there.
 */
export type Validated<T> = T extends Date | Uint8Array
  ? T
  : T extends (infer Item)[]
    ? Validated<Item>[]
    : T extends object
      ? {
          [Name in keyof T]: {} extends Pick<T, Name>
            ? Validated<T[Name]>
            : Validated<NonNullable<T[Name]>>;
        }
      : T;

type Handler<Input, Output> = (input: Validated<Input>, call: Call) => Output;

function operation(kind: Operation['kind']) {
  return <Input, Output>(handle: Handler<Input, Output>): Operation => ({
    kind,
    handle: (input, call) => handle(input as Validated<Input>, call),
  });
}

/** An operation that reads a certain thing. */
export const reads = operation('read');

/** An operation that reads a thing which AWS may not have everywhere yet when it is new. */
export const looksUp = operation('lookup');

/** An operation that lists things. */
export const lists = operation('list');

/** An operation that may change something. */
export const writes = operation('write');

/** Has work done when its time has come, be it after a restart. */
export function schedule(context: Context, awsSeconds: number, work: Work) {
  context.state.work.push({
    ...work,
    // Work that was done and is to be done again still has the time at which it was due.
    dueAt: context.now + context.duration(awsSeconds),
  });
}
