import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text, type ColumnConfig, type TableItem } from '@backstage/ui';
import type {
  AccountsPage,
  AccountSummary,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { useMemo } from 'react';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { CopyButton } from '../CopyButton';
import { ListCell, ListTable } from '../ListTable';
import { UseCaseLink } from '../UseCaseLink';
import type { AccountsListQuery } from './useAccountsQuery';
import styles from './AccountsTable.module.css';

type Row = AccountSummary & TableItem;

function AccountCell({ account }: { account: AccountSummary }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { accountId, name } = account;
  return (
    <ListCell>
      <Text weight="bold">{name}</Text>
      <span className={styles.id}>
        {accountId}
        <CopyButton text={accountId} what={t('accounts.id')} />
      </span>
    </ListCell>
  );
}

function UseCaseCell({ account }: { account: AccountSummary }) {
  const { useCase } = account;
  return (
    <ListCell>
      <UseCaseLink name={useCase} standalone />
    </ListCell>
  );
}

function JoinedCell({ account }: { account: AccountSummary }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { joinedAt, observedAt } = account;
  return (
    <ListCell>
      {joinedAt && <Age of={joinedAt} />}
      {observedAt && (
        <Text variant="body-small" color="secondary">
          {t('accountsPage.seen', { age: <Age of={observedAt} /> })}
        </Text>
      )}
    </ListCell>
  );
}

/** The table of accounts: sorted and paged by the backend. */
export function AccountsTable(props: {
  /** Absent while the first page is on its way. */
  page?: AccountsPage;
  /** Whether `page` is the answer to an earlier query. */
  isStale: boolean;
  query: AccountsListQuery;
  onChange: (changes: Partial<AccountsListQuery>) => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { page, isStale, query, onChange } = props;
  const rows = useMemo(
    () =>
      page && {
        ...page,
        items: page.items.map((item): Row => ({ ...item, id: item.accountId })),
      },
    [page],
  );
  const columns = useMemo(
    (): ColumnConfig<Row>[] => [
      {
        id: 'name',
        label: t('accountsPage.columnAccount'),
        isRowHeader: true,
        isSortable: true,
        cell: account => <AccountCell account={account} />,
      },
      {
        id: 'useCase',
        label: t('accountsPage.columnUseCase'),
        cell: account => <UseCaseCell account={account} />,
      },
      {
        id: 'environment',
        label: t('accountsPage.columnEnvironment'),
        cell: ({ environment }) => (
          <ListCell>{t(`environment.${environment}`)}</ListCell>
        ),
      },
      {
        id: 'organizationalUnit',
        label: t('accountsPage.columnUnit'),
        cell: ({ organizationalUnit }) => (
          <ListCell>
            {organizationalUnit?.name ?? (
              <Text color="secondary">{t('accountsPage.noUnit')}</Text>
            )}
          </ListCell>
        ),
      },
      {
        id: 'status',
        label: t('accountsPage.columnStatus'),
        cell: ({ status }) => (
          <ListCell>
            <span className={styles.status} data-status={status}>
              {status}
            </span>
          </ListCell>
        ),
      },
      {
        id: 'owner',
        label: t('accountsPage.columnOwner'),
        cell: ({ owner }) => (
          <ListCell>
            {owner ? (
              <EntityRefLink
                entityRef={owner}
                defaultKind="group"
                hideIcon
                disableTooltip
              />
            ) : (
              <Text color="secondary">{t('accountsPage.noOwner')}</Text>
            )}
          </ListCell>
        ),
      },
      {
        id: 'joinedAt',
        label: t('accountsPage.columnJoined'),
        cell: account => <JoinedCell account={account} />,
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
      onChange={onChange}
      countLabel={count => t('accountsPage.count', { count })}
    />
  );
}
