// A bare organization is set up as docs/aws-setup.md says it, template by template.
import {
  ActivateOrganizationsAccessCommand,
  CreateStackCommand,
  DescribeStackSetCommand,
  ListStackInstancesCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateAccessKeyCommand, CreateUserCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import {
  CreateAccountCommand,
  EnablePolicyTypeCommand,
  ListPoliciesForTargetCommand,
  MoveAccountCommand,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import { EnableSharingWithAwsOrganizationCommand } from '@aws-sdk/client-ram';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import {
  DescribeDomainCommand,
  ListDomainsCommand,
} from '@aws-sdk/client-sagemaker';
import {
  DescribeRecordCommand,
  EnableAWSOrganizationsAccessCommand,
  ProvisionProductCommand,
} from '@aws-sdk/client-service-catalog';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { statusOf } from '../__testUtils__/accounts';
import {
  startHarness,
  type Clients,
  type Harness,
} from '../__testUtils__/harness';
import { findProduct } from '../__testUtils__/products';
import { describeStack, toParameters } from '../__testUtils__/stacks';
import {
  ACCOUNT_IDS,
  ADMINISTRATOR_CREDENTIALS,
  ORGANIZATION_ID,
  REGION,
  ROOT_ID,
  STACK_SETS,
} from '../constants';
import { foundationFile } from './files';

const EXTERNAL_ID = 'an-external-id-of-ones-own';

/** Clients for a role that is assumed with some credentials. */
async function assume(
  harness: Harness,
  { sts }: Clients,
  accountId: string,
  role: string,
  input: object = {},
): Promise<Clients> {
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/${role}`,
      RoleSessionName: 'set-up',
      ...input,
    }),
  );
  return harness.clients({
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken,
  });
}

/** Deploys a template and answers the outputs of its stack. */
async function deploy(
  harness: Harness,
  clients: Clients,
  name: string,
  parameters: Record<string, string>,
): Promise<Record<string, string>> {
  await clients.cloudFormation.send(
    new CreateStackCommand({
      StackName: `mlops-${name}`,
      TemplateBody: foundationFile(`${name}.yaml`),
      Parameters: toParameters(parameters),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }),
  );
  harness.pass(10);
  const stack = await describeStack(clients, `mlops-${name}`);
  expect([stack.StackStatus, stack.StackStatusReason]).toEqual([
    'CREATE_COMPLETE',
    undefined,
  ]);
  return stack.outputs;
}

async function prepare({
  organizations,
  cloudFormation,
  serviceCatalog,
  ram,
}: Clients): Promise<void> {
  await organizations.send(
    new EnablePolicyTypeCommand({
      RootId: ROOT_ID,
      PolicyType: 'SERVICE_CONTROL_POLICY',
    }),
  );
  await cloudFormation.send(new ActivateOrganizationsAccessCommand({}));
  await serviceCatalog.send(new EnableAWSOrganizationsAccessCommand({}));
  await ram.send(new EnableSharingWithAwsOrganizationCommand({}));
  await organizations.send(
    new RegisterDelegatedAdministratorCommand({
      AccountId: ACCOUNT_IDS.governance,
      ServicePrincipal: 'servicecatalog.amazonaws.com',
    }),
  );
}

/** The user that the portal runs as, with its ARN. */
async function makePortal(harness: Harness, { iam }: Clients) {
  const UserName = 'the-portal';
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(
    new CreateAccessKeyCommand({ UserName }),
  );
  return {
    arn: User?.Arn ?? '',
    clients: harness.clients({
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    }),
  };
}

async function deployGovernance(
  harness: Harness,
  governance: Clients,
  WorkloadsUnitId: string,
) {
  const outputs = await deploy(harness, governance, 'governance', {
    OrganizationId: ORGANIZATION_ID,
    WorkloadsUnitId,
  });
  for (const name of ['account-baseline', 'portal-roles', 'studio-product']) {
    await governance.s3.send(
      new PutObjectCommand({
        Bucket: outputs.LibraryBucketName,
        Key: `${name}.yaml`,
        Body: foundationFile(`${name}.yaml`),
      }),
    );
  }
  await governance.cloudFormation.send(
    new UpdateStackCommand({
      StackName: 'mlops-governance',
      UsePreviousTemplate: true,
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Parameters: [
        { ParameterKey: 'OrganizationId', UsePreviousValue: true },
        { ParameterKey: 'WorkloadsUnitId', UsePreviousValue: true },
        ...toParameters({
          StudioTemplateUrl: `${outputs.LibraryBucketUrl}/studio-product.yaml`,
        }),
      ],
    }),
  );
  harness.pass(10);
  const stack = await describeStack(governance, 'mlops-governance');
  expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
  expect(stack.outputs).toEqual(outputs);
  return outputs;
}

/** Makes an account and moves it into a unit. */
async function makeAccount(
  harness: Harness,
  { organizations }: Clients,
  unitId: string,
): Promise<string> {
  const { CreateAccountStatus = {} } = await organizations.send(
    new CreateAccountCommand({
      AccountName: 'churn-experimentation',
      Email: 'aws+churn-experimentation@example.com',
    }),
  );
  harness.pass(10);
  const { AccountId = '' } = await statusOf(
    { ...harness, organizations },
    CreateAccountStatus,
  );
  await organizations.send(
    new MoveAccountCommand({
      AccountId,
      SourceParentId: ROOT_ID,
      DestinationParentId: unitId,
    }),
  );
  harness.pass(10);
  return AccountId;
}

async function launchStudio(harness: Harness, inside: Clients) {
  const { productId, artifacts } = await findProduct(
    inside,
    'sagemaker-studio',
  );
  const { RecordDetail } = await inside.serviceCatalog.send(
    new ProvisionProductCommand({
      ProductId: productId,
      ProvisioningArtifactId: artifacts['1.0.0'],
      ProvisionedProductName: 'studio',
    }),
  );
  harness.pass(20);
  const { RecordDetail: record } = await inside.serviceCatalog.send(
    new DescribeRecordCommand({ Id: RecordDetail?.RecordId }),
  );
  expect([record?.Status, record?.RecordErrors]).toEqual(['SUCCEEDED', []]);
  const { Domains } = await inside.sageMaker.send(new ListDomainsCommand({}));
  return inside.sageMaker.send(
    new DescribeDomainCommand({ DomainId: Domains?.[0].DomainId }),
  );
}

describe('the foundation', () => {
  it('makes of a bare organization one in which a new account gets baseline, roles and Studio', async () => {
    const harness = await startHarness({ seed: 'bare' });
    const management = harness.clients(ADMINISTRATOR_CREDENTIALS);
    const [governance, dataLake] = await Promise.all(
      [ACCOUNT_IDS.governance, ACCOUNT_IDS.dataLake].map(accountId =>
        assume(harness, management, accountId, 'OrganizationAccountAccessRole'),
      ),
    );
    await prepare(management);
    const portal = await makePortal(harness, management);

    const units = await deploy(harness, management, 'organization', {
      ParentId: ROOT_ID,
    });
    const { Policies } = await management.organizations.send(
      new ListPoliciesForTargetCommand({
        TargetId: units.WorkloadsUnitId,
        Filter: 'SERVICE_CONTROL_POLICY',
      }),
    );
    expect(Policies?.map(({ Name }) => Name)).toEqual([
      'FullAWSAccess',
      'mlops-guardrails',
      'mlops-baseline-protection',
      'mlops-regions',
    ]);

    const roles = {
      OrganizationId: ORGANIZATION_ID,
      PortalPrincipalArn: portal.arn,
      ExternalId: EXTERNAL_ID,
    };
    for (const [clients, AccountKind] of [
      [management, 'management'],
      [governance, 'governance'],
      [dataLake, 'data-lake'],
    ] as const) {
      await deploy(harness, clients, 'portal-roles', { ...roles, AccountKind });
    }

    const library = await deployGovernance(
      harness,
      governance,
      units.WorkloadsUnitId,
    );
    const events = await deploy(harness, governance, 'events', {
      OrganizationId: ORGANIZATION_ID,
      PortalPrincipalArn: portal.arn,
    });
    expect(events).toEqual({
      EventBusArn: `arn:aws:events:${REGION}:${ACCOUNT_IDS.governance}:event-bus/mlops-portal`,
      QueueUrl: expect.stringMatching(/^https:.*\/mlops-portal-events$/),
    });
    await deploy(harness, dataLake, 'data-lake', {
      AdministratorArn: `arn:aws:iam::${ACCOUNT_IDS.dataLake}:role/DataLakeAdministrator`,
      ConsumerArn: `arn:aws:organizations::${ACCOUNT_IDS.management}:ou/${ORGANIZATION_ID}/${units.WorkloadsUnitId}`,
    });
    await deploy(harness, management, 'stack-sets', {
      ...roles,
      TemplatesUrl: library.LibraryBucketUrl,
      WorkloadsUnitIds: units.WorkloadsUnitId,
      AuditBucketName: library.AuditBucketName,
      AuditKeyArn: library.AuditKeyArn,
      EventBusArn: events.EventBusArn,
    });
    const { StackSet } = await management.cloudFormation.send(
      new DescribeStackSetCommand({ StackSetName: STACK_SETS.baseline }),
    );
    expect(StackSet).toMatchObject({
      OrganizationalUnitIds: [units.WorkloadsUnitId],
      Regions: [REGION],
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: true },
    });

    const accountId = await makeAccount(
      harness,
      management,
      units.ExperimentationUnitId,
    );
    for (const StackSetName of Object.values(STACK_SETS)) {
      const { Summaries } = await management.cloudFormation.send(
        new ListStackInstancesCommand({ StackSetName }),
      );
      expect(Summaries).toMatchObject([
        { Account: accountId, Status: 'CURRENT' },
      ]);
    }
    const credentials = { ExternalId: EXTERNAL_ID, SourceIdentity: 'amara' };
    const role = 'mlops-portal-provisioner';
    await expect(
      assume(harness, portal.clients, accountId, role),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    const inside = await assume(
      harness,
      portal.clients,
      accountId,
      role,
      credentials,
    );
    const domain = await launchStudio(harness, inside);
    expect(domain).toMatchObject({
      Status: 'InService',
      AppNetworkAccessType: 'VpcOnly',
    });
    const { KeyMetadata } = await inside.kms.send(
      new DescribeKeyCommand({ KeyId: 'alias/mlops-sagemaker' }),
    );
    expect(domain.KmsKeyId).toBe(KeyMetadata?.Arn);
  });
});
