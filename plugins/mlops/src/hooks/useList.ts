import { useCallback } from 'react';
import type { ListQuery } from './useListQuery';
import { useLive } from './useLive';
import { useLoad, type Loaded } from './useLoad';
import { useOwners, type Whose } from './useWhose';

/** What a list asks for, made of its query. */
export type Asked<Query> = Omit<Query, 'whose' | 'q'> & {
  q?: string;
  owner?: string[];
};

/**
 * Loads a page of a list, and again when its query changes or the backend tells
 * that a use case did.
 *
 * @param ask - asks for a page; gets the owners to ask for, undefined for all. Must be stable between renders
 */
export function useList<Query extends ListQuery & { whose: Whose }, Answer>(
  query: Query,
  ask: (query: Asked<Query>) => Promise<Answer>,
): Loaded<Answer> {
  const owners = useOwners(query.whose);
  const loaded = useLoad(
    useCallback(async () => {
      const { whose, q, ...rest } = query;
      return ask({ ...rest, q: q || undefined, owner: await owners() });
    }, [ask, owners, query]),
  );
  useLive(loaded.refresh);
  return loaded;
}
