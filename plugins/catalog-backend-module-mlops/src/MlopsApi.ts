import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type {
  TemplatesPage,
  UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';

/** What the entity provider asks of the mlops backend. */
export interface MlopsApi {
  /** Of all use cases, retired ones as well, what changes when their entities do, by name. */
  useCaseRevisions(): Promise<Map<string, string>>;
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
    async useCaseRevisions() {
      const { revisions } = await getJson<{
        revisions: Record<string, string>;
      }>('/use-case-revisions');
      return new Map(Object.entries(revisions));
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
