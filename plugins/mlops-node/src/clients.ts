// One door to AWS: SDK clients for an account and a role, made when first used.
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { LakeFormationClient } from '@aws-sdk/client-lakeformation';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { RAMClient } from '@aws-sdk/client-ram';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { CredentialsProviderError, memoize } from '@smithy/core/config';
import type { AccountRole, MlopsConfig } from './config';
import { sourceIdentityOf } from './sourceIdentity';

/** How the portal calls, and shows itself in CloudTrail. */
export interface AwsSession {
  /** `RoleSessionName`: 2 to 64 characters of letters, digits and `+=,.@-_`. */
  name: string;
  /**
   * `SourceIdentity`: the person in whose name it calls, as
   * {@link sourceIdentityOf} writes it. Roles that are assumed from there keep it.
   */
  sourceIdentity?: string;
  /**
   * How often the SDK sends a call that fails for a passing reason, unless told
   * otherwise: 8 times for the reader, 15 times for the provisioner. 1 for what
   * has no idempotency token.
   */
  maxAttempts?: number;
}

/** With what a client of the SDK is made. */
export interface AccountClientConfig {
  region: string;
  endpoint?: string;
  customUserAgent: string;
  requestHandler: NodeHttpHandler;
  credentials: AwsCredentialIdentityProvider;
  retryMode: 'adaptive' | 'standard';
  maxAttempts: number;
}

/** SDK clients for one account, with the credentials of one role in it. */
export interface AccountClients {
  readonly accountId: string;
  /** Any other client of the SDK, such as of a service that the portal itself does not ask. Kept like those below. */
  client<T>(Client: new (options: AccountClientConfig) => T): T;
  readonly cloudFormation: CloudFormationClient;
  readonly cloudTrail: CloudTrailClient;
  readonly codePipeline: CodePipelineClient;
  readonly costExplorer: CostExplorerClient;
  readonly eventBridge: EventBridgeClient;
  readonly kms: KMSClient;
  readonly lakeFormation: LakeFormationClient;
  readonly organizations: OrganizationsClient;
  readonly ram: RAMClient;
  readonly sageMaker: SageMakerClient;
  readonly scheduler: SchedulerClient;
  readonly serviceCatalog: ServiceCatalogClient;
  readonly sts: STSClient;
}

/** Reaches the accounts of the organization. */
export interface AwsClients {
  /** Clients for any account. Without a session they are shared, and kept while they are in use. */
  account(
    accountId: string,
    role: AccountRole,
    session?: AwsSession,
  ): AccountClients;
  /** Clients for the account that manages the organization. */
  management(role: AccountRole, session?: AwsSession): AccountClients;
  /** Clients for the account that holds the template library. */
  governance(role: AccountRole, session?: AwsSession): AccountClients;
  /** Clients for the account that holds the shared data. */
  dataLake(role: AccountRole, session?: AwsSession): AccountClients;
}

/** What the portal does by itself, such as collecting evidence. */
const PORTAL_SESSION: AwsSession = {
  name: 'mlops-portal',
  sourceIdentity: sourceIdentityOf(undefined),
};

/**
 * Collecting makes many calls and has time: adaptively it slows down to what AWS
 * takes, and what fails is collected the next time. A task makes few, somebody
 * waits for it, and one call that fails ends it: a throttled call must not slow
 * down the hundred after it, and a bad minute of AWS must not end them.
 */
const RETRIES: Record<
  AccountRole,
  { retryMode: 'adaptive' | 'standard'; maxAttempts: number }
> = {
  reader: { retryMode: 'adaptive', maxAttempts: 8 },
  provisioner: { retryMode: 'standard', maxAttempts: 15 },
};

/**
 * Of how many accounts the clients are kept. A sync goes through thousands, and
 * a client is heavier than what is asked through it; credentials and connections
 * are kept for all.
 */
const KEPT_ACCOUNTS = 100;

/** How long before they run out credentials are renewed. */
const RENEW_BEFORE = 5 * 60_000;

/**
 * Makes the door to AWS. Credentials come from the `aws` section of the
 * configuration (`@backstage/integration-aws-node`), which names who the portal
 * is; from there it assumes the role `mlops.aws.roles.<role>` in each account.
 *
 * Throttled and passing failures are retried by the SDK; every other failure
 * comes out as the SDK's exception.
 */
