// What a sync of a large organization costs, in which nothing changed and in which something did, and what others take for parts of it.
import { join } from 'node:path';
import { startChild, type Child, type Methods } from '../lib/child';
import { newDatabases, type Engine } from '../lib/databases';
import { onEngines } from '../lib/onEngines';
import type { SandboxMethods } from '../lib/sandbox.child';
import type { Statements, Work } from '../lib/work';
import { median, type Benchmark, type Measurement } from '../measurement';
import { installPeers, PEERS_ENVIRONMENT } from '../peers/load';
import { changeAccounts } from './changeAccounts';
import { forcedCalls } from './forcedCalls';
import type { OrganizationProcessorMethods } from './organizationProcessor.child';
import type { PortalMethods, SyncWork } from './portal.child';
import type { TechInsightsMethods } from './techInsights.child';

const USE_CASES = 1000;
const ROUNDS = 5;

/** Of the sandbox's library. */
const PRODUCTS = 4;

/**
 * How large Node's heap may become in our process, in MiB, as an operator would
 * set it: without a limit Node lets garbage lie for as long as there is memory.
 */
const HEAP_MIB = 512;

/** Parts of the accounts that are changed before a sync. */
const CHANGED = [0.01, 0.1];

type Calls = Record<string, number>;

function total(calls: Calls): number {
  return Object.values(calls).reduce((sum, count) => sum + count, 0);
}

function writes(work: Work): number {
  return Object.values(work.statements).reduce(
    (sum, { writes: count }: Statements) => sum + count,
    0,
  );
}

function statements(work: Work): number {
  return Object.values(work.statements).reduce(
    (sum, { reads, writes: count }: Statements) => sum + reads + count,
    0,
  );
}

function tell(work: Work): string {
  return `${Math.round(work.cpuMs)} ms of CPU, ${Math.round(work.wallMs)} ms in all, ${statements(work)} statements, of which ${writes(work)} write`;
}

/** Measures two sides in turn. */
async function inTurn(
  rounds: number,
  ours: () => Promise<Work>,
  theirs: () => Promise<Work>,
  log: (line: string) => void,
) {
  const us: Work[] = [];
  const them: Work[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    us.push(await ours());
    them.push(await theirs());
    log(
      `  round ${round}: ours ${tell(us[round - 1])}; theirs ${tell(them[round - 1])}`,
    );
  }
  return {
    ours: median(us.map(({ cpuMs }) => cpuMs)),
    theirs: median(them.map(({ cpuMs }) => cpuMs)),
    note: `statements: ours ${median(us.map(statements))}, theirs ${median(them.map(statements))}`,
  };
}

/** How much less work ours is. */
function workRatio(
  metric: string,
  { ours, theirs, note }: Awaited<ReturnType<typeof inTurn>>,
): Measurement {
  return {
    metric,
    value: theirs / ours,
    unit: 'ratio',
    peer: theirs,
    ratio: theirs / ours,
    note: `CPU: ours ${Math.round(ours)} ms, theirs ${Math.round(theirs)} ms; ${note}`,
  };
}

