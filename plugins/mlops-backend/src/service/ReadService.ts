// What pages ask for beyond one row of a table: put together when it is asked for.
import { NotFoundError } from '@backstage/errors';
import {
  bottlenecks,
  evaluateMaturity,
  evaluateOrganization,
  servingInProduction,
  USE_CASE_NAME_PATTERN,
  valueOr,
  type Criterion,
  type Evidence,
  type Maturity,
  type MaturityResponse,
  type ModelDetail,
  type OrganizationEvidence,
  type OrganizationMaturityResponse,
  type UseCaseDetail,
  type UseCaseHistory,
  type UseCasesPage,
  type UseCasesQuery,
  type UseCaseSummary,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { CollectionStore } from '../database/CollectionStore';
import type { EvaluationStore } from '../database/EvaluationStore';
import type { HistoryStore } from '../database/HistoryStore';
import type { LibraryStore } from '../database/LibraryStore';
import type { ModelStore } from '../database/ModelStore';
import type { UseCaseStore } from '../database/UseCaseStore';
import type { WaiverStore } from '../database/WaiverStore';
import { freshen } from '../sync/freshen';
import type { SyncClock } from '../sync/SyncClock';
import { latest } from '../sync/times';

/** What names of accounts and of model package groups look like, by the API references. */
const ACCOUNT_ID = /^\d{12}$/;
const GROUP_NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

/** How many changes of stage a history shows. */
const MAX_CHANGES = 100;

/** What is worked out from everything: kept for some milliseconds, because it reads everything. */
const ORGANIZATION_MAX_AGE = 5_000;

/** What the reading of pages works with. */
export interface ReadServiceOptions {
  criteria: readonly Criterion[];
  useCases: UseCaseStore;
  evaluations: EvaluationStore;
  waivers: WaiverStore;
  history: HistoryStore;
  models: ModelStore;
  library: LibraryStore;
  collections: CollectionStore;
  clock: SyncClock;
  now: () => Date;
}

/** Puts together what pages show. */
export class ReadService {
  readonly #options: ReadServiceOptions;
  #organization?: { at: number; answer: Promise<OrganizationMaturityResponse> };

  constructor(options: ReadServiceOptions) {
    this.#options = options;
  }

  /** A use case with the time at which AWS was last asked about it, as of the newest sync; what is retired is asked about no more. */
  async #asOfNow<T extends Pick<UseCaseSummary, 'retiredAt' | 'checkedAt'>>(
    useCase: T,
  ): Promise<T> {
    return useCase.retiredAt || !useCase.checkedAt
      ? useCase
      : {
          ...useCase,
          checkedAt: latest(
            useCase.checkedAt,
            await this.#options.clock.lastSyncAt(),
          ),
        };
  }

  /** One page of use cases, as of the newest sync. */
  async list(query: UseCasesQuery): Promise<UseCasesPage> {
    const page = await this.#options.useCases.list(query);
    const items = page.items.map(useCase => this.#asOfNow(useCase));
    return { ...page, items: await Promise.all(items) };
  }

  /**
   * A use case as a list shows it, as of the newest sync.
   *
   * @throws NotFoundError when there is no such use case
   */
  async summary(name: string): Promise<UseCaseSummary> {
    const { useCases } = this.#options;
    return this.#asOfNow(await found(name, valid => useCases.summary(valid)));
  }

  /**
   * A use case with its evidence, as of the newest sync.
   *
   * @throws NotFoundError when there is no such use case
   */
  async useCase(name: string): Promise<UseCaseDetail> {
    const { useCases } = this.#options;
    const detail = await this.#asOfNow(
      await found(name, valid => useCases.detail(valid)),
    );
    return {
      ...detail,
      evidence: detail.evidence && freshen(detail.evidence, detail.checkedAt),
    };
  }

  /**
   * The ladder of a use case; of one that is being retired as it last was.
   *
   * @throws NotFoundError when there is no such use case, or it was not judged yet
   */
  async maturity(name: string): Promise<MaturityResponse> {
    const { criteria, evaluations, waivers, history, now } = this.#options;
    const { checkedAt, retirementBegunAt } = await this.summary(name);
    const evaluation = await evaluations.get(name);
    if (!evaluation) {
      throw new NotFoundError(
        `The maturity of ${name} has not been worked out yet; that happens at the next collection of evidence.`,
      );
    }
    const { maturity } = evaluation;
    const [change] = await history.changes({ useCase: name, limit: 1 });
    const judged: Maturity = retirementBegunAt
      ? maturity
      : {
          ...evaluateMaturity({
            evidence: freshen(evaluation.evidence, checkedAt),
            criteria,
            waivers: await waivers.of(name),
            evaluatedAt: now(),
          }),
          evaluatedAt: maturity.evaluatedAt,
        };
    return { ...judged, checkedAt, stageSince: change?.at };
  }

  /**
   * What became of the stage of a use case.
   *
   * @throws NotFoundError when there is no such use case
   */
  async history(name: string): Promise<UseCaseHistory> {
    const { history } = this.#options;
    const { registeredAt, firstInProductionAt } = await this.summary(name);
    const [changes, days] = await Promise.all([
      history.changes({ useCase: name, limit: MAX_CHANGES }),
      history.days(name),
    ]);
    return { changes, days, registeredAt, firstInProductionAt };
  }

  /**
   * A registered model with all its versions.
   *
   * @throws NotFoundError when there is no such model
   */
  async model(accountId: string, group: string): Promise<ModelDetail> {
    const summary =
      ACCOUNT_ID.test(accountId) && GROUP_NAME.test(group)
        ? await this.#options.models.get(accountId, group)
        : undefined;
    const evidence = summary && (await this.useCase(summary.useCase)).evidence;
    const registry = registryOf(evidence, accountId);
    const model = registry?.value.models.find(known => known.group === group);
    if (!summary || !registry || !model) {
      throw new NotFoundError(
        `There is no registered model ${group} in the account ${accountId}.`,
      );
    }
    return {
      ...summary,
      description: model.description,
      createdAt: model.createdAt,
      history: model.versions,
      observedAt: registry.observedAt,
      staleReason: registry.staleReason,
    };
  }

  /** How mature the organization is as a whole. */
  organization(): Promise<OrganizationMaturityResponse> {
    const now = this.#options.now();
    if (
      !this.#organization ||
      now.getTime() - this.#organization.at > ORGANIZATION_MAX_AGE
    ) {
      this.#organization = {
        at: now.getTime(),
        answer: this.#readOrganization(now),
      };
      this.#organization.answer.catch(() => {
        this.#organization = undefined;
      });
    }
    return this.#organization.answer;
  }

  async #readOrganization(now: Date): Promise<OrganizationMaturityResponse> {
    const { evaluations, library, collections, clock } = this.#options;
    const { observedAt, failure } = await collections.get('library');
    const templates = await library.all();
    const maturities: Maturity[] = [];
    const known: OrganizationEvidence['useCases'] = [];
    const adoption = new Map<
      string,
      OrganizationMaturityResponse['adoption'][number]
    >();
    for await (const useCase of evaluations.current()) {
      const { evidence, maturity, ...registered } = useCase;
      if (maturity) {
        maturities.push(maturity);
      }
      if (evidence) {
        addAdoption(adoption, evidence);
      }
      known.push({
        ...registered,
        stage: maturity?.stage ?? 'none',
        firstInProductionAt: evidence?.firstInProductionAt,
        inProduction:
          evidence !== undefined && servingInProduction(evidence).length > 0,
      });
    }
    return {
      ...evaluateOrganization(
        {
          library: observedAt
            ? {
                state: 'collected',
                value: templates,
                observedAt,
                staleReason: failure,
              }
            : {
                state: 'unknown',
                reason: failure ?? 'The library has not been read yet.',
              },
          useCases: known,
        },
        now,
      ),
      bottlenecks: bottlenecks(maturities),
      adoption: [...adoption.values()].sort(
        (a, b) =>
          a.template.localeCompare(b.template) ||
          b.version.localeCompare(a.version, 'en', { numeric: true }),
      ),
      checkedAt: await clock.lastSyncAt(),
    };
  }
}

