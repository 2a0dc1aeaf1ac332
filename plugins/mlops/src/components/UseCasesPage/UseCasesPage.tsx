import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import type {
  ReachedStage,
  UseCasesPage as UseCasesPageAnswer,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { RiAddLine } from '@remixicon/react';
import { useCallback } from 'react';
import { mlopsApiRef } from '../../api';
import { useList, type Asked } from '../../hooks/useList';
import { useOwners } from '../../hooks/useWhose';
import { useTemplateHref } from '../../hooks/useTemplateHref';
import { CREATE_USE_CASE_TEMPLATE } from '../../portalTemplates';
import { mlopsTranslationRef } from '../../translation';
import { ListFilters, ListPage, ListState } from '../ListPage';
import { Notice } from '../Notice';
import { WhoseFilter } from '../WhoseFilter';
import { ColumnChooser } from './ColumnChooser';
import { LifecycleFilter } from './LifecycleFilter';
import { StageFilter } from './StageFilter';
import { UseCasesBoard } from './UseCasesBoard';
import { UseCasesTable } from './UseCasesTable';
import { useUseCasesQuery, type TableQuery } from './useUseCasesQuery';
import { ViewSwitch } from './ViewSwitch';
import styles from './UseCasesPage.module.css';

function CreateButton() {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const templateHref = useTemplateHref();
  return (
    templateHref && (
      <ButtonLink
        variant="primary"
        iconStart={<RiAddLine />}
        href={templateHref(CREATE_USE_CASE_TEMPLATE)}
      >
        {t('useCases.create')}
      </ButtonLink>
    )
  );
}

const NO_FILTERS = {
  q: '',
  stage: undefined,
  lifecycle: 'active',
  whose: 'all',
} as const;

/** The content of the page Use cases: everything below the header of the plugin. */
export function UseCasesPage() {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const api = useApi(mlopsApiRef);
  const { query, change } = useUseCasesQuery();
  const loaded = useList<TableQuery, UseCasesPageAnswer>(
    query,
    useCallback(
      ({ view, columns, ...rest }: Asked<TableQuery>) => api.getUseCases(rest),
      [api],
    ),
  );
  const owners = useOwners(query.whose);
  const loadStage = useCallback(
    async (stage: ReachedStage, limit: number) => {
      const { q, lifecycle, orderBy, order } = query;
      return api.getUseCases({
        q: q || undefined,
        lifecycle,
        orderBy,
        order,
        owner: await owners(),
        stage,
        limit,
      });
    },
    [api, query, owners],
  );
  const { value: page, loading } = loaded;
  const filtered =
    query.q !== '' ||
    query.stage !== undefined ||
    query.lifecycle !== 'active' ||
    query.whose !== 'all';
  const noneYet =
    page?.totalItems === 0 && !loading && !filtered && !query.cursor;

  return (
    <ListPage
      title={t('useCases.title')}
      description={t('useCases.description')}
      actions={!noneYet && <CreateButton />}
    >
      {noneYet ? (
        <Notice title={t('useCases.emptyTitle')} text={t('useCases.emptyText')}>
          <CreateButton />
          <Button
            size="small"
            variant="tertiary"
            onPress={() => change({ lifecycle: 'retired' })}
          >
            {t('useCases.showRetired')}
          </Button>
        </Notice>
      ) : (
        <>
          <StageFilter
            counts={page?.stageCounts}
            isLoading={loading}
            value={query.stage}
            onChange={stage => change({ stage, view: 'table' })}
          />
          <ListFilters
            search={{
              label: t('useCases.search'),
              placeholder: t('useCases.searchPlaceholder'),
              value: query.q,
              onChange: q => change({ q }, { replace: true }),
            }}
          >
            <WhoseFilter
              value={query.whose}
              onChange={whose => change({ whose })}
            />
            <LifecycleFilter
              value={query.lifecycle}
              onChange={lifecycle => change({ lifecycle })}
            />
            <div className={styles.views}>
              {query.view === 'table' && (
                <ColumnChooser
                  value={query.columns}
                  onChange={columns =>
                    change({ columns, cursor: query.cursor })
                  }
                />
              )}
              <ViewSwitch
                value={query.view}
                onChange={view => change({ view, stage: undefined })}
              />
            </div>
          </ListFilters>
          <ListState
            loaded={loaded}
            count={page?.items.length}
            query={query}
            onFirstPage={() => change({ cursor: undefined })}
            errorTitle={t('error.useCases')}
            noMatch={{
              title: t('useCases.noMatchTitle'),
              text: t('useCases.noMatchText'),
            }}
            onClearFilters={() => change(NO_FILTERS)}
          >
            {query.view === 'board' ? (
              <UseCasesBoard
                loadStage={loadStage}
                onShowStage={stage => change({ stage, view: 'table' })}
              />
            ) : (
              <UseCasesTable
                page={page}
                isStale={loading && page !== undefined}
                query={query}
                onChange={change}
              />
            )}
          </ListState>
        </>
      )}
    </ListPage>
  );
}
