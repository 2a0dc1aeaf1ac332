import {
  useCasesQuerySchema,
  type UseCasesQuery,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { pageSizeOf, useListQuery } from '../../hooks/useListQuery';

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

function parseQuery(params: URLSearchParams): TableQuery {
  const { shape } = useCasesQuerySchema;
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
    limit: pageSizeOf(params) ?? DEFAULTS.limit,
    cursor: params.get('cursor') ?? DEFAULTS.cursor,
  };
}

/** The query of the table, kept in the address of the page. */
export function useUseCasesQuery() {
  return useListQuery<TableQuery>(parseQuery, DEFAULTS);
}
