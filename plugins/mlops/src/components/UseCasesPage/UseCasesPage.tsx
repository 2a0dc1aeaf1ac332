import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Container, Header } from '@backstage/ui';
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
import { ErrorAlert } from '../ErrorAlert';
import { Notice } from '../Notice';
import { SearchBox } from '../SearchBox';
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

/** The content of the page Use cases: everything below the header of the plugin. */
export function UseCasesPage() {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const api = useApi(mlopsApiRef);
  const { query, change } = useUseCasesQuery();
  const {
    value: page,
    error,
    loading,
    reload,
  } = useList<TableQuery, UseCasesPageAnswer>(
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
  const filtered =
    query.q !== '' ||
    query.stage !== undefined ||
    query.lifecycle !== 'active' ||
    query.whose !== 'all';
  const noneYet =
    page?.totalItems === 0 && !loading && !filtered && !query.cursor;

  const toFirstPage = (
    <Button
      size="small"
      variant="secondary"
      onPress={() => change({ cursor: undefined })}
    >
      {t('useCases.firstPage')}
    </Button>
  );

  function renderList() {
    if (error) {
      return (
        <ErrorAlert
          title={t('error.useCases')}
          error={error}
          onRetry={reload}
          actions={query.cursor && toFirstPage}
        />
      );
    }
    if (page?.items.length === 0 && !loading) {
      if (query.cursor) {
        return (
          <Notice title={t('useCases.pastEndTitle')}>{toFirstPage}</Notice>
        );
      }
      return (
        <Notice
          title={t('useCases.noMatchTitle')}
          text={t('useCases.noMatchText')}
        >
          <Button
            variant="secondary"
            onPress={() =>
              change({
                q: '',
                stage: undefined,
                lifecycle: 'active',
                whose: 'all',
              })
            }
          >
            {t('useCases.clearFilters')}
          </Button>
        </Notice>
      );
    }
    if (query.view === 'board') {
      return (
        <UseCasesBoard
          loadStage={loadStage}
          onShowStage={stage => change({ stage, view: 'table' })}
        />
      );
    }
    return (
      <UseCasesTable
        page={page}
        isStale={loading && page !== undefined}
        query={query}
        onChange={change}
      />
    );
  }

  return (
    <>
      <Header
        title={t('useCases.title')}
        description={t('useCases.description')}
        customActions={!noneYet && <CreateButton />}
      />
      <Container className={styles.content}>
        {noneYet ? (
          <Notice
            title={t('useCases.emptyTitle')}
            text={t('useCases.emptyText')}
          >
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
            <div className={styles.filters}>
              <div className={styles.search}>
                <SearchBox
                  label={t('useCases.search')}
                  placeholder={t('useCases.searchPlaceholder')}
                  value={query.q}
                  onChange={q => change({ q }, { replace: true })}
                />
              </div>
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
            </div>
            {renderList()}
          </>
        )}
      </Container>
    </>
  );
}
