/** A day in milliseconds. */
export const DAY = 24 * 60 * 60 * 1000;

/** A time in a sentence: `2026-11-25 12:00 UTC`. */
export function inWords(time: string): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Days from one time to another, to a tenth; none when it lies before. */
export function daysBetween(from: string, to: string): number {
  const days = (Date.parse(to) - Date.parse(from)) / DAY;
  return Math.max(0, Math.round(days * 10) / 10);
}
