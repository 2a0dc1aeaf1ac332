// Moments are ISO 8601 in UTC here, so that the order of texts is the order of time.

const DAY = 24 * 60 * 60_000;

/** The latest of some moments; undefined when none is known. */
export function latest(...times: (string | undefined)[]): string | undefined {
  return times
    .flatMap(time => time ?? [])
    .sort()
    .at(-1);
}

/** A day so many days before a moment, in UTC: `2026-11-25`. */
export function dayBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * DAY).toISOString().slice(0, 10);
}
