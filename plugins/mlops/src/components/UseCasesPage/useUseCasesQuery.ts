import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import {
  useCasesQuerySchema,
  type UseCasesQuery,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { useMemo } from 'react';

/** How many use cases a page of the table may show. */
export const PAGE_SIZES = [10, 20, 50, 100];

const DEFAULTS = {
  q: '',
  stage: undefined,
  lifecycle: 'active',
  orderBy: 'title',
  order: 'asc',
  limit: 20,
  cursor: undefined,
} as const;

/** What the table shows: the filters, the order and the place in the list. */
export type TableQuery = Pick<
  UseCasesQuery,
  'stage' | 'lifecycle' | 'orderBy' | 'order' | 'limit' | 'cursor'
> & { q: string };

/** Reads the query out of an address; what is not valid is as if it was not there. */
function parseQuery(params: URLSearchParams): TableQuery {
  const { shape } = useCasesQuerySchema;
  const limit = Number(params.get('limit'));
  return {
    q: shape.q.safeParse(params.get('q') ?? '').data ?? DEFAULTS.q,
    stage: shape.stage.safeParse(params.get('stage')).data,
    lifecycle:
      shape.lifecycle.safeParse(params.get('lifecycle') ?? DEFAULTS.lifecycle)
        .data ?? DEFAULTS.lifecycle,
    orderBy:
      shape.orderBy.safeParse(params.get('orderBy') ?? DEFAULTS.orderBy).data ??
      DEFAULTS.orderBy,
    order: shape.order.safeParse(params.get('order')).data ?? DEFAULTS.order,
    limit: PAGE_SIZES.includes(limit) ? limit : DEFAULTS.limit,
    cursor: params.get('cursor') ?? DEFAULTS.cursor,
  };
}

/**
 * The query of the table, kept in the address of the page, so that it survives
 * a reload, can be sent to others, and Back goes back.
 */
export function useUseCasesQuery() {
  const [params, setParams] = useAppSearchParams();
  const search = params.toString();
  const query = useMemo(
    () => parseQuery(new URLSearchParams(search)),
    [search],
  );

  /** Changes the query. A cursor belongs to one list only, so any other change drops it. */
  function change(
    changes: Partial<TableQuery>,
    options?: { replace?: boolean },
  ): void {
    const next: TableQuery = { ...query, cursor: undefined, ...changes };
    setParams(previous => {
      for (const [key, value] of Object.entries(next)) {
        if (
          value === undefined ||
          value === DEFAULTS[key as keyof typeof DEFAULTS]
        ) {
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
