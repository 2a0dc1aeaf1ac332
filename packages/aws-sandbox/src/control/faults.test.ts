import { CreateRoleCommand, GetRoleCommand } from '@aws-sdk/client-iam';
import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListCreateAccountStatusCommand,
  OrganizationsClient,
  TagResourceCommand,
} from '@aws-sdk/client-organizations';
import { ListDomainsCommand } from '@aws-sdk/client-sagemaker';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { requestAccount, statusOf } from '../__testUtils__/accounts';
import { startHarness } from '../__testUtils__/harness';
import { ACCOUNT_IDS, PORTAL_CREDENTIALS, REGION } from '../constants';
import { createSandboxClient } from './client';

describe('faults', () => {
  it('throttle as many calls as they are told, in the words of each service', async () => {
    const harness = await startHarness();
    const { sandbox, organizations, sts } = harness;
    const { sageMaker } = await harness.account(ACCOUNT_IDS.dataLake);
    sandbox.faults.throttle('organizations:ListAccounts', { count: 2 });
    sandbox.faults.throttle('sagemaker:*', { count: 1 });
    sandbox.faults.throttle('sts:GetCallerIdentity', { count: 1 });
    const list = () => organizations.send(new ListAccountsCommand({}));
    await expect(list()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      $metadata: { httpStatusCode: 429 },
    });
    await organizations.send(new DescribeOrganizationCommand({}));
    await expect(list()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
    });
    await list();
    await expect(
      sageMaker.send(new ListDomainsCommand({})),
    ).rejects.toMatchObject({ name: 'ThrottlingException' });
    await expect(
      sts.send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ name: 'Throttling' });
    expect(sandbox.faults.list()).toEqual([]);
  });

  it('are got over by the retries of the SDK', async () => {
    const { sandbox } = await startHarness();
    sandbox.faults.throttle('organizations:ListAccounts', { count: 2 });
    const client = new OrganizationsClient({
      endpoint: sandbox.url,
      region: REGION,
      credentials: PORTAL_CREDENTIALS,
      retryMode: 'standard',
    });
    const { $metadata } = await client.send(new ListAccountsCommand({}));
    expect($metadata.attempts).toBe(3);
  });

  it('fail with the exception they name, or on the side of the service', async () => {
    const { sandbox, organizations } = await startHarness();
    sandbox.faults.fail('organizations:TagResource', {
      error: 'ConcurrentModificationException',
      message: 'Try again later.',
      count: 1,
    });
    sandbox.faults.fail('organizations:TagResource', { count: 1 });
    const tag = () =>
      organizations.send(
        new TagResourceCommand({
          ResourceId: ACCOUNT_IDS.dataLake,
          Tags: [{ Key: 'a', Value: 'b' }],
        }),
      );
    await expect(tag()).rejects.toMatchObject({
      name: 'ConcurrentModificationException',
      message: 'Try again later.',
      $metadata: { httpStatusCode: 409 },
    });
    await expect(tag()).rejects.toMatchObject({
      name: 'ServiceException',
      $metadata: { httpStatusCode: 500 },
    });
    await tag();
  });

  it('meet only calls with certain input', async () => {
    const harness = await startHarness();
    harness.sandbox.faults.fail('organizations:CreateAccount', {
      where: { AccountName: 'churn-test' },
    });
    await requestAccount(harness, 'churn-dev');
    await expect(requestAccount(harness, 'churn-test')).rejects.toMatchObject({
      name: 'ServiceException',
    });
    expect(harness.sandbox.faults.list()).toMatchObject([{ hits: 1 }]);
  });

  it('drop the connection after the work is done', async () => {
    const harness = await startHarness();
    harness.sandbox.faults.drop('organizations:CreateAccount', { count: 1 });
    await expect(requestAccount(harness, 'churn-dev')).rejects.toThrow(
      'socket hang up',
    );
    const { CreateAccountStatuses } = await harness.organizations.send(
      new ListCreateAccountStatusCommand({}),
    );
    expect(CreateAccountStatuses).toMatchObject([
      { AccountName: 'churn-dev', State: 'IN_PROGRESS' },
    ]);
  });

  it('delay', async () => {
    const { sandbox, organizations } = await startHarness();
    sandbox.faults.delay('*', 200, { count: 1 });
    const started = Date.now();
    await organizations.send(new ListAccountsCommand({}));
    expect(Date.now() - started).toBeGreaterThanOrEqual(190);
  });

  it('let lists lag behind', async () => {
    const harness = await startHarness();
    harness.sandbox.faults.lag('organizations:ListAccounts', 5_000);
    await requestAccount(harness, 'churn-dev');
    const names = async () => {
      const { Accounts } = await harness.organizations.send(
        new ListAccountsCommand({}),
      );
      return Accounts?.map(({ Name }) => Name);
    };
    harness.pass(7);
    expect(await names()).not.toContain('churn-dev');
    const { CreateAccountStatuses } = await harness.organizations.send(
      new ListCreateAccountStatusCommand({ States: ['SUCCEEDED'] }),
    );
    expect(CreateAccountStatuses).toHaveLength(1);
    harness.pass(5);
    expect(await names()).toContain('churn-dev');
  });
});

