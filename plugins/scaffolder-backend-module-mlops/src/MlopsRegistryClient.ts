import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type {
  AccountSummary,
  Environment,
  Maturity,
  Naming,
  Page,
  Retirement,
  TemplatesPage,
  UseCase,
  UseCaseDetail,
  UseCaseRegistrationInput,
} from '@mlops-portal/backstage-plugin-mlops-common';

/**
 * The mlops backend as the actions use it, on behalf of the person who runs the
 * task. Each method throws a ResponseError with the backend's own words, or an
 * error that says so when the backend does not answer.
 */
export interface MlopsRegistryClient {
  /** Registers a use case; `created` is false when the very same one exists. */
  register(
    registration: UseCaseRegistrationInput,
    credentials: BackstageCredentials,
  ): Promise<{ useCase: UseCase; created: boolean }>;
  /** A registered use case; a ResponseError with status 404 when there is none. */
  useCase(
    name: string,
    credentials: BackstageCredentials,
  ): Promise<UseCaseDetail>;
  /** The name of the use case that an account belongs to by its tags; undefined when it is none's, or new. */
  useCaseOf(
    accountId: string,
    credentials: BackstageCredentials,
  ): Promise<string | undefined>;
  /** How far a use case has come, as of its last collected evidence. */
  maturity(name: string, credentials: BackstageCredentials): Promise<Maturity>;
  /** What the accounts of a use case are called. */
  naming(
    name: string,
    environments: readonly Environment[],
    credentials: BackstageCredentials,
  ): Promise<Naming>;
  /** The template library. */
  templates(credentials: BackstageCredentials): Promise<TemplatesPage>;
  /** Has the evidence of a use case collected now. */
  refresh(name: string, credentials: BackstageCredentials): Promise<void>;
  /** Takes a step of retiring a use case; a ResponseError with status 409 when it is to be complete and AWS has open accounts of it. */
  retire(
    name: string,
    step: Retirement['step'],
    credentials: BackstageCredentials,
  ): Promise<UseCase>;
}

/** Makes a client that reaches the mlops backend over REST. */
export function createMlopsRegistryClient(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}): MlopsRegistryClient {
  const { auth, discovery } = options;

  async function call(
    method: 'GET' | 'POST',
    path: string,
    credentials: BackstageCredentials,
    body?: unknown,
  ): Promise<Response> {
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'mlops',
    });
    const url = `${await discovery.getBaseUrl('mlops')}${path}`;
    const response = await fetch(url, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    }).catch(error => {
      // Of a failed connection, fetch itself says no more than "fetch failed".
      throw new Error(
        `The mlops backend does not answer (${method} ${path}): ${
          error.cause?.message || error.message
        }`,
        { cause: error },
      );
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }

  const useCasePath = (name: string) =>
    `/use-cases/${encodeURIComponent(name)}`;

  return {
    async register(registration, credentials) {
      const response = await call(
        'POST',
        '/use-cases',
        credentials,
        registration,
      );
      return {
        useCase: await response.json(),
        created: response.status === 201,
      };
    },
    async useCase(name, credentials) {
      return (await call('GET', useCasePath(name), credentials)).json();
    },
    async useCaseOf(accountId, credentials) {
      const query = new URLSearchParams({ q: accountId, limit: '200' });
      const response = await call('GET', `/accounts?${query}`, credentials);
      const { items }: Page<AccountSummary> = await response.json();
      // A search: the id may stand in the name of another account.
      return items.find(account => account.accountId === accountId)?.useCase;
    },
    async maturity(name, credentials) {
      const path = `${useCasePath(name)}/maturity`;
      return (await call('GET', path, credentials)).json();
    },
    async naming(name, environments, credentials) {
      const query = new URLSearchParams({
        environments: environments.join(','),
      });
      const path = `/naming/${encodeURIComponent(name)}?${query}`;
      return (await call('GET', path, credentials)).json();
    },
    async templates(credentials) {
      return (await call('GET', '/templates', credentials)).json();
    },
    async refresh(name, credentials) {
      await call('POST', `${useCasePath(name)}/refresh`, credentials);
    },
    async retire(name, step, credentials) {
      const path = `${useCasePath(name)}/retire`;
      return (await call('POST', path, credentials, { step })).json();
    },
  };
}
