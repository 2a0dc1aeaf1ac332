import {
  AttachPolicyCommand,
  CloseAccountCommand,
  CreateOrganizationalUnitCommand,
  CreatePolicyCommand,
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  DetachPolicyCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListChildrenCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListPoliciesCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  ListTargetsForPolicyCommand,
  MoveAccountCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-organizations';
import { createAccount } from '../../__testUtils__/accounts';
import { startHarness } from '../../__testUtils__/harness';
import {
  ACCOUNT_IDS,
  ORGANIZATIONAL_UNIT_IDS,
  ROLES,
  ROOT_ID,
} from '../../constants';

const { workloads, development, experimentation, foundation } =
  ORGANIZATIONAL_UNIT_IDS;

describe('the organization', () => {
  it('has a root, units, shared accounts and policies', async () => {
    const { organizations } = await startHarness();
    const { Organization } = await organizations.send(
      new DescribeOrganizationCommand({}),
    );
    expect(Organization).toMatchObject({
      Id: 'o-mlopssandbox',
      MasterAccountId: ACCOUNT_IDS.management,
      MasterAccountEmail: 'aws+management@example.com',
      FeatureSet: 'ALL',
    });
    const { Roots } = await organizations.send(new ListRootsCommand({}));
    expect(Roots).toMatchObject([{ Id: ROOT_ID, Name: 'Root' }]);
    const { OrganizationalUnits } = await organizations.send(
      new ListOrganizationalUnitsForParentCommand({ ParentId: workloads }),
    );
    expect(OrganizationalUnits?.map(({ Name }) => Name)).toEqual([
      'Experimentation',
      'Development',
      'Testing',
      'Production',
    ]);
    const { Accounts } = await organizations.send(
      new ListAccountsForParentCommand({ ParentId: foundation }),
    );
    expect(Accounts?.map(({ Id }) => Id)).toEqual([
      ACCOUNT_IDS.governance,
      ACCOUNT_IDS.dataLake,
    ]);
    const policies = async (TargetId: string) => {
      const { Policies } = await organizations.send(
        new ListPoliciesForTargetCommand({
          TargetId,
          Filter: 'SERVICE_CONTROL_POLICY',
        }),
      );
      return Policies?.map(({ Name }) => Name);
    };
    expect(await policies(ROOT_ID)).toEqual(['FullAWSAccess']);
    expect(await policies(development)).toEqual(['FullAWSAccess']);
    expect(await policies(workloads)).toEqual([
      'FullAWSAccess',
      'mlops-guardrails',
      'mlops-baseline-protection',
      'mlops-regions',
    ]);
  });

  it('answers other accounts only what it is', async () => {
    const harness = await startHarness();
    const { organizations } = await harness.account(ACCOUNT_IDS.governance);
    await expect(
      organizations.send(new ListAccountsCommand({})),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 403 },
    });
    await organizations.send(new DescribeOrganizationCommand({}));
  });

  it('lets the reader read and not write', async () => {
    const harness = await startHarness();
    const { organizations } = await harness.account(
      ACCOUNT_IDS.management,
      ROLES.reader,
    );
    await organizations.send(new ListAccountsCommand({}));
    await expect(
      organizations.send(
        new TagResourceCommand({
          ResourceId: ACCOUNT_IDS.dataLake,
          Tags: [{ Key: 'a', Value: 'b' }],
        }),
      ),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('organizations:TagResource'),
    });
  });
});

