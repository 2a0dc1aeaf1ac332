import { CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
} from '@aws-sdk/client-sts';
import {
  startHarness,
  type Clients,
  type Harness,
} from '../../__testUtils__/harness';
import {
  ACCOUNT_IDS,
  ADMINISTRATOR_CREDENTIALS,
  ADMINISTRATOR_USER,
  EXTERNAL_ID,
  ORGANIZATION_ID,
  PORTAL_USER,
  ROLES,
} from '../../constants';

const { management } = ACCOUNT_IDS;
const PORTAL = `arn:aws:iam::${management}:user/${PORTAL_USER}`;

type Statement = Record<string, unknown>;

/** A role in the management account that is trusted by these statements. */
async function addRole(
  harness: Harness,
  name: string,
  ...statements: Statement[]
): Promise<string> {
  const { iam } = harness.clients(ADMINISTRATOR_CREDENTIALS);
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      MaxSessionDuration: 7200,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: statements.map(statement => ({
          Effect: 'Allow',
          Principal: { AWS: PORTAL },
          Action: 'sts:AssumeRole',
          ...statement,
        })),
      }),
    }),
  );
  return Role?.Arn ?? '';
}

function assume(
  { sts }: Pick<Clients, 'sts'>,
  RoleArn: string,
  input: Partial<AssumeRoleCommandInput> = {},
) {
  return sts.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'task-1', ...input }),
  );
}

/** Clients with what was handed out. */
async function as(
  harness: Harness,
  answer: ReturnType<typeof assume>,
): Promise<Clients> {
  const { Credentials } = await answer;
  return harness.clients({
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken,
  });
}

/** Whether credentials were handed out, else the name of the refusal. */
function outcomeOf(answer: ReturnType<typeof assume>): Promise<string> {
  return answer.then(
    ({ Credentials }) => (Credentials ? 'trusted' : 'nothing'),
    error => error.name,
  );
}

function denied(action = 'sts:AssumeRole') {
  return {
    name: 'AccessDenied',
    message: expect.stringContaining(`not authorized to perform: ${action} on`),
    $metadata: { httpStatusCode: 403 },
  };
}

describe('a trust policy', () => {
  it.each<[string, Statement, boolean]>([
    ['the user', {}, true],
    ['the account', { Principal: { AWS: management } }, true],
    [
      'the root of the account',
      { Principal: { AWS: [`arn:aws:iam::${management}:root`] } },
      true,
    ],
    ['everybody', { Principal: '*' }, true],
    [
      'another user',
      { Principal: { AWS: `arn:aws:iam::${management}:user/other` } },
      false,
    ],
    ['another account', { Principal: { AWS: '999999999999' } }, false],
    ['a service', { Principal: { Service: 'ec2.amazonaws.com' } }, false],
    ['nobody', { Effect: 'Deny' }, false],
    ['those who tag only', { Action: 'sts:TagSession' }, false],
    ['any action', { Action: 'sts:*' }, true],
  ])('may name %s', async (_who, statement, trusts) => {
    const harness = await startHarness();
    const role = await addRole(harness, 'tested', statement);
    const answer = assume(harness, role);
    expect(await outcomeOf(answer)).toBe(trusts ? 'trusted' : 'AccessDenied');
  });

  it.each<[string, Statement, Partial<AssumeRoleCommandInput>, boolean]>([
    [
      'sts:ExternalId',
      { StringEquals: { 'sts:ExternalId': 'secret-id' } },
      { ExternalId: 'secret-id' },
      true,
    ],
    [
      'sts:ExternalId',
      { StringEquals: { 'sts:ExternalId': 'secret-id' } },
      { ExternalId: 'other' },
      false,
    ],
    ['sts:ExternalId', { StringEquals: { 'sts:ExternalId': 'x' } }, {}, false],
    ['a missing one', { Null: { 'sts:ExternalId': 'true' } }, {}, true],
    [
      'one of several',
      { StringEquals: { 'sts:RoleSessionName': ['task-1', 'task-2'] } },
      {},
      true,
    ],
    [
      'a pattern',
      { StringLike: { 'sts:RoleSessionName': 'task-?' } },
      { RoleSessionName: 'job-1' },
      false,
    ],
    [
      'what must not be',
      { StringNotEquals: { 'sts:RoleSessionName': 'task-1' } },
      {},
      false,
    ],
    [
      'the organization',
      { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION_ID } },
      {},
      true,
    ],
    [
      'another organization',
      { StringEquals: { 'aws:PrincipalOrgID': 'o-other' } },
      {},
      false,
    ],
    [
      'the principal',
      { ArnLike: { 'aws:PrincipalArn': `arn:*:iam::${management}:user/*` } },
      {},
      true,
    ],
    [
      'another principal',
      { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/mlops-*' } },
      {},
      false,
    ],
    [
      'a key that does not apply, if it does',
      { StringEqualsIfExists: { 'aws:SourceIdentity': 'jane' } },
      {},
      true,
    ],
  ])('may ask for %s', async (_what, Condition, input, trusts) => {
    const harness = await startHarness();
    const role = await addRole(harness, 'tested', { Condition });
    const answer = assume(harness, role, input);
    expect(await outcomeOf(answer)).toBe(trusts ? 'trusted' : 'AccessDenied');
  });

  it('says who may name the person and tag the session', async () => {
    const harness = await startHarness();
    const role = `arn:aws:iam::${ACCOUNT_IDS.governance}:role/${ROLES.provisioner}`;
    const ask = (input: Partial<AssumeRoleCommandInput>) =>
      assume(harness, role, {
        ExternalId: EXTERNAL_ID,
        SourceIdentity: 'jane.doe',
        ...input,
      });
    expect(await ask({})).toMatchObject({ SourceIdentity: 'jane.doe' });
    await ask({ Tags: [{ Key: 'mlops:task', Value: '1' }] });
    await expect(
      ask({ Tags: [{ Key: 'team', Value: 'risk' }] }),
    ).rejects.toMatchObject(denied('sts:TagSession'));
    await expect(ask({ SourceIdentity: undefined })).rejects.toMatchObject(
      denied(),
    );
    const plain = await addRole(harness, 'plain', {});
    await expect(
      assume(harness, plain, { SourceIdentity: 'jane.doe' }),
    ).rejects.toMatchObject(denied('sts:SetSourceIdentity'));
  });
});