async function onEngine(
  engine: Engine,
  size: { useCases: number; rounds: number; alone: boolean },
  log: (line: string) => void,
): Promise<Measurement[]> {
  const { useCases, rounds, alone } = size;
  const named = (metric: string) => `sync.${metric}`;
  const databases = await Promise.all(
    ['portal', 'processor', 'insights'].map(name => newDatabases(engine, name)),
  );
  const [ofPortal, ofProcessor, ofInsights] = databases;
  const children: { end(): Promise<void> }[] = [];
  function start<T extends Methods>(
    file: string,
    env: Record<string, string> = {},
  ): Child<T> {
    const child = startChild<T>(join(__dirname, file), {
      ...PEERS_ENVIRONMENT,
      ...env,
    });
    children.push(child);
    return child;
  }
  try {
    const sandbox = start<SandboxMethods>('../lib/sandbox.child.ts');
    const endpoint = await sandbox.start({ useCases });
    const portal = start<PortalMethods>('portal.child.ts', {
      NODE_OPTIONS: `--max-old-space-size=${HEAP_MIB}`,
    });
    await portal.start({ endpoint, database: ofPortal.config });
    log(`${engine}: ${useCases} use cases`);

    const sync = async (
      what: string,
    ): Promise<{ work: SyncWork; calls: Calls }> => {
      await sandbox.takeCalls();
      const work = await portal.sync();
      const calls = await sandbox.takeCalls();
      log(
        `  ${what}: ${tell(work)}; ${total(calls)} calls of AWS; the catalog was given ${work.entities} entities in ${work.mutations} mutations; at most ${Math.round(work.peakMiB)} MiB`,
      );
      return { work, calls };
    };
    const first = await sync('the first sync');
    await portal.settle();
    const unchanged = await sync('nothing changed');
    const forced = forcedCalls({ useCases, products: PRODUCTS });
    const results: Measurement[] = [
      {
        metric: named('unchanged.databaseWrites'),
        value: writes(unchanged.work),
        unit: 'statements',
        exactly: 0,
      },
      {
        metric: named('unchanged.catalogMutations'),
        value: unchanged.work.mutations,
        unit: 'mutations',
        exactly: 0,
      },
      {
        metric: named('unchanged.awsCalls'),
        value: total(unchanged.calls),
        unit: 'calls',
        peer: forced,
        ratio: total(unchanged.calls) / forced,
        exactly: forced,
        note: `the first sync made ${total(first.calls)}`,
      },
      {
        metric: named('unchanged.cpu'),
        value: unchanged.work.cpuMs,
        unit: 'ms',
        peer: first.work.cpuMs,
        ratio: unchanged.work.cpuMs / first.work.cpuMs,
        note: 'peer: the first sync',
      },
    ];
    let changedBefore = 0;
    for (const part of CHANGED) {
      const count = Math.max(1, Math.round(useCases * 4 * part));
      await changeAccounts(endpoint, changedBefore, count);
      changedBefore += count;
      const { work, calls } = await sync(`${count} accounts changed`);
      results.push({
        metric: named(`changed${part * 100}Percent.databaseWrites`),
        value: writes(work),
        unit: 'statements',
        peer: count,
        ratio: writes(work) / count,
        note: `for each account that changed; ${total(calls) - total(unchanged.calls)} more calls and ${Math.round(work.cpuMs - unchanged.work.cpuMs)} ms more CPU than when nothing did`,
      });
    }
    results.push({
      metric: named('peakMemoryMiB'),
      value: unchanged.work.peakMiB,
      unit: 'MiB',
    });
    await portal.settle();
    if (alone) {
      return results;
    }

    const processor = start<OrganizationProcessorMethods>(
      'organizationProcessor.child.ts',
    );
    const accounts = await processor.start({
      endpoint,
      database: ofProcessor.config,
    });
    log(`AwsOrganizationCloudAccountProcessor has ${accounts} accounts`);
    await portal.followOrganization();
    await processor.refresh();
    results.push(
      workRatio(
        named('vsOrganizationProcessor.workRatio'),
        await inTurn(
          rounds,
          () => portal.followOrganization(),
          () => processor.refresh(),
          log,
        ),
      ),
    );

    const insights = start<TechInsightsMethods>('techInsights.child.ts');
    await insights.start({
      database: ofInsights.config,
      verdicts: await portal.verdicts(),
    });
    await portal.judgeAll();
    const { passed } = await insights.judgeAll();
    log(`Tech Insights: ${passed} checks passed`);
    results.push(
      workRatio(
        named('vsTechInsights.workRatio'),
        await inTurn(
          rounds,
          () => portal.judgeAll(),
          () => insights.judgeAll(),
          log,
        ),
      ),
    );
    return results;
  } finally {
    await Promise.all(children.map(child => child.end()));
    await Promise.all(databases.map(database => database.drop()));
  }
}

/** All that begins with `sync.`; on each database. */
export const benchmark: Benchmark = async (
  log,
  { useCases = USE_CASES, engine, rounds = ROUNDS, alone = false },
) => {
  if (!alone) {
    installPeers(log);
  }
  return onEngines(engine, one =>
    onEngine(one, { useCases, rounds, alone }, log),
  );
};
