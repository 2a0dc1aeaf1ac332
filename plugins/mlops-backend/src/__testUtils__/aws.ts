// What people do on AWS without the portal, for tests to do it too.
import { KMSClient } from '@aws-sdk/client-kms';
import {
  CreateAccountCommand,
  DescribeCreateAccountStatusCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import {
  PORTAL_CREDENTIALS,
  REGION,
  ROLES,
  type Sandbox,
} from '@mlops-portal/aws-sandbox';
import { waitUntil } from '@mlops-portal/backstage-plugin-mlops-node';

/** A client for AWS Organizations, in the management account. */
export function organizationsOf(sandbox: Sandbox): OrganizationsClient {
  return new OrganizationsClient({
    endpoint: sandbox.url,
    region: REGION,
    credentials: PORTAL_CREDENTIALS,
  });
}

/** Clients for one account, in the role that may change things. */
export async function accountOf(
  sandbox: Sandbox,
  accountId: string,
): Promise<{ sageMaker: SageMakerClient; kms: KMSClient }> {
  const shared = { endpoint: sandbox.url, region: REGION };
  const { Credentials } = await new STSClient({
    ...shared,
    credentials: PORTAL_CREDENTIALS,
  }).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/${ROLES.provisioner}`,
      RoleSessionName: 'test',
    }),
  );
  const config = {
    ...shared,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken,
    },
  };
  return {
    sageMaker: new SageMakerClient(config),
    kms: new KMSClient(config),
  };
}

/** Creates an account and waits until it is there. Answers its id. */
export async function createAccount(
  sandbox: Sandbox,
  name: string,
  tags: Record<string, string>,
): Promise<string> {
  const organizations = organizationsOf(sandbox);
  const { CreateAccountStatus } = await organizations.send(
    new CreateAccountCommand({
      AccountName: name,
      Email: `aws+${name}@example.com`,
      RoleName: ROLES.provisioner,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  return waitUntil({
    what: `account ${name}`,
    delayMs: 20,
    async poll() {
      const { CreateAccountStatus: now } = await organizations.send(
        new DescribeCreateAccountStatusCommand({
          CreateAccountRequestId: CreateAccountStatus?.Id,
        }),
      );
      if (now?.State === 'FAILED') {
        throw new Error(`Account ${name}: ${now.FailureReason}`);
      }
      return now?.AccountId;
    },
  });
}
