import {
  ActivateOrganizationsAccessCommand,
  CreateStackInstancesCommand,
  CreateStackSetCommand,
  DeactivateOrganizationsAccessCommand,
  DeleteStackInstancesCommand,
  DeleteStackSetCommand,
  DescribeOrganizationsAccessCommand,
  DescribeStackInstanceCommand,
  DescribeStackSetCommand,
  DescribeStackSetOperationCommand,
  ListExportsCommand,
  ListStackInstancesCommand,
  ListStackSetOperationResultsCommand,
  ListStackSetOperationsCommand,
  ListStackSetsCommand,
  ListStacksCommand,
  UpdateStackSetCommand,
  type CreateStackInstancesCommandInput,
  type CreateStackSetCommandInput,
} from '@aws-sdk/client-cloudformation';
import { DeleteRoleCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import {
  CreateAccountCommand,
  MoveAccountCommand,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import {
  createAccount,
  requestAccount,
  statusOf,
} from '../../__testUtils__/accounts';
import { startHarness, type Harness } from '../../__testUtils__/harness';
import { describeStack } from '../../__testUtils__/stacks';
import {
  ACCOUNT_IDS,
  ORGANIZATIONAL_UNIT_IDS,
  REGION,
  ROLES,
  ROOT_ID,
  STACK_SETS,
} from '../../constants';

const { development, testing, workloads } = ORGANIZATIONAL_UNIT_IDS;

async function newAccount(harness: Harness, name: string): Promise<string> {
  const requested = await requestAccount(harness, name);
  harness.pass(10);
  const { AccountId = '' } = await statusOf(harness, requested);
  return AccountId;
}

function move(
  { organizations }: Harness,
  AccountId: string,
  SourceParentId: string,
  DestinationParentId: string,
) {
  return organizations.send(
    new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId }),
  );
}

/** The instance of a StackSet in an account; undefined when there is none. */
async function instanceOf(
  { cloudFormation }: Harness,
  StackSetName: string,
  StackInstanceAccount: string,
) {
  const { Summaries = [] } = await cloudFormation.send(
    new ListStackInstancesCommand({
      StackSetName,
      StackInstanceAccount,
      StackInstanceRegion: REGION,
    }),
  );
  return Summaries[0];
}

const KEY = `
Parameters: { Text: { Type: String, Default: first } }
Resources:
  Key: { Type: AWS::KMS::Key, Properties: { Description: !Ref Text } }
  Alias: { Type: AWS::KMS::Alias, Properties: { AliasName: alias/of-a-stack-set, TargetKeyId: !Ref Key } }
`;

function createStackSet(
  { cloudFormation }: Harness,
  input: Partial<CreateStackSetCommandInput> = {},
) {
  return cloudFormation.send(
    new CreateStackSetCommand({
      StackSetName: 'keys',
      PermissionModel: 'SERVICE_MANAGED',
      AutoDeployment: { Enabled: false },
      TemplateBody: KEY,
      ...input,
    }),
  );
}

async function createInstances(
  { cloudFormation }: Harness,
  DeploymentTargets: CreateStackInstancesCommandInput['DeploymentTargets'],
  input: Partial<CreateStackInstancesCommandInput> = {},
): Promise<string> {
  const { OperationId = '' } = await cloudFormation.send(
    new CreateStackInstancesCommand({
      StackSetName: 'keys',
      DeploymentTargets,
      Regions: [REGION],
      ...input,
    }),
  );
  return OperationId;
}

async function operation({ cloudFormation }: Harness, OperationId: string) {
  const { StackSetOperation } = await cloudFormation.send(
    new DescribeStackSetOperationCommand({ StackSetName: 'keys', OperationId }),
  );
  return StackSetOperation;
}