/** What there is of this name; a name that no use case can have is not looked for. */
async function found<T>(
  name: string,
  look: (name: string) => Promise<T | undefined>,
): Promise<T> {
  const answer = USE_CASE_NAME_PATTERN.test(name)
    ? await look(name)
    : undefined;
  if (!answer) {
    throw new NotFoundError(`There is no use case named ${name}.`);
  }
  return answer;
}

function registryOf(evidence: Evidence | undefined, accountId: string) {
  const registry = valueOr(evidence?.accounts, []).find(
    ({ account }) => account.accountId === accountId,
  )?.registry;
  return registry?.state === 'collected' ? registry : undefined;
}

function addAdoption(
  adoption: Map<string, OrganizationMaturityResponse['adoption'][number]>,
  { useCase, accounts }: Evidence,
): void {
  for (const { projects } of valueOr(accounts, [])) {
    for (const { template } of valueOr(projects, [])) {
      if (!template) {
        continue;
      }
      const version = template.version ?? 'removed';
      const key = `${template.name}@${version}`;
      const entry = adoption.get(key) ?? {
        template: template.name,
        version,
        supported: template.supported ?? false,
        useCases: [],
      };
      if (!entry.useCases.includes(useCase)) {
        entry.useCases.push(useCase);
      }
      adoption.set(key, entry);
    }
  }
}
