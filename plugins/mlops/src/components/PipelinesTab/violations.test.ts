import type { MonitorEvidence } from '@mlops-portal/backstage-plugin-mlops-common';
import { violationsByDay } from './violations';

function monitor(
  type: MonitorEvidence['type'],
  executions: [scheduledAt: string, status: string][],
): MonitorEvidence {
  return {
    name: type,
    arn: `arn:${type}`,
    type,
    status: 'Scheduled',
    executions: executions.map(([scheduledAt, status]) => ({
      scheduledAt,
      status,
    })),
  };
}

describe('violationsByDay', () => {
  it('counts executions with violations by day and type, over all monitors of a type', () => {
    expect(
      violationsByDay([
        monitor('DataQuality', [
          ['2026-11-24T18:00:00.000Z', 'CompletedWithViolations'],
          ['2026-11-24T06:00:00.000Z', 'Completed'],
        ]),
        monitor('DataQuality', [
          ['2026-11-24T07:00:00.000Z', 'CompletedWithViolations'],
        ]),
        monitor('ModelBias', [['2026-11-24T07:00:00.000Z', 'Completed']]),
      ]),
    ).toEqual([
      { day: '2026-11-24', counts: { DataQuality: 2, ModelBias: 0 } },
    ]);
  });

  it('has a place for days on which nothing has ended, which is not a day without violations', () => {
    expect(
      violationsByDay([
        monitor('DataQuality', [
          ['2026-12-01T06:00:00.000Z', 'Completed'],
          ['2026-11-29T06:00:00.000Z', 'CompletedWithViolations'],
        ]),
      ]),
    ).toEqual([
      { day: '2026-11-29', counts: { DataQuality: 1 } },
      { day: '2026-11-30', counts: {} },
      { day: '2026-12-01', counts: { DataQuality: 0 } },
    ]);
  });

  it('does not take an execution that failed, or has not ended, for one that found nothing', () => {
    expect(
      violationsByDay([
        monitor('DataQuality', [
          ['2026-11-24T06:00:00.000Z', 'InProgress'],
          ['2026-11-23T06:00:00.000Z', 'Failed'],
          ['2026-11-22T06:00:00.000Z', 'Stopped'],
        ]),
      ]),
    ).toEqual([]);
  });
});
