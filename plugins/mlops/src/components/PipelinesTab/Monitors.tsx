import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  MONITORING_TYPES,
  valueOr,
  type AccountSnapshot,
  type MonitorEvidence,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { DateTime } from 'luxon';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { ChartCard, TimeChart } from '../charts';
import {
  ConsoleLink,
  DataTable,
  Freshness,
  Panel,
  Quiet,
  StatusMark,
  UnknownConcern,
  unknownParts,
  type DataRow,
} from '../UseCaseTab';
import {
  finishedExecutions,
  hasViolations,
  typesOf,
  violationsByDay,
} from './violations';
import styles from './PipelinesTab.module.css';

const COLORS = {
  DataQuality: 'var(--chart-1)',
  ModelQuality: 'var(--chart-2)',
  ModelBias: 'var(--chart-3)',
  ModelExplainability: 'var(--chart-4)',
};

/** The outcomes that have words of their own. */
const OUTCOMES = ['Completed', 'CompletedWithViolations', 'Failed'] as const;

function LastExecution({ monitor }: { monitor: MonitorEvidence }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const last = finishedExecutions(monitor).at(0);
  if (!last) {
    return <Quiet>{t('pipelinesTab.notRunYet')}</Quiet>;
  }
  const { status, scheduledAt, failureReason } = last;
  const outcome = OUTCOMES.find(candidate => candidate === status);
  return (
    <div className={styles.outcome}>
      <StatusMark status={status}>
        {outcome ? t(`pipelinesTab.outcome.${outcome}`) : status}
      </StatusMark>
      <Quiet>
        <Age of={scheduledAt} />
      </Quiet>
      {failureReason && <Quiet>{failureReason}</Quiet>}
    </div>
  );
}

function Schedules({ snapshot }: { snapshot: AccountSnapshot }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { environment } = snapshot.account;
  const monitors = valueOr(snapshot.monitors, []);

  function rowOf(monitor: MonitorEvidence): DataRow {
    const { name, arn, type, status, endpointName } = monitor;
    const finished = finishedExecutions(monitor);
    return {
      key: arn,
      cells: [
        t(`pipelinesTab.type.${type}`),
        <span className={styles.name}>
          {name}
          <ConsoleLink arn={arn} what={name} />
        </span>,
        <StatusMark status={status} />,
        endpointName ?? t('tab.notKnown'),
        <LastExecution monitor={monitor} />,
        finished.length > 0
          ? t('pipelinesTab.violationsOf', {
              violations: String(finished.filter(hasViolations).length),
              total: String(finished.length),
            })
          : '–',
      ],
    };
  }

  const rows = MONITORING_TYPES.flatMap((type): DataRow[] => {
    const own = monitors.filter(monitor => monitor.type === type);
    return own.length > 0
      ? own.map(rowOf)
      : [
          {
            key: type,
            cells: [
              t(`pipelinesTab.type.${type}`),
              <Quiet>{t('pipelinesTab.noSchedule')}</Quiet>,
              '–',
              '–',
              '–',
              '–',
            ],
          },
        ];
  });

  return (
    <DataTable
      label={t('pipelinesTab.schedules', {
        environment: t(`environment.${environment}`),
      })}
      columns={[
        { id: 'type', label: t('pipelinesTab.columnType') },
        { id: 'schedule', label: t('pipelinesTab.columnSchedule') },
        { id: 'status', label: t('pipelinesTab.columnStatus') },
        { id: 'endpoint', label: t('pipelinesTab.columnEndpoint') },
        { id: 'last', label: t('pipelinesTab.columnLast') },
        {
          id: 'violations',
          label: t('pipelinesTab.columnViolations'),
          isNumber: true,
        },
      ]}
      rows={rows}
    />
  );
}

function formatDay(day: string): string {
  return DateTime.fromISO(day).toLocaleString({
    month: 'short',
    day: 'numeric',
  });
}

function ViolationsChart({ snapshot }: { snapshot: AccountSnapshot }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { environment, accountId } = snapshot.account;
  const monitors = valueOr(snapshot.monitors, []);
  const types = typesOf(monitors);
  const days = violationsByDay(monitors);
  return (
    <ChartCard
      title={t('pipelinesTab.violations')}
      description={t('pipelinesTab.violationsText', {
        environment: t(`environment.${environment}`),
      })}
      fileName={`violations-${accountId}`}
      emptyText={t('pipelinesTab.violationsEmpty')}
      table={{
        columns: [
          t('pipelinesTab.columnDay'),
          ...types.map(type => t(`pipelinesTab.type.${type}`)),
        ],
        rows: days.map(({ day, counts }) => [
          day,
          ...types.map(type => counts[type]),
        ]),
      }}
      foot={<Freshness parts={[snapshot.monitors]} />}
    >
      <TimeChart
        kind="bar"
        isStacked
        series={types.map(type => ({
          id: type,
          label: t(`pipelinesTab.type.${type}`),
          color: COLORS[type],
        }))}
        points={days.map(({ day, counts }) => ({ at: day, values: counts }))}
        formatValue={String}
        formatAt={formatDay}
        label={t('pipelinesTab.violationsLabel')}
      />
    </ChartCard>
  );
}

/** The monitors of a use case by their four types, and the violations they found. */
export function Monitors(props: {
  snapshots: AccountSnapshot[];
  isRetired: boolean;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { snapshots, isRetired } = props;
  const unknown = unknownParts(snapshots, ({ monitors }) => monitors);
  const watched = snapshots.filter(
    ({ monitors }) => valueOr(monitors, []).length > 0,
  );
  return (
    <>
      <UnknownConcern what={t('pipelinesTab.monitors')} parts={unknown} />
      {watched.map(snapshot => {
        const { accountId, environment } = snapshot.account;
        return (
          <div key={accountId} className={styles.section}>
            <Panel
              title={t('pipelinesTab.schedules', {
                environment: t(`environment.${environment}`),
              })}
            >
              <Schedules snapshot={snapshot} />
              <Freshness parts={[snapshot.monitors]} />
            </Panel>
            <ViolationsChart snapshot={snapshot} />
          </div>
        );
      })}
      {watched.length === 0 && unknown.length === 0 && (
        <Panel title={t('pipelinesTab.monitors')}>
          <Text as="p" variant="body-medium" color="secondary">
            {isRetired
              ? t('pipelinesTab.noMonitorsRetired')
              : t('pipelinesTab.noMonitors')}
          </Text>
          <Freshness parts={snapshots.map(({ monitors }) => monitors)} />
        </Panel>
      )}
    </>
  );
}
