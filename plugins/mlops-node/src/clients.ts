// One door to AWS: SDK clients for an account and a role, made when first used.
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { KMSClient } from '@aws-sdk/client-kms';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { STSClient } from '@aws-sdk/client-sts';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
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

/** SDK clients for one account, with the credentials of one role in it. */
export interface AccountClients {
  readonly accountId: string;
  readonly cloudFormation: CloudFormationClient;
  readonly organizations: OrganizationsClient;
  readonly sts: STSClient;
  readonly serviceCatalog: ServiceCatalogClient;
  readonly sageMaker: SageMakerClient;
  readonly kms: KMSClient;
}

/** Reaches the accounts of the organization. */
export interface AwsClients {
  /** Clients for any account. Without a session they are kept and shared. */
  account(
    accountId: string,
    role: AccountRole,
    session?: AwsSession,
  ): AccountClients;
  /** Clients for the account that manages the organization. */
  management(role: AccountRole, session?: AwsSession): AccountClients;
  /** Clients for the account that holds the template library. */
  governance(role: AccountRole, session?: AwsSession): AccountClients;
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

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

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
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
  };
  const cache = new Map<string, AccountClients>();

  function create(
    accountId: string,
    role: AccountRole,
    session: AwsSession,
  ): AccountClients {
    const patient = { ...shared, ...RETRIES[role] };
    const clientConfig = {
      ...patient,
      ...(session.maxAttempts && { maxAttempts: session.maxAttempts }),
      credentials: fromTemporaryCredentials({
        masterCredentials: async () => {
          const { sdkCredentialProvider } =
            await credentialsManager.getCredentialProvider();
          return sdkCredentialProvider();
        },
        params: {
          RoleArn: `arn:aws:iam::${accountId}:role/${roles[role]}`,
          RoleSessionName: session.name,
          SourceIdentity: session.sourceIdentity,
          ExternalId: externalId,
        },
        clientConfig: patient,
      }),
    };
    const cloudFormation = once(() => new CloudFormationClient(clientConfig));
    const organizations = once(() => new OrganizationsClient(clientConfig));
    const sts = once(() => new STSClient(clientConfig));
    const serviceCatalog = once(() => new ServiceCatalogClient(clientConfig));
    const sageMaker = once(() => new SageMakerClient(clientConfig));
    const kms = once(() => new KMSClient(clientConfig));
    return {
      accountId,
      get cloudFormation() {
        return cloudFormation();
      },
      get organizations() {
        return organizations();
      },
      get sts() {
        return sts();
      },
      get serviceCatalog() {
        return serviceCatalog();
      },
      get sageMaker() {
        return sageMaker();
      },
      get kms() {
        return kms();
      },
    };
  }

  function account(
    accountId: string,
    role: AccountRole,
    session?: AwsSession,
  ): AccountClients {
    if (session) {
      return create(accountId, role, session);
    }
    const key = `${accountId}/${role}`;
    const kept = cache.get(key) ?? create(accountId, role, PORTAL_SESSION);
    cache.set(key, kept);
    return kept;
  }

  return {
    account,
    management: (role, session) =>
      account(accounts.managementAccountId, role, session),
    governance: (role, session) =>
      account(accounts.governanceAccountId, role, session),
  };
}