describe('organizational units', () => {
  it('are created below others, once, and hold accounts', async () => {
    const { organizations } = await startHarness();
    const create = () =>
      organizations.send(
        new CreateOrganizationalUnitCommand({
          ParentId: workloads,
          Name: 'Sandboxes',
        }),
      );
    const { OrganizationalUnit } = await create();
    expect(OrganizationalUnit?.Id).toMatch(/^ou-mlop-[a-z0-9]{8}$/);
    await expect(create()).rejects.toMatchObject({
      name: 'DuplicateOrganizationalUnitException',
    });
    const { OrganizationalUnit: described } = await organizations.send(
      new DescribeOrganizationalUnitCommand({
        OrganizationalUnitId: OrganizationalUnit?.Id,
      }),
    );
    expect(described).toEqual(OrganizationalUnit);
    const { Children } = await organizations.send(
      new ListChildrenCommand({
        ParentId: workloads,
        ChildType: 'ORGANIZATIONAL_UNIT',
      }),
    );
    expect(Children).toHaveLength(5);
  });

  it('are refused when they do not exist', async () => {
    const { organizations } = await startHarness();
    await expect(
      organizations.send(
        new DescribeOrganizationalUnitCommand({
          OrganizationalUnitId: 'ou-mlop-nowhere1',
        }),
      ),
    ).rejects.toMatchObject({ name: 'OrganizationalUnitNotFoundException' });
    await expect(
      organizations.send(
        new ListAccountsForParentCommand({ ParentId: 'ou-mlop-nowhere1' }),
      ),
    ).rejects.toMatchObject({ name: 'ParentNotFoundException' });
    await expect(
      organizations.send(new ListParentsCommand({ ChildId: '999999999999' })),
    ).rejects.toMatchObject({ name: 'ChildNotFoundException' });
  });
});

describe('MoveAccount', () => {
  it('moves an account, and refuses what makes no sense', async () => {
    const harness = await startHarness();
    const { organizations } = harness;
    const AccountId = await createAccount(harness, 'churn-dev', development);
    const move = (SourceParentId: string, DestinationParentId: string) =>
      organizations.send(
        new MoveAccountCommand({
          AccountId,
          SourceParentId,
          DestinationParentId,
        }),
      );

    await expect(move(development, development)).rejects.toMatchObject({
      name: 'DuplicateAccountException',
    });
    await expect(move(ROOT_ID, experimentation)).rejects.toMatchObject({
      name: 'SourceParentNotFoundException',
    });
    await expect(move(development, 'ou-mlop-nowhere1')).rejects.toMatchObject({
      name: 'DestinationParentNotFoundException',
    });
    await move(development, experimentation);
    const { Children } = await organizations.send(
      new ListChildrenCommand({
        ParentId: experimentation,
        ChildType: 'ACCOUNT',
      }),
    );
    expect(Children).toEqual([{ Id: AccountId, Type: 'ACCOUNT' }]);
    await expect(
      organizations.send(
        new MoveAccountCommand({
          AccountId: '999999999999',
          SourceParentId: ROOT_ID,
          DestinationParentId: development,
        }),
      ),
    ).rejects.toMatchObject({ name: 'AccountNotFoundException' });
  });
});

