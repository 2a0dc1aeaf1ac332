import {
  CloseAccountCommand,
  DescribeAccountCommand,
  ListParentsCommand,
  MoveAccountCommand,
} from '@aws-sdk/client-organizations';
import {
  DescribeProvisionedProductCommand,
  DescribeProvisioningParametersCommand,
  DescribeRecordCommand,
  ProvisionProductCommand,
  SearchProductsCommand,
  SearchProvisionedProductsCommand,
  TerminateProvisionedProductCommand,
  UpdateProvisionedProductCommand,
} from '@aws-sdk/client-service-catalog';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { createAccount } from '../../__testUtils__/accounts';
import { startHarness, type Harness } from '../../__testUtils__/harness';
import { ACCOUNT_IDS, ORGANIZATIONAL_UNIT_IDS, ROOT_ID } from '../../constants';

const ProductName = 'AWS Control Tower Account Factory';

const { development, testing, foundation } = ORGANIZATIONAL_UNIT_IDS;

const DEVELOPMENT = `Development (${development})`;

/** Longer than Control Tower takes for an account. */
const DONE = 40;

function startTower(options: Parameters<typeof startHarness>[0] = {}) {
  return startHarness({ controlTower: true, ...options });
}

async function ask(
  { serviceCatalog }: Harness,
  name: string,
  { token = `token-${name}`, ...parameters }: Record<string, string> = {},
) {
  const { RecordDetail } = await serviceCatalog.send(
    new ProvisionProductCommand({
      ProductName,
      ProvisioningArtifactName: ProductName,
      ProvisionedProductName: name,
      ProvisionToken: token,
      ProvisioningParameters: Object.entries({
        AccountName: name,
        AccountEmail: `aws+${name}@example.com`,
        ManagedOrganizationalUnit: DEVELOPMENT,
        SSOUserEmail: 'platform@example.com',
        SSOUserFirstName: 'Platform',
        SSOUserLastName: 'Team',
        ...parameters,
      }).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  return RecordDetail?.RecordId;
}

async function recordOf({ serviceCatalog }: Harness, Id: string | undefined) {
  const { RecordDetail, RecordOutputs = [] } = await serviceCatalog.send(
    new DescribeRecordCommand({ Id }),
  );
  return {
    ...RecordDetail,
    outputs: Object.fromEntries(
      RecordOutputs.map(({ OutputKey, OutputValue }) => [
        OutputKey,
        OutputValue,
      ]),
    ),
  };
}

async function productNamed({ serviceCatalog }: Harness, Name: string) {
  const { ProvisionedProductDetail } = await serviceCatalog.send(
    new DescribeProvisionedProductCommand({ Name }),
  );
  return ProvisionedProductDetail;
}

async function unitOf({ organizations }: Harness, ChildId: string) {
  const { Parents } = await organizations.send(
    new ListParentsCommand({ ChildId }),
  );
  return Parents?.[0].Id;
}

/** Has an account vended; answers its id. */
async function vend(harness: Harness, name: string): Promise<string> {
  const record = await ask(harness, name);
  harness.pass(DONE);
  return (await recordOf(harness, record)).outputs.AccountId ?? '';
}

describe('Account Factory', () => {
  it('is a product of the management account, where Control Tower is', async () => {
    const tower = await startTower();
    const found = async ({ serviceCatalog }: Pick<Harness, 'serviceCatalog'>) =>
      (
        await serviceCatalog.send(
          new SearchProductsCommand({
            Filters: { FullTextSearch: ['Account Factory'] },
          }),
        )
      ).ProductViewSummaries;
    expect(await found(tower)).toMatchObject([{ Name: ProductName }]);
    expect(await found(await tower.account(ACCOUNT_IDS.governance))).toEqual(
      [],
    );
    expect(await found(await startHarness())).toEqual([]);
    const { ProvisioningArtifactParameters = [] } =
      await tower.serviceCatalog.send(
        new DescribeProvisioningParametersCommand({
          ProductName,
          ProvisioningArtifactName: ProductName,
        }),
      );
    expect(
      ProvisioningArtifactParameters.map(({ ParameterKey }) => ParameterKey),
    ).toEqual([
      'AccountName',
      'AccountEmail',
      'SSOUserFirstName',
      'SSOUserLastName',
      'SSOUserEmail',
      'ManagedOrganizationalUnit',
    ]);
    expect(
      ProvisioningArtifactParameters.at(-1)?.ParameterConstraints
        ?.AllowedValues,
    ).toContain(DEVELOPMENT);
  });

  it('makes an account in its unit, and tells of it', async () => {
    const tower = await startTower();
    const record = await ask(tower, 'churn-dev');
    expect(await recordOf(tower, record)).toMatchObject({
      Status: 'CREATED',
      RecordType: 'PROVISION_PRODUCT',
      ProvisionedProductType: 'CONTROL_TOWER_ACCOUNT',
    });
    tower.pass(2);
    expect(await recordOf(tower, record)).toMatchObject({
      Status: 'IN_PROGRESS',
    });
    tower.pass(DONE);
    const { outputs, ...detail } = await recordOf(tower, record);
    expect(detail).toMatchObject({ Status: 'SUCCEEDED', RecordErrors: [] });
    expect(outputs).toEqual({
      AccountId: expect.stringMatching(/^\d{12}$/),
      AccountEmail: 'aws+churn-dev@example.com',
      SSOUserEmail: 'platform@example.com',
      SSOUserPortal: expect.stringMatching(/^https:/),
    });
    const AccountId = outputs.AccountId ?? '';
    const { Account } = await tower.organizations.send(
      new DescribeAccountCommand({ AccountId }),
    );
    expect(Account).toMatchObject({
      Name: 'churn-dev',
      Email: 'aws+churn-dev@example.com',
      State: 'ACTIVE',
    });
    expect(await unitOf(tower, AccountId)).toBe(development);
    expect(await productNamed(tower, 'churn-dev')).toMatchObject({
      Status: 'AVAILABLE',
      Type: 'CONTROL_TOWER_ACCOUNT',
      LastSuccessfulProvisioningRecordId: record,
    });
    // The landing zone's role for the management account, and the StackSets' for the portal.
    await tower.sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${AccountId}:role/AWSControlTowerExecution`,
        RoleSessionName: 'test',
      }),
    );
    await tower.assume(AccountId);
  });

  it('takes a second request with the same token for the same', async () => {
    const tower = await startTower();
    const record = await ask(tower, 'churn-dev', { token: 'same' });
    expect(await ask(tower, 'churn-dev', { token: 'same' })).toBe(record);
    await expect(
      ask(tower, 'churn-dev', { token: 'other' }),
    ).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message: 'A stack named churn-dev already exists.',
    });
    tower.pass(DONE);
    const { ProvisionedProducts } = await tower.serviceCatalog.send(
      new SearchProvisionedProductsCommand({}),
    );
    expect(ProvisionedProducts).toHaveLength(1);
  });

  it('works on five accounts at a time', async () => {
    const tower = await startTower();
    for (const number of [1, 2, 3, 4, 5]) {
      await ask(tower, `account-${number}`);
    }
    await expect(ask(tower, 'account-6')).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message:
        'Account Factory cannot complete an operation on this account, because another AWS Control Tower operation is in progress. Try again later.',
    });
    tower.pass(DONE);
    expect(await vend(tower, 'account-6')).toMatch(/^\d{12}$/);
  });

  it('enrolls an account of the organization that has the address', async () => {
    const tower = await startTower();
    const id = await createAccount(tower, 'churn-dev', testing);
    expect(await vend(tower, 'churn-dev')).toBe(id);
    expect(await unitOf(tower, id)).toBe(development);
  });

  it.each([
    [
      'an address in use elsewhere',
      { AccountEmail: 'Taken@example.com' },
      'an AWS account with the email address Taken@example.com already exists',
    ],
    [
      'a unit that does not exist',
      { ManagedOrganizationalUnit: 'Nowhere' },
      'cannot find the organizational unit Nowhere',
    ],
    [
      'a unit that is not registered',
      { ManagedOrganizationalUnit: `Foundation (${foundation})` },
      'is not registered with AWS Control Tower',
    ],
    [
      'no name',
      { AccountName: '' },
      'Parameters: [AccountName] must have values',
    ],
  ])('fails for %s', async (_why, parameters, description) => {
    const tower = await startTower({ emailsElsewhere: ['taken@example.com'] });
    const record = await ask(tower, 'churn-dev', parameters);
    tower.pass(DONE);
    expect(await recordOf(tower, record)).toMatchObject({
      Status: 'FAILED',
      RecordErrors: [{ Description: expect.stringContaining(description) }],
      outputs: {},
    });
    expect(await productNamed(tower, 'churn-dev')).toMatchObject({
      Status: 'ERROR',
      StatusMessage: expect.stringContaining(description),
    });
    await tower.serviceCatalog.send(
      new TerminateProvisionedProductCommand({
        ProvisionedProductName: 'churn-dev',
        TerminateToken: 'terminate',
      }),
    );
    tower.pass(DONE);
    expect(await vend(tower, 'churn-dev')).toMatch(/^\d{12}$/);
  });

  it('fails when the organization is full, and for the address of a closed account', async () => {
    const tower = await startTower({ accountQuota: 4 });
    const AccountId = await vend(tower, 'churn-dev');
    const full = await ask(tower, 'churn-test');
    tower.pass(DONE);
    expect(await recordOf(tower, full)).toMatchObject({
      Status: 'FAILED',
      RecordErrors: [
        { Description: expect.stringContaining('limit of accounts') },
      ],
    });
    await tower.organizations.send(new CloseAccountCommand({ AccountId }));
    tower.pass(DONE);
    const closed = await ask(tower, 'again', {
      AccountEmail: 'aws+churn-dev@example.com',
    });
    tower.pass(DONE);
    expect(await recordOf(tower, closed)).toMatchObject({ Status: 'FAILED' });
  });

  it('does one thing at a time with an account', async () => {
    const tower = await startTower();
    await ask(tower, 'churn-dev');
    tower.pass(5);
    const second = await ask(tower, 'other', {
      AccountEmail: 'aws+churn-dev@example.com',
    });
    tower.pass(5);
    expect(await recordOf(tower, second)).toMatchObject({
      Status: 'FAILED',
      RecordErrors: [
        { Description: expect.stringContaining('operation is in progress') },
      ],
    });
  });

  it('moves an account to another unit', async () => {
    const tower = await startTower();
    const id = await vend(tower, 'churn-dev');
    const update = (unit: string, UpdateToken: string) =>
      tower.serviceCatalog.send(
        new UpdateProvisionedProductCommand({
          ProvisionedProductName: 'churn-dev',
          UpdateToken,
          ProvisioningParameters: [
            { Key: 'AccountName', UsePreviousValue: true },
            { Key: 'ManagedOrganizationalUnit', Value: unit },
          ],
        }),
      );
    const { RecordDetail } = await update('Testing', 'first');
    expect(RecordDetail).toMatchObject({
      RecordType: 'UPDATE_PROVISIONED_PRODUCT',
      Status: 'IN_PROGRESS',
    });
    expect((await update('Testing', 'first')).RecordDetail?.RecordId).toBe(
      RecordDetail?.RecordId,
    );
    expect(await unitOf(tower, id)).toBe(development);
    tower.pass(DONE);
    expect(await unitOf(tower, id)).toBe(testing);
    const { outputs } = await recordOf(tower, RecordDetail?.RecordId);
    expect(outputs.AccountId).toBe(id);

    await update('Nowhere', 'second');
    tower.pass(DONE);
    expect(await productNamed(tower, 'churn-dev')).toMatchObject({
      Status: 'TAINTED',
      LastSuccessfulProvisioningRecordId: RecordDetail?.RecordId,
    });
    expect(await unitOf(tower, id)).toBe(testing);
  });

  it('lets an account go, which stays open', async () => {
    const tower = await startTower();
    const id = await vend(tower, 'churn-dev');
    await tower.serviceCatalog.send(
      new TerminateProvisionedProductCommand({
        ProvisionedProductName: 'churn-dev',
        TerminateToken: 'terminate',
      }),
    );
    expect(await unitOf(tower, id)).toBe(development);
    tower.pass(DONE);
    expect(await unitOf(tower, id)).toBe(ROOT_ID);
    await expect(productNamed(tower, 'churn-dev')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('does not see what is moved past it', async () => {
    const tower = await startTower();
    const id = await vend(tower, 'churn-dev');
    await tower.organizations.send(
      new MoveAccountCommand({
        AccountId: id,
        SourceParentId: development,
        DestinationParentId: testing,
      }),
    );
    expect(await productNamed(tower, 'churn-dev')).toMatchObject({
      Status: 'AVAILABLE',
    });
  });
});
