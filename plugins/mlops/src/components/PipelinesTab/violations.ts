// What monitors found. Pure.
import {
  MONITORING_TYPES,
  type MonitorEvidence,
  type MonitoringType,
} from '@mlops-portal/backstage-plugin-mlops-common';

/** What an execution says of the model once it has ended; one that was stopped says nothing. */
const FINISHED = ['Completed', 'CompletedWithViolations', 'Failed'];

const DAY_MS = 24 * 60 * 60 * 1000;

type Execution = MonitorEvidence['executions'][number];

/** The executions of a monitor that have ended, the newest first. */
export function finishedExecutions({
  executions,
}: Pick<MonitorEvidence, 'executions'>): Execution[] {
  return executions.filter(({ status }) => FINISHED.includes(status));
}

/** Whether an execution found something that it should not. */
export function hasViolations({ status }: Pick<Execution, 'status'>): boolean {
  return status === 'CompletedWithViolations';
}

/** How many executions found violations on a day, by type of monitor. */
export interface ViolationsOfDay {
  /** `2026-11-25`, in UTC. */
  day: string;
  /** A type of which no execution has ended on that day is absent: it is not known to have found nothing. */
  counts: Partial<Record<MonitoringType, number>>;
}

/**
 * How many executions found violations, by day and type: every day from the
 * first to the last on which one has ended. One that failed found nothing out.
 */
export function violationsByDay(
  monitors: readonly MonitorEvidence[],
): ViolationsOfDay[] {
  const counts = new Map<string, ViolationsOfDay['counts']>();
  for (const monitor of monitors) {
    for (const execution of finishedExecutions(monitor)) {
      if (execution.status !== 'Failed') {
        const day = execution.scheduledAt.slice(0, 10);
        const ofDay = counts.get(day) ?? {};
        ofDay[monitor.type] =
          (ofDay[monitor.type] ?? 0) + Number(hasViolations(execution));
        counts.set(day, ofDay);
      }
    }
  }
  const days = [...counts.keys()].sort();
  const first = days.at(0);
  const last = days.at(-1);
  if (!first || !last) {
    return [];
  }
  const length = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
  return Array.from({ length }, (_, index) => {
    const day = new Date(Date.parse(first) + index * DAY_MS)
      .toISOString()
      .slice(0, 10);
    return { day, counts: counts.get(day) ?? {} };
  });
}

/** The types that some monitors are of, in the order of AWS's list. */
export function typesOf(
  monitors: readonly Pick<MonitorEvidence, 'type'>[],
): MonitoringType[] {
  return MONITORING_TYPES.filter(type =>
    monitors.some(monitor => monitor.type === type),
  );
}
