import { ListDomainsCommand } from '@aws-sdk/client-sagemaker';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { createAccount } from '../__testUtils__/accounts';
import { startHarness } from '../__testUtils__/harness';
import {
  ACCOUNT_IDS,
  EXTERNAL_ID,
  PORTAL_CREDENTIALS,
  ROLES,
} from '../constants';

describe('credentials', () => {
  it('of the portal belong to its IAM user in the management account', async () => {
    const { sts } = await startHarness();
    const identity = await sts.send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: ACCOUNT_IDS.management,
      Arn: 'arn:aws:iam::100000000001:user/mlops-portal',
    });
  });

  it('of an assumed role decide the account', async () => {
    const harness = await startHarness();
    const { sts } = harness;
    const { Credentials, AssumedRoleUser } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${ACCOUNT_IDS.governance}:role/${ROLES.reader}`,
        RoleSessionName: 'somebody@example.com',
        ExternalId: EXTERNAL_ID,
        DurationSeconds: 900,
      }),
    );
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    const lifetime = Number(Credentials?.Expiration) - Date.now();
    expect(lifetime).toBeGreaterThan(890_000);
    expect(lifetime).toBeLessThan(901_000);
    const assumed = harness.clients({
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken,
    });
    const identity = await assumed.sts.send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: ACCOUNT_IDS.governance,
      Arn: 'arn:aws:sts::100000000002:assumed-role/mlops-portal-reader/somebody@example.com',
      UserId: AssumedRoleUser?.AssumedRoleId,
    });
  });

  it('are handed out for roles that exist, to the management account', async () => {
    const harness = await startHarness();
    await expect(
      harness.assume(ACCOUNT_IDS.governance, 'administrator'),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:iam::100000000001:user/mlops-portal is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::100000000002:role/administrator',
      $metadata: { httpStatusCode: 403 },
    });
    const governance = await harness.account(ACCOUNT_IDS.governance);
    await expect(
      governance.sts.send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${ACCOUNT_IDS.dataLake}:role/${ROLES.reader}`,
          RoleSessionName: 'test',
        }),
      ),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it.each([
    ['RoleArn', { RoleArn: 'arn:aws:iam::1:role/x' }],
    ['RoleSessionName', { RoleSessionName: 'with space' }],
    ['RoleSessionName', { RoleSessionName: undefined }],
    ['DurationSeconds', { DurationSeconds: 60 }],
  ])('are not handed out for a wrong %s', async (member, input) => {
    const { sts } = await startHarness();
    await expect(
      sts.send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${ACCOUNT_IDS.dataLake}:role/${ROLES.reader}`,
          RoleSessionName: 'test',
          ...input,
        }),
      ),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(member),
    });
  });

  it('that nobody knows are refused', async () => {
    const harness = await startHarness();
    const { sts, sageMaker } = harness.clients({
      accessKeyId: 'AKIANOBODYKNOWSTHIS0',
      secretAccessKey: 'x',
    });
    await expect(
      sts.send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await expect(
      sageMaker.send(new ListDomainsCommand({})),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });

  it('with a wrong token or secret are refused', async () => {
    const harness = await startHarness();
    const credentials = await harness.assume(ACCOUNT_IDS.dataLake);
    const list = (overrides: object) =>
      harness
        .clients({ ...credentials, ...overrides })
        .sageMaker.send(new ListDomainsCommand({}));
    await list({});
    await expect(list({ sessionToken: 'other' })).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    await expect(list({ sessionToken: undefined })).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    await expect(list({ secretAccessKey: 'other' })).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
    const { sts } = harness.clients({
      ...PORTAL_CREDENTIALS,
      secretAccessKey: 'other',
    });
    await expect(
      sts.send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  });

  it('run out', async () => {
    const harness = await startHarness();
    const { sts, sageMaker } = await harness.account(ACCOUNT_IDS.dataLake);
    harness.pass(3601);
    await expect(
      sageMaker.send(new ListDomainsCommand({})),
    ).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    await expect(
      sts.send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ name: 'ExpiredToken' });
  });

  it('show nothing of other accounts', async () => {
    const harness = await startHarness({ seed: 'organization' });
    const { sageMaker } = await harness.account(
      await createAccount(harness, 'churn-dev'),
    );
    const { Domains } = await sageMaker.send(new ListDomainsCommand({}));
    expect(Domains).toEqual([]);
  });

  it('are needed', async () => {
    const { sandbox } = await startHarness();
    const response = await fetch(sandbox.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'SageMaker.ListDomains',
      },
      body: '{}',
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({
      __type: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    });
  });
});
