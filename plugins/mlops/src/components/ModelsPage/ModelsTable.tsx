import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink, entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  Cell,
  Link,
  Text,
  type ColumnConfig,
  type TableItem,
} from '@backstage/ui';
import {
  MODEL_ORDER_FIELDS,
  type ModelsPage,
  type ModelSummary,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { useMemo } from 'react';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { ListTable } from '../ListTable';
import { ApprovalMark } from './ApprovalMark';
import { MonitorsMark } from './MonitorsMark';
import { ServingMarks } from './ServingMarks';
import { useModelHref } from './useModelHref';
import type { TableQuery } from './useModelsQuery';
import styles from './ModelsTable.module.css';

type Row = ModelSummary & TableItem;

function NameCell({ model }: { model: ModelSummary }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const modelHref = useModelHref();
  return (
    <Cell className={styles.cell}>
      <div className={styles.stack}>
        <Link href={modelHref(model)} weight="bold" standalone>
          {model.group}
        </Link>
        <Text variant="body-small" color="secondary">
          {t('models.registeredIn', {
            environment: t(`environment.${model.environment}`),
          })}
        </Text>
      </div>
    </Cell>
  );
}

function UseCaseCell({ model }: { model: ModelSummary }) {
  const entityRoute = useRouteRef(entityRouteRef);
  return (
    <Cell className={styles.cell}>
      <Link
        href={entityRoute({
          kind: 'system',
          namespace: 'default',
          name: model.useCase,
        })}
        standalone
      >
        {model.useCase}
      </Link>
    </Cell>
  );
}

function VersionCell({ model }: { model: ModelSummary }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { latest } = model;
  return (
    <Cell className={styles.cell}>
      {latest ? (
        <div className={styles.stack}>
          <Text variant="body-medium">
            {t('models.version', { version: String(latest.version) })}
          </Text>
          <ApprovalMark approval={latest.approval} />
        </div>
      ) : (
        <Text variant="body-medium" color="secondary">
          {t('models.noVersion')}
        </Text>
      )}
    </Cell>
  );
}

function AgeCell({ model }: { model: ModelSummary }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const createdAt = model.latest?.createdAt;
  return (
    <Cell className={styles.cell}>
      {createdAt ? (
        <Text variant="body-medium">
          <Age of={createdAt} />
        </Text>
      ) : (
        <Text variant="body-medium" color="secondary">
          {model.latest ? t('models.ageUnknown') : t('models.noVersion')}
        </Text>
      )}
    </Cell>
  );
}

/** The table of models: sorted and paged by the backend. */
export function ModelsTable(props: {
  /** Absent while the first page is on its way. */
  page?: ModelsPage;
  /** Whether `page` is the answer to an earlier query. */
  isStale: boolean;
  query: TableQuery;
  onChange: (changes: Partial<TableQuery>) => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { page, isStale, query, onChange } = props;
  const rows = useMemo(
    () =>
      page && {
        ...page,
        items: page.items.map((item): Row => ({
          ...item,
          id: `${item.accountId}/${item.group}`,
        })),
      },
    [page],
  );
  const columns = useMemo(
    (): ColumnConfig<Row>[] => [
      {
        id: 'group',
        label: t('models.columnModel'),
        isRowHeader: true,
        isSortable: true,
        cell: model => <NameCell model={model} />,
      },
      {
        id: 'useCase',
        label: t('models.columnUseCase'),
        isSortable: true,
        cell: model => <UseCaseCell model={model} />,
      },
      {
        id: 'latest',
        label: t('models.columnVersion'),
        cell: model => <VersionCell model={model} />,
      },
      {
        id: 'serving',
        label: t('models.columnServing'),
        cell: model => (
          <Cell className={styles.cell}>
            <ServingMarks serving={model.serving} />
          </Cell>
        ),
      },
      {
        id: 'monitors',
        label: t('models.columnMonitors'),
        minWidth: 190,
        cell: model => (
          <Cell className={styles.cell}>
            <MonitorsMark monitors={model.monitors} />
          </Cell>
        ),
      },
      {
        id: 'owner',
        label: t('models.columnOwner'),
        cell: model => (
          <Cell className={styles.cell}>
            <EntityRefLink
              entityRef={model.owner}
              defaultKind="group"
              hideIcon
              disableTooltip
            />
          </Cell>
        ),
      },
      {
        id: 'latestAt',
        label: t('models.columnAge'),
        isSortable: true,
        cell: model => <AgeCell model={model} />,
      },
    ],
    [t],
  );

  return (
    <ListTable
      columns={columns}
      page={rows}
      isStale={isStale}
      query={query}
      onChange={({ orderBy, ...changes }) =>
        onChange({
          ...changes,
          ...(orderBy && {
            orderBy: MODEL_ORDER_FIELDS.find(field => field === orderBy),
          }),
        })
      }
      countLabel={count => t('models.count', { count })}
    />
  );
}
