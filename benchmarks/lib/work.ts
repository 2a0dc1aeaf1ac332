import type { Knex } from 'knex';

/** Statements that a database was sent. */
export interface Statements {
  reads: number;
  /** Of rows: insert, update, delete. */
  writes: number;
}

/** What something took. */
export interface Work {
  /** Of this process, in all its threads: milliseconds. */
  cpuMs: number;
  wallMs: number;
  /** By plugin. */
  statements: Record<string, Statements>;
}

const counted: Record<string, Statements> = {};

/** Counts what a plugin's database is sent from now on. */
export function countStatements(pluginId: string, client: Knex): void {
  counted[pluginId] = { reads: 0, writes: 0 };
  client.on('query', ({ sql }: { sql: string }) => {
    const [verb = ''] = /^\s*\(*\s*(\w+)/.exec(sql)?.slice(1) ?? [];
    if (/^(insert|update|delete)$/i.test(verb)) {
      counted[pluginId].writes += 1;
    } else if (/^(select|with)$/i.test(verb)) {
      counted[pluginId].reads += 1;
    }
  });
}

/** Does something, and says what it took. */
export async function measured(does: () => Promise<unknown>): Promise<Work> {
  const before = structuredClone(counted);
  const cpu = process.cpuUsage();
  const start = performance.now();
  await does();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return {
    cpuMs: (user + system) / 1000,
    wallMs,
    statements: Object.fromEntries(
      Object.entries(counted).map(([pluginId, { reads, writes }]) => [
        pluginId,
        {
          reads: reads - (before[pluginId]?.reads ?? 0),
          writes: writes - (before[pluginId]?.writes ?? 0),
        },
      ]),
    ),
  };
}
