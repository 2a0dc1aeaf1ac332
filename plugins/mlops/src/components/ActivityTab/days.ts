// Activity by day. Pure.
import type { ActivityEntry } from '@mlops-portal/backstage-plugin-mlops-common';
import { DateTime } from 'luxon';

/** What happened on one day of the reader's calendar. */
export interface ActivityDay {
  /** `2026-11-25`. */
  day: string;
  entries: ActivityEntry[];
}

/** Groups activity by day, in the order in which it comes. */
export function groupByDay(entries: readonly ActivityEntry[]): ActivityDay[] {
  const days: ActivityDay[] = [];
  for (const entry of entries) {
    const day = DateTime.fromISO(entry.at).toISODate() ?? entry.at.slice(0, 10);
    const last = days.at(-1);
    if (last?.day === day) {
      last.entries.push(entry);
    } else {
      days.push({ day, entries: [entry] });
    }
  }
  return days;
}
