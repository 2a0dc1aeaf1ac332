import {
  CreateAccountCommand,
  DescribeAccountCommand,
  DescribeCreateAccountStatusCommand,
  ListCreateAccountStatusCommand,
  ListParentsCommand,
  ListPoliciesForTargetCommand,
  ListTagsForResourceCommand,
  MoveAccountCommand,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { requestAccount, statusOf } from '../../__testUtils__/accounts';
import { startHarness } from '../../__testUtils__/harness';
import { ORGANIZATIONAL_UNIT_IDS, ROLES, ROOT_ID } from '../../constants';

describe('CreateAccount', () => {
  it('creates an account in the root some time later', async () => {
    const harness = await startHarness();
    const { organizations } = harness;

    const requested = await requestAccount(harness, 'churn-dev');
    expect(requested).toEqual({
      Id: expect.stringMatching(/^car-[a-z0-9]{32}$/),
      AccountName: 'churn-dev',
      State: 'IN_PROGRESS',
      RequestedTimestamp: expect.any(Date),
    });

    harness.pass(2);
    expect((await statusOf(harness, requested)).State).toBe('IN_PROGRESS');

    harness.pass(2);
    const done = await statusOf(harness, requested);
    expect(done).toMatchObject({
      State: 'SUCCEEDED',
      AccountId: expect.stringMatching(/^\d{12}$/),
      CompletedTimestamp: expect.any(Date),
    });

    const { Account } = await organizations.send(
      new DescribeAccountCommand({ AccountId: done.AccountId }),
    );
    expect(Account).toEqual({
      Id: done.AccountId,
      Arn: `arn:aws:organizations::100000000001:account/o-mlopssandbox/${done.AccountId}`,
      Email: 'aws+churn-dev@example.com',
      Name: 'churn-dev',
      Status: 'ACTIVE',
      State: 'ACTIVE',
      JoinedMethod: 'CREATED',
      JoinedTimestamp: done.CompletedTimestamp,
    });
    const { Parents } = await organizations.send(
      new ListParentsCommand({ ChildId: done.AccountId }),
    );
    expect(Parents).toEqual([{ Id: ROOT_ID, Type: 'ROOT' }]);
    const { Tags } = await organizations.send(
      new ListTagsForResourceCommand({ ResourceId: done.AccountId }),
    );
    expect(Tags).toEqual([
      { Key: 'mlops:use-case', Value: 'churn-prediction' },
    ]);
    const { Policies } = await organizations.send(
      new ListPoliciesForTargetCommand({
        TargetId: done.AccountId,
        Filter: 'SERVICE_CONTROL_POLICY',
      }),
    );
    expect(Policies?.map(({ Name }) => Name)).toEqual(['FullAWSAccess']);
  });

  it('makes a role that the management account can assume, and no other', async () => {
    const harness = await startHarness();
    const named = async (RoleName?: string) => {
      const name = RoleName ? 'with-role' : 'without';
      const { CreateAccountStatus = {} } = await harness.organizations.send(
        new CreateAccountCommand({
          AccountName: name,
          Email: `aws+${name}@example.com`,
          RoleName,
        }),
      );
      harness.pass(4);
      return (await statusOf(harness, CreateAccountStatus)).AccountId;
    };
    const assume = (account: string | undefined, role: string, more = {}) =>
      harness.sts.send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${account}:role/${role}`,
          RoleSessionName: 'test',
          ...more,
        }),
      );
    await assume(await named(), 'OrganizationAccountAccessRole');
    const account = await named('administrator');
    await assume(account, 'administrator');
    await expect(
      assume(account, 'administrator', { SourceIdentity: 'jane' }),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(
      assume(account, 'OrganizationAccountAccessRole'),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('brings the roles of the portal once the account is in its unit', async () => {
    const harness = await startHarness();
    const requested = await requestAccount(harness, 'churn-dev');
    harness.pass(20);
    const { AccountId = '' } = await statusOf(harness, requested);
    await expect(harness.assume(AccountId)).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await harness.organizations.send(
      new MoveAccountCommand({
        AccountId,
        SourceParentId: ROOT_ID,
        DestinationParentId: ORGANIZATIONAL_UNIT_IDS.testing,
      }),
    );
    harness.pass(1);
    await expect(harness.assume(AccountId)).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    harness.pass(9);
    await harness.assume(AccountId);
    await harness.assume(AccountId, ROLES.reader);
  });

  it('creates at most five accounts at a time', async () => {
    const harness = await startHarness();
    for (const index of [1, 2, 3, 4, 5]) {
      await requestAccount(harness, `account-${index}`);
    }
    await expect(requestAccount(harness, 'account-6')).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message:
        "AWS Organizations can't complete your request because another request is already in progress. Try again later.",
      $metadata: { httpStatusCode: 429 },
    });

    harness.pass(10);
    await requestAccount(harness, 'account-6');
    const { CreateAccountStatuses: inProgress } =
      await harness.organizations.send(
        new ListCreateAccountStatusCommand({ States: ['IN_PROGRESS'] }),
      );
    expect(inProgress?.map(({ AccountName }) => AccountName)).toEqual([
      'account-6',
    ]);
    const { CreateAccountStatuses: all } = await harness.organizations.send(
      new ListCreateAccountStatusCommand({}),
    );
    expect(all).toHaveLength(6);
  });

  it('fails in the end when the email address is in use, whatever its case', async () => {
    const harness = await startHarness();
    const first = await requestAccount(harness, 'one', 'aws+one@example.com');
    const second = await requestAccount(harness, 'two', 'AWS+One@example.com');
    harness.pass(10);
    const outcomes = [
      await statusOf(harness, first),
      await statusOf(harness, second),
    ].map(({ State, FailureReason }) => [State, FailureReason]);
    expect(outcomes).toContainEqual(['SUCCEEDED', undefined]);
    expect(outcomes).toContainEqual(['FAILED', 'EMAIL_ALREADY_EXISTS']);
  });

  it('fails in the end when the organization has as many accounts as it may', async () => {
    const harness = await startHarness({ accountQuota: 3 });
    const requested = await requestAccount(harness, 'one-too-many');
    harness.pass(10);
    expect(await statusOf(harness, requested)).toMatchObject({
      State: 'FAILED',
      FailureReason: 'ACCOUNT_LIMIT_EXCEEDED',
    });
  });

  it.each([
    [{ Email: 'a@b.c' }, 'Email', 'MIN_LENGTH_EXCEEDED'],
    [
      { Email: `${'a'.repeat(53)}@example.com` },
      'Email',
      'MAX_LENGTH_EXCEEDED',
    ],
    [{ Email: 'no-address' }, 'Email', 'INVALID_PATTERN'],
    [{ AccountName: 'x'.repeat(51) }, 'AccountName', 'MAX_LENGTH_EXCEEDED'],
    [{ AccountName: 'naïve' }, 'AccountName', 'INVALID_PATTERN'],
    [{ RoleName: 'not a role' }, 'RoleName', 'INVALID_PATTERN'],
    [{ Email: undefined }, 'Email', 'INPUT_REQUIRED'],
    [{ Tags: [{ Key: '', Value: 'x' }] }, 'Tags[0].Key', 'MIN_LENGTH_EXCEEDED'],
    [
      { Tags: [{ Key: 'aws:x', Value: 'x' }] },
      'Tags',
      'INVALID_SYSTEM_TAGS_PARAMETER',
    ],
    [
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'a', Value: '2' },
        ],
      },
      'Tags',
      'DUPLICATE_TAG_KEY',
    ],
  ])('refuses %j naming the member', async (input, member, reason) => {
    const { organizations } = await startHarness();
    await expect(
      organizations.send(
        new CreateAccountCommand({
          AccountName: 'churn-dev',
          Email: 'aws+churn-dev@example.com',
          ...input,
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: expect.stringContaining(member),
      Reason: reason,
    });
    const { CreateAccountStatuses } = await organizations.send(
      new ListCreateAccountStatusCommand({}),
    );
    expect(CreateAccountStatuses).toEqual([]);
  });

  it('knows no request that was not made', async () => {
    const { organizations } = await startHarness();
    await expect(
      organizations.send(
        new DescribeCreateAccountStatusCommand({
          CreateAccountRequestId: 'car-00000000',
        }),
      ),
    ).rejects.toMatchObject({ name: 'CreateAccountStatusNotFoundException' });
  });
});

describe('ListAccounts', () => {
  it('pages', async () => {
    const { organizations } = await startHarness({ seed: 'organization' });
    const pages: number[] = [];
    const ids = new Set<string | undefined>();
    for await (const { Accounts = [] } of paginateListAccounts(
      { client: organizations, pageSize: 15 },
      {},
    )) {
      pages.push(Accounts.length);
      Accounts.forEach(({ Id }) => ids.add(Id));
    }
    expect(pages).toEqual([15, 15, 2]);
    expect(ids.size).toBe(32);
  });

  it('takes no token of another list, and no page of more than 20', async () => {
    const { organizations } = await startHarness({ seed: 'organization' });
    const { NextToken } = await organizations.send(
      new ListCreateAccountStatusCommand({ MaxResults: 5 }),
    );
    expect(NextToken).toEqual(expect.any(String));
    await expect(
      organizations.send(
        new ListCreateAccountStatusCommand({ NextToken, States: ['FAILED'] }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidInputException',
      Reason: 'INVALID_NEXT_TOKEN',
    });
    await expect(
      organizations.send(
        new ListCreateAccountStatusCommand({ MaxResults: 21 }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: expect.stringContaining('MaxResults'),
    });
  });
});
