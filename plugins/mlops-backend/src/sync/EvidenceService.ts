import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ACCOUNT_TAGS,
  byEnvironment,
  evaluateMaturity,
  firstInProductionAt,
  valueOr,
  type AccountSnapshot,
  type Criterion,
  type Evidence,
  type Maturity,
  type Observed,
  type UseCase,
} from '@mlops-portal/backstage-plugin-mlops-common';
import pLimit from 'p-limit';
import type { AccountRecord, AccountStore } from '../database/AccountStore';
import type { CollectionStore } from '../database/CollectionStore';
import type { Evaluation, EvaluationStore } from '../database/EvaluationStore';
import type { LibraryStore } from '../database/LibraryStore';
import type { UseCaseStore } from '../database/UseCaseStore';
import type { WaiverStore } from '../database/WaiverStore';
import type { OwnerDirectory } from '../service/OwnerDirectory';
import type { AccountReader, Wanted } from './AccountReader';
import { readBases } from './basis';
import { withLibrary, withoutTemplates } from './libraryOfProjects';
import { observe } from './observe';
import type { OrganizationReader } from './OrganizationReader';
import { stageChangeOf } from './stageChange';
import { readSurroundings, type Surroundings } from './surroundings';
import type { SyncClock } from './SyncClock';
import { latest } from './times';

/** What is told when a use case is not what it was. */
export interface UseCaseUpdate {
  useCase: UseCase;
  /** Undefined at the first evaluation. */
  before: Evaluation | undefined;
  evidence: Evidence;
  maturity: Maturity;
}

/** What the evidence service works with. */
export interface EvidenceServiceOptions {
  criteria: readonly Criterion[];
  organization: OrganizationReader;
  reader: AccountReader;
  owners: OwnerDirectory;
  useCases: UseCaseStore;
  evaluations: EvaluationStore;
  accounts: AccountStore;
  library: LibraryStore;
  collections: CollectionStore;
  waivers: WaiverStore;
  clock: SyncClock;
  /** How many use cases are worked on at the same time. */
  concurrency: number;
  /** Told the name of each use case of which something changed that the catalog shows. */
  onChanged: (useCase: string) => Promise<void>;
  /** Told of each use case whose evidence or maturity changed. */
  onUpdate: (update: UseCaseUpdate) => Promise<void>;
  logger: LoggerService;
  now?: () => Date;
}

/** What an evaluation reads. */
interface Reading {
  /** What is read alone; everything when absent. */
  only?: Wanted;
  /** See {@link AccountReader.read}. */
  anew?: boolean;
  signal?: AbortSignal;
}

const NOTHING: Reading = { only: () => false };

/** How often an evaluation begins anew because another one came between. */
const ATTEMPTS = 5;

/** A maturity as text, without the time at which it was worked out. */
function contentOf({ evaluatedAt, ...maturity }: Maturity): string {
  return JSON.stringify(maturity);
}

/**
 * Collects evidence from AWS, judges it and keeps both: for the whole
 * organization on a schedule, for one use case when someone asks, for one
 * concern of an account when AWS tells of a change. What is as it was is not
 * written.
 */
export class EvidenceService {
  readonly #options: EvidenceServiceOptions;
  readonly #now: () => Date;
  /** The evaluation of each use case under way: one after the other. */
  readonly #turns = new Map<string, Promise<unknown>>();
  /** By what each use case was judged when nothing came of it. */
  readonly #settledBy = new Map<string, string>();

