import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';
import { useLoad, type Loaded } from '../../hooks/useLoad';

/** A group that can own a use case. */
export interface OwnerGroup {
  /** Entity reference. */
  ref: string;
  /** What people call it. */
  title: string;
  /** Whether the person belongs to it. */
  isOwn: boolean;
}

/** All groups of the catalog by title, those of the person first. */
export function useGroups(): Loaded<OwnerGroup[]> {
  const catalog = useApi(catalogApiRef);
  const identity = useApi(identityApiRef);
  return useLoad(
    useCallback(async () => {
      const [{ items }, { ownershipEntityRefs }] = await Promise.all([
        catalog.getEntities({
          filter: { kind: 'Group' },
          fields: ['kind', 'metadata', 'spec.profile'],
        }),
        identity.getBackstageIdentity(),
      ]);
      return items
        .map(entity => {
          const ref = stringifyEntityRef(entity);
          const profile = entity.spec?.profile as
            { displayName?: string } | undefined;
          return {
            ref,
            title:
              profile?.displayName ??
              entity.metadata.title ??
              entity.metadata.name,
            isOwn: ownershipEntityRefs.includes(ref),
          };
        })
        .sort(
          (a, b) =>
            Number(b.isOwn) - Number(a.isOwn) || a.title.localeCompare(b.title),
        );
    }, [catalog, identity]),
  );
}
