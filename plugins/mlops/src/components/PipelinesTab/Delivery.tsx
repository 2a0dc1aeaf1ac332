import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  AccountSnapshot,
  DeliveryEvidence,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import {
  ConsoleLink,
  EnvironmentMark,
  Freshness,
  Panel,
  Quiet,
  StatusMark,
  UnknownConcern,
  unknownParts,
} from '../UseCaseTab';
import styles from './PipelinesTab.module.css';

function LastRun({ pipeline }: { pipeline: DeliveryEvidence }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const last = pipeline.executions.at(0);
  if (!last) {
    return <Quiet>{t('pipelinesTab.noExecutions')}</Quiet>;
  }
  const { status, startedAt } = last;
  return (
    <span className={styles.actions}>
      <Quiet>
        {startedAt
          ? t('pipelinesTab.lastRun', { age: <Age of={startedAt} /> })
          : t('pipelinesTab.lastRunUndated')}
      </Quiet>
      <StatusMark status={status} />
    </span>
  );
}

/** The stages of a CI/CD pipeline in order, with what is done in each. */
function Stages({ pipeline }: { pipeline: DeliveryEvidence }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { name, actions } = pipeline;
  const byStage = [...Map.groupBy(actions, ({ stage }) => stage)];
  return (
    <ol
      className={styles.steps}
      aria-label={t('pipelinesTab.stages', { pipeline: name })}
    >
      {byStage.map(([stage, own]) => (
        <li key={stage} className={styles.step}>
          <strong>{stage}</strong>
          <Quiet>{own.map(({ category }) => category).join(', ')}</Quiet>
        </li>
      ))}
    </ol>
  );
}

/** The CI/CD pipelines of a use case with their last run. */
export function Delivery(props: {
  snapshots: AccountSnapshot[];
  isRetired: boolean;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { snapshots, isRetired } = props;
  const unknown = unknownParts(snapshots, ({ delivery }) => delivery);
  const known = snapshots.flatMap(snapshot =>
    snapshot.delivery.state === 'collected'
      ? snapshot.delivery.value.map(pipeline => ({ snapshot, pipeline }))
      : [],
  );
  return (
    <>
      <UnknownConcern what={t('pipelinesTab.delivery')} parts={unknown} />
      {known.map(({ snapshot, pipeline }) => (
        <Panel
          key={pipeline.arn}
          title={pipeline.name}
          actions={
            <span className={styles.actions}>
              <LastRun pipeline={pipeline} />
              <EnvironmentMark environment={snapshot.account.environment} />
              <ConsoleLink arn={pipeline.arn} what={pipeline.name} />
            </span>
          }
        >
          <Stages pipeline={pipeline} />
          <Freshness parts={[snapshot.delivery]} />
        </Panel>
      ))}
      {known.length === 0 && unknown.length === 0 && (
        <Panel title={t('pipelinesTab.delivery')}>
          <Text as="p" variant="body-medium" color="secondary">
            {isRetired
              ? t('pipelinesTab.noDeliveryRetired')
              : t('pipelinesTab.noDelivery')}
          </Text>
          <Freshness parts={snapshots.map(({ delivery }) => delivery)} />
        </Panel>
      )}
    </>
  );
}
