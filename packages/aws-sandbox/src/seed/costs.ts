// What was dearer than usual.
import { toDay } from '../services/costExplorer/days';
import type { State } from '../state/model';
import { daysBefore } from './time';
import { accountOf } from './workplace';

/** The use case in whose account a large instance was forgotten. */
const FORGETFUL = { name: 'dynamic-pricing' };

/**
 * Makes yesterday and today dear for one use case.
 *
 * @param now - milliseconds since 1970
 */
export function addCostAnomaly(state: State, now: number): void {
  state.costFactors.push({
    accountId: accountOf(state, FORGETFUL, 'dev'),
    from: toDay(daysBefore(now, 1)),
    to: toDay(now),
    factor: 8,
  });
}