describe('faults by chance', () => {
  const outcomes = async (seed: number, probability = 0.3) => {
    const { sandbox, organizations } = await startHarness();
    sandbox.faults.throttle('organizations:*', { probability, seed });
    const results: boolean[] = [];
    for (let call = 0; call < 60; call += 1) {
      results.push(
        await organizations.send(new DescribeOrganizationCommand({})).then(
          () => true,
          () => false,
        ),
      );
    }
    const [{ hits }] = sandbox.faults.list();
    expect(hits).toBe(results.filter(isAnswered => !isAnswered).length);
    return results;
  };

  it('meet about as many calls as they are told, and the same in each run', async () => {
    const first = await outcomes(1);
    const refused = first.filter(isAnswered => !isAnswered).length;
    expect(refused).toBeGreaterThan(8);
    expect(refused).toBeLessThan(30);
    expect(await outcomes(1)).toEqual(first);
    expect(await outcomes(2)).not.toEqual(first);
    expect(new Set(await outcomes(1, 1))).toEqual(new Set([false]));
  });

  it('leave the calls that they spare to the others', async () => {
    const { sandbox, organizations } = await startHarness();
    sandbox.faults.throttle('*', { probability: 0.000_001 });
    sandbox.faults.fail('*', { probability: 1, count: 1 });
    await expect(
      organizations.send(new DescribeOrganizationCommand({})),
    ).rejects.toMatchObject({ name: 'ServiceException' });
    await organizations.send(new DescribeOrganizationCommand({}));
  });
});

describe('new things', () => {
  it('cannot be assumed, when they are roles and the fault says so', async () => {
    const harness = await startHarness();
    harness.sandbox.faults.unassumable(20_000);
    await harness.assume(ACCOUNT_IDS.governance);
    const { iam } = harness;
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'fresh',
        AssumeRolePolicyDocument: JSON.stringify({
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: ACCOUNT_IDS.management },
              Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
            },
          ],
        }),
      }),
    );
    const assume = () => harness.assume(ACCOUNT_IDS.management, 'fresh');
    await expect(assume()).rejects.toMatchObject({ name: 'AccessDenied' });
    harness.pass(19);
    await expect(assume()).rejects.toMatchObject({ name: 'AccessDenied' });
    harness.pass(2);
    await assume();
  });

  it('are not found, where AWS takes its time', async () => {
    const harness = await startHarness();
    harness.sandbox.faults.lag('organizations:*', 5_000);
    harness.sandbox.faults.lag('iam:GetRole', 5_000);
    const requested = await requestAccount(harness, 'churn-dev');
    // What AWS has just named it finds, the request as well as the account.
    await statusOf(harness, requested);
    await harness.iam.send(
      new CreateRoleCommand({
        RoleName: 'fresh',
        AssumeRolePolicyDocument:
          '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}]}',
      }),
    );
    const read = () =>
      harness.iam.send(new GetRoleCommand({ RoleName: 'fresh' }));
    await expect(read()).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    harness.pass(6);
    await read();
    const { AccountId } = await statusOf(harness, requested);
    await harness.organizations.send(new DescribeAccountCommand({ AccountId }));
  });
});

