// How a model fares by what its monitors say. Pure.
import type { ModelSummary } from '@mlops-portal/backstage-plugin-mlops-common';

/** A monitoring schedule of a model, with its newest finished execution. */
export type Monitor = ModelSummary['monitors'][number];

/** What a monitor says, the worst first; `unknown` when it has not run yet or was stopped. */
export const MONITOR_HEALTHS = [
  'violations',
  'failed',
  'unknown',
  'healthy',
] as const;

/** One of {@link MONITOR_HEALTHS}. */
export type MonitorHealth = (typeof MONITOR_HEALTHS)[number];

/** What a monitor says of the endpoint it looks after. */
export function healthOf({ status, lastExecution }: Monitor): MonitorHealth {
  switch (lastExecution?.status) {
    case 'CompletedWithViolations':
      return 'violations';
    case 'Failed':
      return 'failed';
    case 'Completed':
      // What is not scheduled any more says nothing of today.
      return status === 'Scheduled' ? 'healthy' : 'unknown';
    default:
      return status === 'Failed' ? 'failed' : 'unknown';
  }
}

/**
 * The worst of what several monitors say, and how many say it; undefined
 * without monitors.
 */
export function worstHealth(
  monitors: readonly Monitor[],
): { health: MonitorHealth; count: number } | undefined {
  const healths = monitors.map(healthOf);
  const health = MONITOR_HEALTHS.find(candidate => healths.includes(candidate));
  return (
    health && {
      health,
      count: healths.filter(candidate => candidate === health).length,
    }
  );
}
