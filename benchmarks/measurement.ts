/** One line of a benchmark's result. */
export interface Measurement {
  /** `provisioning.overheadRatio`. */
  metric: string;
  value: number;
  unit: string;
  /** What it is compared with, in the same unit as the thing compared. */
  peer?: number;
  ratio?: number;
  /** What was measured, for people. */
  note?: string;
}

/** A benchmark: a folder here whose `index.ts` exports one as `benchmark`. */
export type Benchmark = (log: (line: string) => void) => Promise<Measurement[]>;

/** The middle one; of an even number of them the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2
    ? sorted[Math.floor(middle)]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}
