import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import {
  ENVIRONMENTS,
  type UseCaseSummary,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import styles from './EnvironmentMarks.module.css';

/** The four environments at a glance: which have an account, and in what status it is. */
export function EnvironmentMarks(props: {
  accounts: UseCaseSummary['accounts'];
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  return (
    <ul className={styles.marks} aria-label={t('accounts.title')}>
      {ENVIRONMENTS.map(environment => {
        const account = props.accounts.find(
          candidate => candidate.environment === environment,
        );
        const words = account
          ? t('accounts.status', {
              environment: t(`environment.${environment}`),
              status: account.status,
            })
          : t('accounts.statusNone', {
              environment: t(`environment.${environment}`),
            });
        return (
          <li
            key={environment}
            className={styles.mark}
            data-status={account?.status ?? 'none'}
            title={words}
          >
            <span aria-hidden="true">
              {t(`environmentShort.${environment}`)}
            </span>
            <VisuallyHidden>{words}</VisuallyHidden>
          </li>
        );
      })}
    </ul>
  );
}
