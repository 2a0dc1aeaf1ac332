import {
  mockServices,
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migratedDatabase } from '../database/migrations';

/**
 * The engines that tests of SQL run on: SQLite always, and PostgreSQL when
 * `BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING` (or `…POSTGRES18…`)
 * names a server.
 */
export function createTestDatabases(): TestDatabases {
  return TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_15', 'POSTGRES_18'],
    disableDocker: true,
  });
}

/** A new, empty database of an engine, brought up to date. */
export async function newDatabase(
  databases: TestDatabases,
  engine: TestDatabaseId,
): Promise<Knex> {
  const knex = await databases.init(engine);
  return migratedDatabase(mockServices.database({ knex }));
}
