import {
  accountEmail,
  accountName,
  ENVIRONMENTS,
  modelsQuerySchema,
  REACHED_STAGES,
  useCasesQuerySchema,
  type AccountsPage,
  type AccountsQueryInput,
  type AccountSummary,
  type Costs,
  type CostsQueryInput,
  type Maturity,
  type ModelDetail,
  type ModelsPage,
  type ModelsQuery,
  type ModelsQueryInput,
  type Naming,
  type OrganizationHistory,
  type OrganizationMaturityResponse,
  type OrganizationUseCases,
  type ReachedStage,
  type TemplatesPage,
  type UseCaseDetail,
  type UseCaseHistory,
  type UseCasesPage,
  type UseCasesQuery,
  type UseCasesQueryInput,
  type Waiver,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { MlopsApi } from '../api';
import { maturityOf } from './fixtures';

const SORT_VALUES: Record<
  UseCasesQuery['orderBy'],
  (useCase: UseCaseDetail) => string | number
> = {
  models: useCase => useCase.models,
  cost: useCase => useCase.monthlyCost?.amount ?? 0,
  changedAt: useCase => useCase.evaluatedAt ?? '',

  stage: useCase => REACHED_STAGES.indexOf(useCase.stage),
  accounts: useCase => useCase.accounts.length,
  owner: useCase => useCase.owner,
  registeredAt: useCase => useCase.registeredAt,
  name: useCase => useCase.name,
  title: useCase => useCase.title,
};

const MODEL_SORT_VALUES: Record<
  ModelsQuery['orderBy'],
  (model: ModelDetail) => string
> = {
  group: model => model.group,
  useCase: model => model.useCase,
  latestAt: model => model.latest?.createdAt ?? '',
};

/** An {@link MlopsApi} that holds what it is given in memory, and filters, sorts and pages it as the backend does. */
export class FakeMlopsApi implements MlopsApi {
  useCases: UseCaseDetail[];
  library: TemplatesPage = { items: [], totalItems: 0, pageInfo: {} };
  /** Takes the place of the answer, for trouble and for waiting. */
  before: (call: keyof MlopsApi) => Promise<void> = async () => {};
  readonly queries: UseCasesQueryInput[] = [];
  readonly namesAsked: string[] = [];
  readonly refreshed: string[] = [];
  readonly #listeners = new Set<(useCase: string) => void>();

  constructor(useCases: UseCaseDetail[] = []) {
    this.useCases = useCases;
  }

  async getUseCases(input: UseCasesQueryInput): Promise<UseCasesPage> {
    this.queries.push(input);
    await this.before('getUseCases');
    const query = useCasesQuerySchema.parse(input);
    const valueOf = SORT_VALUES[query.orderBy];
    const found = this.useCases
      .filter(
        ({ retiredAt }) =>
          query.lifecycle === 'all' ||
          (retiredAt !== undefined) === (query.lifecycle === 'retired'),
      )
      .filter(({ name, title, owner }) =>
        `${name} ${title} ${owner}`
          .toLocaleLowerCase('en-US')
          .includes((query.q ?? '').toLocaleLowerCase('en-US')),
      )
      .sort((a, b) => {
        const order = valueOf(a) < valueOf(b) ? -1 : 1;
        return query.order === 'asc' ? order : -order;
      });
    const ofStage = found.filter(
      ({ stage }) => !query.stage || stage === query.stage,
    );
    const start = Number(query.cursor ?? 0);
    const end = start + query.limit;
    return {
      items: ofStage.slice(start, end),
      totalItems: ofStage.length,
      pageInfo: {
        nextCursor: end < ofStage.length ? String(end) : undefined,
        prevCursor:
          start > 0 ? String(Math.max(0, start - query.limit)) : undefined,
      },
      stageCounts: Object.fromEntries(
        REACHED_STAGES.map(stage => [
          stage,
          found.filter(useCase => useCase.stage === stage).length,
        ]),
      ) as Record<ReachedStage, number>,
    };
  }

  async getUseCase(name: string): Promise<UseCaseDetail> {
    await this.before('getUseCase');
    return this.#find(name);
  }

  /** Criteria that need not be met. */
  waivers: Waiver[] = [];

  async getMaturity(name: string): Promise<Maturity> {
    await this.before('getMaturity');
    const { evidence } = this.#find(name);
    if (!evidence) {
      throw new Error(`The maturity of ${name} has not been worked out yet.`);
    }
    return maturityOf(evidence, this.waivers);
  }

  async refreshUseCase(name: string): Promise<UseCaseDetail> {
    await this.before('refreshUseCase');
    this.refreshed.push(name);
    this.#listeners.forEach(listener => listener(name));
    return this.#find(name);
  }

  onRefreshed(listener: (useCase: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  accounts: AccountSummary[] = [];
  readonly accountQueries: AccountsQueryInput[] = [];

  async getAccounts(query: AccountsQueryInput): Promise<AccountsPage> {
    this.accountQueries.push(query);
    await this.before('getAccounts');
    const items = this.accounts.filter(
      ({ useCase, environment }) =>
        (!query.useCase || useCase === query.useCase) &&
        (!query.environment || environment === query.environment),
    );
    return { items, totalItems: items.length, pageInfo: {} };
  }

  models: ModelDetail[] = [];
  readonly modelQueries: ModelsQueryInput[] = [];

  async getModels(input: ModelsQueryInput): Promise<ModelsPage> {
    this.modelQueries.push(input);
    await this.before('getModels');
    const query = modelsQuerySchema.parse(input);
    const valueOf = MODEL_SORT_VALUES[query.orderBy];
    const found = this.models
      .filter(
        ({ group, useCase, owner, latest }) =>
          (!query.useCase || useCase === query.useCase) &&
          (!query.owner || query.owner.includes(owner)) &&
          (!query.approval || latest?.approval === query.approval) &&
          `${group} ${useCase}`.includes(query.q ?? ''),
      )
      .sort((a, b) => {
        const order = valueOf(a) < valueOf(b) ? -1 : 1;
        return query.order === 'asc' ? order : -order;
      });
    const start = Number(query.cursor ?? 0);
    const end = start + query.limit;
    return {
      items: found.slice(start, end),
      totalItems: found.length,
      pageInfo: {
        nextCursor: end < found.length ? String(end) : undefined,
        prevCursor:
          start > 0 ? String(Math.max(0, start - query.limit)) : undefined,
      },
    };
  }

  async getModel(accountId: string, group: string): Promise<ModelDetail> {
    await this.before('getModel');
    const model = this.models.find(
      known => known.accountId === accountId && known.group === group,
    );
    if (!model) {
      throw new Error(
        `There is no registered model ${group} in the account ${accountId}.`,
      );
    }
    return model;
  }

  histories: Record<string, UseCaseHistory> = {};

  async getHistory(name: string): Promise<UseCaseHistory> {
    await this.before('getHistory');
    const { registeredAt } = this.#find(name);
    return this.histories[name] ?? { changes: [], days: [], registeredAt };
  }

  async getWaivers(): Promise<Waiver[]> {
    await this.before('getWaivers');
    return this.waivers;
  }

  costs: Costs = { total: 0, days: [], useCases: [] };
  readonly costQueries: CostsQueryInput[] = [];

  async getCosts(query: CostsQueryInput): Promise<Costs> {
    this.costQueries.push(query);
    await this.before('getCosts');
    return this.costs;
  }

  organizationMaturity?: OrganizationMaturityResponse;

  async getOrganizationMaturity(): Promise<OrganizationMaturityResponse> {
    await this.before('getOrganizationMaturity');
    if (!this.organizationMaturity) {
      throw new Error('The test gave the organization no maturity.');
    }
    return this.organizationMaturity;
  }

  organizationUseCases: OrganizationUseCases = { criteria: [], useCases: [] };

  async getOrganizationUseCases(): Promise<OrganizationUseCases> {
    await this.before('getOrganizationUseCases');
    return this.organizationUseCases;
  }

  organizationHistory: OrganizationHistory = { days: [], changes: [] };

  async getOrganizationHistory(): Promise<OrganizationHistory> {
    await this.before('getOrganizationHistory');
    return this.organizationHistory;
  }

  async getNaming(name: string): Promise<Naming> {
    this.namesAsked.push(name);
    await this.before('getNaming');
    const existing = this.useCases.find(useCase => useCase.name === name);
    return {
      name,
      existing: existing && { owner: existing.owner, title: existing.title },
      accounts: ENVIRONMENTS.map(environment => ({
        environment,
        name: accountName(name, environment),
        email: accountEmail(
          {
            emailPattern: 'aws+{useCase}-{environment}@{domain}',
            emailDomain: 'example.com',
          },
          name,
          environment,
        ),
      })),
    };
  }

  async getTemplates(): Promise<TemplatesPage> {
    await this.before('getTemplates');
    return this.library;
  }

  #find(name: string): UseCaseDetail {
    const useCase = this.useCases.find(candidate => candidate.name === name);
    if (!useCase) {
      throw new Error(`There is no use case named ${name}.`);
    }
    return useCase;
  }
}
