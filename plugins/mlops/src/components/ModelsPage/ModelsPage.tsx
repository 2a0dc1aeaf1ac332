import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Container, Header } from '@backstage/ui';
import { mlopsTranslationRef } from '../../translation';
import { ErrorAlert } from '../ErrorAlert';
import { Notice } from '../Notice';
import { SearchBox } from '../SearchBox';
import { WhoseFilter } from '../WhoseFilter';
import { ApprovalFilter } from './ApprovalFilter';
import { AwaitingApproval } from './AwaitingApproval';
import { ModelsTable } from './ModelsTable';
import { AWAITING, useModels } from './useModels';
import { useModelsQuery } from './useModelsQuery';
import styles from './ModelsPage.module.css';

/** The content of the page Models: everything below the header of the plugin. */
export function ModelsPage() {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { query, change } = useModelsQuery();
  const { value, error, loading, reload } = useModels(query);
  const filtered =
    query.q !== '' || query.approval !== undefined || query.whose !== 'all';
  const isEmpty = value?.page.items.length === 0 && !loading;
  const noneYet = isEmpty && !filtered && !query.cursor;

  const toFirstPage = (
    <Button
      size="small"
      variant="secondary"
      onPress={() => change({ cursor: undefined })}
    >
      {t('list.firstPage')}
    </Button>
  );

  function renderList() {
    if (error) {
      return (
        <ErrorAlert
          title={t('models.error')}
          error={error}
          onRetry={reload}
          actions={query.cursor && toFirstPage}
        />
      );
    }
    if (!value) {
      return <ModelsTable isStale={false} query={query} onChange={change} />;
    }
    if (isEmpty) {
      return query.cursor ? (
        <Notice title={t('list.pastEnd')}>{toFirstPage}</Notice>
      ) : (
        <Notice title={t('models.noMatchTitle')} text={t('models.noMatchText')}>
          <Button
            variant="secondary"
            onPress={() => change({ q: '', approval: undefined, whose: 'all' })}
          >
            {t('list.clearFilters')}
          </Button>
        </Notice>
      );
    }
    return (
      <>
        <AwaitingApproval
          awaiting={value.awaiting}
          onShowAll={() => change({ approval: AWAITING })}
        />
        <ModelsTable
          page={value.page}
          isStale={loading}
          query={query}
          onChange={change}
        />
      </>
    );
  }

  return (
    <>
      <Header title={t('models.title')} description={t('models.description')} />
      <Container className={styles.content}>
        {noneYet ? (
          <Notice title={t('models.emptyTitle')} text={t('models.emptyText')} />
        ) : (
          <>
            <div className={styles.filters}>
              <div className={styles.search}>
                <SearchBox
                  label={t('models.search')}
                  placeholder={t('models.searchPlaceholder')}
                  value={query.q}
                  onChange={q => change({ q }, { replace: true })}
                />
              </div>
              <ApprovalFilter
                value={query.approval}
                onChange={approval => change({ approval })}
              />
              <WhoseFilter
                value={query.whose}
                onChange={whose => change({ whose })}
              />
            </div>
            {renderList()}
          </>
        )}
      </Container>
    </>
  );
}