  constructor(options: EvidenceServiceOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Collects everything. A part that fails leaves what was known, with the
   * reason.
   *
   * @throws when `signal` is aborted
   */
  async syncAll(signal?: AbortSignal): Promise<void> {
    const { organization, useCases, concurrency, clock, logger } =
      this.#options;
    const start = this.#now();
    await Promise.all([
      organization.readLibrary(),
      organization.readDataLake(),
      organization.followAccounts(),
    ]);
    await this.#adoptUseCases();
    const surroundings = await readSurroundings(this.#options);
    const limit = pLimit(concurrency);
    const names = await useCases.names();
    let written = 0;
    await Promise.all(
      names.map(name =>
        limit(async () => {
          signal?.throwIfAborted();
          if (await this.#evaluate(name, { signal }, surroundings)) {
            written += 1;
          }
        }),
      ),
    );
    clock.synced(start);
    logger.info(
      `Collected evidence of ${names.length} use cases, of which ${written} changed, in ${
        this.#now().getTime() - start.getTime()
      } ms`,
    );
  }

  /** Collects the evidence of one use case now, with accounts that have just been made. */
  async refresh(useCase: string): Promise<void> {
    const { organization, collections, evaluations } = this.#options;
    const start = this.#now();
    await organization.readAccounts(useCase);
    const [library, dataLake] = await Promise.all([
      collections.get('library'),
      collections.get('data-lake'),
    ]);
    await Promise.all([
      library.observedAt ? undefined : organization.readLibrary(),
      dataLake.observedAt ? undefined : organization.readDataLake(),
    ]);
    if (
      !(await this.#evaluate(
        useCase,
        {},
        await readSurroundings(this.#options),
      ))
    ) {
      await evaluations.checked(useCase, start.toISOString());
    }
  }

  /** Collects some concerns of an account now; nothing when it is of no use case. */
  async refreshConcerns(
    accountId: string,
    concerns: ReadonlySet<string>,
  ): Promise<void> {
    const { useCase } = (await this.#options.accounts.get(accountId)) ?? {};
    if (useCase) {
      await this.#evaluate(
        useCase,
        {
          only: (account, concern) =>
            account === accountId && concerns.has(concern),
          anew: true,
        },
        await readSurroundings(this.#options),
      );
    }
  }

  /** Reads the accounts of the organization now, and judges all use cases by them; what is in the accounts stays as it was. */
  async refreshOrganization(): Promise<void> {
    await this.#options.organization.readAccounts();
    await this.#adoptUseCases();
    await this.judgeAll();
  }

  /** Reads what the data lake shares now, and judges all use cases by it. */
  async refreshDataLake(): Promise<void> {
    await this.#options.organization.readDataLake();
    await this.judgeAll();
  }

  /** Judges what is known of all use cases once more, apart from those that would be judged by the same as the last time. */
  async judgeAll(): Promise<void> {
    const surroundings = await readSurroundings(this.#options);
    const bases = await readBases(this.#options, {
      surroundings,
      now: this.#now(),
    });
    for (const [name, basis] of bases) {
      if (
        this.#settledBy.get(name) !== basis &&
        !(await this.#evaluate(name, NOTHING, surroundings))
      ) {
        this.#settledBy.set(name, basis);
      }
    }
  }

  /** Judges what is known of a use case once more, such as after a criterion was waived. */
  async judge(useCase: string): Promise<void> {
    await this.#evaluate(
      useCase,
      NOTHING,
      await readSurroundings(this.#options),
    );
  }

  /** Registers use cases that AWS has accounts of and the registry does not know, such as after its database was lost. */
  async #adoptUseCases(): Promise<void> {
    const { useCases, accounts: store, logger } = this.#options;
    const registered = new Set(await useCases.names());
    const strays = new Map<string, AccountRecord[]>();
    for (const account of (await store.all()).values()) {
      const { useCase, environment } = account;
      if (useCase && environment && !registered.has(useCase)) {
        strays.set(useCase, [...(strays.get(useCase) ?? []), account]);
      }
    }
    for (const [name, accounts] of strays) {
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

  /**
   * Reads a use case, or some of it, judges and keeps it.
   *
   * @returns whether something was written
   */
  #evaluate(
    name: string,
    reading: Reading,
    surroundings: Surroundings,
  ): Promise<boolean> {
    const before = this.#turns.get(name) ?? Promise.resolve();
    const turn = before
      .catch(() => undefined)
      .then(async () => {
        for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
          const outcome = await this.#evaluateOnce(name, reading, surroundings);
          if (outcome !== 'overtaken') {
            return outcome === 'written';
          }
        }
        throw new Error(
          `The evaluation of ${name} was overtaken ${ATTEMPTS} times by others`,
        );
      })
      .finally(() => {
        if (this.#turns.get(name) === turn) {
          this.#turns.delete(name);
        }
      });
    this.#turns.set(name, turn);
    return turn;
  }

  async #evaluateOnce(
    name: string,
    reading: Reading,
    surroundings: Surroundings,
  ): Promise<'written' | 'unchanged' | 'overtaken'> {
    const { useCases, evaluations, waivers, criteria, onChanged, onUpdate } =
      this.#options;
    const useCase = await useCases.get(name);
    if (!useCase) {
      return 'unchanged';
    }
    const before = await evaluations.get(name);
    const evidence =
      useCase.retirementBegunAt && before
        ? await this.#closure(before.evidence, surroundings)
        : await this.#collect(useCase, before, reading, surroundings);
    const evaluatedAt = this.#now();
    const maturity =
      useCase.retirementBegunAt && before
        ? before.maturity
        : evaluateMaturity({
            evidence,
            criteria,
            waivers: await waivers.of(name),
            evaluatedAt,
          });
    if (
      before &&
      JSON.stringify(before.evidence) === JSON.stringify(evidence) &&
      contentOf(before.maturity) === contentOf(maturity)
    ) {
      return 'unchanged';
    }
    const { written, entitiesChanged } = await evaluations.save({
      evidence,
      maturity,
      owner: useCase.owner,
      // Evidence that was read only in part is as old as it was.
      checkedAt:
        reading.only && before ? before.checkedAt : evaluatedAt.toISOString(),
      before: before?.revision,
      change: stageChangeOf(before?.maturity, maturity),
    });
    if (!written) {
      return 'overtaken';
    }
    if (entitiesChanged) {
      await onChanged(name);
    }
    await onUpdate({ useCase, before, evidence, maturity });
    return 'written';
  }

  async #collect(
    useCase: UseCase,
    before: Evaluation | undefined,
    reading: Reading,
    surroundings: Surroundings,
  ): Promise<Evidence> {
    const { owners, logger } = this.#options;
    const lastCheckedAt = latest(surroundings.lastSyncAt, before?.checkedAt);
    const accounts = await this.#observeAccounts(
      useCase.name,
      before?.evidence,
      { ...reading, lastCheckedAt },
      surroundings,
    );
    const evidence: Evidence = {
      useCase: useCase.name,
      registeredAt: useCase.registeredAt,
      firstInProductionAt: before?.evidence.firstInProductionAt,
      owner: await observe({
        what: 'the owner from the catalog',
        on: useCase.owner,
        before: before?.evidence.owner,
        lastCheckedAt,
        now: this.#now,
        collect: async () => ({
          ref: useCase.owner,
          exists: await owners.isGroup(useCase.owner),
        }),
        onFailure: message => logger.warn(message),
      }),
      accounts,
      dataLake: this.#sharesOf(accounts, surroundings),
    };
    // As it is after a journey through JSON, which is how it is compared.
    return JSON.parse(
      JSON.stringify({
        ...evidence,
        firstInProductionAt: firstInProductionAt(evidence),
      }),
    );
  }

