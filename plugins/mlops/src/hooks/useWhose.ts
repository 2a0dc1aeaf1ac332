import { useApi } from '@backstage/core-plugin-api';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';

/** Whose things a list shows: those of the person's teams, or everybody's. */
export const WHOSE = ['all', 'mine'] as const;

/** Whose things a list shows. */
export type Whose = (typeof WHOSE)[number];

/** Reads out of an address whose things a list shows. */
export function whoseOf(params: URLSearchParams): Whose {
  return WHOSE.find(whose => whose === params.get('whose')) ?? 'all';
}

/**
 * Asks whose things to ask for: entity references of the person and of the
 * person's groups, or undefined for everybody's.
 */
export function useOwners(whose: Whose): () => Promise<string[] | undefined> {
  const identity = useApi(identityApiRef);
  return useCallback(
    async () =>
      whose === 'mine'
        ? (await identity.getBackstageIdentity()).ownershipEntityRefs
        : undefined,
    [identity, whose],
  );
}
