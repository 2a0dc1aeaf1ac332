// What pages ask for beyond one row of a table: put together when it is asked for.
import { NotFoundError } from '@backstage/errors';
import {
  bottlenecks,
  evaluateMaturity,
  evaluateOrganization,
  servingInProduction,
  USE_CASE_NAME_PATTERN,
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

/** What names of accounts and of model package groups look like, by the API references. */
const ACCOUNT_ID = /^\d{12}$/;
const GROUP_NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

/** How many changes of stage a history shows. */
const MAX_CHANGES = 100;

/** What is worked out from everything: kept for some milliseconds, because it reads everything. */
const ORGANIZATION_MAX_AGE = 5_000;

/** Puts together what pages show. */
export class ReadService {
  readonly #options: {
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
  };
  #organization?: { at: number; answer: Promise<OrganizationMaturityResponse> };

  constructor(options: {
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
  }) {
    this.#options = options;
  }

  /** When AWS was last asked about a use case; undefined when never. */
  async #checkedAt(own: string | undefined): Promise<string | undefined> {
    return own === undefined
      ? undefined
      : [own, await this.#options.clock.lastSyncAt()]
          .flatMap(at => at ?? [])
          .sort()
          .at(-1);
  }

  /** One page of use cases, as of the newest sync. */
  async list(query: UseCasesQuery): Promise<UseCasesPage> {
    const page = await this.#options.useCases.list(query);
    const items = page.items.map(async useCase => ({
      ...useCase,
      checkedAt: useCase.retiredAt
        ? useCase.checkedAt
        : await this.#checkedAt(useCase.checkedAt),
    }));
    return { ...page, items: await Promise.all(items) };
  }

  /**
   * A use case with its evidence, as of the newest sync.
   *
   * @throws NotFoundError when there is no such use case
   */
  async useCase(name: string): Promise<UseCaseDetail> {
    const detail = USE_CASE_NAME_PATTERN.test(name)
      ? await this.#options.useCases.detail(name)
      : undefined;
    if (!detail) {
      throw new NotFoundError(`There is no use case named ${name}.`);
    }
    const checkedAt = detail.retiredAt
      ? detail.checkedAt
      : await this.#checkedAt(detail.checkedAt);
    return {
      ...detail,
      checkedAt,
      evidence: detail.evidence && freshen(detail.evidence, checkedAt),
    };
  }

  /**
   * The ladder of a use case; of one that is being retired as it last was.
   *
   * @throws NotFoundError when there is no such use case, or it was not judged yet
   */
  async maturity(name: string): Promise<MaturityResponse> {
    const { criteria, evaluations, waivers, history, now } = this.#options;
    const useCase = await this.useCase(name);
    const evaluation = await evaluations.get(name);
    if (!evaluation) {
      throw new NotFoundError(
        `The maturity of ${name} has not been worked out yet; that happens at the next collection of evidence.`,
      );
    }
    const { maturity } = evaluation;
    const [change] = await history.changes({ useCase: name, limit: 1 });
    const judged: Maturity = useCase.retirementBegunAt
      ? maturity
      : {
          ...evaluateMaturity({
            evidence: freshen(evaluation.evidence, useCase.checkedAt),
            criteria,
            waivers: await waivers.of(name),
            evaluatedAt: now(),
          }),
          evaluatedAt: maturity.evaluatedAt,
        };
    return {
      ...judged,
      checkedAt: useCase.checkedAt,
      stageSince: change?.at,
    };
  }

  /**
   * What became of the stage of a use case.
   *
   * @throws NotFoundError when there is no such use case
   */
  async history(name: string): Promise<UseCaseHistory> {
    const { history } = this.#options;
    const { registeredAt, firstInProductionAt } = await this.useCase(name);
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
    const { evaluations, useCases, library, collections, clock } =
      this.#options;
    const { observedAt, failure } = await collections.get('library');
    const templates = await library.all();
    const maturities: Maturity[] = [];
    const known: OrganizationEvidence['useCases'] = [];
    const adoption = new Map<
      string,
      OrganizationMaturityResponse['adoption'][number]
    >();
    for (const name of await useCases.names()) {
      const [useCase, evaluation] = await Promise.all([
        useCases.get(name),
        evaluations.get(name),
      ]);
      if (!useCase || useCase.retirementBegunAt) {
        continue;
      }
      if (evaluation) {
        maturities.push(evaluation.maturity);
        addAdoption(adoption, evaluation.evidence);
      }
      known.push({
        name,
        owner: useCase.owner,
        stage: evaluation?.maturity.stage ?? 'none',
        registeredAt: useCase.registeredAt,
        firstInProductionAt: evaluation?.evidence.firstInProductionAt,
        inProduction: evaluation
          ? servingInProduction(evaluation.evidence).length > 0
          : false,
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

function registryOf(evidence: Evidence | undefined, accountId: string) {
  const registry =
    evidence?.accounts.state === 'collected'
      ? evidence.accounts.value.find(
          ({ account }) => account.accountId === accountId,
        )?.registry
      : undefined;
  return registry?.state === 'collected' ? registry : undefined;
}

function addAdoption(
  adoption: Map<string, OrganizationMaturityResponse['adoption'][number]>,
  { useCase, accounts }: Evidence,
): void {
  for (const { projects } of accounts.state === 'collected'
    ? accounts.value
    : []) {
    for (const { template } of projects.state === 'collected'
      ? projects.value
      : []) {
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
