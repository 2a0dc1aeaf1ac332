import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AccountsPage as AccountsPageAnswer } from '@mlops-portal/backstage-plugin-mlops-common';
import { useCallback } from 'react';
import { mlopsApiRef } from '../../api';
import { useList, type Asked } from '../../hooks/useList';
import { mlopsTranslationRef } from '../../translation';
import { ListFilters, ListPage, ListState } from '../ListPage';
import { Notice } from '../Notice';
import { WhoseFilter } from '../WhoseFilter';
import { AccountsTable } from './AccountsTable';
import { EnvironmentFilter } from './EnvironmentFilter';
import { useAccountsQuery, type AccountsListQuery } from './useAccountsQuery';

const NO_FILTERS = { q: '', environment: undefined, whose: 'all' } as const;

/** The content of the page Accounts: everything below the header of the plugin. */
export function AccountsPage() {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const api = useApi(mlopsApiRef);
  const { query, change } = useAccountsQuery();
  const loaded = useList<AccountsListQuery, AccountsPageAnswer>(
    query,
    useCallback(
      ({ orderBy, ...asked }: Asked<AccountsListQuery>) =>
        api.getAccounts(asked),
      [api],
    ),
  );
  const isFiltered =
    query.q !== '' || query.environment !== undefined || query.whose !== 'all';
  const { value: page, loading } = loaded;
  return (
    <ListPage
      title={t('accountsPage.title')}
      description={t('accountsPage.description')}
    >
      <ListFilters
        search={{
          label: t('accountsPage.search'),
          placeholder: t('accountsPage.searchPlaceholder'),
          value: query.q,
          onChange: q => change({ q }, { replace: true }),
        }}
      >
        <WhoseFilter
          value={query.whose}
          onChange={whose => change({ whose })}
        />
        <EnvironmentFilter
          value={query.environment}
          onChange={environment => change({ environment })}
        />
      </ListFilters>
      <ListState
        loaded={loaded}
        count={page?.items.length}
        query={query}
        onFirstPage={() => change({ cursor: undefined })}
        errorTitle={t('accountsPage.error')}
        noMatch={{
          title: t('accountsPage.noMatchTitle'),
          text: t('accountsPage.noMatchText'),
        }}
        onClearFilters={() => change(NO_FILTERS)}
        empty={
          !isFiltered && (
            <Notice
              title={t('accountsPage.emptyTitle')}
              text={t('accountsPage.emptyText')}
            />
          )
        }
      >
        <AccountsTable
          page={page}
          isStale={loading && page !== undefined}
          query={query}
          onChange={change}
        />
      </ListState>
    </ListPage>
  );
}
