import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text, type ColumnConfig, type TableItem } from '@backstage/ui';
import {
  MODEL_ORDER_FIELDS,
  type ModelsPage,
  type ModelSummary,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { useMemo } from 'react';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { ListCell, ListTable } from '../ListTable';
import { UseCaseLink } from '../UseCaseLink';
import { ApprovalMark } from './ApprovalMark';
import { MonitorsMark } from './MonitorsMark';
import { ServingMarks } from './ServingMarks';
import { useModelHref } from './useModelHref';
import type { TableQuery } from './useModelsQuery';

type Row = ModelSummary & TableItem;

function NameCell({ model }: { model: ModelSummary }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const modelHref = useModelHref();
  return (
    <ListCell>
      <Link href={modelHref(model)} weight="bold" standalone>
        {model.group}
      </Link>
      <Text variant="body-small" color="secondary">
        {t('models.registeredIn', {
          environment: t(`environment.${model.environment}`),
        })}
      </Text>
    </ListCell>
  );
}

function UseCaseCell({ model }: { model: ModelSummary }) {
  return (
    <ListCell>
      <UseCaseLink name={model.useCase} standalone />
    </ListCell>
  );
}

function VersionCell({ model }: { model: ModelSummary }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { latest } = model;
  return (
    <ListCell>
      {latest ? (
        <>
          <Text variant="body-medium">
            {t('models.version', { version: String(latest.version) })}
          </Text>
          <ApprovalMark approval={latest.approval} />
        </>
      ) : (
        <Text variant="body-medium" color="secondary">
          {t('models.noVersion')}
        </Text>
      )}
    </ListCell>
  );
}

function AgeCell({ model }: { model: ModelSummary }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const createdAt = model.latest?.createdAt;
  return (
    <ListCell>
      {createdAt ? (
        <Text variant="body-medium">
          <Age of={createdAt} />
        </Text>
      ) : (
        <Text variant="body-medium" color="secondary">
          {model.latest ? t('models.ageUnknown') : t('models.noVersion')}
        </Text>
      )}
    </ListCell>
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
          <ListCell>
            <ServingMarks serving={model.serving} />
          </ListCell>
        ),
      },
      {
        id: 'monitors',
        label: t('models.columnMonitors'),
        minWidth: 190,
        cell: model => (
          <ListCell>
            <MonitorsMark monitors={model.monitors} />
          </ListCell>
        ),
      },
      {
        id: 'owner',
        label: t('models.columnOwner'),
        cell: model => (
          <ListCell>
            <EntityRefLink
              entityRef={model.owner}
              defaultKind="group"
              hideIcon
              disableTooltip
            />
          </ListCell>
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
