import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Alert, Skeleton, Text } from '@backstage/ui';
import {
  accountEntityNames,
  ENVIRONMENTS,
  type AccountSnapshot,
  type Environment,
  type UseCase,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { readUseCase, useUseCaseData } from '../../hooks/useUseCaseData';
import { mlopsTranslationRef } from '../../translation';
import { nameOfUseCase } from '../../useCaseOfEntity';
import { AddAccountLink } from '../AddAccountLink';
import { Age } from '../Age';
import { ErrorAlert } from '../ErrorAlert';
import { AccountRow } from './AccountRow';
import styles from './AccountsCard.module.css';

function MissingAccount(props: { useCase: UseCase; environment: Environment }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { useCase, environment } = props;
  return (
    <div className={styles.line}>
      <Text variant="body-medium" color="secondary">
        {t('accounts.none')}
      </Text>
      <AddAccountLink useCase={useCase} environment={environment} />
    </div>
  );
}

function AccountList(props: {
  useCase: UseCase;
  snapshots: AccountSnapshot[];
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { useCase, snapshots } = props;
  const entityNames = accountEntityNames(
    useCase.name,
    snapshots.map(({ account }) => account),
  );
  return (
    <ul className={styles.list} aria-label={t('accounts.title')}>
      {ENVIRONMENTS.map(environment => {
        const accounts = snapshots.flatMap(({ account }) =>
          account.environment === environment ? [account] : [],
        );
        return (
          <li key={environment} className={styles.row}>
            <Text as="h4" variant="body-medium" weight="bold">
              {t(`environment.${environment}`)}
            </Text>
            <div className={styles.accounts}>
              {accounts.map(account => (
                <AccountRow
                  key={account.accountId}
                  account={account}
                  entityName={
                    useCase.retiredAt
                      ? undefined
                      : (entityNames.get(account.accountId) ?? account.name)
                  }
                />
              ))}
              {accounts.length === 0 && (
                <MissingAccount useCase={useCase} environment={environment} />
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function UseCaseAccounts({ name }: { name: string }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { value: useCase, error, reload } = useUseCaseData(name, readUseCase);
  const accounts = useCase?.evidence?.accounts;

  function renderBody() {
    if (error) {
      return (
        <ErrorAlert
          title={t('error.accounts')}
          error={error}
          onRetry={reload}
        />
      );
    }
    if (!useCase) {
      return (
        <div aria-busy="true" className={styles.list}>
          {ENVIRONMENTS.map(environment => (
            <Skeleton key={environment} height="2.5rem" />
          ))}
        </div>
      );
    }
    if (!accounts) {
      return (
        <Text as="p" variant="body-medium" color="secondary">
          {t('accounts.notCollected')}
        </Text>
      );
    }
    if (accounts.state === 'unknown') {
      return (
        <Alert
          status="warning"
          icon
          title={t('accounts.unknown')}
          description={accounts.reason}
        />
      );
    }
    return <AccountList useCase={useCase} snapshots={accounts.value} />;
  }

  return (
    <EntityInfoCard
      title={t('accounts.title')}
      headerActions={
        accounts?.state === 'collected' && (
          <Text variant="body-small" color="secondary">
            {t('accounts.seen', { age: <Age of={accounts.observedAt} /> })}
          </Text>
        )
      }
    >
      {renderBody()}
    </EntityInfoCard>
  );
}

/** The AWS accounts of the use case whose page it is on, one for each environment. */
export function AccountsCard() {
  const name = nameOfUseCase(useEntity().entity);
  return <UseCaseAccounts key={name} name={name} />;
}