describe('a session', () => {
  it('keeps its source identity when it assumes further roles', async () => {
    const harness = await startHarness();
    const actions = { Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] };
    const first = await addRole(harness, 'first', actions);
    const second = await addRole(harness, 'second', {
      ...actions,
      Principal: { AWS: first },
      Condition: { StringEquals: { 'sts:SourceIdentity': 'jane' } },
    });
    const session = await as(
      harness,
      assume(harness, first, { SourceIdentity: 'jane' }),
    );
    expect(await assume(session, second)).toMatchObject({
      SourceIdentity: 'jane',
    });
    await assume(session, second, { SourceIdentity: 'jane' });
    await expect(
      assume(session, second, { SourceIdentity: 'john' }),
    ).rejects.toMatchObject(denied('sts:SetSourceIdentity'));
    const nameless = await as(harness, assume(harness, first));
    await expect(assume(nameless, second)).rejects.toMatchObject(denied());
  });

  it('hands on the tags that are transitive, which roles can ask for', async () => {
    const harness = await startHarness();
    const actions = { Action: ['sts:AssumeRole', 'sts:TagSession'] };
    const first = await addRole(harness, 'first', actions);
    const second = await addRole(harness, 'second', {
      Principal: { AWS: first },
      Condition: { StringEquals: { 'aws:PrincipalTag/team': 'risk' } },
    });
    const third = await addRole(harness, 'third', {
      Principal: { AWS: second },
      Condition: { StringEquals: { 'aws:PrincipalTag/team': 'risk' } },
    });
    const Tags = [{ Key: 'team', Value: 'risk' }];
    const passing = await as(
      harness,
      assume(harness, first, { Tags, TransitiveTagKeys: ['team'] }),
    );
    await assume(await as(harness, assume(passing, second)), third);
    const keeping = await as(harness, assume(harness, first, { Tags }));
    await expect(
      assume(await as(harness, assume(keeping, second)), third),
    ).rejects.toMatchObject(denied());
  });

  it('is as long as the role allows', async () => {
    const harness = await startHarness();
    const role = await addRole(harness, 'tested', {});
    await assume(harness, role, { DurationSeconds: 7200 });
    await expect(
      assume(harness, role, { DurationSeconds: 7201 }),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
  });

  it.each(['x', 'two words', 'a'.repeat(65)])(
    'cannot be in the name of %j',
    async SourceIdentity => {
      const harness = await startHarness();
      const role = await addRole(harness, 'tested', {});
      await expect(
        assume(harness, role, { SourceIdentity }),
      ).rejects.toMatchObject({
        name: 'ValidationError',
        message: expect.stringContaining('SourceIdentity'),
      });
    },
  );

  it('is only for whom the role trusts, administrators included', async () => {
    const harness = await startHarness();
    const role = await addRole(harness, 'tested', {});
    await expect(
      assume(harness.clients(ADMINISTRATOR_CREDENTIALS), role),
    ).rejects.toMatchObject({
      ...denied(),
      message: `User: arn:aws:iam::${management}:user/${ADMINISTRATOR_USER} is not authorized to perform: sts:AssumeRole on resource: ${role}`,
    });
  });
});
