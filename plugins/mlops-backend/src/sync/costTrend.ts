import { dayBefore } from './times';

/** How many weeks a trend has. */
export const TREND_WEEKS = 13;

const DAYS_OF_WEEK = 7;

/**
 * What was spent in each of the newest weeks, the oldest first, in whole
 * hundredths. The last week ends with yesterday: today is not over.
 *
 * @param days - amounts by day, such as `2026-11-25`
 */
export function costTrend(days: Map<string, number>, now: Date): number[] {
  return Array.from({ length: TREND_WEEKS }, (_, week) => {
    const newest = (TREND_WEEKS - 1 - week) * DAYS_OF_WEEK + 1;
    const amounts = Array.from(
      { length: DAYS_OF_WEEK },
      (__, day) => days.get(dayBefore(now, newest + day)) ?? 0,
    );
    const sum = amounts.reduce((total, amount) => total + amount, 0);
    return Math.round(sum * 100) / 100;
  });
}
