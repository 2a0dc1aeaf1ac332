/** A day on which a use case cost much more than it did before. */
export interface CostAnomaly {
  /** `2026-11-25`, in UTC. */
  day: string;
  amount: number;
  /** Median of the days before. */
  usual: number;
  currency: string;
}

/** A day counts as unusual from this many times the median on. */
const FACTOR = 2;

/** And from this much above it, so that a use case that costs nearly nothing tells nothing. */
const MIN_EXCESS = 20;

/** How many days before are needed to say what is usual. */
const MIN_DAYS = 14;

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Whether the newest day cost at least twice the median of the days before and
 * at least 20 units of currency more: against the use case's own history. The
 * median does not move with a single day.
 *
 * @param days - amounts by day, two weeks of them at least
 */
export function anomalyOf(
  days: ReadonlyMap<string, number>,
  currency: string,
): CostAnomaly | undefined {
  const sorted = [...days].sort(([a], [b]) => a.localeCompare(b));
  const newest = sorted.pop();
  if (!newest || sorted.length < MIN_DAYS) {
    return undefined;
  }
  const [day, amount] = newest;
  const usual = median(sorted.map(([, before]) => before));
  return amount >= usual * FACTOR && amount - usual >= MIN_EXCESS
    ? { day, amount, usual, currency }
    : undefined;
}
