import {
  accountEmail,
  accountName,
  ENVIRONMENTS,
  REACHED_STAGES,
  useCasesQuerySchema,
  type AccountsPage,
  type Maturity,
  type Naming,
  type ReachedStage,
  type TemplatesPage,
  type UseCaseDetail,
  type UseCasesPage,
  type UseCasesQueryInput,
  type Waiver,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { MlopsApi } from '../api';
import { maturityOf } from './fixtures';

const SORT_VALUES: Record<string, (useCase: UseCaseDetail) => string | number> =
  {
    stage: useCase => REACHED_STAGES.indexOf(useCase.stage),
    accounts: useCase => useCase.accounts.length,
    owner: useCase => useCase.owner,
    registeredAt: useCase => useCase.registeredAt,
    name: useCase => useCase.name,
    title: useCase => useCase.title,
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

  async getAccounts(): Promise<AccountsPage> {
    await this.before('getAccounts');
    return { items: [], totalItems: 0, pageInfo: {} };
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
