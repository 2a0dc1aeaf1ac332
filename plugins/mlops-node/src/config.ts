import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { HumanDuration } from '@backstage/types';
import {
  accountEmail,
  accountEmailProblem,
  DEFAULT_EMAIL_PATTERN,
  ENVIRONMENTS,
  type EmailNaming,
  type Environment,
} from '@mlops-portal/backstage-plugin-mlops-common';

/** What the portal may do in an account: read, or create. */
export type AccountRole = 'reader' | 'provisioner';

/** The configuration under `mlops`, checked and with its defaults. */
export interface MlopsConfig {
  aws: {
    region: string;
    endpoint?: string;
    managementAccountId: string;
    governanceAccountId: string;
    dataLakeAccountId: string;
    roles: Record<AccountRole, string>;
    externalId?: string;
  };
  accounts: EmailNaming & {
    vendor: 'organizations';
    guardRailPolicy: string;
    organizationalUnits: Record<Environment, string>;
  };
  studio: {
    /** Name of the Service Catalog product that deploys SageMaker AI Studio. */
    product: string;
  };
  sync: {
    frequency: HumanDuration;
    timeout: HumanDuration;
    concurrency: number;
  };
}

function invalid(key: string, what: string): InputError {
  return new InputError(`Invalid configuration at '${key}': ${what}`);
}

function readMatching(
  config: Config,
  key: string,
  pattern: RegExp,
  what: string,
): string {
  const value = config.getString(key);
  if (!pattern.test(value)) {
    throw invalid(key, `'${value}' is not ${what}.`);
  }
  return value;
}

function readAccountId(config: Config, key: string): string {
  return readMatching(
    config,
    key,
    /^\d{12}$/,
    'an AWS account id of 12 digits; put it in quotes, as YAML would read it as a number',
  );
}

function readRole(config: Config, role: AccountRole): string {
  return readMatching(
    config,
    `mlops.aws.roles.${role}`,
    /^[\w+=,.@-]{1,64}$/,
    'the name of an IAM role (not its ARN)',
  );
}

function readEndpoint(config: Config): string | undefined {
  const key = 'mlops.aws.endpoint';
  const endpoint = config.getOptionalString(key);
  if (
    endpoint &&
    !(URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol))
  ) {
    throw invalid(key, `'${endpoint}' is not an http(s) URL.`);
  }
  return endpoint;
}

function readEmailNaming(config: Config): EmailNaming {
  const naming = {
    emailPattern:
      config.getOptionalString('mlops.accounts.emailPattern') ??
      DEFAULT_EMAIL_PATTERN,
    emailDomain: readMatching(
      config,
      'mlops.accounts.emailDomain',
      /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i,
      'the domain of an email address',
    ),
  };
  for (const part of ['{useCase}', '{environment}']) {
    if (!naming.emailPattern.includes(part)) {
      throw invalid(
        'mlops.accounts.emailPattern',
        `it lacks ${part}, so that two accounts would share an address.`,
      );
    }
  }
  const problem = accountEmailProblem(accountEmail(naming, 'abc', 'dev'));
  if (problem) {
    throw invalid('mlops.accounts.emailPattern', problem);
  }
  return naming;
}

function readDuration(
  config: Config,
  key: string,
  fallback: HumanDuration,
): HumanDuration {
  return config.has(key) ? readDurationFromConfig(config, { key }) : fallback;
}

/**
 * Reads the configuration under `mlops`.
 *
 * @throws an error whose message names the key that is missing or wrong
 */
export function readMlopsConfig(config: Config): MlopsConfig {
  const vendor = config.getString('mlops.accounts.vendor');
  if (vendor !== 'organizations') {
    throw invalid(
      'mlops.accounts.vendor',
      `'${vendor}' is not one of: organizations.`,
    );
  }
  const concurrency = config.getOptionalNumber('mlops.sync.concurrency') ?? 8;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw invalid(
      'mlops.sync.concurrency',
      'it is not a whole number above 0.',
    );
  }
  const organizationalUnits = Object.fromEntries(
    ENVIRONMENTS.map(environment => [
      environment,
      readMatching(
        config,
        `mlops.accounts.organizationalUnits.${environment}`,
        /^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/,
        'the id of an organizational unit',
      ),
    ]),
  ) as Record<Environment, string>;
  return {
    aws: {
      region: readMatching(
        config,
        'mlops.aws.region',
        /^[a-z]{2,}(-[a-z]+)+-\d+$/,
        'an AWS region such as eu-west-1',
      ),
      endpoint: readEndpoint(config),
      managementAccountId: readAccountId(
        config,
        'mlops.aws.managementAccountId',
      ),
      governanceAccountId: readAccountId(
        config,
        'mlops.aws.governanceAccountId',
      ),
      dataLakeAccountId: readAccountId(config, 'mlops.aws.dataLakeAccountId'),
      roles: {
        reader: readRole(config, 'reader'),
        provisioner: readRole(config, 'provisioner'),
      },
      externalId: config.getOptionalString('mlops.aws.externalId'),
    },
    accounts: {
      ...readEmailNaming(config),
      vendor,
      guardRailPolicy:
        config.getOptionalString('mlops.accounts.guardRailPolicy') ??
        'mlops-guardrails',
      organizationalUnits,
    },
    studio: {
      product:
        config.getOptionalString('mlops.studio.product') ?? 'sagemaker-studio',
    },
    sync: {
      frequency: readDuration(config, 'mlops.sync.frequency', { minutes: 10 }),
      timeout: readDuration(config, 'mlops.sync.timeout', { minutes: 10 }),
      concurrency,
    },
  };
}
