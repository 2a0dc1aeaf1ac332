// docs/aws-setup.md, from an organization with nothing in it to a use case in the portal.
import { startSandbox, type Sandbox } from '@mlops-portal/aws-sandbox';
import type { JsonObject } from '@backstage/types';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseServer, dropDatabases } from '../database';
import { trialConfiguration } from '../portal/configuration';
import { createPerson } from '../portal/person';
import { createPortalProcess, type PortalProcess } from '../portal/process';
import { freePort } from '../freePort';
import { ROOT } from '../root';
import { until } from '../until';
import { commandsOf, followGuide, type GuideResult } from './setupGuide';

const MINUTES = 60_000;

const PREFIX = `guide_${process.pid}_`;

let folder: string;
let sandbox: Sandbox;
let portal: PortalProcess | undefined;
const failures: unknown[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mlops-guide-'));
  sandbox = await startSandbox({
    seed: 'bare',
    speed: 1_000_000,
    onFailure: error => failures.push(error),
  });
});

afterAll(async () => {
  await portal?.discard();
  await sandbox.stop();
  await dropDatabases(PREFIX);
  rmSync(folder, { recursive: true, force: true });
});

/** The part of `app-config.production.yaml` that the guide fills in. */
function mlopsOf(settings: Record<string, string>): JsonObject {
  return {
    aws: {
      endpoint: sandbox.url,
      region: settings.AWS_REGION,
      managementAccountId: settings.MLOPS_MANAGEMENT_ACCOUNT_ID,
      governanceAccountId: settings.MLOPS_GOVERNANCE_ACCOUNT_ID,
      dataLakeAccountId: settings.MLOPS_DATA_LAKE_ACCOUNT_ID,
      externalId: settings.MLOPS_EXTERNAL_ID,
    },
    accounts: {
      emailDomain: settings.MLOPS_EMAIL_DOMAIN,
      organizationalUnits: {
        experimentation: settings.MLOPS_OU_EXPERIMENTATION,
        dev: settings.MLOPS_OU_DEV,
        test: settings.MLOPS_OU_TEST,
        prod: settings.MLOPS_OU_PROD,
      },
    },
  };
}

async function startPortal(guided: GuideResult): Promise<PortalProcess> {
  const port = await freePort();
  const process = createPortalProcess({
    port,
    configuration: {
      ...trialConfiguration({
        port,
        endpoint: sandbox.url,
        connectionString: databaseServer(),
        databasePrefix: PREFIX,
        staleSeconds: 30,
      }),
      // Who the portal is, the default credential chain says.
      aws: null,
      mlops: mlopsOf(guided.settings),
    },
    env: guided.portal,
  });
  portal = process;
  await process.start();
  return process;
}

describe('the set-up guide', () => {
  it('fills in what the configuration for production asks for', () => {
    const guide = readFileSync(join(ROOT, 'docs/aws-setup.md'), 'utf8');
    const production = readFileSync(
      join(ROOT, 'app-config.production.yaml'),
      'utf8',
    );
    const asked = [...production.matchAll(/\$\{((?:MLOPS|AWS)_\w+)\}/g)].map(
      ([, name]) => name,
    );

    expect(commandsOf(guide).length).toBeGreaterThan(5);
    expect(asked.length).toBeGreaterThan(5);
    for (const name of asked) {
      expect(guide).toMatch(new RegExp(`^${name}=`, 'm'));
    }
  });

  it(
    'takes an organization with nothing in it to a use case with accounts, Studio and a stage',
    async () => {
      const guided = await followGuide({ url: sandbox.url, folder });

      // Each of the portal's roles in each of the three accounts that stay.
      expect(guided.output.match(/assumed-role\/mlops-portal-/g)).toHaveLength(
        6,
      );
      expect(guided.settings.MLOPS_OU_PROD).toMatch(/^ou-/);

      const { url } = await startPortal(guided);
      const person = createPerson('amara', () => url);
      await until('the library in the portal', async () => {
        const { observedAt } = await person.call<{ observedAt?: string }>(
          'GET',
          '/mlops/templates',
        );
        return observedAt;
      });
      const task = await person.press('create-use-case', {
        name: 'churn-prediction',
        owner: 'group:default/customer-intelligence',
        environments: ['experimentation'],
      });
      const { status, log } = await person.ended(task);

      expect([status, log.join('\n')]).toEqual([
        'completed',
        expect.stringContaining('has its baseline'),
      ]);
      await expect(
        person.call('GET', '/mlops/use-cases/churn-prediction'),
      ).resolves.toMatchObject({ stage: 'initial' });
      expect(failures).toEqual([]);
    },
    10 * MINUTES,
  );
});
