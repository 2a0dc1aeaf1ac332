import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import { databaseServer, dropDatabases } from '@mlops-portal/trials';

/** The engines that Backstage runs on. */
export const ENGINES = ['sqlite', 'postgres'] as const;

/** One of {@link ENGINES}. */
export type Engine = (typeof ENGINES)[number];

/** Databases for the plugins of one backend. */
export interface Databases {
  /** What stands under `backend.database`. */
  config: JsonObject;
  drop(): Promise<void>;
}

async function onSqlite(): Promise<Databases> {
  const directory = await mkdtemp(join(tmpdir(), 'mlops-bench-'));
  return {
    config: { client: 'better-sqlite3', connection: { directory } },
    drop: () => rm(directory, { recursive: true, force: true }),
  };
}

function onPostgres(name: string): Databases {
  const prefix = `bench_${process.pid}_${name}_`;
  return {
    config: { client: 'pg', connection: databaseServer(), prefix },
    drop: () => dropDatabases(prefix),
  };
}

/**
 * Where a backend keeps what it keeps.
 *
 * @param name - of the backend, among those of the benchmark
 */
export async function newDatabases(
  engine: Engine,
  name: string,
): Promise<Databases> {
  return engine === 'sqlite' ? onSqlite() : onPostgres(name);
}
