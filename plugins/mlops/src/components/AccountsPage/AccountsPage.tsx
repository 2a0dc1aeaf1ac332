import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Container, Header } from '@backstage/ui';
import type { AccountsPage as AccountsPageAnswer } from '@mlops-portal/backstage-plugin-mlops-common';
import { useCallback } from 'react';
import { mlopsApiRef } from '../../api';
import { useList, type Asked } from '../../hooks/useList';
import { mlopsTranslationRef } from '../../translation';
import { ErrorAlert } from '../ErrorAlert';
import { Notice } from '../Notice';
import { SearchBox } from '../SearchBox';
import { WhoseFilter } from '../WhoseFilter';
import { AccountsTable } from './AccountsTable';
import { EnvironmentFilter } from './EnvironmentFilter';
import { useAccountsQuery, type AccountsListQuery } from './useAccountsQuery';
import styles from './AccountsPage.module.css';

const NO_FILTERS = { q: '', environment: undefined, whose: 'all' } as const;

/** The content of the page Accounts: everything below the header of the plugin. */
export function AccountsPage() {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const api = useApi(mlopsApiRef);
  const { query, change } = useAccountsQuery();
  const {
    value: page,
    error,
    loading,
    reload,
  } = useList<AccountsListQuery, AccountsPageAnswer>(
    query,
    useCallback(
      ({ orderBy, ...asked }: Asked<AccountsListQuery>) =>
        api.getAccounts(asked),
      [api],
    ),
  );
  const isFiltered =
    query.q !== '' || query.environment !== undefined || query.whose !== 'all';
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
          title={t('accountsPage.error')}
          error={error}
          onRetry={reload}
          actions={query.cursor && toFirstPage}
        />
      );
    }
    if (page?.items.length === 0 && !loading) {
      if (query.cursor) {
        return <Notice title={t('list.pastEnd')}>{toFirstPage}</Notice>;
      }
      return isFiltered ? (
        <Notice
          title={t('accountsPage.noMatchTitle')}
          text={t('accountsPage.noMatchText')}
        >
          <Button variant="secondary" onPress={() => change(NO_FILTERS)}>
            {t('list.clearFilters')}
          </Button>
        </Notice>
      ) : (
        <Notice
          title={t('accountsPage.emptyTitle')}
          text={t('accountsPage.emptyText')}
        />
      );
    }
    return (
      <AccountsTable
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
        title={t('accountsPage.title')}
        description={t('accountsPage.description')}
      />
      <Container className={styles.content}>
        <div className={styles.filters}>
          <div className={styles.search}>
            <SearchBox
              label={t('accountsPage.search')}
              placeholder={t('accountsPage.searchPlaceholder')}
              value={query.q}
              onChange={q => change({ q }, { replace: true })}
            />
          </div>
          <WhoseFilter
            value={query.whose}
            onChange={whose => change({ whose })}
          />
          <EnvironmentFilter
            value={query.environment}
            onChange={environment => change({ environment })}
          />
        </div>
        {renderList()}
      </Container>
    </>
  );
}
