import { useApi } from '@backstage/core-plugin-api';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { useLoad } from './useLoad';

/** Whose things a list shows: those of the person's teams, or everybody's. */
export const WHOSE = ['all', 'mine'] as const;

/** Whose things a list shows. */
export type Whose = (typeof WHOSE)[number];

/** Reads out of an address whose things a list shows. */
export function whoseOf(params: URLSearchParams): Whose {
  return WHOSE.find(whose => whose === params.get('whose')) ?? 'all';
}

/** Who the person is to the catalog: entity references of the person and of the person's groups; undefined while they are asked for. */
export function useOwnedBy(): string[] | undefined {
  const identity = useApi(identityApiRef);
  const { value } = useLoad(
    useCallback(async () => {
      const { ownershipEntityRefs } = await identity.getBackstageIdentity();
      return ownershipEntityRefs;
    }, [identity]),
  );
  return value;
}
