import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  accountEmail,
  ENVIRONMENTS,
  type DataShare,
} from '@mlops-portal/backstage-plugin-mlops-common';
import {
  explainAwsError,
  type AwsClients,
  type MlopsConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { collectDataLake } from '../collectors/dataLake';
import { collectLibrary } from '../collectors/library';
import { collectOrganization } from '../collectors/organization';
import {
  mayHaveChangedSince,
  OrganizationTrailClient,
} from '../collectors/organizationHistory';
import type { AccountStore } from '../database/AccountStore';
import type { CollectionStore, Concern } from '../database/CollectionStore';
import type { LibraryStore } from '../database/LibraryStore';
import type { SyncClock } from './SyncClock';

/** After how many milliseconds the accounts are read whatever CloudTrail tells. */
const READ_ANYWAY_AFTER = 6 * 60 * 60_000;

/** For how many milliseconds AWS Organizations may list what was before a change. */
const LIST_LAG = 5 * 60_000;

/** What the reader of the organization works with. */
export interface OrganizationReaderOptions {
  aws: AwsClients;
  mlops: MlopsConfig;
  accounts: AccountStore;
  library: LibraryStore;
  collections: CollectionStore;
  clock: SyncClock;
  /** Told when the template library is not what it was. */
  onLibraryChanged: () => Promise<void>;
  logger: LoggerService;
  now: () => Date;
}

/** Reads what is of the organization as a whole: its accounts, the library, what the data lake shares. */
export class OrganizationReader {
  readonly #options: OrganizationReaderOptions;
  /** Readings of the accounts that have not begun yet, which others may join. */
  #waiting?: { useCases: Set<string>; done: Promise<void> };
  #running: Promise<void> = Promise.resolve();
  /** When the last reading of the accounts began, when it succeeded. */
  #accountsReadAt?: Date;

  constructor(options: OrganizationReaderOptions) {
    this.#options = options;
  }

  /** Reads the template library. */
  async readLibrary(): Promise<void> {
    const { aws, library, onLibraryChanged } = this.#options;
    let changed = false;
    await this.#collect('library', 'read the template library', async () => {
      const { serviceCatalog } = aws.governance('reader');
      changed = await library.replaceAll(await collectLibrary(serviceCatalog));
    });
    if (changed) {
      await onLibraryChanged();
    }
  }

  /** Reads what the data-lake account shares. */
  async readDataLake(): Promise<void> {
    const { aws, collections } = this.#options;
    await this.#collect(
      'data-lake',
      'read what the data lake shares',
      async () => {
        const shares: DataShare[] = await collectDataLake(
          aws.dataLake('reader'),
        );
        await collections.save('data-lake', shares);
      },
    );
  }

  /**
   * Reads the accounts of the organization. Who asks while a reading is under
   * way shares the next one with all others who do.
   *
   * @param useCase - the tags of its accounts are read again, and of those that may be its
   */
  async readAccounts(useCase?: string): Promise<void> {
    this.#waiting ??= this.#next();
    if (useCase) {
      this.#waiting.useCases.add(useCase);
    }
    await this.#waiting.done;
  }

  /**
   * Reads the accounts of the organization when they may have changed since this
   * process read them.
   */
  async followAccounts(): Promise<void> {
    if (await this.#mayHaveChanged()) {
      await this.readAccounts();
    }
  }

  async #mayHaveChanged(): Promise<boolean> {
    const { aws, logger, now } = this.#options;
    const readAt = this.#accountsReadAt?.getTime();
    if (readAt === undefined || now().getTime() - readAt >= READ_ANYWAY_AFTER) {
      return true;
    }
    try {
      return await mayHaveChangedSince(
        aws.management('reader').client(OrganizationTrailClient),
        new Date(readAt - LIST_LAG),
      );
    } catch (error) {
      const { message } = explainAwsError(error, {
        tried: 'look up what changed in the organization',
        on: `management account ${this.#options.mlops.aws.managementAccountId}`,
      });
      logger.info(`${message} All accounts are read instead.`);
      return true;
    }
  }

  #next() {
    const useCases = new Set<string>();
    const done = this.#running.then(() => {
      this.#waiting = undefined;
      return this.#readAccounts(useCases);
    });
    this.#running = done.catch(() => undefined);
    return { useCases, done };
  }

  async #readAccounts(useCases: Set<string>): Promise<void> {
    const { aws, mlops, accounts } = this.#options;
    const emails = new Set(
      [...useCases].flatMap(useCase =>
        ENVIRONMENTS.map(environment =>
          accountEmail(mlops.accounts, useCase, environment).toLocaleLowerCase(
            'en-US',
          ),
        ),
      ),
    );
    this.#accountsReadAt = undefined;
    await this.#collect(
      'organization',
      'read the accounts of the organization',
      async now => {
        const records = await collectOrganization({
          client: aws.management('reader').organizations,
          known: await accounts.all(),
          freshTags: account =>
            (account.useCase !== undefined && useCases.has(account.useCase)) ||
            emails.has(account.email.toLocaleLowerCase('en-US')),
          now,
        });
        await accounts.replaceAll(records, now.toISOString());
        this.#accountsReadAt = now;
      },
    );
  }

  async #collect(
    concern: Concern,
    tried: string,
    collect: (now: Date) => Promise<void>,
  ): Promise<void> {
    const { collections, logger, mlops, clock } = this.#options;
    const { managementAccountId, governanceAccountId, dataLakeAccountId } =
      mlops.aws;
    const places: Record<Concern, string> = {
      organization: `management account ${managementAccountId}`,
      costs: `management account ${managementAccountId}`,
      library: `governance account ${governanceAccountId}`,
      'data-lake': `data-lake account ${dataLakeAccountId}`,
    };
    const start = this.#options.now();
    try {
      await collect(start);
    } catch (error) {
      const context = { tried, on: places[concern] };
      logger.error(explainAwsError(error, context).message);
      await collections.failed(
        concern,
        explainAwsError(error, { ...context, lasting: true }).message,
        await clock.lastSyncAt(),
      );
      return;
    }
    await collections.succeeded(concern, start.toISOString());
  }
}
