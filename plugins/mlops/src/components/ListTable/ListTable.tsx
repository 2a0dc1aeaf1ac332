import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Table, type ColumnConfig, type TableItem } from '@backstage/ui';
import type { Page } from '@mlops-portal/backstage-plugin-mlops-common';
import { PAGE_SIZES, type ListQuery } from '../../hooks/useListQuery';
import { mlopsTranslationRef } from '../../translation';
import styles from './ListTable.module.css';

/** The order of a list. */
interface Order {
  orderBy: string;
  order: 'asc' | 'desc';
}

/** A table of a list that the backend sorts and pages. */
export function ListTable<Row extends TableItem>(props: {
  columns: ColumnConfig<Row>[];
  /** Absent while the first page is on its way. */
  page?: Page<Row>;
  /** Whether `page` is the answer to an earlier query. */
  isStale: boolean;
  query: ListQuery & Order;
  onChange: (changes: Partial<ListQuery & Order>) => void;
  /** How many there are, in words. */
  countLabel: (count: number) => string;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { columns, page, isStale, query, onChange, countLabel } = props;
  const { nextCursor, prevCursor } = page?.pageInfo ?? {};
  return (
    <Table
      className={styles.table}
      columnConfig={columns}
      data={page?.items}
      isPending={!page}
      isStale={isStale}
      sort={{
        descriptor: {
          column: query.orderBy,
          direction: query.order === 'asc' ? 'ascending' : 'descending',
        },
        onSortChange: ({ column, direction }) =>
          onChange({
            orderBy: String(column),
            order: direction === 'ascending' ? 'asc' : 'desc',
          }),
      }}
      pagination={{
        type: 'page',
        pageSize: query.limit,
        pageSizeOptions: PAGE_SIZES.map(value => ({
          value,
          label: t('list.pageSize', { number: String(value) }),
        })),
        totalCount: page?.totalItems,
        hasNextPage: Boolean(nextCursor),
        hasPreviousPage: Boolean(prevCursor),
        onNextPage: () => onChange({ cursor: nextCursor }),
        onPreviousPage: () => onChange({ cursor: prevCursor }),
        onPageSizeChange: limit => onChange({ limit }),
        showPageSizeOptions: true,
        getLabel: ({ totalCount = 0 }) => countLabel(totalCount),
      }}
    />
  );
}
