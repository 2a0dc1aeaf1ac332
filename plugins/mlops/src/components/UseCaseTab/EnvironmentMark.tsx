import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Environment } from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import styles from './UseCaseTab.module.css';

/** Which environment something is in. */
export function EnvironmentMark(props: { environment: Environment }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  return (
    <span className={styles.environment}>
      {t(`environment.${props.environment}`)}
    </span>
  );
}
