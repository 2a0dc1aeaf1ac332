// Starts sandboxes for tests, on a clock that the test moves, and reaches them with the SDK's own clients.
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CodeCommitClient } from '@aws-sdk/client-codecommit';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LakeFormationClient } from '@aws-sdk/client-lakeformation';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { RAMClient } from '@aws-sdk/client-ram';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { EXTERNAL_ID, PORTAL_CREDENTIALS, REGION, ROLES } from '../constants';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox';

/** Credentials as SDK clients take them. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** Clients of all services, with one set of credentials. */
export interface Clients {
  organizations: OrganizationsClient;
  sts: STSClient;
  serviceCatalog: ServiceCatalogClient;
  sageMaker: SageMakerClient;
  kms: KMSClient;
  iam: IAMClient;
  s3: S3Client;
  ram: RAMClient;
  cloudTrail: CloudTrailClient;
  cloudFormation: CloudFormationClient;
  codeCommit: CodeCommitClient;
  codePipeline: CodePipelineClient;
  costExplorer: CostExplorerClient;
  eventBridge: EventBridgeClient;
  scheduler: SchedulerClient;
  lakeFormation: LakeFormationClient;
}

/** A sandbox for a test. */
export interface Harness extends Clients {
  sandbox: Sandbox;
  /** Lets time go by: seconds at speed 1. */
  pass(seconds: number): void;
  /** Clients with other credentials, or in another region. */
  clients(credentials: Credentials, region?: string): Clients;
  /** Assumes a role in an account, the provisioner's when none is named. */
  assume(accountId: string, role?: string): Promise<Credentials>;
  /** Clients for an account. */
  account(accountId: string, role?: string): Promise<Clients>;
}

function createClients(
  endpoint: string,
  credentials: Credentials,
  region: string,
): Clients {
  const config = { endpoint, region, credentials, maxAttempts: 1 };
  return {
    organizations: new OrganizationsClient(config),
    sts: new STSClient(config),
    serviceCatalog: new ServiceCatalogClient(config),
    sageMaker: new SageMakerClient(config),
    kms: new KMSClient(config),
    iam: new IAMClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    ram: new RAMClient(config),
    cloudTrail: new CloudTrailClient(config),
    cloudFormation: new CloudFormationClient(config),
    codeCommit: new CodeCommitClient(config),
    codePipeline: new CodePipelineClient(config),
    costExplorer: new CostExplorerClient(config),
    eventBridge: new EventBridgeClient(config),
    scheduler: new SchedulerClient(config),
    lakeFormation: new LakeFormationClient(config),
  };
}

const running: Sandbox[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(sandbox => sandbox.stop()));
});

/** Starts a sandbox that stops with the test; of the seed `empty` when none is named. */
export async function startHarness(
  options: SandboxOptions = {},
): Promise<Harness> {
  let now = Date.now();
  const failures: unknown[] = [];
  const sandbox = await startSandbox({
    seed: 'empty',
    now: () => now,
    onFailure: error => failures.push(error),
    ...options,
  });
  running.push({
    ...sandbox,
    async stop() {
      await sandbox.stop();
      expect(failures).toEqual([]);
    },
  });
  const clients = (credentials: Credentials, region = REGION) =>
    createClients(sandbox.url, credentials, region);
  const portal = clients(PORTAL_CREDENTIALS);

  async function assume(
    accountId: string,
    role: string = ROLES.provisioner,
  ): Promise<Credentials> {
    const { Credentials: handedOut } = await portal.sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${accountId}:role/${role}`,
        RoleSessionName: 'test',
        ExternalId: EXTERNAL_ID,
        SourceIdentity: 'tester',
      }),
    );
    return {
      accessKeyId: handedOut?.AccessKeyId ?? '',
      secretAccessKey: handedOut?.SecretAccessKey ?? '',
      sessionToken: handedOut?.SessionToken,
    };
  }

  return {
    ...portal,
    sandbox,
    pass(seconds) {
      now += seconds * 1000;
    },
    clients,
    assume,
    account: async (accountId, role) => clients(await assume(accountId, role)),
  };
}
