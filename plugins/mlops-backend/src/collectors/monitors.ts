import {
  paginateListMonitoringExecutions,
  paginateListMonitoringSchedules,
  type MonitoringExecutionSummary,
  type MonitoringScheduleSummary,
} from '@aws-sdk/client-sagemaker';
import {
  ACCOUNT_CONCERNS,
  MONITORING_TYPES,
  type MonitorEvidence,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type {
  AccountCollector,
  CollectorContext,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { byName, listAll, PAGE_SIZE } from './listing';

type Context = CollectorContext<MonitorEvidence[]>;
type Execution = MonitorEvidence['executions'][number];

const DAY = 24 * 60 * 60_000;

/** How many days back executions are looked for. */
const WINDOW_DAYS = 30;

/** After how many executions of the account no more are asked for. */
const SEEN_EXECUTIONS = 500;

/** How many executions of each schedule are kept. */
const KEPT_EXECUTIONS = 30;

function toExecution(summary: MonitoringExecutionSummary): Execution | [] {
  return summary.ScheduledTime
    ? {
        scheduledAt: summary.ScheduledTime.toISOString(),
        status: summary.MonitoringExecutionStatus ?? 'Unknown',
        failureReason: summary.FailureReason,
        processingJobArn: summary.ProcessingJobArn,
      }
    : [];
}

function newestFirst(a: Execution, b: Execution): number {
  return (
    b.scheduledAt.localeCompare(a.scheduledAt) ||
    (a.processingJobArn ?? '').localeCompare(b.processingJobArn ?? '')
  );
}

/** From the beginning of a day (UTC), so that what is asked for stays the same for a day. */
function windowStart(now: Date): Date {
  const today = Math.floor(now.getTime() / DAY) * DAY;
  return new Date(today - WINDOW_DAYS * DAY);
}

/**
 * The newest executions of the account, by the name of their schedule. No page
 * is asked for once there are enough for each of the schedules.
 */
async function readExecutions(
  { aws, now, signal }: Context,
  names: (string | undefined)[],
): Promise<Map<string | undefined, Execution[]>> {
  const bySchedule = new Map<string | undefined, Execution[]>();
  let seen = 0;
  for await (const page of paginateListMonitoringExecutions(
    { client: aws.sageMaker, pageSize: PAGE_SIZE },
    {
      ScheduledTimeAfter: windowStart(now),
      SortBy: 'ScheduledTime',
      SortOrder: 'Descending',
    },
    { abortSignal: signal },
  )) {
    for (const summary of page.MonitoringExecutionSummaries ?? []) {
      const { MonitoringScheduleName: name } = summary;
      const others = bySchedule.get(name) ?? [];
      bySchedule.set(name, others.concat(toExecution(summary)));
      seen += 1;
    }
    const isEnough = names.every(
      name => (bySchedule.get(name)?.length ?? 0) >= KEPT_EXECUTIONS,
    );
    if (isEnough || seen >= SEEN_EXECUTIONS) {
      break;
    }
  }
  return bySchedule;
}

/** A schedule without a type is one of the time when there was only data quality; one of a type that the portal does not know is left out. */
function toMonitor(
  schedule: MonitoringScheduleSummary,
  executions: Execution[],
): MonitorEvidence | [] {
  const { MonitoringType = 'DataQuality' } = schedule;
  const type = MONITORING_TYPES.find(known => known === MonitoringType);
  return type
    ? {
        name: schedule.MonitoringScheduleName ?? '',
        arn: schedule.MonitoringScheduleArn ?? '',
        type,
        status: schedule.MonitoringScheduleStatus ?? 'Unknown',
        endpointName: schedule.EndpointName,
        executions: executions.sort(newestFirst).slice(0, KEPT_EXECUTIONS),
      }
    : [];
}

/**
 * Monitoring schedules with their newest executions of the last 30 days, which
 * are listed for the whole account at once.
 */
export const monitorsCollector: AccountCollector<MonitorEvidence[]> = {
  concern: 'monitors',
  what: 'the monitoring schedules',
  schema: ACCOUNT_CONCERNS.monitors,
  iamActions: [
    'sagemaker:ListMonitoringSchedules',
    'sagemaker:ListMonitoringExecutions',
  ],
  events: [
    {
      source: 'aws.sagemaker',
      detailTypes: [
        'SageMaker Monitoring Schedule State Change',
        // An execution of a schedule is a processing job.
        'SageMaker Processing Job State Change',
      ],
    },
  ],
  async collect(context) {
    const { aws, signal } = context;
    const schedules = await listAll(
      paginateListMonitoringSchedules(
        { client: aws.sageMaker, pageSize: PAGE_SIZE },
        {},
        { abortSignal: signal },
      ),
      page => page.MonitoringScheduleSummaries,
    );
    if (schedules.length === 0) {
      return [];
    }
    const executions = await readExecutions(
      context,
      schedules.map(schedule => schedule.MonitoringScheduleName),
    );
    return schedules
      .flatMap(schedule =>
        toMonitor(
          schedule,
          executions.get(schedule.MonitoringScheduleName) ?? [],
        ),
      )
      .sort(byName);
  },
};
