import type { Measurement } from '../measurement';
import { ENGINES, type Engine } from './databases';

/** Of how many times something is better the more there are; of all else the less the better. */
function isWorse(a: Measurement, b: Measurement): boolean {
  return /(workRatio|p95Ratio)$/.test(a.metric)
    ? a.value < b.value
    : a.value > b.value;
}

/**
 * Measures on each database, or on one. What comes out is what was worst, under
 * the name of the metric, and what came out on each, with the database behind
 * the name: `sync.peakMemoryMiB.sqlite`.
 */
export async function onEngines(
  engine: Engine | undefined,
  measure: (engine: Engine) => Promise<Measurement[]>,
): Promise<Measurement[]> {
  const worst = new Map<string, Measurement>();
  const each: Measurement[] = [];
  for (const one of engine ? [engine] : ENGINES) {
    for (const measurement of await measure(one)) {
      const { metric, note } = measurement;
      const told = {
        ...measurement,
        note: [`on ${one}`, note].filter(Boolean).join('; '),
      };
      const before = worst.get(metric);
      if (!before || isWorse(measurement, before)) {
        worst.set(metric, told);
      }
      each.push({ ...measurement, metric: `${metric}.${one}` });
    }
  }
  return [...worst.values(), ...each];
}
