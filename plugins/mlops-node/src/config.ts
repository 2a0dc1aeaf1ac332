import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import {
  accountEmail,
  accountEmailProblem,
  DEFAULT_EMAIL_PATTERN,
  ENVIRONMENTS,
  STAGES,
  type CriteriaChanges,
  type EmailNaming,
  type Environment,
} from '@mlops-portal/backstage-plugin-mlops-common';

/** What the portal may do in an account: read, or create. */
export type AccountRole = 'reader' | 'provisioner';

const VENDORS = ['organizations', 'control-tower'] as const;

/** How accounts come about. */
export type AccountVendorName = (typeof VENDORS)[number];

/** What Account Factory of AWS Control Tower needs to know. */
export interface ControlTowerConfig {
  /** Name of the Service Catalog product. */
  product: string;
  /** Who gets access to each new account through IAM Identity Center. */
  ssoUser: { email: string; firstName: string; lastName: string };
}

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
    vendor: AccountVendorName;
    /** There when the vendor is `control-tower`. */
    controlTower?: ControlTowerConfig;
    baseline: {
      /** Names of the StackSets that every account gets. */
      stackSets: string[];
    };
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
    /** How long the reading of one account may take. */
    accountTimeout: HumanDuration;
  };
  maturity: CriteriaChanges & {
    /** Within how many days an idea should be in production. */
    timeToProductionTargetDays: number;
  };
  history: {
    /** For how many days snapshots and costs are kept. */
    retentionDays: number;
  };
  costs: {
    /** How often Cost Explorer is asked; undefined when it is not. */
    frequency?: HumanDuration;
  };
  events: {
    /** What whoever posts events has to know; undefined when nobody can. */
    key?: string;
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

function readVendor(config: Config): AccountVendorName {
  const key = 'mlops.accounts.vendor';
  const value = config.getString(key);
  const vendor = VENDORS.find(name => name === value);
  if (!vendor) {
    throw invalid(key, `'${value}' is not one of: ${VENDORS.join(', ')}.`);
  }
  return vendor;
}

function readControlTower(config: Config): ControlTowerConfig {
  const key = 'mlops.accounts.controlTower';
  const name = (part: string) =>
    readMatching(config, `${key}.ssoUser.${part}`, /^\S.{0,62}$/, 'a name');
  return {
    product:
      config.getOptionalString(`${key}.product`) ??
      'AWS Control Tower Account Factory',
    ssoUser: {
      email: readMatching(
        config,
        `${key}.ssoUser.email`,
        /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
        'an email address',
      ),
      firstName: name('firstName'),
      lastName: name('lastName'),
    },
  };
}

function readStackSets(config: Config): string[] {
  const key = 'mlops.accounts.baseline.stackSets';
  const names = config.getOptionalStringArray(key) ?? [
    'mlops-account-baseline',
    'mlops-portal-roles',
  ];
  const wrong = names.find(name => !/^[a-zA-Z][a-zA-Z0-9-]{0,127}$/.test(name));
  if (wrong !== undefined) {
    throw invalid(key, `'${wrong}' is not the name of a StackSet.`);
  }
  return names;
}

function readDays(config: Config, key: string, fallback: number): number {
  const days = Math.round(
    durationToMilliseconds(readDuration(config, key, { days: fallback })) /
      (24 * 60 * 60_000),
  );
  if (days < 1) {
    throw invalid(key, 'it is less than a day.');
  }
  return days;
}

function readMaturity(config: Config): MlopsConfig['maturity'] {
  const key = 'mlops.maturity';
  const moved = config.getOptionalConfigArray(`${key}.stages`) ?? [];
  return {
    disabled: config.getOptionalStringArray(`${key}.disabledCriteria`) ?? [],
    stages: Object.fromEntries(
      moved.map((entry, index) => {
        const value = entry.getString('stage');
        const stage = STAGES.find(name => name === value);
        if (!stage) {
          throw invalid(
            `${key}.stages[${index}].stage`,
            `'${value}' is not one of: ${STAGES.join(', ')}.`,
          );
        }
        return [entry.getString('criterion'), stage];
      }),
    ),
    timeToProductionTargetDays: readDays(
      config,
      `${key}.timeToProductionTarget`,
      90,
    ),
  };
}

function readEventKey(config: Config): string | undefined {
  const key = 'mlops.events.key';
  const value = config.getOptionalString(key);
  if (value !== undefined && value.length < 16) {
    throw invalid(key, 'it has fewer than 16 characters.');
  }
  return value;
}

/**
 * Reads the configuration under `mlops`.
 *
 * @throws an error whose message names the key that is missing or wrong
 */
export function readMlopsConfig(config: Config): MlopsConfig {
  const vendor = readVendor(config);
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
      ...(vendor === 'control-tower' && {
        controlTower: readControlTower(config),
      }),
      baseline: { stackSets: readStackSets(config) },
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
      timeout: readDuration(config, 'mlops.sync.timeout', { minutes: 30 }),
      concurrency,
      accountTimeout: readDuration(config, 'mlops.sync.accountTimeout', {
        minutes: 2,
      }),
    },
    maturity: readMaturity(config),
    history: {
      retentionDays: readDays(config, 'mlops.history.retention', 400),
    },
    costs: {
      frequency:
        config.getOptionalBoolean('mlops.costs.enabled') === false
          ? undefined
          : readDuration(config, 'mlops.costs.frequency', { hours: 6 }),
    },
    events: { key: readEventKey(config) },
  };
}
