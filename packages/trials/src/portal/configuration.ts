// The configuration of a trial's portal: the repository's own, and what a trial has elsewhere or wants sooner.
import type { JsonObject } from '@backstage/types';
import { EXTERNAL_ID } from '@mlops-portal/aws-sandbox';
import { resolve } from 'node:path';
import { PEOPLE_PROVIDER } from '../backend/people';
import { ROOT } from '../root';

/** What it adds to `app-config.yaml`. */
export function trialConfiguration(options: {
  port: number;
  /** Where AWS is for the portal. */
  endpoint: string;
  /** Of a PostgreSQL server. */
  connectionString: string;
  /** Begins the names of the databases: portals that share it are replicas. */
  databasePrefix: string;
  /** How long a task may be silent before another worker takes it. */
  staleSeconds: number;
}): JsonObject {
  const { port, endpoint, connectionString, databasePrefix, staleSeconds } =
    options;
  const { hostname, port: databasePort, username } = new URL(connectionString);
  return {
    app: { baseUrl: `http://localhost:${port}` },
    backend: {
      baseUrl: `http://localhost:${port}`,
      listen: `127.0.0.1:${port}`,
      database: {
        client: 'pg',
        prefix: databasePrefix,
        connection: {
          host: hostname,
          port: Number(databasePort),
          user: username,
          directory: null,
        },
        knexConfig: { pool: { min: 0, max: 10 } },
      },
    },
    auth: {
      environment: 'development',
      providers: {
        guest: null,
        exampleUsers: null,
        [PEOPLE_PROVIDER]: {},
      },
    },
    // Everybody may do everything here; who may do what is tested elsewhere.
    permission: { enabled: false },
    catalog: {
      // An entity whose processing a death interrupts is taken up again after this time: 100 to 150 s by default.
      processingInterval: { seconds: 20 },
      locations: [
        {
          type: 'file',
          target: resolve(ROOT, 'examples/org.yaml'),
          rules: [{ allow: ['User', 'Group'] }],
        },
        {
          type: 'file',
          target: resolve(ROOT, 'templates/portal/*/template.yaml'),
          rules: [{ allow: ['Template'] }],
        },
      ],
      // What a killed process did not tell the catalog, the catalog learns at the next full reading.
      providers: {
        mlops: {
          schedule: {
            frequency: { seconds: 5 },
            timeout: { minutes: 1 },
            initialDelay: { seconds: 1 },
          },
        },
      },
    },
    scaffolder: {
      taskRecovery: { enabled: true, staleTimeout: { seconds: staleSeconds } },
    },
    mlops: {
      aws: { endpoint, externalId: EXTERNAL_ID },
      // Once, at the first start: a task has the evidence collected that it changes.
      sync: { frequency: { hours: 24 } },
    },
  };
}