export function createAwsClients(options: {
  config: RootConfigService;
  mlops: MlopsConfig;
}): AwsClients {
  const { region, endpoint, roles, externalId, ...accounts } =
    options.mlops.aws;
  const credentialsManager = DefaultAwsCredentialsManager.fromConfig(
    options.config,
  );
  const shared = {
    region,
    ...(endpoint && { endpoint }),
    customUserAgent: 'mlops-portal',
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 5_000,
      requestTimeout: 30_000,
    }),
  };
  const cache = new Map<string, AccountClients>();
  const credentials = new Map<string, AwsCredentialIdentityProvider>();

  /** The client that takes on a role is the same for all accounts: one for each of thousands would weigh more than what is kept of them. */
  const gatekeepers = new Map<AccountRole, STSClient>();

  function gatekeeper(role: AccountRole): STSClient {
    const kept =
      gatekeepers.get(role) ??
      new STSClient({
        ...shared,
        ...RETRIES[role],
        credentials: async () => {
          const { sdkCredentialProvider } =
            await credentialsManager.getCredentialProvider();
          return sdkCredentialProvider();
        },
      });
    gatekeepers.set(role, kept);
    return kept;
  }

  function assume(
    accountId: string,
    role: AccountRole,
    session: AwsSession,
  ): AwsCredentialIdentityProvider {
    const RoleArn = `arn:aws:iam::${accountId}:role/${roles[role]}`;
    const provider: AwsCredentialIdentityProvider = async () => {
      const { Credentials } = await gatekeeper(role).send(
        new AssumeRoleCommand({
          RoleArn,
          RoleSessionName: session.name,
          SourceIdentity: session.sourceIdentity,
          ExternalId: externalId,
        }),
      );
      if (!Credentials?.AccessKeyId || !Credentials.SecretAccessKey) {
        throw new CredentialsProviderError(
          `AWS STS handed out no credentials for ${RoleArn}.`,
        );
      }
      return {
        accessKeyId: Credentials.AccessKeyId,
        secretAccessKey: Credentials.SecretAccessKey,
        sessionToken: Credentials.SessionToken,
        expiration: Credentials.Expiration,
      };
    };
    return memoize(
      provider,
      ({ expiration }) =>
        expiration !== undefined &&
        expiration.getTime() - Date.now() < RENEW_BEFORE,
      ({ expiration }) => expiration !== undefined,
    );
  }

  function create(
    accountId: string,
    role: AccountRole,
    session: AwsSession,
    provider: AwsCredentialIdentityProvider,
  ): AccountClients {
    const clientConfig: AccountClientConfig = {
      ...shared,
      ...RETRIES[role],
      ...(session.maxAttempts && { maxAttempts: session.maxAttempts }),
      credentials: provider,
    };
    const made = new Map<unknown, unknown>();
    // Each client has its own connections: one is made when it is first used.
    const client = <T>(Client: new (options: AccountClientConfig) => T): T => {
      const kept =
        (made.get(Client) as T | undefined) ?? new Client(clientConfig);
      made.set(Client, kept);
      return kept;
    };
    return {
      accountId,
      client,
      get cloudFormation() {
        return client(CloudFormationClient);
      },
      get cloudTrail() {
        return client(CloudTrailClient);
      },
      get codePipeline() {
        return client(CodePipelineClient);
      },
      get costExplorer() {
        return client(CostExplorerClient);
      },
      get eventBridge() {
        return client(EventBridgeClient);
      },
      get kms() {
        return client(KMSClient);
      },
      get lakeFormation() {
        return client(LakeFormationClient);
      },
      get organizations() {
        return client(OrganizationsClient);
      },
      get ram() {
        return client(RAMClient);
      },
      get sageMaker() {
        return client(SageMakerClient);
      },
      get scheduler() {
        return client(SchedulerClient);
      },
      get serviceCatalog() {
        return client(ServiceCatalogClient);
      },
      get sts() {
        return client(STSClient);
      },
    };
  }

  function account(
    accountId: string,
    role: AccountRole,
    session?: AwsSession,
  ): AccountClients {
    if (session) {
      const provider = assume(accountId, role, session);
      return create(accountId, role, session, provider);
    }
    const key = `${accountId}/${role}`;
    const provider =
      credentials.get(key) ?? assume(accountId, role, PORTAL_SESSION);
    credentials.set(key, provider);
    const kept =
      cache.get(key) ?? create(accountId, role, PORTAL_SESSION, provider);
    // Taken out and put in again, so that the one used longest ago is the first.
    cache.delete(key);
    cache.set(key, kept);
    for (const oldest of cache.keys()) {
      if (cache.size <= KEPT_ACCOUNTS) {
        break;
      }
      cache.delete(oldest);
    }
    return kept;
  }

  return {
    account,
    management: (role, session) =>
      account(accounts.managementAccountId, role, session),
    governance: (role, session) =>
      account(accounts.governanceAccountId, role, session),
    dataLake: (role, session) =>
      account(accounts.dataLakeAccountId, role, session),
  };
}
