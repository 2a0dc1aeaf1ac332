import type { Context } from '../../operation';
import type { State } from '../../state/model';
import { nextRun, type Timing } from './nextRun';

/** The shortest time between two runs: a leap of a year does not start a pipeline half a million times. */
const SHORTEST = 60 * 60 * 1000;

/** What comes round: a schedule of EventBridge Scheduler, or a rule of EventBridge. */
export interface Run {
  kind: 'run-schedule' | 'run-rule';
  /** Of the schedule or the rule. */
  arn: string;
}

/** Forgets when something comes round next. */
export function forgetRun(state: State, { kind, arn }: Run): void {
  state.work = state.work.filter(
    work => work.kind !== kind || !('arn' in work) || work.arn !== arn,
  );
}

/** When something comes round, and between which times. */
export interface Plan extends Timing {
  /** Milliseconds since 1970. */
  from?: number;
  /** Milliseconds since 1970. */
  until?: number;
  /** When it came round last. */
  last?: number;
}

/**
 * Has something done when it comes round next, in place of when it was to be
 * done before. By the calendar, at any speed.
 */
export function planRun({ state, now }: Context, run: Run, plan: Plan): void {
  forgetRun(state, run);
  const { from = 0, until = Number.POSITIVE_INFINITY, last } = plan;
  const earliest = last === undefined ? 0 : last + SHORTEST;
  const next = nextRun(plan, Math.max(now, from - 1, earliest - 1));
  if (next !== undefined && next <= until) {
    state.work.push({ dueAt: next, ...run });
  }
}
