import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readMlopsConfig } from './config';

function validConfig() {
  return {
    aws: {
      region: 'eu-west-1',
      managementAccountId: '100000000001',
      governanceAccountId: '100000000002',
      dataLakeAccountId: '100000000003',
      roles: { reader: 'portal-reader', provisioner: 'portal-provisioner' },
    },
    accounts: {
      vendor: 'organizations',
      emailDomain: 'example.com',
      organizationalUnits: {
        experimentation: 'ou-mlop-experimentation',
        dev: 'ou-mlop-development',
        test: 'ou-mlop-testing1',
        prod: 'ou-mlop-production',
      },
    },
  };
}

/** The valid configuration with another value at a key; without the key, when the value is undefined. */
function configWith(key: string, value: unknown): ConfigReader {
  const mlops: JsonObject = validConfig();
  const path = key.split('.').slice(1);
  const last = path.pop()!;
  let parent = mlops;
  for (const part of path) {
    parent[part] ??= {};
    parent = parent[part] as JsonObject;
  }
  if (value === undefined) {
    delete parent[last];
  } else {
    parent[last] = value as JsonObject;
  }
  return new ConfigReader({ mlops });
}

const REQUIRED = [
  'mlops.aws.region',
  'mlops.aws.managementAccountId',
  'mlops.aws.governanceAccountId',
  'mlops.aws.dataLakeAccountId',
  'mlops.aws.roles.reader',
  'mlops.aws.roles.provisioner',
  'mlops.accounts.vendor',
  'mlops.accounts.emailDomain',
  'mlops.accounts.organizationalUnits.experimentation',
  'mlops.accounts.organizationalUnits.dev',
  'mlops.accounts.organizationalUnits.test',
  'mlops.accounts.organizationalUnits.prod',
];