describe('the control API', () => {
  it('sets, lists and clears faults', async () => {
    const { sandbox, organizations } = await startHarness();
    const client = createSandboxClient(sandbox.url);
    const fault = {
      effect: 'throttle',
      operation: 'organizations:ListAccounts',
      count: 2,
    } as const;
    expect(await client.setFaults([fault])).toEqual([{ ...fault, hits: 0 }]);
    await expect(
      organizations.send(new ListAccountsCommand({})),
    ).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    expect(await client.faults()).toEqual([{ ...fault, hits: 1 }]);
    await client.clearFaults();
    expect(await client.faults()).toEqual([]);
  });

  it.each([
    [
      { faults: [{ effect: 'throttle', operation: 'organizations:Nothing' }] },
      'faults.0.operation: is no operation of the sandbox',
    ],
    [{ faults: [{ effect: 'explode', operation: '*' }] }, 'faults.0.effect'],
    [
      { faults: [{ effect: 'delay', operation: '*' }] },
      'faults.0.milliseconds',
    ],
    [
      {
        faults: [
          {
            effect: 'lag',
            operation: 'organizations:CreateAccount',
            milliseconds: 1,
          },
        ],
      },
      'faults.0.operation: shows nothing',
    ],
    [{ faults: [{ effect: 'drop', operation: '*', count: 0 }] }, 'count'],
    [
      { faults: [{ effect: 'throttle', operation: '*', probability: 0 }] },
      'faults.0.probability',
    ],
    [
      { faults: [{ effect: 'drop', operation: '*', probability: 1.1 }] },
      'faults.0.probability',
    ],
    [
      {
        faults: [
          {
            effect: 'unassumable',
            operation: 'organizations:*',
            milliseconds: 1,
          },
        ],
      },
      'faults.0.operation: assumes no role',
    ],
    [{}, 'faults'],
  ])('refuses %j', async (body, message) => {
    const { sandbox } = await startHarness();
    const response = await fetch(`${sandbox.url}/_sandbox/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: { message: expect.stringContaining(message) },
    });
  });

  it('says how the sandbox is', async () => {
    const harness = await startHarness({ speed: 2 });
    await requestAccount(harness, 'churn-dev');
    const response = await fetch(`${harness.sandbox.url}/_sandbox/health`);
    expect(await response.json()).toEqual({
      status: 'ok',
      speed: 2,
      accounts: 3,
      pendingWork: 1,
    });
  });

  it('starts anew', async () => {
    const harness = await startHarness();
    const client = createSandboxClient(harness.sandbox.url);
    await requestAccount(harness, 'churn-dev');
    harness.sandbox.faults.throttle('*');
    await client.reset();
    const { CreateAccountStatuses } = await harness.organizations.send(
      new ListCreateAccountStatusCommand({}),
    );
    expect(CreateAccountStatuses).toEqual([]);
    await client.reset('organization');
    const { NextToken } = await harness.organizations.send(
      new ListAccountsCommand({}),
    );
    expect(NextToken).toEqual(expect.any(String));
  });

  it('is closed to web pages, and knows its paths and methods', async () => {
    const { sandbox } = await startHarness();
    const status = async (path: string, init?: RequestInit) =>
      (await fetch(`${sandbox.url}/_sandbox/${path}`, init)).status;
    const origin = { origin: 'https://example.com' };
    expect(await status('health', { headers: origin })).toBe(403);
    expect(await status('reset', { method: 'POST', body: '{}' })).toBe(415);
    expect(await status('nothing')).toBe(404);
    expect(await status('health', { method: 'PUT' })).toBe(405);
  });
});
