// What people do on AWS without the portal, for tests to do it too.
import { KMSClient } from '@aws-sdk/client-kms';
import {
  CreateAccountCommand,
  DescribeCreateAccountStatusCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import {
  EXTERNAL_ID,
  PORTAL_CREDENTIALS,
  REGION,
  ROLES,
  ROOT_ID,
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

/** Credentials as SDK clients take them. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** Credentials of the role in an account that may change things. */
export async function credentialsOf(
  sandbox: Sandbox,
  accountId: string,
): Promise<Credentials> {
  const { Credentials: handedOut } = await new STSClient({
    endpoint: sandbox.url,
    region: REGION,
    credentials: PORTAL_CREDENTIALS,
  }).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/${ROLES.provisioner}`,
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

/** Clients for one account, in the role that may change things. */
export async function accountOf(
  sandbox: Sandbox,
  accountId: string,
): Promise<{ sageMaker: SageMakerClient; kms: KMSClient }> {
  const config = {
    endpoint: sandbox.url,
    region: REGION,
    credentials: await credentialsOf(sandbox, accountId),
  };
  return {
    sageMaker: new SageMakerClient(config),
    kms: new KMSClient(config),
  };
}

/** Moves an account from the root into a unit and waits until it has the portal's roles there. */
export async function placeAccount(
  sandbox: Sandbox,
  accountId: string,
  unitId: string,
): Promise<void> {
  await organizationsOf(sandbox).send(
    new MoveAccountCommand({
      AccountId: accountId,
      SourceParentId: ROOT_ID,
      DestinationParentId: unitId,
    }),
  );
  await waitUntil({
    what: `roles in account ${accountId}`,
    delayMs: 20,
    poll: () =>
      accountOf(sandbox, accountId).catch(error => {
        if (error.name === 'AccessDenied') {
          return undefined;
        }
        throw error;
      }),
  });
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
