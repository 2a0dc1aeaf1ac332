import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text, type ColumnConfig, type TableItem } from '@backstage/ui';
import {
  USE_CASE_ORDER_FIELDS,
  type UseCasesPage,
  type UseCaseSummary,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { useMemo } from 'react';
import { mlopsTranslationRef } from '../../translation';
import { formatMoney } from '../../formatMoney';
import { Age } from '../Age';
import { Sparkline } from '../charts';
import { EnvironmentMarks } from '../EnvironmentMarks';
import { ListCell, ListTable } from '../ListTable';
import { UseCaseLink } from '../UseCaseLink';
import { StageCell } from './StageCell';
import { columnsOf, type Column, type TableQuery } from './useUseCasesQuery';
import styles from './UseCasesTable.module.css';

type Row = UseCaseSummary & TableItem;

function NameCell({ useCase }: { useCase: UseCaseSummary }) {
  const { name, title } = useCase;
  return (
    <ListCell>
      <UseCaseLink name={name} weight="bold" standalone>
        {title}
      </UseCaseLink>
      {title !== name && (
        <Text variant="body-small" color="secondary">
          {name}
        </Text>
      )}
    </ListCell>
  );
}

function OwnerCell({ useCase }: { useCase: UseCaseSummary }) {
  return (
    <ListCell>
      <EntityRefLink
        entityRef={useCase.owner}
        defaultKind="group"
        hideIcon
        disableTooltip
      />
    </ListCell>
  );
}

function ChangeCell({ useCase }: { useCase: UseCaseSummary }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  return (
    <ListCell>
      {useCase.evaluatedAt && (
        <Text variant="body-medium">
          <Age of={useCase.evaluatedAt} />
        </Text>
      )}
      <Text variant="body-small" color="secondary">
        {useCase.checkedAt
          ? t('useCases.evidence', { age: <Age of={useCase.checkedAt} /> })
          : t('useCases.notEvaluated')}
      </Text>
    </ListCell>
  );
}

function CostCell({ useCase }: { useCase: UseCaseSummary }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { monthlyCost, costTrend = [] } = useCase;
  if (!monthlyCost) {
    return (
      <ListCell>
        <Text variant="body-small" color="secondary">
          {t('useCases.noCost')}
        </Text>
      </ListCell>
    );
  }
  const { amount, currency } = monthlyCost;
  const [first = 0] = costTrend;
  return (
    <ListCell>
      <div className={styles.cost}>
        <span>{formatMoney(amount, currency)}</span>
        <Sparkline
          values={costTrend}
          label={t('useCases.costTrend', {
            first: formatMoney(first, currency),
            last: formatMoney(costTrend.at(-1) ?? 0, currency),
          })}
        />
      </div>
    </ListCell>
  );
}

/** The table of use cases: sorted and paged by the backend. */
export function UseCasesTable(props: {
  /** Absent while the first page is on its way. */
  page?: UseCasesPage;
  /** Whether `page` is the answer to an earlier query. */
  isStale: boolean;
  query: TableQuery;
  onChange: (changes: Partial<TableQuery>) => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { page, isStale, query, onChange } = props;
  const { columns: names } = query;
  const data = useMemo(
    () =>
      page && {
        ...page,
        items: page.items.map((item): Row => ({ ...item, id: item.name })),
      },
    [page],
  );
  const shown = useMemo(() => columnsOf({ columns: names }), [names]);
  const columns = useMemo(() => {
    const optional: Record<Column, ColumnConfig<Row>> = {
      accounts: {
        id: 'accounts',
        label: t('useCases.columnAccounts'),
        isSortable: true,
        minWidth: 190,
        cell: useCase => (
          <ListCell>
            <EnvironmentMarks accounts={useCase.accounts} />
          </ListCell>
        ),
      },
      models: {
        id: 'models',
        label: t('useCases.columnModels'),
        isSortable: true,
        width: 100,
        cell: useCase => <ListCell>{String(useCase.models)}</ListCell>,
      },
      cost: {
        id: 'cost',
        label: t('useCases.columnCost'),
        isSortable: true,
        minWidth: 160,
        cell: useCase => <CostCell useCase={useCase} />,
      },
      owner: {
        id: 'owner',
        label: t('useCases.columnOwner'),
        isSortable: true,
        cell: useCase => <OwnerCell useCase={useCase} />,
      },
      changedAt: {
        id: 'changedAt',
        label: t('useCases.columnChangedAt'),
        isSortable: true,
        cell: useCase => <ChangeCell useCase={useCase} />,
      },
      registeredAt: {
        id: 'registeredAt',
        label: t('useCases.columnRegistered'),
        isSortable: true,
        cell: useCase => (
          <ListCell>
            <Age of={useCase.registeredAt} />
          </ListCell>
        ),
      },
    };
    const all: ColumnConfig<Row>[] = [
      {
        id: 'title',
        label: t('useCases.columnUseCase'),
        isRowHeader: true,
        isSortable: true,
        cell: useCase => <NameCell useCase={useCase} />,
      },
      {
        id: 'stage',
        label: t('useCases.columnStage'),
        isSortable: true,
        minWidth: 200,
        cell: useCase => <StageCell useCase={useCase} />,
      },
      ...shown.map(column => optional[column]),
    ];
    return all;
  }, [t, shown]);

  return (
    <ListTable
      columns={columns}
      page={data}
      isStale={isStale}
      query={query}
      onChange={({ orderBy, ...changes }) => {
        const known = USE_CASE_ORDER_FIELDS.find(field => field === orderBy);
        onChange(known ? { ...changes, orderBy: known } : changes);
      }}
      countLabel={count => t('useCases.count', { count })}
    />
  );
}
