import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type {
  TemplatesPage,
  UseCaseDetail,
  UseCasesPage,
} from '@mlops-portal/backstage-plugin-mlops-common';

/** What the entity provider asks of the mlops backend. */
export interface MlopsApi {
  /** The names of all use cases, retired ones as well. */
  useCaseNames(): Promise<string[]>;
  /** A use case with its evidence; undefined when there is none. */
  useCase(name: string): Promise<UseCaseDetail | undefined>;
  /** The template library. */
  templates(): Promise<TemplatesPage>;
}

/**
 * Reaches the mlops backend over REST as the catalog plugin itself.
 *
 * @throws ResponseError (from each method) when the backend answers with an error
 */
export function createMlopsApi(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}): MlopsApi {
  const { auth, discovery } = options;

  async function get(path: string): Promise<Response> {
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'mlops',
    });
    return fetch(`${await discovery.getBaseUrl('mlops')}${path}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
  }

  async function getJson<T>(path: string): Promise<T> {
    const response = await get(path);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }

  return {
    async useCaseNames() {
      const names: string[] = [];
      let cursor: string | undefined;
      do {
        const query = new URLSearchParams({
          limit: '200',
          lifecycle: 'all',
          ...(cursor && { cursor }),
        });
        const page = await getJson<UseCasesPage>(`/use-cases?${query}`);
        names.push(...page.items.map(({ name }) => name));
        cursor = page.pageInfo.nextCursor;
      } while (cursor);
      return names;
    },
    async useCase(name) {
      const response = await get(`/use-cases/${encodeURIComponent(name)}`);
      if (response.status === 404) {
        return undefined;
      }
      if (!response.ok) {
        throw await ResponseError.fromResponse(response);
      }
      return response.json();
    },
    templates: () => getJson('/templates'),
  };
}
