import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** Knows which groups there are. */
export interface OwnerDirectory {
  /** Whether an entity reference names a group in the catalog. */
  isGroup(ref: string): Promise<boolean>;
}

/** Asks the Backstage catalog, as the plugin itself. */
export function createCatalogOwnerDirectory(options: {
  catalog: CatalogService;
  auth: AuthService;
}): OwnerDirectory {
  return {
    async isGroup(ref) {
      const entity = await options.catalog.getEntityByRef(ref, {
        credentials: await options.auth.getOwnServiceCredentials(),
      });
      return entity?.kind === 'Group';
    },
  };
}
