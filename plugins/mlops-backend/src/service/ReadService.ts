// What pages ask for beyond one row of a table: put together when it is asked for.
import { NotFoundError } from '@backstage/errors';
import {
  evaluateMaturity,
  USE_CASE_NAME_PATTERN,
  valueOr,
  type Criterion,
  type Evidence,
  type Maturity,
  type MaturityResponse,
  type ModelDetail,
  type UseCaseDetail,
  type UseCaseHistory,
  type UseCasesPage,
  type UseCasesQuery,
  type UseCaseSummary,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { EvaluationStore } from '../database/EvaluationStore';
import type { HistoryStore } from '../database/HistoryStore';
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

/** What the reading of pages works with. */
export interface ReadServiceOptions {
  criteria: readonly Criterion[];
  useCases: UseCaseStore;
  evaluations: EvaluationStore;
  waivers: WaiverStore;
  history: HistoryStore;
  models: ModelStore;
  clock: SyncClock;
  now: () => Date;
}

/** Puts together what pages show. */
export class ReadService {
  readonly #options: ReadServiceOptions;

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
