import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Environment } from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import { VerdictMark } from '../MaturityCard/VerdictMark';
import type { PostureResult } from './postureChecks';
import styles from './AccountsTab.module.css';

/** How secure an account is: each check with its verdict and the reason. */
export function Posture(props: {
  environment: Environment;
  results: PostureResult[];
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { environment, results } = props;
  return (
    <div>
      <Text as="h4" variant="body-medium" weight="bold">
        {t('accountsTab.posture')}
      </Text>
      <ul
        className={styles.checks}
        aria-label={t('accountsTab.postureOf', {
          environment: t(`environment.${environment}`),
        })}
      >
        {results.map(({ check, verdict, says, what, because }) => (
          <li key={check} className={styles.check}>
            <VerdictMark verdict={verdict} />
            <span>
              {t(`posture.check.${check}`)}
              <span className={styles.reason}>
                {t(`posture.reason.${says}`, { what })} {because}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
