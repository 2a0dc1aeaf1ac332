import {
  accountsQuerySchema,
  type AccountsQuery,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { pageSizeOf, useListQuery } from '../../hooks/useListQuery';
import { whoseOf, type Whose } from '../../hooks/useWhose';

const DEFAULTS = {
  q: '',
  whose: 'all',
  environment: undefined,
  orderBy: 'name',
  order: 'asc',
  limit: 20,
  cursor: undefined,
} as const;

/** What the list of accounts shows. */
export type AccountsListQuery = Pick<
  AccountsQuery,
  'environment' | 'order' | 'limit' | 'cursor'
> & {
  q: string;
  whose: Whose;
  /** Accounts are always in the order of their names. */
  orderBy: string;
};

function parseQuery(params: URLSearchParams): AccountsListQuery {
  const { shape } = accountsQuerySchema;
  return {
    q: shape.q.safeParse(params.get('q') ?? '').data ?? DEFAULTS.q,
    whose: whoseOf(params),
    environment: shape.environment.safeParse(params.get('environment')).data,
    orderBy: DEFAULTS.orderBy,
    order: shape.order.safeParse(params.get('order')).data ?? DEFAULTS.order,
    limit: pageSizeOf(params) ?? DEFAULTS.limit,
    cursor: params.get('cursor') ?? DEFAULTS.cursor,
  };
}

/** The query of the list of accounts, kept in the address of the page. */
export function useAccountsQuery() {
  return useListQuery<AccountsListQuery>(parseQuery, DEFAULTS);
}
