import {
  modelsQuerySchema,
  type ModelsQuery,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { pageSizeOf, useListQuery } from '../../hooks/useListQuery';
import { whoseOf, type Whose } from '../../hooks/useWhose';

const DEFAULTS = {
  q: '',
  whose: 'all',
  approval: undefined,
  orderBy: 'latestAt',
  order: 'desc',
  limit: 20,
  cursor: undefined,
} as const;

/** What the table shows: the filters, the order and the place in the list. */
export type TableQuery = Pick<
  ModelsQuery,
  'approval' | 'orderBy' | 'order' | 'limit' | 'cursor'
> & { q: string; whose: Whose };

function parseQuery(params: URLSearchParams): TableQuery {
  const { shape } = modelsQuerySchema;
  return {
    q: shape.q.safeParse(params.get('q') ?? '').data ?? DEFAULTS.q,
    whose: whoseOf(params),
    approval: shape.approval.safeParse(params.get('approval')).data,
    orderBy:
      shape.orderBy.safeParse(params.get('orderBy') ?? DEFAULTS.orderBy).data ??
      DEFAULTS.orderBy,
    order: shape.order.safeParse(params.get('order')).data ?? DEFAULTS.order,
    limit: pageSizeOf(params) ?? DEFAULTS.limit,
    cursor: params.get('cursor') ?? DEFAULTS.cursor,
  };
}

/** The query of the table, kept in the address of the page. */
export function useModelsQuery() {
  return useListQuery<TableQuery>(parseQuery, DEFAULTS);
}
