import {
  ENVIRONMENTS,
  accountEmail,
  accountEmailProblem,
  accountName,
  useCaseNameProblem,
  type EmailNaming,
  type LibraryTemplate,
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
  /** Registers a use case without further ado. */
  has(name: string, owner?: string): void;
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
  let refreshWorks = true;

  const registry: TestRegistry = {
    useCases,
    library: [],
    libraryIsRead: true,
    refreshed,
    has(name, owner = 'group:default/customer-intelligence') {
      useCases.set(name, {
        name,
        title: name,
        description: '',
        owner,
        registeredAt: '2026-01-01T00:00:00.000Z',
        registeredBy: 'user:default/mock',
        stage: 'none',
        missing: [],
        accounts: [],
      });
    },
    breakRefresh() {
      refreshWorks = false;
    },
    async register({ name, owner }) {
      const created = !useCases.has(name);
      if (created) {
        registry.has(name, owner);
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
  };
  return registry;
}
