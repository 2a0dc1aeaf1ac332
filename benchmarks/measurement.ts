import type { Engine } from './lib/databases';

/** One line of a benchmark's result. */
export interface Measurement {
  /** `provisioning.overheadRatio`. */
  metric: string;
  value: number;
  unit: string;
  /** What it is compared with, in the same unit as the thing compared. */
  peer?: number;
  ratio?: number;
  /** What `value` has to be, on any machine: a count. */
  exactly?: number;
  /** What was measured, for people. */
  note?: string;
}

/** What can be said about how a benchmark is to measure; each takes of it what it knows. */
export interface BenchmarkOptions {
  /** How many use cases there are. */
  useCases?: number;
  /** Only on this database. */
  engine?: Engine;
  /** How often each side is measured. */
  rounds?: number;
  /** Only our side, and only what has to be exact on any machine. */
  alone?: boolean;
}

/** A benchmark: a folder here whose `index.ts` exports one as `benchmark`. */
export type Benchmark = (
  log: (line: string) => void,
  options: BenchmarkOptions,
) => Promise<Measurement[]>;

/** The middle one; of an even number of them the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2
    ? sorted[Math.floor(middle)]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A value so large that so much of them are no larger: 0.95 for the 95th percentile. */
export function percentile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];
}
