// Runs collectors against a sandbox, with clients as the plugin makes them.
import { mockServices } from '@backstage/backend-test-utils';
import {
  ACCOUNT_IDS,
  EXTERNAL_ID,
  ORGANIZATIONAL_UNIT_IDS,
  PORTAL_CREDENTIALS,
  REGION,
  ROLES,
  type Sandbox,
} from '@mlops-portal/aws-sandbox';
import type { AccountEvidence } from '@mlops-portal/backstage-plugin-mlops-common';
import {
  createAwsClients,
  readMlopsConfig,
  type AccountClients,
  type AccountCollector,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { startTestSandbox } from '../../__testUtils__/portal';

/** The account that is read: it has the portal's roles from the start. */
export const ACCOUNT_ID = ACCOUNT_IDS.governance;

/** What ARNs of SageMaker begin with there. */
export const SAGEMAKER_ARN = `arn:aws:sagemaker:${REGION}:${ACCOUNT_ID}`;

const ACCOUNT: AccountEvidence = {
  accountId: ACCOUNT_ID,
  arn: `arn:aws:organizations::${ACCOUNT_IDS.management}:account/o-mlopssandbox/${ACCOUNT_ID}`,
  name: 'churn-prediction-dev',
  email: 'aws+churn-prediction-dev@example.com',
  environment: 'dev',
  status: 'ACTIVE',
  serviceControlPolicies: [],
};

/** A sandbox in which one account is read. */
export interface Collecting<T> {
  sandbox: Sandbox;
  /** Clients of people who change things in the account; their name is Amara. Each time with a new session, as one ends when time passes. */
  readonly people: AccountClients;
  /** Reads the account, now or as if it were another moment. What comes out is what can be kept: plain JSON that fits the schema. */
  collect(before?: T, at?: Date): Promise<T>;
  /** The calls of the last reading, by their names: `sagemaker:ListPipelines`. */
  calls(): string[];
  /** The calls of all readings, each name once. */
  allCalls(): string[];
  /** Moves the sandbox's clock, and that of the readings. */
  pass(time: { minutes: number }): Promise<void>;
}

function clientsOf(sandbox: Sandbox) {
  const data = {
    aws: { mainAccount: { ...PORTAL_CREDENTIALS } },
    mlops: {
      aws: {
        region: REGION,
        endpoint: sandbox.url,
        managementAccountId: ACCOUNT_IDS.management,
        governanceAccountId: ACCOUNT_IDS.governance,
        dataLakeAccountId: ACCOUNT_IDS.dataLake,
        roles: { ...ROLES },
        externalId: EXTERNAL_ID,
      },
      accounts: {
        vendor: 'organizations',
        emailDomain: 'example.com',
        organizationalUnits: {
          experimentation: ORGANIZATIONAL_UNIT_IDS.experimentation,
          dev: ORGANIZATIONAL_UNIT_IDS.development,
          test: ORGANIZATIONAL_UNIT_IDS.testing,
          prod: ORGANIZATIONAL_UNIT_IDS.production,
        },
      },
    },
  };
  const config = mockServices.rootConfig({ data });
  return createAwsClients({ config, mlops: readMlopsConfig(config) });
}

/** Starts a sandbox for a collector, with nothing in the account. */
export async function startCollecting<T>(
  collector: AccountCollector<T>,
): Promise<Collecting<T>> {
  const all: string[] = [];
  const latest: string[] = [];
  let isReading = false;
  let passed = 0;
  const sandbox = await startTestSandbox({
    seed: 'empty',
    speed: 1,
    log: line => {
      const [call] = line.split(' ');
      if (isReading && call !== 'sts:AssumeRole') {
        latest.push(call);
        all.push(call);
      }
    },
  });
  const aws = clientsOf(sandbox);
  return {
    sandbox,
    get people() {
      return aws.account(ACCOUNT_ID, 'provisioner', {
        name: 'amara-at-work',
        sourceIdentity: 'amara',
      });
    },
    async collect(before, at = new Date(Date.now() + passed)) {
      latest.length = 0;
      isReading = true;
      try {
        const value = await collector.collect({
          account: ACCOUNT,
          aws: aws.account(ACCOUNT_ID, 'reader'),
          before,
          now: at,
          signal: new AbortController().signal,
        });
        return collector.schema.parse(JSON.parse(JSON.stringify(value)));
      } finally {
        isReading = false;
      }
    },
    calls: () => [...latest],
    allCalls: () => [...new Set(all)].sort(),
    async pass({ minutes }) {
      await sandbox.advance({ minutes });
      passed += minutes * 60_000;
    },
  };
}
