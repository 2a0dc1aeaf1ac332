import type { OrganizationEvidence } from './organization';
import { DAY, daysBetween } from './moment';

/** How many days are compared with as many before them. */
export const TIME_TO_VALUE_DAYS = 180;

/** Days from registration to production of the use cases that got there in a span of time, shortest first. */
function daysToProduction(
  { useCases }: OrganizationEvidence,
  after: number,
  until: number,
): number[] {
  return useCases
    .flatMap(({ registeredAt, firstInProductionAt: first }) =>
      first && Date.parse(first) > after && Date.parse(first) <= until
        ? daysBetween(registeredAt, first)
        : [],
    )
    .sort((a, b) => a - b);
}

/** The median of sorted numbers; undefined when there are none. */
function median(sorted: number[]): number | undefined {
  const middle = sorted.length / 2;
  return sorted.length % 2 === 0 && sorted.length > 0
    ? (sorted[middle - 1] + sorted[middle]) / 2
    : sorted[Math.floor(middle)];
}

/** How long use cases took from registration to production: in the newest 180 days, and in those before. */
export function timeToValue(
  evidence: OrganizationEvidence,
  now: Date,
): {
  medianDays?: number;
  count: number;
  previousMedianDays?: number;
  previousCount: number;
} {
  const end = now.getTime();
  const middle = end - TIME_TO_VALUE_DAYS * DAY;
  const newest = daysToProduction(evidence, middle, end);
  const previous = daysToProduction(
    evidence,
    middle - TIME_TO_VALUE_DAYS * DAY,
    middle,
  );
  return {
    medianDays: median(newest),
    count: newest.length,
    previousMedianDays: median(previous),
    previousCount: previous.length,
  };
}
