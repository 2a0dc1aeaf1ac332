import { createApiRef } from '@backstage/frontend-plugin-api';
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

/**
 * The REST API under `/api/mlops`, as the pages use it. Every call rejects
 * with a `ResponseError` when the backend answers with an error.
 */
export interface MlopsApi {
  /** One page of use cases, with the number of use cases at each stage. */
  getUseCases(query: UseCasesQueryInput): Promise<UseCasesPage>;

  /** A use case with the evidence behind its stage. */
  getUseCase(name: string): Promise<UseCaseDetail>;

  /** The maturity ladder of a use case; not found before its first evaluation. */
  getMaturity(name: string): Promise<MaturityResponse>;

  /** Collects and judges the evidence of a use case now; takes as long as AWS takes to answer. */
  refreshUseCase(name: string): Promise<UseCaseDetail>;

  /**
   * Tells of every use case that was refreshed through this client, so that
   * all that shows it can be read again.
   *
   * @returns a function that ends it
   */
  onRefreshed(listener: (useCase: string) => void): () => void;

  /** One page of AWS accounts. */
  getAccounts(query: AccountsQueryInput): Promise<AccountsPage>;

  /** One page of registered models. */
  getModels(query: ModelsQueryInput): Promise<ModelsPage>;

  /** A registered model with all its versions. */
  getModel(accountId: string, group: string): Promise<ModelDetail>;

  /** What became of the stage of a use case. */
  getHistory(name: string): Promise<UseCaseHistory>;

  /** The waivers of a use case, ended ones included. */
  getWaivers(name: string): Promise<Waiver[]>;

  /** What accounts cost, by day, use case and account. */
  getCosts(query: CostsQueryInput): Promise<Costs>;

  /** How mature the organization is, and what holds it back. */
  getOrganizationMaturity(): Promise<OrganizationMaturityResponse>;

  /** How every use case stands in every criterion. */
  getOrganizationUseCases(): Promise<OrganizationUseCases>;

  /** How many use cases had each stage, day by day. */
  getOrganizationHistory(days: number): Promise<OrganizationHistory>;

  /** Whether a use case may be called so, and what its accounts would be called. */
  getNaming(name: string): Promise<Naming>;

  /** The template library. */
  getTemplates(): Promise<TemplatesPage>;
}

/** Reference of the {@link MlopsApi}. */
export const mlopsApiRef = createApiRef<MlopsApi>().with({
  id: 'plugin.mlops.service',
  pluginId: 'mlops',
});
