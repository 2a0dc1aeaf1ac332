// The two configurations that come with the portal: a laptop's, and what production changes.
import type { Config } from '@backstage/config';
import { ConfigSources } from '@backstage/config-loader';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');

const PRODUCTION_ENV = {
  PORTAL_URL: 'https://mlops.example.org',
  POSTGRES_HOST: 'db.example.org',
  POSTGRES_PORT: '5432',
  POSTGRES_USER: 'mlops',
  POSTGRES_PASSWORD: 'from-the-environment',
  AWS_REGION: 'eu-central-1',
  MLOPS_MANAGEMENT_ACCOUNT_ID: '210987654321',
  MLOPS_GOVERNANCE_ACCOUNT_ID: '210987654322',
  MLOPS_DATA_LAKE_ACCOUNT_ID: '210987654323',
  MLOPS_EXTERNAL_ID: 'from-the-environment',
  MLOPS_EMAIL_DOMAIN: 'example.org',
  MLOPS_OU_EXPERIMENTATION: 'ou-abcd-11111111',
  MLOPS_OU_DEV: 'ou-abcd-22222222',
  MLOPS_OU_TEST: 'ou-abcd-33333333',
  MLOPS_OU_PROD: 'ou-abcd-44444444',
};

async function load(
  files: string[],
  env: Record<string, string>,
): Promise<Config> {
  return ConfigSources.toConfig(
    ConfigSources.default({
      rootDir: ROOT,
      argv: files.flatMap(file => ['--config', resolve(ROOT, file)]),
      substitutionFunc: async name => env[name],
      watch: false,
    }),
  );
}

describe("a laptop's configuration", () => {
  it('needs nothing from the environment', async () => {
    const config = await load(['app-config.yaml'], {});

    expect(config.getString('app.baseUrl')).toBe('http://localhost:3000');
    expect(config.getString('backend.listen')).toBe('127.0.0.1:7007');
    expect(config.getString('mlops.aws.endpoint')).toBe(
      'http://127.0.0.1:4566',
    );
    expect(config.has('auth.providers.guest')).toBe(true);
  });
});

describe("production's configuration", () => {
  const loadProduction = () =>
    load(['app-config.yaml', 'app-config.production.yaml'], PRODUCTION_ENV);

  it('knows neither guests nor example users', async () => {
    const config = await loadProduction();

    expect(config.has('auth.providers')).toBe(false);
    expect(JSON.stringify(config.get('catalog.locations'))).not.toContain(
      'examples',
    );
  });

  it('reaches the real AWS with the credentials of the environment', async () => {
    const config = await loadProduction();

    expect(config.has('mlops.aws.endpoint')).toBe(false);
    expect(config.has('aws')).toBe(false);
    expect(JSON.stringify(config.get())).not.toMatch(/sandbox/i);
  });

  it('keeps its data in PostgreSQL', async () => {
    const config = await loadProduction();

    expect(config.get('backend.database')).toEqual({
      client: 'pg',
      connection: {
        host: 'db.example.org',
        port: '5432',
        user: 'mlops',
        password: 'from-the-environment',
      },
    });
  });
});