  #sharesOf(
    accounts: Evidence['accounts'],
    { shares }: Surroundings,
  ): Evidence['dataLake'] {
    if (shares.state === 'unknown' || accounts.state === 'unknown') {
      return shares;
    }
    const ids = new Set(accounts.value.map(({ account }) => account.accountId));
    return {
      ...shares,
      value: shares.value.filter(({ accountId }) => ids.has(accountId)),
    };
  }

  async #observeAccounts(
    useCase: string,
    before: Evidence | undefined,
    options: Reading & { lastCheckedAt: string | undefined },
    { accounts, library }: Surroundings,
  ): Promise<Observed<AccountSnapshot[]>> {
    if ('unknownReason' in accounts) {
      return { state: 'unknown', reason: accounts.unknownReason };
    }
    const records = (await this.#options.accounts.ofUseCase(useCase)).filter(
      ({ environment }) => environment,
    );
    const known = valueOr(before?.accounts, []);
    const snapshots = await Promise.all(
      records.map(async record => {
        const snapshot = await this.#options.reader.read(
          record,
          withoutTemplates(
            known.find(({ account }) => account.accountId === record.accountId),
          ),
          options,
        );
        const { projects } = snapshot;
        return projects.state === 'collected'
          ? {
              ...snapshot,
              projects: {
                ...projects,
                value: withLibrary(projects.value, library),
              },
            }
          : snapshot;
      }),
    );
    return {
      state: 'collected',
      value: snapshots.sort((a, b) => byEnvironment(a.account, b.account)),
      ...accounts,
    };
  }

  /**
   * Of a use case that is being retired, only what becomes of its accounts is
   * still of interest. Its stage, and the evidence for it, stay as they were:
   * they are history. AWS forgets an account 90 days after it was closed; the
   * history does not.
   */
  async #closure(
    evidence: Evidence,
    { accounts }: Surroundings,
  ): Promise<Evidence> {
    if ('unknownReason' in accounts) {
      return evidence;
    }
    const records = (
      await this.#options.accounts.ofUseCase(evidence.useCase)
    ).filter(({ environment }) => environment);
    const known = valueOr(evidence.accounts, []);
    const followed = known.map(snapshot => ({
      ...snapshot,
      account: {
        ...snapshot.account,
        status:
          records.find(
            ({ accountId }) => accountId === snapshot.account.accountId,
          )?.status ?? snapshot.account.status,
      },
    }));
    const added = records
      .filter(({ accountId }) =>
        known.every(({ account }) => account.accountId !== accountId),
      )
      .map(record => this.#options.reader.unread(record));
    return {
      ...evidence,
      accounts: {
        ...accounts,
        ...evidence.accounts,
        state: 'collected',
        value: [...followed, ...added].sort((a, b) =>
          byEnvironment(a.account, b.account),
        ),
      },
    };
  }
}
