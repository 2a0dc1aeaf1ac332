// The sandbox's clock, which can be moved ahead of the real one: a demo lives, and nobody waits.
import { z } from 'zod';

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far the clock can be moved at a time. */
const MAX_DAYS = 366;

const amount = z
  .number()
  .min(0)
  .max(MAX_DAYS * 24 * 60)
  .optional();

/** How far time is to go on. */
export const advanceSchema = z
  .strictObject({ days: amount, hours: amount, minutes: amount })
  .refine(span => toMilliseconds(span) > 0, {
    message: 'Say by how many days, hours or minutes, more than 0 together.',
  })
  .refine(span => toMilliseconds(span) <= MAX_DAYS * DAY, {
    message: `Time goes on by at most ${MAX_DAYS} days at once.`,
  });

/** How far time is to go on: at least one of them. */
export interface TimeSpan {
  days?: number;
  hours?: number;
  minutes?: number;
}

/** What has become of it. */
export interface Advanced {
  /** What the sandbox's clock shows now: ISO 8601. */
  now: string;
  /** How many pieces of AWS's own work were done on the way. */
  workDone: number;
}

/** A span of time in milliseconds. */
export function toMilliseconds({
  days = 0,
  hours = 0,
  minutes = 0,
}: TimeSpan): number {
  return Math.round(days * DAY + hours * HOUR + minutes * MINUTE);
}
