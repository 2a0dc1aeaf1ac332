import knex from 'knex';

/** The variable that names a PostgreSQL server: the one Backstage's test utilities read. */
const CONNECTION_VARIABLE =
  'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';

/**
 * Where the PostgreSQL server of trials and benchmarks is.
 *
 * @throws an error that says how to get one
 */
export function databaseServer(): string {
  const connectionString = process.env[CONNECTION_VARIABLE];
  if (!connectionString) {
    throw new Error(
      `This needs a PostgreSQL server: run it with npm test, npm run crash-matrix, npm run trials or npm run bench, which start one, or name one in ${CONNECTION_VARIABLE}.`,
    );
  }
  return connectionString;
}

/** Drops all databases whose name begins so, whoever is connected to them. */
export async function dropDatabases(prefix: string): Promise<void> {
  const server = knex({ client: 'pg', connection: databaseServer() });
  try {
    const names: string[] = await server('pg_database')
      .whereRaw('starts_with(datname, ?)', [prefix])
      .pluck('datname');
    for (const name of names) {
      await server.raw('DROP DATABASE ?? WITH (FORCE)', [name]);
    }
  } finally {
    await server.destroy();
  }
}
