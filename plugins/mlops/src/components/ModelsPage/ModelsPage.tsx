import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mlopsTranslationRef } from '../../translation';
import { ListFilters, ListPage, ListState } from '../ListPage';
import { Notice } from '../Notice';
import { WhoseFilter } from '../WhoseFilter';
import { ApprovalFilter } from './ApprovalFilter';
import { AwaitingApproval } from './AwaitingApproval';
import { ModelsTable } from './ModelsTable';
import { AWAITING, useModels } from './useModels';
import { useModelsQuery } from './useModelsQuery';

/** The content of the page Models: everything below the header of the plugin. */
export function ModelsPage() {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { query, change } = useModelsQuery();
  const loaded = useModels(query);
  const { value, loading } = loaded;
  const filtered =
    query.q !== '' || query.approval !== undefined || query.whose !== 'all';
  const noneYet =
    value?.page.items.length === 0 && !loading && !filtered && !query.cursor;

  return (
    <ListPage title={t('models.title')} description={t('models.description')}>
      {noneYet ? (
        <Notice title={t('models.emptyTitle')} text={t('models.emptyText')} />
      ) : (
        <>
          <ListFilters
            search={{
              label: t('models.search'),
              placeholder: t('models.searchPlaceholder'),
              value: query.q,
              onChange: q => change({ q }, { replace: true }),
            }}
          >
            <ApprovalFilter
              value={query.approval}
              onChange={approval => change({ approval })}
            />
            <WhoseFilter
              value={query.whose}
              onChange={whose => change({ whose })}
            />
          </ListFilters>
          <ListState
            loaded={loaded}
            count={value?.page.items.length}
            query={query}
            onFirstPage={() => change({ cursor: undefined })}
            errorTitle={t('models.error')}
            noMatch={{
              title: t('models.noMatchTitle'),
              text: t('models.noMatchText'),
            }}
            onClearFilters={() =>
              change({ q: '', approval: undefined, whose: 'all' })
            }
          >
            <AwaitingApproval
              awaiting={value?.awaiting}
              onShowAll={() => change({ approval: AWAITING })}
            />
            <ModelsTable
              page={value?.page}
              isStale={loading && value !== undefined}
              query={query}
              onChange={change}
            />
          </ListState>
        </>
      )}
    </ListPage>
  );
}
