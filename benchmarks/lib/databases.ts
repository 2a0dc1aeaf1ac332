import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import knex from 'knex';

/** The engines that Backstage runs on. */
export const ENGINES = ['sqlite', 'postgres'] as const;

/** One of {@link ENGINES}. */
export type Engine = (typeof ENGINES)[number];

/** The variable that names a PostgreSQL server; `npm run bench` starts one. */
const CONNECTION_VARIABLE =
  'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';

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
  const connection = process.env[CONNECTION_VARIABLE];
  if (!connection) {
    throw new Error(
      `There is no PostgreSQL server: run the benchmark with npm run bench, which starts one, or name one in ${CONNECTION_VARIABLE}.`,
    );
  }
  const prefix = `bench_${process.pid}_${name}_`;
  return {
    config: { client: 'pg', connection, prefix },
    async drop() {
      const server = knex({ client: 'pg', connection });
      try {
        const names: string[] = await server('pg_database')
          .whereRaw('starts_with(datname, ?)', [prefix])
          .pluck('datname');
        for (const database of names) {
          await server.raw('DROP DATABASE ?? WITH (FORCE)', [database]);
        }
      } finally {
        await server.destroy();
      }
    },
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
