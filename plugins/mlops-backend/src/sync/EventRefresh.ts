import type { LoggerService } from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import {
  awsEventSchema,
  type AwsEvent,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { AccountCollector } from '@mlops-portal/backstage-plugin-mlops-node';
import { z } from 'zod';

/** How many milliseconds further events of the same account are waited for. */
const GATHERING = 300;

/** Calls to AWS Organizations after which the accounts are read again. */
const ORGANIZATION_EVENTS = [
  'CreateAccountResult',
  'MoveAccount',
  'CloseAccount',
  'CloseAccountResult',
  'TagResource',
  'UntagResource',
  'AttachPolicy',
  'DetachPolicy',
];

const calledSchema = z.object({ eventName: z.string() });

/** What is done when AWS tells of a change. */
export interface RefreshTargets {
  concerns(accountId: string, concerns: ReadonlySet<string>): Promise<void>;
  organization(): Promise<void>;
  library(): Promise<void>;
  dataLake(): Promise<void>;
}

/** What the refresh by events works with. */
export interface EventRefreshOptions {
  collectors: readonly AccountCollector[];
  targets: RefreshTargets;
  /** Ids of the accounts that are shared by all. */
  accounts: { governance: string; dataLake: string };
  logger: LoggerService;
}

/**
 * Reads again what an event of Amazon EventBridge is about: just the account
 * and the concerns whose collectors name the event. Events that come at once
 * are gathered.
 */
export class EventRefresh {
  readonly #options: EventRefreshOptions;
  /** What waits to be read, by a name for it. */
  readonly #waiting = new Map<
    string,
    { concerns: Set<string>; timer: NodeJS.Timeout }
  >();

  constructor(options: EventRefreshOptions) {
    this.#options = options;
  }

  /** Takes an event as EventBridge sends it; what it cannot read it says and leaves. */
  receive(payload: unknown): void {
    const event = awsEventSchema.safeParse(payload);
    if (!event.success) {
      this.#options.logger.warn(
        `An event is not one of Amazon EventBridge: ${z.prettifyError(event.error)}`,
      );
      return;
    }
    const { targets, accounts } = this.#options;
    const { account, source } = event.data;
    if (source === 'aws.organizations') {
      const called = calledSchema.safeParse(event.data.detail);
      if (ORGANIZATION_EVENTS.includes(called.data?.eventName ?? '')) {
        this.#gather('organization', [], () => targets.organization());
      }
    }
    if (source === 'aws.servicecatalog' && account === accounts.governance) {
      this.#gather('library', [], () => targets.library());
    }
    if (
      ['aws.ram', 'aws.lakeformation'].includes(source) &&
      account === accounts.dataLake
    ) {
      this.#gather('data-lake', [], () => targets.dataLake());
    }
    const concerns = this.#concernsOf(event.data);
    if (concerns.length > 0) {
      this.#gather(account, concerns, gathered =>
        targets.concerns(account, gathered),
      );
    }
  }

  /** Gives up what waits. */
  stop(): void {
    for (const { timer } of this.#waiting.values()) {
      clearTimeout(timer);
    }
    this.#waiting.clear();
  }

  #concernsOf(event: AwsEvent): string[] {
    return this.#options.collectors
      .filter(({ events = [] }) =>
        events.some(
          ({ source, detailTypes, eventNames }) =>
            source === event.source &&
            detailTypes.includes(event['detail-type']) &&
            (!eventNames ||
              eventNames.includes(
                calledSchema.safeParse(event.detail).data?.eventName ?? '',
              )),
        ),
      )
      .map(({ concern }) => concern);
  }

  #gather(
    name: string,
    concerns: string[],
    refresh: (concerns: ReadonlySet<string>) => Promise<void>,
  ): void {
    const known = this.#waiting.get(name);
    if (known) {
      concerns.forEach(concern => known.concerns.add(concern));
      return;
    }
    const gathered = new Set(concerns);
    const timer = setTimeout(() => {
      this.#waiting.delete(name);
      refresh(gathered).catch(error =>
        this.#options.logger.warn(
          `An event about ${name} could not be followed; the next sync catches up`,
          new ForwardedError('Refreshing failed', error),
        ),
      );
    }, GATHERING);
    this.#waiting.set(name, { concerns: gathered, timer });
  }
}
