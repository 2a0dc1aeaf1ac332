import { useCallback, useMemo } from 'react';
import { useLive } from './useLive';
import { useLoad, type Loaded } from './useLoad';
import type { ListQuery } from './useListQuery';
import { useOwnedBy, type Whose } from './useOwnedBy';

/** What a list asks for, made of its query. */
export type Asked<Query> = Omit<Query, 'whose' | 'q'> & {
  q?: string;
  owner?: string[];
};

/**
 * Loads a page of a list, and again when its query changes or the backend tells
 * that a use case did. Of the person's
 * teams nothing is asked before it is known which they are.
 *
 * @param ask - asks for a page; gets the owners to ask for, undefined for all. Must be stable between renders
 */
export function useList<Query extends ListQuery & { whose: Whose }, Answer>(
  query: Query,
  ask: (query: Asked<Query>) => Promise<Answer>,
): Loaded<Answer> & { asked: Asked<Query> } {
  const isMine = query.whose === 'mine';
  const ownedBy = useOwnedBy();
  // Whose things they are matters only when it is asked for.
  const owner = isMine ? ownedBy : undefined;
  const isWaiting = isMine && !owner;
  const asked = useMemo(() => {
    const { whose, q, ...rest } = query;
    return { ...rest, q: q || undefined, owner };
  }, [query, owner]);
  const load = useCallback(
    () => (isWaiting ? new Promise<Answer>(() => undefined) : ask(asked)),
    [ask, asked, isWaiting],
  );
  const loaded = useLoad(load);
  useLive(loaded.refresh);
  return { ...loaded, asked };
}
