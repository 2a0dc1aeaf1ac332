import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

const MIGRATIONS = resolvePackagePath(
  '@mlops-portal/backstage-plugin-mlops-backend',
  'migrations',
);

/** How many rows SQLite looks at to learn what is in an index. */
const SAMPLED_ROWS = 1000;

/** Has SQLite learn what is in its tables; without, it reads long rows where an index has it all. PostgreSQL learns by itself. */
async function learn(client: Knex): Promise<void> {
  if (client.client.config.client === 'better-sqlite3') {
    await client.raw(`pragma analysis_limit = ${SAMPLED_ROWS}`);
    await client.raw('analyze');
  }
}

/** Brings the plugin's database up to date, unless migrations are switched off, and hands it on. */
export async function migratedDatabase(
  database: DatabaseService,
): Promise<Knex> {
  const client = await database.getClient();
  if (!database.migrations?.skip) {
    await client.migrate.latest({ directory: MIGRATIONS });
    await learn(client);
  }
  return client;
}
