import {
  ENVIRONMENTS,
  accountEmail,
  accountEmailProblem,
  accountName,
  useCaseNameProblem,
  type EmailNaming,
  type LibraryTemplate,
  type Maturity,
  type UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { ResponseError } from '@backstage/errors';
import type { MlopsRegistryClient } from '../MlopsRegistryClient';

/** A registry in memory that answers as the mlops backend does. */
export interface TestRegistry extends MlopsRegistryClient {
  useCases: Map<string, UseCaseDetail>;
  library: LibraryTemplate[];
  /** Whether the library has been read. */
  libraryIsRead: boolean;
  /** Use cases whose evidence was asked for, in order. */
  refreshed: string[];
  /** How far use cases have come, by name. */
  maturities: Map<string, Maturity>;
  /** Registers a use case without further ado. */
  has(name: string, owner?: string, accounts?: UseCaseDetail['accounts']): void;
  /** How often completing a retirement is refused, as while AWS's lists are behind. */
  openAccountsSeen: number;
  /** Steps of retirements that were taken, in order. */
  retirements: string[];
  /** Lets every refresh fail from now on. */
  breakRefresh(): void;
}

async function refusal(status: number, name: string, message: string) {
  const response = new Response(
    JSON.stringify({
      error: { name, message },
      response: { statusCode: status },
    }),
    {
      status,
      statusText: name,
      headers: { 'Content-Type': 'application/json' },
    },
  );
  return ResponseError.fromResponse(response);
}

/** Makes an empty registry. */
export function createTestRegistry(naming: EmailNaming): TestRegistry {
  const useCases = new Map<string, UseCaseDetail>();
  const refreshed: string[] = [];
  const maturities = new Map<string, Maturity>();
  let refreshWorks = true;

  const registry: TestRegistry = {
    useCases,
    library: [],
    libraryIsRead: true,
    openAccountsSeen: 0,
    retirements: [],
    refreshed,
    maturities,
    has(name, owner = 'group:default/customer-intelligence', accounts = []) {
      useCases.set(name, {
        name,
        title: name,
        description: '',
        owner,
        registeredAt: '2026-01-01T00:00:00.000Z',
        registeredBy: 'user:default/mock',
        stage: 'none',
        missing: [],
        accounts,
        models: 0,
      });
    },
    breakRefresh() {
      refreshWorks = false;
    },
    async register({ name, owner, registeredInTask }) {
      const created = !useCases.has(name);
      if (created) {
        registry.has(name, owner);
        Object.assign(useCases.get(name)!, { registeredInTask });
      }
      return { useCase: useCases.get(name)!, created };
    },
    async useCase(name) {
      const useCase = useCases.get(name);
      if (!useCase) {
        throw await refusal(
          404,
          'NotFoundError',
          `There is no use case named ${name}.`,
        );
      }
      return useCase;
    },
    async useCaseOf(accountId) {
      return [...useCases.values()].find(({ accounts }) =>
        accounts.some(account => account.accountId === accountId),
      )?.name;
    },
    async maturity(name) {
      const maturity = maturities.get(name);
      if (!maturity) {
        throw await refusal(
          404,
          'NotFoundError',
          `The maturity of ${name} has not been worked out yet.`,
        );
      }
      return maturity;
    },
    async naming(name, environments = ENVIRONMENTS) {
      const accounts = environments.map(environment => {
        const email = accountEmail(naming, name, environment);
        return {
          environment,
          name: accountName(name, environment),
          email,
          problem: accountEmailProblem(email),
        };
      });
      return { name, problem: useCaseNameProblem(name), accounts };
    },
    async templates() {
      return {
        items: registry.library,
        totalItems: registry.library.length,
        pageInfo: {},
        ...(registry.libraryIsRead
          ? { observedAt: '2026-01-01T00:00:00.000Z' }
          : { unknownReason: 'the library is out of reach' }),
      };
    },
    async refresh(name) {
      if (!refreshWorks) {
        throw await refusal(
          503,
          'ServiceUnavailableError',
          'The database is away.',
        );
      }
      refreshed.push(name);
    },
    async retire(name, step, credentials) {
      const useCase = await registry.useCase(name, credentials);
      if (step === 'complete' && registry.openAccountsSeen > 0) {
        registry.openAccountsSeen -= 1;
        throw await refusal(
          409,
          'ConflictError',
          `The use case ${name} has accounts that are not closed: one.`,
        );
      }
      registry.retirements.push(step);
      const at = '2026-02-01T00:00:00.000Z';
      const retired: UseCaseDetail = {
        ...useCase,
        retirementBegunAt: useCase.retirementBegunAt ?? at,
        retiredBy: useCase.retiredBy ?? 'user:default/mock',
        retiredAt: step === 'complete' ? at : useCase.retiredAt,
      };
      useCases.set(name, retired);
      return retired;
    },
  };
  return registry;
}