describe('CloseAccount', () => {
  it('closes an account by and by, and its credentials with it', async () => {
    const harness = await startHarness();
    const { organizations } = harness;
    const AccountId = await createAccount(harness, 'churn-dev');
    const inside = await harness.account(AccountId);
    const close = () =>
      organizations.send(new CloseAccountCommand({ AccountId }));
    const state = async () => {
      const { Account } = await organizations.send(
        new DescribeAccountCommand({ AccountId }),
      );
      return [Account?.State, Account?.Status];
    };

    await close();
    expect(await state()).toEqual(['PENDING_CLOSURE', 'PENDING_CLOSURE']);
    await expect(close()).rejects.toMatchObject({ name: 'ConflictException' });
    harness.pass(10);
    expect(await state()).toEqual(['CLOSED', 'SUSPENDED']);
    await expect(close()).rejects.toMatchObject({
      name: 'AccountAlreadyClosedException',
    });
    await expect(harness.assume(AccountId)).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await expect(
      inside.organizations.send(new DescribeOrganizationCommand({})),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('closes neither the management account nor more than three at a time', async () => {
    const { organizations } = await startHarness({ seed: 'organization' });
    const close = (AccountId: string | undefined) =>
      organizations.send(new CloseAccountCommand({ AccountId }));
    await expect(close(ACCOUNT_IDS.management)).rejects.toMatchObject({
      name: 'ConstraintViolationException',
      Reason: 'CANNOT_CLOSE_MANAGEMENT_ACCOUNT',
    });
    const { Accounts = [] } = await organizations.send(
      new ListAccountsForParentCommand({ ParentId: development }),
    );
    for (const { Id } of Accounts.slice(0, 3)) {
      await close(Id);
    }
    await expect(close(Accounts[3].Id)).rejects.toMatchObject({
      name: 'ConstraintViolationException',
      Reason: 'CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED',
    });
  });
});

describe('tags', () => {
  it('are added, replaced and taken away', async () => {
    const { organizations } = await startHarness();
    const ResourceId = ACCOUNT_IDS.dataLake;
    const tag = (Tags: { Key: string; Value: string }[]) =>
      organizations.send(new TagResourceCommand({ ResourceId, Tags }));
    await tag([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ]);
    await tag([{ Key: 'b', Value: '' }]);
    await organizations.send(
      new UntagResourceCommand({ ResourceId, TagKeys: ['a', 'absent'] }),
    );
    const { Tags } = await organizations.send(
      new ListTagsForResourceCommand({ ResourceId }),
    );
    expect(Tags).toEqual([{ Key: 'b', Value: '' }]);
    await expect(
      tag(
        Array.from({ length: 50 }, (_, index) => ({
          Key: `key-${index}`,
          Value: 'x',
        })),
      ),
    ).rejects.toMatchObject({
      name: 'ConstraintViolationException',
      Reason: 'MAX_TAG_LIMIT_EXCEEDED',
    });
    await expect(
      organizations.send(
        new ListTagsForResourceCommand({ ResourceId: '999999999999' }),
      ),
    ).rejects.toMatchObject({ name: 'TargetNotFoundException' });
  });
});

describe('policies', () => {
  it('are created, attached, detached and listed', async () => {
    const { organizations } = await startHarness();
    const Content = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }],
    });
    const create = (content: string) =>
      organizations.send(
        new CreatePolicyCommand({
          Name: 'no-buckets',
          Description: 'No buckets',
          Content: content,
          Type: 'SERVICE_CONTROL_POLICY',
        }),
      );
    await expect(create('{}')).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
    });
    const { Policy } = await create(Content);
    const PolicyId = Policy?.PolicySummary?.Id;
    await expect(create(Content)).rejects.toMatchObject({
      name: 'DuplicatePolicyException',
    });
    const { Policy: described } = await organizations.send(
      new DescribePolicyCommand({ PolicyId }),
    );
    expect(described?.Content).toBe(Content);

    const target = { PolicyId, TargetId: development };
    const attach = () => organizations.send(new AttachPolicyCommand(target));
    await attach();
    await expect(attach()).rejects.toMatchObject({
      name: 'DuplicatePolicyAttachmentException',
    });
    const { Targets } = await organizations.send(
      new ListTargetsForPolicyCommand({ PolicyId }),
    );
    expect(Targets).toEqual([
      {
        TargetId: development,
        Arn: `arn:aws:organizations::100000000001:ou/o-mlopssandbox/${development}`,
        Name: 'Development',
        Type: 'ORGANIZATIONAL_UNIT',
      },
    ]);
    await organizations.send(new DetachPolicyCommand(target));
    await expect(
      organizations.send(new DetachPolicyCommand(target)),
    ).rejects.toMatchObject({ name: 'PolicyNotAttachedException' });
    await expect(
      organizations.send(
        new DetachPolicyCommand({
          PolicyId: 'p-FullAWSAccess',
          TargetId: development,
        }),
      ),
    ).rejects.toMatchObject({
      name: 'ConstraintViolationException',
      Reason: 'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
    });
    const { Policies } = await organizations.send(
      new ListPoliciesCommand({ Filter: 'SERVICE_CONTROL_POLICY' }),
    );
    expect(Policies?.map(({ Name }) => Name)).toEqual([
      'FullAWSAccess',
      'mlops-guardrails',
      'mlops-baseline-protection',
      'mlops-regions',
      'no-buckets',
    ]);
  });
});
