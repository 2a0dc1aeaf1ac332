const DAY = 24 * 60 * 60 * 1000;

/**
 * A moment some days ago.
 *
 * @param now - milliseconds since 1970
 */
export function daysBefore(now: number, days: number): number {
  return now - days * DAY;
}
