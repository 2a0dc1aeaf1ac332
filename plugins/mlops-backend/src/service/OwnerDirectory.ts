import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** Knows which groups there are. */
export interface OwnerDirectory {
  /** Whether an entity reference names a group in the catalog. */
  isGroup(ref: string): Promise<boolean>;
}

/** The owners in the catalog. */
export interface CatalogOwnerDirectory extends OwnerDirectory {
  /** Whether the catalog has any group: it has none before it has read them. */
  hasGroups(): Promise<boolean>;
}

/** Asks the Backstage catalog, as the plugin itself. */
export function createCatalogOwnerDirectory(options: {
  catalog: CatalogService;
  auth: AuthService;
}): CatalogOwnerDirectory {
  return {
    async hasGroups() {
      const { items } = await options.catalog.queryEntities(
        { filter: { kind: 'Group' }, limit: 1 },
        { credentials: await options.auth.getOwnServiceCredentials() },
      );
      return items.length > 0;
    },
    async isGroup(ref) {
      const entity = await options.catalog.getEntityByRef(ref, {
        credentials: await options.auth.getOwnServiceCredentials(),
      });
      return entity?.kind === 'Group';
    },
  };
}
