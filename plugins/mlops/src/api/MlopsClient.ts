import { ResponseError } from '@backstage/errors';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import type {
  AccountsPage,
  AccountsQueryInput,
  Costs,
  CostsQueryInput,
  MaturityResponse,
  ModelDetail,
  ModelsPage,
  ModelsQueryInput,
  Naming,
  OrganizationHistory,
  OrganizationMaturityResponse,
  OrganizationUseCases,
  TemplatesPage,
  UseCaseDetail,
  UseCaseHistory,
  UseCasesPage,
  UseCasesQueryInput,
  Waiver,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { MlopsApi } from './MlopsApi';

function queryString(query: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, values] of Object.entries(query)) {
    for (const value of [values].flat()) {
      if (value !== undefined && value !== '') {
        params.append(key, String(value));
      }
    }
  }
  const text = params.toString();
  return text && `?${text}`;
}

/** The {@link MlopsApi} over HTTP. */
export class MlopsClient implements MlopsApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;
  readonly #listeners = new Set<(useCase: string) => void>();

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  getUseCases(query: UseCasesQueryInput): Promise<UseCasesPage> {
    return this.#request(`/use-cases${queryString(query)}`);
  }

  getUseCase(name: string): Promise<UseCaseDetail> {
    return this.#request(`/use-cases/${encodeURIComponent(name)}`);
  }

  getMaturity(name: string): Promise<MaturityResponse> {
    return this.#request(`/use-cases/${encodeURIComponent(name)}/maturity`);
  }

  async refreshUseCase(name: string): Promise<UseCaseDetail> {
    const detail: UseCaseDetail = await this.#request(
      `/use-cases/${encodeURIComponent(name)}/refresh`,
      { method: 'POST' },
    );
    this.#listeners.forEach(listener => listener(name));
    return detail;
  }

  onRefreshed(listener: (useCase: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  getAccounts(query: AccountsQueryInput): Promise<AccountsPage> {
    return this.#request(`/accounts${queryString(query)}`);
  }

  getModels(query: ModelsQueryInput): Promise<ModelsPage> {
    return this.#request(`/models${queryString(query)}`);
  }

  getModel(accountId: string, group: string): Promise<ModelDetail> {
    return this.#request(
      `/models/${encodeURIComponent(accountId)}/${encodeURIComponent(group)}`,
    );
  }

  getHistory(name: string): Promise<UseCaseHistory> {
    return this.#request(`/use-cases/${encodeURIComponent(name)}/history`);
  }

  async getWaivers(name: string): Promise<Waiver[]> {
    const { items } = await this.#request<{ items: Waiver[] }>(
      `/use-cases/${encodeURIComponent(name)}/waivers`,
    );
    return items;
  }

  getCosts(query: CostsQueryInput): Promise<Costs> {
    return this.#request(`/costs${queryString(query)}`);
  }

  getOrganizationMaturity(): Promise<OrganizationMaturityResponse> {
    return this.#request('/organization/maturity');
  }

  getOrganizationUseCases(): Promise<OrganizationUseCases> {
    return this.#request('/organization/use-cases');
  }

  getOrganizationHistory(days: number): Promise<OrganizationHistory> {
    return this.#request(`/organization/history${queryString({ days })}`);
  }

  getNaming(name: string): Promise<Naming> {
    return this.#request(`/naming/${encodeURIComponent(name)}`);
  }

  getTemplates(): Promise<TemplatesPage> {
    return this.#request('/templates');
  }

  async #request<T>(path: string, init?: RequestInit): Promise<T> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('mlops');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
