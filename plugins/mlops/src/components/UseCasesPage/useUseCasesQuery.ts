import {
  useCasesQuerySchema,
  type UseCasesQuery,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { pageSizeOf, useListQuery } from '../../hooks/useListQuery';
import { whoseOf, type Whose } from '../../hooks/useWhose';

/** How the use cases are shown. */
export const VIEWS = ['table', 'board'] as const;

/** Columns of the table that can be left out, and whether they are at first. */
export const COLUMNS = {
  accounts: true,
  models: true,
  cost: true,
  owner: true,
  changedAt: true,
  registeredAt: false,
};

/** A column of the table that can be left out. */
export type Column = keyof typeof COLUMNS;

const SHOWN_AT_FIRST = (Object.keys(COLUMNS) as Column[])
  .filter(column => COLUMNS[column])
  .join(',');

const DEFAULTS = {
  q: '',
  stage: undefined,
  lifecycle: 'active',
  whose: 'all',
  view: 'table',
  columns: SHOWN_AT_FIRST,
  orderBy: 'title',
  order: 'asc',
  limit: 20,
  cursor: undefined,
} as const;

/** What the table shows: the filters, the order and the place in the list. */
export type TableQuery = Pick<
  UseCasesQuery,
  'stage' | 'lifecycle' | 'orderBy' | 'order' | 'limit' | 'cursor'
> & {
  q: string;
  whose: Whose;
  view: (typeof VIEWS)[number];
  /** Names of the columns that are shown, with commas between them. */
  columns: string;
};

/** The columns that are shown. */
export function columnsOf({ columns }: Pick<TableQuery, 'columns'>): Column[] {
  const names = columns.split(',');
  return (Object.keys(COLUMNS) as Column[]).filter(column =>
    names.includes(column),
  );
}

function parseQuery(params: URLSearchParams): TableQuery {
  const { shape } = useCasesQuerySchema;
  return {
    q: shape.q.safeParse(params.get('q') ?? '').data ?? DEFAULTS.q,
    stage: shape.stage.safeParse(params.get('stage')).data,
    lifecycle:
      shape.lifecycle.safeParse(params.get('lifecycle') ?? DEFAULTS.lifecycle)
        .data ?? DEFAULTS.lifecycle,
    whose: whoseOf(params),
    view: VIEWS.find(view => view === params.get('view')) ?? DEFAULTS.view,
    columns: params.get('columns') ?? DEFAULTS.columns,
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
