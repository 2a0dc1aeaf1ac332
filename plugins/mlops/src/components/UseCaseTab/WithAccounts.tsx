import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type {
  AccountSnapshot,
  UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { ReactNode } from 'react';
import { mlopsTranslationRef } from '../../translation';
import { Notice } from '../Notice';

/** Shows something about the accounts of a use case, or why nothing can be shown. */
export function WithAccounts(props: {
  useCase: UseCaseDetail;
  /** What is shown of a use case without any account; a notice that teaches when absent. */
  none?: ReactNode;
  children: (snapshots: AccountSnapshot[]) => ReactNode;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { useCase, none, children } = props;
  const accounts = useCase.evidence?.accounts;
  if (!accounts) {
    return (
      <Notice
        title={t('tab.notCollectedTitle')}
        text={t('tab.notCollectedText')}
      />
    );
  }
  if (accounts.state === 'unknown') {
    return (
      <Alert
        status="warning"
        icon
        title={t('tab.accountsUnknown')}
        description={accounts.reason}
      />
    );
  }
  if (accounts.value.length === 0) {
    return (
      none ?? (
        <Notice
          title={t('tab.noAccountsTitle')}
          text={
            useCase.retirementBegunAt
              ? t('tab.noAccountsRetired')
              : t('tab.noAccountsText')
          }
        />
      )
    );
  }
  return children(accounts.value);
}