describe('readMlopsConfig', () => {
  it('reads what is set and fills in the defaults', () => {
    const config = new ConfigReader({ mlops: validConfig() });

    expect(readMlopsConfig(config)).toEqual({
      aws: {
        ...validConfig().aws,
        endpoint: undefined,
        externalId: undefined,
      },
      accounts: {
        ...validConfig().accounts,
        emailPattern: 'aws+{useCase}-{environment}@{domain}',
        guardRailPolicy: 'mlops-guardrails',
        baseline: {
          stackSets: ['mlops-account-baseline', 'mlops-portal-roles'],
        },
      },
      studio: { product: 'sagemaker-studio' },
      sync: {
        frequency: { minutes: 10 },
        timeout: { minutes: 30 },
        concurrency: 8,
        accountTimeout: { minutes: 2 },
      },
      maturity: { disabled: [], stages: {}, timeToProductionTargetDays: 90 },
      history: { retentionDays: 400 },
      costs: { frequency: { hours: 6 } },
      events: { key: undefined },
    });
  });

  it('reads everything that can be set', () => {
    const mlops = {
      aws: {
        ...validConfig().aws,
        endpoint: 'http://127.0.0.1:4566',
        externalId: 'portal-42',
      },
      accounts: {
        ...validConfig().accounts,
        emailPattern: 'ml.{useCase}.{environment}@{domain}',
        guardRailPolicy: 'our-guard-rails',
        vendor: 'control-tower',
        controlTower: {
          product: 'our-account-factory',
          ssoUser: {
            email: 'ml-platform@example.com',
            firstName: 'ML',
            lastName: 'Platform',
          },
        },
        baseline: { stackSets: ['our-baseline'] },
      },
      studio: { product: 'our-studio' },
      sync: {
        frequency: { minutes: 2 },
        timeout: { seconds: 90 },
        concurrency: 3,
        accountTimeout: { seconds: 45 },
      },
      events: { key: 'a-key-of-some-length' },
    };

    expect(
      readMlopsConfig(
        new ConfigReader({
          mlops: {
            ...mlops,
            maturity: {
              disabledCriteria: ['repeatable.data-lake'],
              stages: [
                { criterion: 'repeatable.experiments', stage: 'reliable' },
              ],
              timeToProductionTarget: { days: 60 },
            },
            history: { retention: '30 days' },
            costs: { enabled: false },
          },
        }),
      ),
    ).toEqual({
      ...mlops,
      maturity: {
        disabled: ['repeatable.data-lake'],
        stages: { 'repeatable.experiments': 'reliable' },
        timeToProductionTargetDays: 60,
      },
      history: { retentionDays: 30 },
      costs: { frequency: undefined },
    });
  });

  it('reads durations written as text', () => {
    const config = configWith('mlops.sync.frequency', '45s');

    expect(readMlopsConfig(config).sync.frequency).toEqual({ seconds: 45 });
  });

  it.each(REQUIRED)('does without a default for %s, and names it', key => {
    expect(() => readMlopsConfig(configWith(key, undefined))).toThrow(key);
  });

  it.each([
    ['mlops.aws.region', 'Ireland', 'is not an AWS region'],
    ['mlops.aws.managementAccountId', '1000', 'account id of 12 digits'],
    ['mlops.aws.governanceAccountId', 'governance', 'account id of 12 digits'],
    ['mlops.aws.dataLakeAccountId', '1000000000034', 'account id of 12 digits'],
    [
      'mlops.aws.roles.reader',
      'arn:aws:iam::100000000001:role/reader',
      'not its ARN',
    ],
    ['mlops.aws.roles.provisioner', 'two words', 'the name of an IAM role'],
    ['mlops.aws.endpoint', 'localhost', 'is not an http(s) URL'],
    ['mlops.aws.endpoint', 'ftp://127.0.0.1', 'is not an http(s) URL'],
    [
      'mlops.accounts.vendor',
      'landing-zone',
      'is not one of: organizations, control-tower',
    ],
    ['mlops.accounts.baseline.stackSets', ['a b'], 'the name of a StackSet'],
    [
      'mlops.maturity.stages',
      [{ criterion: 'initial.owner', stage: 'perfect' }],
      "'perfect' is not one of: initial, repeatable, reliable, scalable",
    ],
    ['mlops.maturity.timeToProductionTarget', '1h', 'it is less than a day'],
    ['mlops.history.retention', { hours: 1 }, 'it is less than a day'],
    ['mlops.events.key', 'short', 'it has fewer than 16 characters'],
    ['mlops.accounts.emailDomain', 'example', 'the domain of an email address'],
    ['mlops.accounts.emailPattern', 'ml-{environment}@{domain}', '{useCase}'],
    ['mlops.accounts.emailPattern', 'ml-{useCase}@{domain}', '{environment}'],
    [
      'mlops.accounts.emailPattern',
      '{useCase}-{environment}',
      'is not an email address',
    ],
    [
      'mlops.accounts.organizationalUnits.prod',
      'Production',
      'the id of an organizational unit',
    ],
    ['mlops.sync.concurrency', 0, 'a whole number above 0'],
    ['mlops.sync.concurrency', 1.5, 'a whole number above 0'],
    ['mlops.sync.concurrency', 'many', 'number'],
    ['mlops.sync.frequency', 'often', 'duration'],
    ['mlops.sync.timeout', { parsecs: 12 }, 'duration'],
  ])('names the key of a wrong value: %s %j', (key, value, what) => {
    const read = () => readMlopsConfig(configWith(key, value));

    expect(read).toThrow(key);
    expect(read).toThrow(what);
  });

  it('needs to know who gets access to accounts of Control Tower, and names what is missing', () => {
    const read = (controlTower: JsonObject) => () =>
      readMlopsConfig(
        new ConfigReader({
          mlops: {
            ...validConfig(),
            accounts: {
              ...validConfig().accounts,
              vendor: 'control-tower',
              controlTower,
            },
          },
        }),
      );
    const ssoUser = { email: 'ml@example.com', firstName: 'M', lastName: 'L' };

    expect(read({ ssoUser })().accounts.controlTower).toEqual({
      product: 'AWS Control Tower Account Factory',
      ssoUser,
    });
    expect(read({})).toThrow('mlops.accounts.controlTower.ssoUser.email');
    expect(read({ ssoUser: { ...ssoUser, email: 'ml' } })).toThrow(
      "mlops.accounts.controlTower.ssoUser.email': 'ml' is not an email address",
    );
    expect(read({ ssoUser: { ...ssoUser, firstName: ' ' } })).toThrow(
      'mlops.accounts.controlTower.ssoUser.firstName',
    );
  });

  it('says that an account id was read as a number, for lack of quotes', () => {
    const read = () =>
      readMlopsConfig(configWith('mlops.aws.managementAccountId', 1e11 + 1));

    expect(read).toThrow('mlops.aws.managementAccountId');
    expect(read).toThrow('number');
  });
});
