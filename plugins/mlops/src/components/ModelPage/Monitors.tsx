import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import {
  byEnvironment,
  valueOr,
  type Evidence,
  type ModelDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { HealthMark } from '../ModelsPage/MonitorsMark';
import { healthOf, type Monitor } from '../ModelsPage/monitorHealth';
import { unknownIn } from './lineageSteps';
import styles from './ModelPage.module.css';

function MonitorRow({ monitor }: { monitor: Monitor }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { name, type, endpoint, environment, status, lastExecution } = monitor;
  return (
    <tr>
      <th scope="row">
        {t(`model.monitoringType.${type}`)}
        <span className={styles.quiet}>{name}</span>
      </th>
      <td>
        {endpoint}
        <span className={styles.quiet}>{t(`environment.${environment}`)}</span>
      </td>
      <td>
        <HealthMark health={healthOf(monitor)} />
        <span className={styles.quiet}>
          {lastExecution
            ? t('model.ran', { age: <Age of={lastExecution.scheduledAt} /> })
            : t('model.notRun')}
        </span>
        {status !== 'Scheduled' && (
          <span className={styles.quiet}>
            {t('model.notScheduled', { status })}
          </span>
        )}
        {lastExecution?.failureReason && (
          <span className={styles.quiet}>{lastExecution.failureReason}</span>
        )}
      </td>
    </tr>
  );
}

/** The monitors of the endpoints that a model serves behind. */
export function Monitors(props: {
  model: ModelDetail;
  /** Of the use case; undefined when it is not known. */
  evidence: Evidence | undefined;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { model, evidence } = props;
  const monitors = [...model.monitors].sort(byEnvironment);
  const snapshots = valueOr(evidence?.accounts, []);
  // Without its endpoints it is not known either which monitors are of this model.
  const unknown = [
    ...unknownIn(snapshots, 'endpoints'),
    ...unknownIn(snapshots, 'monitors'),
  ];
  return (
    <section className={styles.section} aria-label={t('model.monitors')}>
      <Text as="h3" variant="title-x-small" weight="bold">
        {t('model.monitors')}
      </Text>
      {monitors.length > 0 && (
        <div
          className={styles.scroll}
          // Focusable, so that it can be scrolled with the keyboard.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="group"
          aria-label={t('model.monitors')}
        >
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('model.columnMonitor')}</th>
                <th scope="col">{t('model.columnEndpoint')}</th>
                <th scope="col">{t('model.columnHealth')}</th>
              </tr>
            </thead>
            <tbody>
              {monitors.map(monitor => (
                <MonitorRow
                  key={`${monitor.environment} ${monitor.name}`}
                  monitor={monitor}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {monitors.length === 0 && unknown.length === 0 && (
        <Text as="p" variant="body-medium" color="secondary">
          {model.serving.length > 0
            ? t('model.monitorsEmpty')
            : t('model.monitorsNotServing')}
        </Text>
      )}
      {unknown.map(
        ({ environment, reason }) =>
          environment && (
            <Alert
              key={`${environment} ${reason}`}
              status="warning"
              icon
              title={t('model.monitorsUnknown', {
                environment: t(`environment.${environment}`),
              })}
              description={reason}
            />
          ),
      )}
    </section>
  );
}
