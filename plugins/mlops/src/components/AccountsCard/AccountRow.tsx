import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Badge } from '@backstage/ui';
import type { AccountEvidence } from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { CopyButton } from '../CopyButton';
import styles from './AccountsCard.module.css';

/** What is known of one AWS account, with the way to its entity. */
export function AccountRow(props: {
  account: AccountEvidence;
  /** Under which name the catalog has it; absent when it has not. */
  entityName?: string;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { account, entityName } = props;
  const { accountId, name, status, organizationalUnit, joinedAt } = account;
  return (
    <>
      <div className={styles.line}>
        {entityName ? (
          <EntityRefLink
            entityRef={{
              kind: 'resource',
              namespace: 'default',
              name: entityName,
            }}
          >
            {name}
          </EntityRefLink>
        ) : (
          <span>{name}</span>
        )}
        <Badge size="small" className={styles.status} data-status={status}>
          {status}
        </Badge>
      </div>
      <div className={styles.details}>
        <span className={styles.id}>
          <code aria-label={t('accounts.idOf', { id: accountId })}>
            {accountId}
          </code>
          <CopyButton text={accountId} what={t('accounts.id')} />
        </span>
        <span>
          {organizationalUnit
            ? t('accounts.unit', { unit: organizationalUnit.name })
            : t('accounts.unknownUnit')}
        </span>
        {joinedAt && (
          <span>{t('accounts.joined', { age: <Age of={joinedAt} /> })}</span>
        )}
      </div>
    </>
  );
}
