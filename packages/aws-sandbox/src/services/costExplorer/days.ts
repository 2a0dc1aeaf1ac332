// Days and months as AWS bills them: in UTC.

/** Milliseconds. */
export const DAY = 24 * 60 * 60 * 1000;

/** A span of days that one result is about. */
export interface Period {
  /** Milliseconds since 1970. */
  start: number;
  /** The day after the last one. */
  end: number;
}

/** `2026-11-25` as milliseconds since 1970; NaN when there is no such day. */
export function fromDay(text: string): number {
  const at = Date.parse(`${text}T00:00:00Z`);
  return toDay(at) === text ? at : Number.NaN;
}

/** Milliseconds since 1970 as `2026-11-25`. */
export function toDay(at: number): string {
  return Number.isNaN(at) ? '' : new Date(at).toISOString().slice(0, 10);
}

/** The first of a month, some months later. */
export function monthAfter(at: number, months: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
}

/** Cuts a span into days, or at the first of each month. */
export function periodsIn(
  { start, end }: Period,
  granularity: 'DAILY' | 'MONTHLY',
): Period[] {
  const periods: Period[] = [];
  for (let at = start; at < end;) {
    const next = granularity === 'DAILY' ? at + DAY : monthAfter(at, 1);
    periods.push({ start: at, end: Math.min(next, end) });
    at = next;
  }
  return periods;
}
