import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { ListProjectsCommand } from '@aws-sdk/client-sagemaker';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ConfigReader } from '@backstage/config';
import {
  ACCOUNT_IDS,
  EXTERNAL_ID,
  PORTAL_CREDENTIALS,
  REGION,
  ROLES,
  startSandbox,
  type Sandbox,
} from '@mlops-portal/aws-sandbox';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAwsClients, type AwsClients } from './clients';
import { readMlopsConfig } from './config';
import { explainAwsError, isTransient } from './errors';

let sandbox: Sandbox;
let calls: string[];

beforeAll(async () => {
  sandbox = await startSandbox({
    seed: 'empty',
    log: line => calls.push(line.split(' ').slice(0, 2).join(' ')),
  });
});

afterAll(() => sandbox.stop());

beforeEach(() => {
  calls = [];
  sandbox.faults.clear();
});

function clientsAt(
  endpoint: string,
  aws: Record<string, string> = {},
): AwsClients {
  const config = new ConfigReader({
    aws: { mainAccount: { ...PORTAL_CREDENTIALS } },
    mlops: {
      aws: {
        region: REGION,
        endpoint,
        managementAccountId: ACCOUNT_IDS.management,
        governanceAccountId: ACCOUNT_IDS.governance,
        dataLakeAccountId: ACCOUNT_IDS.dataLake,
        roles: { ...ROLES },
        externalId: EXTERNAL_ID,
        ...aws,
      },
      accounts: {
        vendor: 'organizations',
        emailDomain: 'example.com',
        organizationalUnits: {
          experimentation: 'ou-mlop-experimentation',
          dev: 'ou-mlop-development',
          test: 'ou-mlop-testing1',
          prod: 'ou-mlop-production',
        },
      },
    },
  });
  return createAwsClients({ config, mlops: readMlopsConfig(config) });
}

async function identity(clients: ReturnType<AwsClients['account']>) {
  const { Account, Arn } = await clients.sts.send(
    new GetCallerIdentityCommand({}),
  );
  return { Account, Arn };
}

describe('createAwsClients', () => {
  it('assumes the role of the account', async () => {
    const aws = clientsAt(sandbox.url);

    await expect(
      identity(aws.account(ACCOUNT_IDS.dataLake, 'reader')),
    ).resolves.toEqual({
      Account: ACCOUNT_IDS.dataLake,
      Arn: `arn:aws:sts::${ACCOUNT_IDS.dataLake}:assumed-role/${ROLES.reader}/mlops-portal`,
    });
    await expect(
      identity(aws.account(ACCOUNT_IDS.dataLake, 'provisioner')),
    ).resolves.toMatchObject({
      Arn: expect.stringContaining(`assumed-role/${ROLES.provisioner}/`),
    });
  });

  it('knows the management and the governance account', async () => {
    const aws = clientsAt(sandbox.url);

    expect(await identity(aws.management('reader'))).toMatchObject({
      Account: ACCOUNT_IDS.management,
    });
    expect(await identity(aws.governance('provisioner'))).toMatchObject({
      Account: ACCOUNT_IDS.governance,
    });
  });

  it('shows in CloudTrail which task calls', async () => {
    const aws = clientsAt(sandbox.url);

    const { Arn } = await identity(
      aws.management('provisioner', {
        name: 'mlops-task-42',
        sourceIdentity: 'amara',
      }),
    );

    expect(Arn).toMatch(/\/mlops-task-42$/);
  });

  it('keeps one set of clients for an account and role, and assumes the role once', async () => {
    const aws = clientsAt(sandbox.url);
    const reader = aws.account(ACCOUNT_IDS.governance, 'reader');

    expect(aws.account(ACCOUNT_IDS.governance, 'reader')).toBe(reader);
    expect(aws.governance('reader').sageMaker).toBe(reader.sageMaker);
    expect(aws.account(ACCOUNT_IDS.governance, 'provisioner')).not.toBe(reader);
    expect(aws.account(ACCOUNT_IDS.dataLake, 'reader')).not.toBe(reader);

    await reader.sageMaker.send(new ListProjectsCommand({}));
    await reader.sageMaker.send(new ListProjectsCommand({}));
    expect(calls).toEqual([
      'sts:AssumeRole ok',
      'sagemaker:ListProjects ok',
      'sagemaker:ListProjects ok',
    ]);
  });

  it('shares nothing between sessions', () => {
    const aws = clientsAt(sandbox.url);
    const session = { name: 'mlops-task-42' };

    expect(aws.management('reader', session)).not.toBe(
      aws.management('reader', session),
    );
  });

  it('gives the external id and the person when it assumes a role', async () => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      request.setEncoding('utf8');
      request.on('data', chunk => bodies.push(chunk));
      request.on('end', () => response.writeHead(403).end());
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const aws = clientsAt(`http://127.0.0.1:${port}`, {
      externalId: 'portal-42',
    });

    const session = { name: 'mlops-task-42', sourceIdentity: 'amara' };
    await expect(identity(aws.management('reader', session))).rejects.toThrow();
    server.closeAllConnections();
    server.close();

    const request = new URLSearchParams(bodies.join(''));
    expect(request.get('Action')).toBe('AssumeRole');
    expect(request.get('ExternalId')).toBe('portal-42');
    expect(request.get('SourceIdentity')).toBe('amara');
    expect(request.get('RoleSessionName')).toBe('mlops-task-42');
    expect(request.get('RoleArn')).toBe(
      `arn:aws:iam::${ACCOUNT_IDS.management}:role/${ROLES.reader}`,
    );
  });

  it('goes on when it is throttled', async () => {
    sandbox.faults.throttle('organizations:ListAccounts', { count: 2 });
    const aws = clientsAt(sandbox.url);

    const { Accounts } = await aws
      .management('reader')
      .organizations.send(new ListAccountsCommand({}));

    expect(Accounts).toHaveLength(3);
    expect(
      calls.filter(call => call.startsWith('organizations:ListAccounts')),
    ).toHaveLength(3);
  });

  it('sends a call once only, when that is asked for', async () => {
    sandbox.faults.throttle('organizations:ListAccounts', { count: 1 });
    const aws = clientsAt(sandbox.url);
    const { organizations } = aws.management('reader', {
      name: 'mlops-task-42',
      maxAttempts: 1,
    });

    await expect(
      organizations.send(new ListAccountsCommand({})),
    ).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    expect(
      calls.filter(call => call.startsWith('organizations:ListAccounts')),
    ).toHaveLength(1);
  });

  it('knows a lost connection for a passing failure', async () => {
    sandbox.faults.drop('organizations:ListAccounts', { count: 1 });
    const aws = clientsAt(sandbox.url);
    const { organizations } = aws.management('reader', {
      name: 'mlops-task-42',
      maxAttempts: 1,
    });

    const error = await organizations
      .send(new ListAccountsCommand({}))
      .catch(reason => reason);

    expect(isTransient(error)).toBe(true);
    expect(
      explainAwsError(error, { tried: 'list', on: 'the accounts' }).message,
    ).toBe(
      'Could not list (the accounts): ECONNRESET: socket hang up. It is a passing condition: try again, and it continues.',
    );
  });

  it('fails with the exception of AWS when there is no such role', async () => {
    const aws = clientsAt(sandbox.url);
    const stranger = aws.account('999999999999', 'reader');

    await expect(identity(stranger)).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });
});
