import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';

/** How many entries a page of a list may show. */
export const PAGE_SIZES = [10, 20, 50, 100];

/** Reads how many entries a page shows out of an address; undefined when that is none of {@link PAGE_SIZES}. */
export function pageSizeOf(params: URLSearchParams): number | undefined {
  return PAGE_SIZES.find(size => String(size) === params.get('limit'));
}

/** What every list has: a place in it, and words to search for. */
export interface ListQuery {
  q: string;
  limit: number;
  cursor?: string;
}

/**
 * The query of a list, kept in the address of the page, so that it survives a
 * reload, can be sent to others, and Back goes back.
 *
 * @param parse - reads it out of an address; what is not valid there is as if it was not there. Must be stable between renders
 * @param defaults - what need not stand in the address
 */
export function useListQuery<T extends ListQuery>(
  parse: (params: URLSearchParams) => T,
  defaults: Partial<T>,
) {
  const [params, setParams] = useAppSearchParams();
  const search = params.toString();
  const query = useMemo(
    () => parse(new URLSearchParams(search)),
    [parse, search],
  );

  /** Changes the query. A cursor belongs to one list only, so any other change drops it. */
  function change(changes: Partial<T>, options?: { replace?: boolean }): void {
    const next: T = { ...query, cursor: undefined, ...changes };
    setParams(previous => {
      for (const [key, value] of Object.entries(next)) {
        if (value === undefined || value === defaults[key as keyof T]) {
          previous.delete(key);
        } else {
          previous.set(key, String(value));
        }
      }
      return previous;
    }, options);
  }

  return { query, change };
}
