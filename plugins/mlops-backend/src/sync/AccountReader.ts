import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ACCOUNT_CONCERNS,
  isClosedAccount,
  type AccountEvidence,
  type AccountSnapshot,
  type Environment,
  type Observed,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type {
  AccountCollector,
  AwsClients,
} from '@mlops-portal/backstage-plugin-mlops-node';
import pLimit from 'p-limit';
import type { AccountRecord } from '../database/AccountStore';
import { observe } from './observe';

/** Whether a concern of an account is read; the others stay as they were. */
export type Wanted = (accountId: string, concern: string) => boolean;

/** After how many milliseconds everything of an account is read again, also what lists do not show to have changed. */
const VERIFY_AFTER = 24 * 60 * 60_000;

/** Whether a collector is the portal's own. */
function isOwn(concern: string): concern is keyof typeof ACCOUNT_CONCERNS {
  return Object.hasOwn(ACCOUNT_CONCERNS, concern);
}

/** What the reader of accounts works with. */
export interface AccountReaderOptions {
  aws: AwsClients;
  collectors: readonly AccountCollector[];
  organizationalUnits: Record<Environment, string>;
  logger: LoggerService;
  concurrency: number;
  /** How long the reading of one account may take, in milliseconds. */
  timeoutMs: number;
  now: () => Date;
}

/** Reads accounts with all collectors. */
export class AccountReader {
  readonly #options: AccountReaderOptions;
  /** How many accounts are read at the same time, whoever asked. */
  readonly #limit: pLimit.Limit;
  /** By account and concern, when it was last read as if for the first time. */
  readonly #verified = new Map<string, number>();

  constructor(options: AccountReaderOptions) {
    this.#options = options;
    this.#limit = pLimit(options.concurrency);
  }

  /** Reads an account, or some of it; a closed one cannot be read, and is not asked. */
  async read(
    record: AccountRecord,
    before: AccountSnapshot | undefined,
    options: {
      /** What is read alone, beside what never was; everything when absent. */
      only?: Wanted;
      /** Whether what is read is read as if for the first time, because something is known to have changed that lists may not show. */
      anew?: boolean;
      lastCheckedAt: string | undefined;
      signal?: AbortSignal;
    },
  ): Promise<AccountSnapshot> {
    if (isClosedAccount(record)) {
      return this.unread(record, before);
    }
    const account = this.#evidence(record);
    return this.#limit(async () => {
      options.signal?.throwIfAborted();
      const signal = AbortSignal.any([
        AbortSignal.timeout(this.#options.timeoutMs),
        ...(options.signal ? [options.signal] : []),
      ]);
      const parts: [string, Observed<unknown>][] = [];
      // One after the other: AWS limits how fast one account may be asked.
      for (const collector of this.#options.collectors) {
        const part = this.#partOf(before, collector.concern);
        parts.push([
          collector.concern,
          part && options.only?.(record.accountId, collector.concern) === false
            ? part
            : await this.#observe(collector, account, part, {
                anew: options.anew ?? false,
                lastCheckedAt: options.lastCheckedAt,
                signal,
              }),
        ]);
      }
      options.signal?.throwIfAborted();
      return this.#snapshot(account, parts);
    });
  }

  /** What is known of an account that is closed or being closed: nothing in it can be read. */
  unread(record: AccountRecord, before?: AccountSnapshot): AccountSnapshot {
    const account = this.#evidence(record);
    const reason = `Account ${account.name} (${account.accountId}) is ${account.status}: what is in it can no longer be read.`;
    return this.#snapshot(
      account,
      this.#options.collectors.map(({ concern }) => {
        const part = this.#partOf(before, concern);
        return [
          concern,
          part?.state === 'collected'
            ? { ...part, staleReason: reason }
            : { state: 'unknown', reason },
        ];
      }),
    );
  }

  #observe(
    collector: AccountCollector,
    account: AccountEvidence,
    before: Observed<unknown> | undefined,
    options: {
      anew: boolean;
      lastCheckedAt: string | undefined;
      signal: AbortSignal;
    },
  ): Promise<Observed<unknown>> {
    const { aws, logger, now } = this.#options;
    const { concern, what, schema } = collector;
    const key = `${account.accountId}/${concern}`;
    const start = now();
    const known =
      before?.state === 'collected' && schema.safeParse(before.value).success
        ? before
        : undefined;
    const verifiedAt = this.#verified.get(key);
    const reuse =
      !options.anew &&
      verifiedAt !== undefined &&
      start.getTime() - verifiedAt < VERIFY_AFTER;
    return observe({
      what,
      on: `account ${account.name} (${account.accountId})`,
      before: known ?? (before?.state === 'unknown' ? before : undefined),
      lastCheckedAt: options.lastCheckedAt,
      now,
      collect: async () => {
        const value = await collector.collect({
          account,
          aws: aws.account(account.accountId, 'reader'),
          before: reuse ? known?.value : undefined,
          now: start,
          signal: options.signal,
        });
        if (!reuse) {
          this.#verified.set(key, start.getTime());
        }
        return value;
      },
      onFailure: message => logger.warn(message),
    });
  }

  #partOf(
    snapshot: AccountSnapshot | undefined,
    concern: string,
  ): Observed<unknown> | undefined {
    return isOwn(concern)
      ? snapshot?.[concern]
      : snapshot?.extensions?.[concern];
  }

  #snapshot(
    account: AccountEvidence,
    parts: [string, Observed<unknown>][],
  ): AccountSnapshot {
    const extensions = parts.filter(([concern]) => !isOwn(concern));
    return {
      account,
      ...Object.fromEntries(parts.filter(([concern]) => isOwn(concern))),
      ...(extensions.length > 0 && {
        extensions: Object.fromEntries(extensions),
      }),
    } as AccountSnapshot;
  }

  #evidence(record: AccountRecord): AccountEvidence {
    const { useCase, owner, observedAt, tagsReadAt, environment, ...account } =
      record;
    if (!environment) {
      throw new Error(`Account ${record.accountId} has no environment.`);
    }
    return {
      ...account,
      environment,
      expectedOrganizationalUnitId:
        this.#options.organizationalUnits[environment],
    };
  }
}
