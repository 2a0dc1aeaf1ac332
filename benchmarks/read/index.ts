// How long a page of use cases takes: the portal's own list against the catalog's for the same page.
import { join } from 'node:path';
import { startChild } from '../lib/child';
import { newDatabases, type Engine } from '../lib/databases';
import { onEngines } from '../lib/onEngines';
import { percentile, type Benchmark, type Measurement } from '../measurement';
import type { ReadMethods } from './backend.child';

const USE_CASES = 10_000;
const ROUNDS = 5;

/** Pages that are asked for before it counts, and in each round. */
const PAGES = { warm: 20, round: 60 };

async function onEngine(
  engine: Engine,
  size: { useCases: number; rounds: number },
  log: (line: string) => void,
): Promise<Measurement> {
  const { useCases, rounds } = size;
  const databases = await newDatabases(engine, 'read');
  const backend = startChild<ReadMethods>(join(__dirname, 'backend.child.ts'));
  try {
    log(`${engine}: ${useCases} use cases …`);
    const start = Date.now();
    await backend.start({ database: databases.config, useCases });
    log(`  there after ${Math.round((Date.now() - start) / 1000)} s`);
    const ours: number[] = [];
    const theirs: number[] = [];
    await backend.ours(PAGES.warm);
    await backend.theirs(PAGES.warm);
    for (let round = 1; round <= rounds; round += 1) {
      const us = await backend.ours(PAGES.round);
      const them = await backend.theirs(PAGES.round);
      ours.push(...us);
      theirs.push(...them);
      log(
        `  round ${round}: p95 ours ${percentile(us, 0.95).toFixed(1)} ms, theirs ${percentile(them, 0.95).toFixed(1)} ms`,
      );
    }
    const [p95, peer] = [percentile(ours, 0.95), percentile(theirs, 0.95)];
    return {
      metric: 'read.useCases.p95Ratio',
      value: peer / p95,
      unit: 'ratio',
      peer,
      ratio: peer / p95,
      note: `p95: ours ${p95.toFixed(1)} ms, theirs ${peer.toFixed(1)} ms; median: ours ${percentile(ours, 0.5).toFixed(1)} ms, theirs ${percentile(theirs, 0.5).toFixed(1)} ms`,
    };
  } finally {
    await backend.end();
    await databases.drop();
  }
}

/** `read.useCases.p95Ratio`, on each database. */
export const benchmark: Benchmark = async (
  log,
  { useCases = USE_CASES, engine, rounds = ROUNDS },
) => {
  return onEngines(engine, async one => [
    await onEngine(one, { useCases, rounds }, log),
  ]);
};
