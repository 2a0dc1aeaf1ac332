import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ACCOUNT_TAGS,
  accountEmail,
  byEnvironment,
  ENVIRONMENTS,
  evaluateMaturity,
  isClosedAccount,
  type AccountEvidence,
  type AccountSnapshot,
  type Criterion,
  type Evidence,
  type Observed,
  type UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import {
  explainAwsError,
  type AwsClients,
  type MlopsConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import pLimit from 'p-limit';
import { collectLibrary } from '../collectors/library';
import { collectOrganization } from '../collectors/organization';
import { collectProjects } from '../collectors/projects';
import { collectStudio } from '../collectors/studio';
import type { AccountRecord, AccountStore } from '../database/AccountStore';
import type { CollectionStore, Concern } from '../database/CollectionStore';
import type { LibraryStore } from '../database/LibraryStore';
import type { UseCaseStore } from '../database/UseCaseStore';
import { entityFingerprint } from './entityFingerprint';
import { observe } from './observe';
import type { OwnerDirectory } from './OwnerDirectory';

/** What the evidence service works with. */
export interface EvidenceServiceOptions {
  aws: AwsClients;
  mlops: MlopsConfig;
  criteria: readonly Criterion[];
  owners: OwnerDirectory;
  useCases: UseCaseStore;
  accounts: AccountStore;
  library: LibraryStore;
  collections: CollectionStore;
  /** Told the name of each use case of which something changed that the catalog shows. */
  onChanged: (useCase: string) => Promise<void>;
  /** Told when the template library is not what it was. */
  onLibraryChanged: () => Promise<void>;
  logger: LoggerService;
  now?: () => Date;
}

/**
 * Collects evidence from AWS, judges it and keeps both: for the whole
 * organization on a schedule, and for one use case when someone asks.
 */
export class EvidenceService {
  readonly #options: EvidenceServiceOptions;
  readonly #now: () => Date;
  /** How many accounts are read at the same time, whoever asked. */
  readonly #accountLimit: pLimit.Limit;

  constructor(options: EvidenceServiceOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#accountLimit = pLimit(options.mlops.sync.concurrency);
  }

  /** Collects everything. A part that fails leaves what was known, with the reason. */
  async syncAll(signal?: AbortSignal): Promise<void> {
    const { mlops, useCases, logger } = this.#options;
    const start = Date.now();
    await this.#collectLibrary();
    await this.#collectOrganization(() => false);
    await this.#adoptUseCases();
    const limit = pLimit(mlops.sync.concurrency);
    const names = await useCases.names();
    const accounts = await this.#accountsByUseCase();
    await Promise.all(
      names.map(name =>
        limit(async () => {
          signal?.throwIfAborted();
          await this.#evaluate(name, accounts);
        }),
      ),
    );
    logger.info(
      `Collected evidence of ${names.length} use cases in ${
        Date.now() - start
      } ms`,
    );
  }

  /** Collects the evidence of one use case now, with accounts that have just been made. */
  async refresh(useCase: string): Promise<void> {
    const { accounts: naming } = this.#options.mlops;
    const emails = new Set(
      ENVIRONMENTS.map(environment =>
        accountEmail(naming, useCase, environment).toLocaleLowerCase('en-US'),
      ),
    );
    await this.#collectOrganization(
      account =>
        account.useCase === useCase ||
        emails.has(account.email.toLocaleLowerCase('en-US')),
    );
    const { observedAt } = await this.#options.collections.get('library');
    if (!observedAt) {
      await this.#collectLibrary();
    }
    await this.#evaluate(useCase, await this.#accountsByUseCase());
  }

  async #collectLibrary(): Promise<void> {
    const { aws, library, onLibraryChanged } = this.#options;
    let changed = false;
    await this.#collect('library', 'read the template library', async () => {
      const { serviceCatalog } = aws.governance('reader');
      const templates = await collectLibrary(serviceCatalog);
      changed = await library.replaceAll(templates);
    });
    if (changed) {
      await onLibraryChanged();
    }
  }

  async #collectOrganization(
    freshTags: (account: { email: string; useCase?: string }) => boolean,
  ): Promise<void> {
    const { aws, mlops, accounts } = this.#options;
    await this.#collect(
      'organization',
      'read the accounts of the organization',
      async now => {
        const records = await collectOrganization({
          client: aws.management('reader').organizations,
          organizationalUnits: mlops.accounts.organizationalUnits,
          known: await accounts.all(),
          freshTags,
          now,
        });
        await accounts.replaceAll(records, now.toISOString());
      },
    );
  }

  async #collect(
    concern: Concern,
    tried: string,
    collect: (now: Date) => Promise<void>,
  ): Promise<void> {
    const { collections, logger, mlops } = this.#options;
    const start = this.#now();
    try {
      await collect(start);
    } catch (error) {
      const on =
        concern === 'library'
          ? `governance account ${mlops.aws.governanceAccountId}`
          : `management account ${mlops.aws.managementAccountId}`;
      const { message } = explainAwsError(error, { tried, on });
      logger.error(message);
      await collections.failed(concern, message);
      return;
    }
    await collections.succeeded(concern, start.toISOString());
  }

  async #accountsByUseCase(): Promise<Map<string, AccountRecord[]>> {
    const byUseCase = new Map<string, AccountRecord[]>();
    for (const account of (await this.#options.accounts.all()).values()) {
      if (account.useCase && account.environment) {
        byUseCase.set(account.useCase, [
          ...(byUseCase.get(account.useCase) ?? []),
          account,
        ]);
      }
    }
    return byUseCase;
  }

  /** Registers use cases that AWS has accounts of and the registry does not know, such as after its database was lost. */
  async #adoptUseCases(): Promise<void> {
    const { useCases, logger } = this.#options;
    const registered = new Set(await useCases.names());
    for (const [name, accounts] of await this.#accountsByUseCase()) {
      if (registered.has(name)) {
        continue;
      }
      const owner = accounts.find(account => account.owner)?.owner;
      if (!owner) {
        logger.warn(
          `There are accounts of a use case ${name} that is not registered: ${accounts
            .map(account => account.accountId)
            .join(
              ', ',
            )}. Register it, or name a group in the tag ${ACCOUNT_TAGS.owner} of one of them, such as group:default/pricing`,
        );
        continue;
      }
      const joined = accounts.flatMap(account => account.joinedAt ?? []).sort();
      const adopted = await useCases.register({
        name,
        title: name,
        description: '',
        owner,
        registeredBy: 'aws',
        registeredAt: joined[0] ?? this.#now().toISOString(),
      });
      if (adopted) {
        logger.info(
          `Registered use case ${name} of ${owner}, found by its account tags`,
        );
      }
    }
  }

  async #evaluate(
    name: string,
    accountsByUseCase: Map<string, AccountRecord[]>,
  ): Promise<void> {
    const { useCases, criteria, onChanged } = this.#options;
    const useCase = await useCases.get(name);
    if (!useCase) {
      return;
    }
    const before = await useCases.detail(name);
    if (useCase.retirementBegunAt && before?.evidence) {
      await this.#followClosure(
        before,
        before.evidence,
        accountsByUseCase.get(name) ?? [],
      );
      return;
    }
    const evidence: Evidence = {
      useCase: name,
      owner: await observe({
        what: 'the owner from the catalog',
        on: useCase.owner,
        before: before?.evidence?.owner,
        now: this.#now,
        collect: async () => ({
          ref: useCase.owner,
          exists: await this.#options.owners.isGroup(useCase.owner),
        }),
      }),
      accounts: await this.#observeAccounts(
        accountsByUseCase.get(name) ?? [],
        before?.evidence,
      ),
    };
    const maturity = evaluateMaturity(evidence, criteria, this.#now());
    await useCases.saveEvaluation(evidence, maturity);
    const after = await useCases.detail(name);
    if (entityFingerprint(before) !== entityFingerprint(after)) {
      await onChanged(name);
    }
  }

  /**
   * Of a use case that is being retired, only what becomes of its accounts is
   * still of interest. Its stage, and the evidence for it, stay as they were:
   * they are history.
   */
  async #followClosure(
    before: UseCaseDetail,
    evidence: Evidence,
    records: AccountRecord[],
  ): Promise<void> {
    const { collections, useCases, onChanged } = this.#options;
    const { name } = before;
    const { observedAt } = await collections.get('organization');
    const maturity = await useCases.maturity(name);
    if (!observedAt || !maturity) {
      return;
    }
    const known =
      evidence.accounts.state === 'collected' ? evidence.accounts.value : [];
    const recordOf = (accountId: string) =>
      records.find(record => record.accountId === accountId);
    const isKnown = (accountId: string) =>
      known.some(({ account }) => account.accountId === accountId);
    // AWS forgets an account 90 days after it was closed; the history does not.
    const followed = known.map(snapshot => ({
      ...snapshot,
      account: {
        ...snapshot.account,
        status:
          recordOf(snapshot.account.accountId)?.status ??
          snapshot.account.status,
      },
    }));
    const added = records
      .filter(({ accountId }) => !isKnown(accountId))
      .map(record => this.#unread(record, undefined));
    if (
      evidence.accounts.state === 'collected' &&
      JSON.stringify([...followed, ...added]) === JSON.stringify(known)
    ) {
      return;
    }
    await useCases.saveEvaluation(
      {
        ...evidence,
        accounts: {
          state: 'collected',
          value: [...followed, ...added].sort((a, b) =>
            byEnvironment(a.account, b.account),
          ),
          observedAt,
        },
      },
      maturity,
    );
    await onChanged(name);
  }

  async #observeAccounts(
    records: AccountRecord[],
    before: Evidence | undefined,
  ): Promise<Observed<AccountSnapshot[]>> {
    const { observedAt, failure } =
      await this.#options.collections.get('organization');
    if (!observedAt) {
      return {
        state: 'unknown',
        reason: failure ?? 'The organization has not been read yet.',
      };
    }
    const snapshotsBefore =
      before?.accounts.state === 'collected' ? before.accounts.value : [];
    const library = await this.#options.library.all();
    const snapshots = await Promise.all(
      records.map(record =>
        this.#accountLimit(() =>
          this.#observeAccount(
            record,
            library,
            snapshotsBefore.find(
              ({ account }) => account.accountId === record.accountId,
            ),
          ),
        ),
      ),
    );
    return {
      state: 'collected',
      value: snapshots.sort((a, b) => byEnvironment(a.account, b.account)),
      observedAt,
      staleReason: failure,
    };
  }

  async #observeAccount(
    record: AccountRecord,
    library: Awaited<ReturnType<LibraryStore['all']>>,
    before: AccountSnapshot | undefined,
  ): Promise<AccountSnapshot> {
    if (isClosedAccount(record)) {
      return this.#unread(record, before);
    }
    const { sageMaker, kms } = this.#options.aws.account(
      record.accountId,
      'reader',
    );
    const on = `account ${record.name} (${record.accountId})`;
    const now = this.#now;
    const [studio, projects] = await Promise.all([
      observe({
        what: 'Studio domains and notebook instances',
        on,
        before: before?.studio,
        now,
        collect: () => collectStudio(sageMaker, kms),
      }),
      observe({
        what: 'SageMaker projects',
        on,
        before: before?.projects,
        now,
        collect: () => collectProjects(sageMaker, library),
      }),
    ]);
    return { account: this.#accountEvidence(record), studio, projects };
  }

  /** What is known of an account that is closed: nothing in it can be read, so AWS is not asked. */
  #unread(
    record: AccountRecord,
    before: AccountSnapshot | undefined,
  ): AccountSnapshot {
    const reason = `Account ${record.name} (${record.accountId}) is ${record.status}: what is in it can no longer be read.`;
    const keep = <T>(part: Observed<T> | undefined): Observed<T> =>
      part?.state === 'collected'
        ? { ...part, staleReason: reason }
        : { state: 'unknown', reason };
    return {
      account: this.#accountEvidence(record),
      studio: keep(before?.studio),
      projects: keep(before?.projects),
    };
  }

  #accountEvidence(record: AccountRecord): AccountEvidence {
    const { useCase, owner, observedAt, tagsReadAt, environment, ...account } =
      record;
    if (!environment) {
      throw new Error(`Account ${record.accountId} has no environment.`);
    }
    return {
      ...account,
      environment,
      expectedOrganizationalUnitId:
        this.#options.mlops.accounts.organizationalUnits[environment],
    };
  }
}
