import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  AccountSnapshot,
  PipelineEvidence,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import {
  ConsoleLink,
  DataTable,
  EnvironmentMark,
  Freshness,
  Panel,
  Quiet,
  ShowAll,
  StatusMark,
  UnknownConcern,
  unknownParts,
  useShortened,
} from '../UseCaseTab';
import { Steps } from './Steps';
import styles from './PipelinesTab.module.css';

/** How many executions are shown at first. */
const SHOWN_EXECUTIONS = 5;

function Triggers({ pipeline }: { pipeline: PipelineEvidence }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { triggers, triggersUnknownReason } = pipeline;
  if (triggersUnknownReason) {
    return (
      <p>
        {t('pipelinesTab.triggersUnknown', { reason: triggersUnknownReason })}
      </p>
    );
  }
  return (
    <p>
      {triggers.length > 0
        ? t('pipelinesTab.triggers', {
            names: triggers
              .map(({ name, enabled }) =>
                enabled ? name : t('pipelinesTab.triggerDisabled', { name }),
              )
              .join(', '),
          })
        : t('pipelinesTab.noTriggers')}
    </p>
  );
}

function Executions({ pipeline }: { pipeline: PipelineEvidence }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { name, executions } = pipeline;
  const { shown, ...list } = useShortened(executions, SHOWN_EXECUTIONS);
  if (executions.length === 0) {
    return (
      <Text as="p" variant="body-medium" color="secondary">
        {t('pipelinesTab.noExecutions')}
      </Text>
    );
  }
  return (
    <>
      <DataTable
        label={t('pipelinesTab.executions', { pipeline: name })}
        columns={[
          { id: 'execution', label: t('pipelinesTab.columnExecution') },
          { id: 'status', label: t('pipelinesTab.columnStatus') },
          { id: 'started', label: t('pipelinesTab.columnStarted') },
        ]}
        rows={shown.map(({ arn, status, startedAt }) => ({
          key: arn,
          cells: [
            <span className={styles.name} title={arn}>
              {arn.split('/').at(-1)}
              <ConsoleLink arn={arn} what={name} />
            </span>,
            <StatusMark status={status} />,
            <Age of={startedAt} />,
          ],
        }))}
      />
      <ShowAll list={list} />
    </>
  );
}

function Pipeline(props: {
  snapshot: AccountSnapshot;
  pipeline: PipelineEvidence;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { snapshot, pipeline } = props;
  const { name, arn, steps, executions } = pipeline;
  const succeeded = executions.filter(({ status }) => status === 'Succeeded');
  return (
    <Panel
      title={name}
      actions={
        <span className={styles.actions}>
          {executions.length > 0 && (
            <Quiet>
              {t('pipelinesTab.succeeded', {
                succeeded: String(succeeded.length),
                total: String(executions.length),
              })}
            </Quiet>
          )}
          <EnvironmentMark environment={snapshot.account.environment} />
          <ConsoleLink arn={arn} what={name} />
        </span>
      }
    >
      {steps ? (
        <Steps pipeline={name} steps={steps} />
      ) : (
        <Text as="p" variant="body-medium" color="secondary">
          {t('pipelinesTab.stepsUnknown')}
        </Text>
      )}
      <div className={styles.facts}>
        <Triggers pipeline={pipeline} />
      </div>
      <Executions pipeline={pipeline} />
      <Freshness parts={[snapshot.pipelines]} />
    </Panel>
  );
}

/** The SageMaker pipelines of a use case: steps, what starts them, newest executions. */
export function Pipelines(props: {
  snapshots: AccountSnapshot[];
  isRetired: boolean;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { snapshots, isRetired } = props;
  const unknown = unknownParts(snapshots, ({ pipelines }) => pipelines);
  const known = snapshots.flatMap(snapshot =>
    snapshot.pipelines.state === 'collected'
      ? snapshot.pipelines.value.map(pipeline => ({ snapshot, pipeline }))
      : [],
  );
  return (
    <>
      <UnknownConcern what={t('pipelinesTab.pipelines')} parts={unknown} />
      {known.map(({ snapshot, pipeline }) => (
        <Pipeline key={pipeline.arn} snapshot={snapshot} pipeline={pipeline} />
      ))}
      {known.length === 0 && unknown.length === 0 && (
        <Panel title={t('pipelinesTab.pipelines')}>
          <Text as="p" variant="body-medium" color="secondary">
            {isRetired
              ? t('pipelinesTab.noPipelinesRetired')
              : t('pipelinesTab.noPipelines')}
          </Text>
          <Freshness parts={snapshots.map(({ pipelines }) => pipelines)} />
        </Panel>
      )}
    </>
  );
}
