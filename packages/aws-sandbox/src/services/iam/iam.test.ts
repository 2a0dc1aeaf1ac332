import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListUsersCommand,
  paginateListRoles,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { startHarness, type Harness } from '../../__testUtils__/harness';
import {
  ACCOUNT_IDS,
  ADMINISTRATOR_CREDENTIALS,
  PORTAL_USER,
} from '../../constants';

function trust(principal: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: principal },
      Action: 'sts:AssumeRole',
    },
  });
}

const PORTAL = `arn:aws:iam::${ACCOUNT_IDS.management}:user/${PORTAL_USER}`;

async function administrator(): Promise<Harness> {
  const harness = await startHarness();
  return { ...harness, ...harness.clients(ADMINISTRATOR_CREDENTIALS) };
}

describe('roles', () => {
  it('are made, read, listed, changed and removed', async () => {
    const { iam } = await administrator();
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: 'auditor',
        Path: '/people/',
        AssumeRolePolicyDocument: trust(PORTAL),
        Description: 'Looks & <checks>',
        Tags: [{ Key: 'team', Value: 'audit' }],
      }),
    );
    expect(Role).toMatchObject({
      Arn: `arn:aws:iam::${ACCOUNT_IDS.management}:role/people/auditor`,
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Description: 'Looks & <checks>',
      MaxSessionDuration: 3600,
      CreateDate: expect.any(Date),
      Tags: [{ Key: 'team', Value: 'audit' }],
    });
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(
      trust(PORTAL),
    );
    await expect(
      iam.send(
        new CreateRoleCommand({
          RoleName: 'Auditor',
          AssumeRolePolicyDocument: trust(PORTAL),
        }),
      ),
    ).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: 'Role with name Auditor already exists.',
      $metadata: { httpStatusCode: 409 },
    });
    const names: (string | undefined)[] = [];
    for await (const { Roles = [] } of paginateListRoles(
      { client: iam, pageSize: 1 },
      {},
    )) {
      names.push(...Roles.map(({ RoleName }) => RoleName));
    }
    expect(names).toContain('auditor');
    expect(new Set(names).size).toBe(names.length);
    await iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: 'auditor',
        PolicyDocument: trust('*'),
      }),
    );
    await iam.send(new DeleteRoleCommand({ RoleName: 'auditor' }));
    await expect(
      iam.send(new GetRoleCommand({ RoleName: 'auditor' })),
    ).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('keep policies that are put into them', async () => {
    const { iam } = await administrator();
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'auditor',
        AssumeRolePolicyDocument: trust(PORTAL),
      }),
    );
    const PolicyDocument = '{"Version":"2012-10-17","Statement":[]}';
    const policy = { RoleName: 'auditor', PolicyName: 'look' };
    await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument }));
    const read = await iam.send(new GetRolePolicyCommand(policy));
    expect(decodeURIComponent(read.PolicyDocument ?? '')).toBe(PolicyDocument);
    await expect(
      iam.send(new DeleteRoleCommand({ RoleName: 'auditor' })),
    ).rejects.toMatchObject({ name: 'DeleteConflictException' });
    await iam.send(new DeleteRolePolicyCommand(policy));
    await iam.send(new DeleteRoleCommand({ RoleName: 'auditor' }));
  });

  it.each([
    ['no JSON', '{', 'This policy contains invalid Json'],
    [
      'no principal',
      '{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]}',
      'Missing required field Principal',
    ],
    [
      'other actions',
      '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*"}]}',
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    [
      'an operator that cannot be evaluated',
      '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Condition":{"DateLessThan":{"aws:CurrentTime":"2030-01-01"}}}]}',
      'The AWS sandbox does not know the condition operator DateLessThan.',
    ],
  ])('cannot be trusted by %s', async (_what, document, message) => {
    const { iam } = await administrator();
    await expect(
      iam.send(
        new CreateRoleCommand({
          RoleName: 'auditor',
          AssumeRolePolicyDocument: document,
        }),
      ),
    ).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message,
    });
  });

  it('are refused by name and length, as IAM words it', async () => {
    const { iam } = await administrator();
    await expect(
      iam.send(new GetRoleCommand({ RoleName: 'not allowed!' })),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining("at 'RoleName' failed to satisfy"),
    });
  });
});

describe('users', () => {
  it('call with their access keys, and as whom a role trusts', async () => {
    const harness = await administrator();
    const { iam } = harness;
    const { User } = await iam.send(
      new CreateUserCommand({ UserName: 'second-portal' }),
    );
    const { AccessKey } = await iam.send(
      new CreateAccessKeyCommand({ UserName: 'second-portal' }),
    );
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'auditor',
        AssumeRolePolicyDocument: trust(User?.Arn ?? ''),
      }),
    );
    const second = harness.clients({
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    });
    expect(
      await second.sts.send(new GetCallerIdentityCommand({})),
    ).toMatchObject({ Arn: User?.Arn, UserId: User?.UserId });
    const { User: self } = await second.iam.send(new GetUserCommand({}));
    expect(self?.UserName).toBe('second-portal');
    const RoleArn = `arn:aws:iam::${ACCOUNT_IDS.management}:role/auditor`;
    const assume = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' });
    await second.sts.send(assume);
    await expect(harness.sts.send(assume)).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await iam.send(
      new DeleteAccessKeyCommand({
        UserName: 'second-portal',
        AccessKeyId: AccessKey?.AccessKeyId,
      }),
    );
    await expect(second.sts.send(assume)).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
    await iam.send(new DeleteUserCommand({ UserName: 'second-portal' }));
    await expect(
      iam.send(new GetUserCommand({ UserName: 'second-portal' })),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  it('are listed, and have at most two keys', async () => {
    const { iam } = await administrator();
    const { Users } = await iam.send(new ListUsersCommand({}));
    expect(Users?.map(({ UserName }) => UserName)).toEqual([
      'mlops-portal',
      'administrator',
    ]);
    const UserName = PORTAL_USER;
    await iam.send(new CreateAccessKeyCommand({ UserName }));
    await expect(
      iam.send(new CreateAccessKeyCommand({ UserName })),
    ).rejects.toMatchObject({ name: 'LimitExceededException' });
    const { AccessKeyMetadata } = await iam.send(
      new ListAccessKeysCommand({ UserName }),
    );
    expect(AccessKeyMetadata).toHaveLength(2);
  });
});