describe('the StackSets of the seeds', () => {
  it('are those of the foundation', async () => {
    const { cloudFormation } = await startHarness();
    const { Summaries } = await cloudFormation.send(
      new ListStackSetsCommand({ Status: 'ACTIVE' }),
    );
    expect(Summaries?.map(({ StackSetName }) => StackSetName)).toEqual([
      STACK_SETS.baseline,
      STACK_SETS.portalRoles,
    ]);
    const { StackSet } = await cloudFormation.send(
      new DescribeStackSetCommand({ StackSetName: STACK_SETS.portalRoles }),
    );
    expect(StackSet).toMatchObject({
      Status: 'ACTIVE',
      PermissionModel: 'SERVICE_MANAGED',
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      ManagedExecution: { Active: true },
      OrganizationalUnitIds: [workloads],
      Regions: [REGION],
      TemplateBody: expect.stringContaining('ProvisionerRoleName'),
    });
    expect(StackSet?.Parameters).toContainEqual({
      ParameterKey: 'ExternalId',
      ParameterValue: '****',
    });
  });

  it('are for the management account', async () => {
    const harness = await startHarness();
    const { cloudFormation } = await harness.account(ACCOUNT_IDS.governance);
    await expect(
      cloudFormation.send(
        new DescribeStackSetCommand({ StackSetName: STACK_SETS.baseline }),
      ),
    ).rejects.toMatchObject({ name: 'StackSetNotFoundException' });
    const { Summaries } = await cloudFormation.send(
      new ListStackSetsCommand({}),
    );
    expect(Summaries).toEqual([]);
  });

  it('deploy to an account that moves into their unit, the roles before the baseline', async () => {
    const harness = await startHarness();
    const accountId = await newAccount(harness, 'churn-dev');
    await move(harness, accountId, ROOT_ID, development);
    const states = async () =>
      Promise.all(
        Object.values(STACK_SETS).map(async name => {
          const instance = await instanceOf(harness, name, accountId);
          return [
            instance?.Status,
            instance?.StackInstanceStatus?.DetailedStatus,
          ];
        }),
      );
    expect(await states()).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    await expect(harness.assume(accountId)).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    harness.pass(1.3);
    expect(await states()).toEqual([
      ['OUTDATED', 'RUNNING'],
      ['OUTDATED', 'RUNNING'],
    ]);
    harness.pass(0.6);
    expect(await states()).toEqual([
      ['OUTDATED', 'RUNNING'],
      ['CURRENT', 'SUCCEEDED'],
    ]);
    harness.pass(4.2);
    expect(await states()).toEqual([
      ['CURRENT', 'SUCCEEDED'],
      ['CURRENT', 'SUCCEEDED'],
    ]);

    const inside = await harness.account(accountId);
    const instance = await instanceOf(harness, STACK_SETS.baseline, accountId);
    const stack = await describeStack(inside, instance?.StackId ?? '');
    expect(stack).toMatchObject({
      StackName: expect.stringMatching(/^StackSet-mlops-account-baseline-/),
      StackStatus: 'CREATE_COMPLETE',
    });
    const { Exports = [] } = await inside.cloudFormation.send(
      new ListExportsCommand({}),
    );
    const { KeyMetadata } = await inside.kms.send(
      new DescribeKeyCommand({ KeyId: 'alias/mlops-sagemaker' }),
    );
    expect(
      Exports.find(({ Name }) => Name === 'mlops-sagemaker-key-arn')?.Value,
    ).toBe(KeyMetadata?.Arn);
    const { StackInstance } = await harness.cloudFormation.send(
      new DescribeStackInstanceCommand({
        StackSetName: STACK_SETS.baseline,
        StackInstanceAccount: accountId,
        StackInstanceRegion: REGION,
      }),
    );
    expect(StackInstance).toMatchObject({
      OrganizationalUnitId: workloads,
      ParameterOverrides: [],
    });
    const { Summaries: operations } = await harness.cloudFormation.send(
      new ListStackSetOperationsCommand({ StackSetName: STACK_SETS.baseline }),
    );
    expect(operations).toMatchObject([
      {
        OperationId: StackInstance?.LastOperationId,
        Action: 'CREATE',
        Status: 'SUCCEEDED',
      },
    ]);
  });

  it('leave an account that leaves: roles go, the baseline stays', async () => {
    const harness = await startHarness();
    const accountId = await createAccount(harness, 'churn-dev');
    const inside = await harness.account(accountId);
    // Within their unit nothing changes.
    await move(harness, accountId, development, testing);
    harness.pass(10);
    expect(
      await instanceOf(harness, STACK_SETS.portalRoles, accountId),
    ).toMatchObject({ Status: 'CURRENT' });

    await move(harness, accountId, testing, ROOT_ID);
    harness.pass(10);
    for (const name of Object.values(STACK_SETS)) {
      expect(await instanceOf(harness, name, accountId)).toBeUndefined();
    }
    await expect(harness.assume(accountId)).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    const { StackSummaries = [] } = await inside.cloudFormation.send(
      new ListStacksCommand({ StackStatusFilter: ['CREATE_COMPLETE'] }),
    );
    expect(StackSummaries).toMatchObject([
      { StackName: expect.stringMatching(/mlops-account-baseline/) },
    ]);
  });

  it('are there in an account that left and came back at once', async () => {
    const harness = await startHarness();
    const accountId = await createAccount(harness, 'churn-dev');
    await move(harness, accountId, development, ROOT_ID);
    harness.pass(1.5);
    await move(harness, accountId, ROOT_ID, development);
    harness.pass(20);
    for (const name of Object.values(STACK_SETS)) {
      expect(await instanceOf(harness, name, accountId)).toMatchObject({
        Status: expect.stringMatching(/CURRENT|OUTDATED/),
      });
    }
    await harness.assume(accountId);
  });

  it('fail where a role is in their way, and succeed when it is gone', async () => {
    const harness = await startHarness();
    const { CreateAccountStatus } = await harness.organizations.send(
      new CreateAccountCommand({
        AccountName: 'churn-dev',
        Email: 'aws+churn-dev@example.com',
        RoleName: ROLES.provisioner,
      }),
    );
    harness.pass(10);
    const { AccountId = '' } = await statusOf(
      harness,
      CreateAccountStatus ?? {},
    );
    await move(harness, AccountId, ROOT_ID, development);
    harness.pass(10);
    const failed = await instanceOf(harness, STACK_SETS.portalRoles, AccountId);
    expect(failed).toMatchObject({
      Status: 'OUTDATED',
      StackInstanceStatus: { DetailedStatus: 'FAILED' },
      StatusReason:
        'ResourceLogicalId:ProvisionerRole, ResourceType:AWS::IAM::Role, ResourceStatusReason:Resource handler returned message: "Role with name mlops-portal-provisioner already exists." (HandlerErrorCode: AlreadyExists).',
    });
    const { Summaries: failures } = await harness.cloudFormation.send(
      new ListStackInstancesCommand({
        StackSetName: STACK_SETS.portalRoles,
        Filters: [{ Name: 'DETAILED_STATUS', Values: 'FAILED' }],
      }),
    );
    expect(failures?.map(({ Account }) => Account)).toEqual([AccountId]);
    const { Summaries: results } = await harness.cloudFormation.send(
      new ListStackSetOperationResultsCommand({
        StackSetName: STACK_SETS.portalRoles,
        OperationId: failed?.LastOperationId,
      }),
    );
    expect(results).toMatchObject([{ Account: AccountId, Status: 'FAILED' }]);

    // The role that came with the account takes no source identity.
    const { Credentials } = await harness.sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${AccountId}:role/${ROLES.provisioner}`,
        RoleSessionName: 'test',
      }),
    );
    const inside = harness.clients({
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken,
    });
    await inside.iam.send(
      new DeleteRoleCommand({ RoleName: ROLES.provisioner }),
    );
    await createInstances(
      harness,
      {
        OrganizationalUnitIds: [workloads],
        Accounts: [AccountId],
        AccountFilterType: 'INTERSECTION',
      },
      { StackSetName: STACK_SETS.portalRoles },
    );
    harness.pass(10);
    expect(
      await instanceOf(harness, STACK_SETS.portalRoles, AccountId),
    ).toMatchObject({ Status: 'CURRENT' });
    await harness.assume(AccountId);
  });
});

describe('a StackSet', () => {
  it('needs access to the organization', async () => {
    const harness = await startHarness();
    const { cloudFormation } = harness;
    const access = async () => {
      const { Status } = await cloudFormation.send(
        new DescribeOrganizationsAccessCommand({}),
      );
      return Status;
    };
    expect(await access()).toBe('ENABLED');
    await cloudFormation.send(new DeactivateOrganizationsAccessCommand({}));
    expect(await access()).toBe('DISABLED');
    await expect(createStackSet(harness)).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        'You must enable organizations access to operate a service managed stack set',
    });
    await cloudFormation.send(new ActivateOrganizationsAccessCommand({}));
    await createStackSet(harness);
    await expect(createStackSet(harness)).rejects.toMatchObject({
      name: 'NameAlreadyExistsException',
    });
  });

  it('is deployed where it is told to, and follows its template', async () => {
    const harness = await startHarness();
    const one = await createAccount(harness, 'churn-dev');
    const two = await createAccount(harness, 'fraud-dev');
    await createStackSet(harness);
    const id = await createInstances(
      harness,
      {
        OrganizationalUnitIds: [workloads],
        Accounts: [one],
        AccountFilterType: 'INTERSECTION',
      },
      { OperationId: 'first' },
    );
    expect(id).toBe('first');
    expect(await operation(harness, id)).toMatchObject({
      Action: 'CREATE',
      Status: 'QUEUED',
    });
    expect(await instanceOf(harness, 'keys', one)).toMatchObject({
      Status: 'OUTDATED',
      StackInstanceStatus: { DetailedStatus: 'PENDING' },
    });
    harness.pass(0.6);
    expect(await operation(harness, id)).toMatchObject({ Status: 'RUNNING' });
    harness.pass(2);
    expect(await operation(harness, id)).toMatchObject({
      Status: 'SUCCEEDED',
      StatusDetails: { FailedStackInstancesCount: 0 },
    });
    expect(await instanceOf(harness, 'keys', two)).toBeUndefined();
    const { kms } = await harness.account(one);
    const description = async () => {
      const { KeyMetadata } = await kms.send(
        new DescribeKeyCommand({ KeyId: 'alias/of-a-stack-set' }),
      );
      return KeyMetadata?.Description;
    };
    expect(await description()).toBe('first');

    const { OperationId = '' } = await harness.cloudFormation.send(
      new UpdateStackSetCommand({
        StackSetName: 'keys',
        UsePreviousTemplate: true,
        Parameters: [{ ParameterKey: 'Text', ParameterValue: 'second' }],
      }),
    );
    expect(await instanceOf(harness, 'keys', one)).toMatchObject({
      Status: 'OUTDATED',
    });
    harness.pass(5);
    expect(await operation(harness, OperationId)).toMatchObject({
      Action: 'UPDATE',
      Status: 'SUCCEEDED',
    });
    expect(await instanceOf(harness, 'keys', one)).toMatchObject({
      Status: 'CURRENT',
    });
    expect(await description()).toBe('second');

    const remove = () =>
      harness.cloudFormation.send(
        new DeleteStackSetCommand({ StackSetName: 'keys' }),
      );
    await expect(remove()).rejects.toMatchObject({
      name: 'StackSetNotEmptyException',
    });
    await harness.cloudFormation.send(
      new DeleteStackInstancesCommand({
        StackSetName: 'keys',
        DeploymentTargets: { OrganizationalUnitIds: [workloads] },
        Regions: [REGION],
        RetainStacks: false,
      }),
    );
    harness.pass(5);
    expect(await instanceOf(harness, 'keys', one)).toBeUndefined();
    await expect(description()).rejects.toMatchObject({
      name: 'NotFoundException',
    });
    await remove();
    await expect(
      harness.cloudFormation.send(
        new DescribeStackSetCommand({ StackSetName: 'keys' }),
      ),
    ).rejects.toMatchObject({ name: 'StackSetNotFoundException' });
  });

  it('does an operation once for each id', async () => {
    const harness = await startHarness();
    await createAccount(harness, 'churn-dev');
    await createStackSet(harness);
    const request = (unit: string) =>
      createInstances(
        harness,
        { OrganizationalUnitIds: [unit] },
        { OperationId: 'the-one' },
      );
    await request(development);
    await request(development);
    const { Summaries } = await harness.cloudFormation.send(
      new ListStackSetOperationsCommand({ StackSetName: 'keys' }),
    );
    expect(Summaries).toHaveLength(1);
    await expect(request(testing)).rejects.toMatchObject({
      name: 'OperationIdAlreadyExistsException',
    });
  });

  it('refuses a second operation while one is under way', async () => {
    const harness = await startHarness();
    await createAccount(harness, 'churn-dev');
    await createStackSet(harness);
    const targets = { OrganizationalUnitIds: [workloads] };
    const first = await createInstances(harness, targets);
    await expect(createInstances(harness, targets)).rejects.toMatchObject({
      name: 'OperationInProgressException',
      message: expect.stringContaining(`is in progress: ${first}`),
    });
    harness.pass(10);
    await createInstances(harness, targets);
  });

  it('with managed execution does them one after the other', async () => {
    const harness = await startHarness();
    const accountId = await createAccount(harness, 'churn-dev');
    await createStackSet(harness, { ManagedExecution: { Active: true } });
    const targets = { OrganizationalUnitIds: [workloads] };
    const first = await createInstances(harness, targets);
    const second = await createInstances(harness, targets);
    harness.pass(0.6);
    expect(await operation(harness, first)).toMatchObject({
      Status: 'RUNNING',
    });
    expect(await operation(harness, second)).toMatchObject({
      Status: 'QUEUED',
    });
    harness.pass(10);
    expect(await operation(harness, second)).toMatchObject({
      Status: 'SUCCEEDED',
    });
    expect(await instanceOf(harness, 'keys', accountId)).toMatchObject({
      Status: 'CURRENT',
    });
  });

  it('never reaches the management account', async () => {
    const harness = await startHarness();
    await createStackSet(harness);
    await createInstances(harness, { OrganizationalUnitIds: [ROOT_ID] });
    harness.pass(10);
    const { Summaries = [] } = await harness.cloudFormation.send(
      new ListStackInstancesCommand({ StackSetName: 'keys' }),
    );
    expect(Summaries.map(({ Account }) => Account)).toEqual([
      ACCOUNT_IDS.governance,
      ACCOUNT_IDS.dataLake,
    ]);
  });

  it.each([
    [
      { Accounts: ['100000000002'] },
      'StackSets with SERVICE_MANAGED permission model can only have OrganizationalUnit as target',
    ],
    [
      { OrganizationalUnitIds: [workloads], Accounts: ['100000000002'] },
      'AccountFilterType should be specified when both OrganizationalUnitIds and Accounts are specified',
    ],
    [
      { OrganizationalUnitIds: ['ou-mlop-nothing0'] },
      'Invalid OrganizationalUnitId ou-mlop-nothing0',
    ],
  ])('is not deployed to %j', async (targets, message) => {
    const harness = await startHarness();
    await createStackSet(harness);
    await expect(createInstances(harness, targets)).rejects.toMatchObject({
      name: 'ValidationError',
      message,
    });
  });
});
