import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import {
  byEnvironment,
  type ModelSummary,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import styles from './marks.module.css';

type Serving = ModelSummary['serving'][number];

function ServingMark({ serving }: { serving: Serving }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { environment, endpoint, version, status } = serving;
  const words = t('models.servingWords', {
    environment: t(`environment.${environment}`),
    version:
      version === undefined
        ? t('models.versionUnknown')
        : t('models.version', { version: String(version) }),
    endpoint,
    status,
  });
  return (
    <li className={styles.serving} data-status={status} title={words}>
      <span aria-hidden="true">
        {t(`environmentShort.${environment}`)}{' '}
        {version === undefined ? '?' : `v${version}`}
        {status !== 'InService' && ` ${status}`}
      </span>
      <VisuallyHidden>{words}</VisuallyHidden>
    </li>
  );
}

/** Where versions of a model serve: each endpoint by its environment, with the version. */
export function ServingMarks(props: { serving: Serving[] }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const serving = [...props.serving].sort(byEnvironment);
  if (serving.length === 0) {
    return <span className={styles.none}>{t('models.servesNowhere')}</span>;
  }
  return (
    <ul className={styles.list} aria-label={t('models.columnServing')}>
      {serving.map(one => (
        <ServingMark
          key={`${one.accountId}/${one.endpoint}/${one.version}`}
          serving={one}
        />
      ))}
    </ul>
  );
}
