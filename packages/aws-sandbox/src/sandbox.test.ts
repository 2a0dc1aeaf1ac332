import { request } from 'node:http';
import { copyFileSync, writeFileSync } from 'node:fs';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import {
  CreateAccountCommand,
  ListHandshakesForOrganizationCommand,
  ListAccountsCommand,
} from '@aws-sdk/client-organizations';
import {
  CreateProjectCommand,
  DescribeProjectCommand,
  ListDomainsCommand,
  ListTrainingJobsCommand,
} from '@aws-sdk/client-sagemaker';
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import {
  createAccount,
  requestAccount,
  statusOf,
} from './__testUtils__/accounts';
import { temporaryPath } from './__testUtils__/files';
import { startHarness } from './__testUtils__/harness';
import { findProduct } from './__testUtils__/products';
import { ACCOUNT_IDS } from './constants';
import { startSandbox } from './sandbox';

describe('a restart', () => {
  it('loses nothing, and work that was pending goes on', async () => {
    const statePath = temporaryPath('deep/down/state.json');
    let now = Date.now();
    const clock = { statePath, now: () => now };

    const first = await startHarness(clock);
    const requested = await requestAccount(first, 'churn-dev');
    const before = await first.assume(ACCOUNT_IDS.governance);
    await first.sandbox.stop();

    now += 60_000;
    const second = await startHarness({ ...clock, speed: 1000 });
    expect(await statusOf(second, requested)).toMatchObject({
      State: 'SUCCEEDED',
    });
    // Credentials that were handed out before still hold.
    const { kms } = second.clients(before);
    await expect(
      kms.send(new DescribeKeyCommand({ KeyId: 'alias/nothing' })),
    ).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('finds a project in the middle of its launch', async () => {
    const statePath = temporaryPath('state.json');
    const first = await startHarness({ statePath });
    const accountId = await createAccount(first, 'churn-dev');
    const inside = await first.account(accountId);
    const { productId } = await findProduct(inside, 'train-and-register');
    await inside.sageMaker.send(
      new CreateProjectCommand({
        ProjectName: 'churn-prediction',
        ServiceCatalogProvisioningDetails: { ProductId: productId },
      }),
    );
    const status = async ({ sageMaker }: typeof inside) => {
      const { ProjectStatus } = await sageMaker.send(
        new DescribeProjectCommand({ ProjectName: 'churn-prediction' }),
      );
      return ProjectStatus;
    };
    first.pass(3);
    expect(await status(inside)).toBe('CreateInProgress');
    await first.sandbox.stop();

    const second = await startHarness({ statePath });
    second.pass(60);
    expect(await status(await second.account(accountId))).toBe(
      'CreateCompleted',
    );
  });

  it('finds what was answered, also when it was killed', async () => {
    const statePath = temporaryPath('state.json');
    const first = await startHarness({ statePath });
    const requested = await requestAccount(first, 'churn-dev');
    const left = temporaryPath('state.json');
    copyFileSync(statePath, left);

    const second = await startHarness({ statePath: left });
    expect((await statusOf(second, requested)).State).toBe('IN_PROGRESS');
  });
});

describe('startSandbox', () => {
  it.each([
    [{ host: '0.0.0.0' }, 'answers on 127.0.0.1 only'],
    [{ host: 'localhost' }, 'answers on 127.0.0.1 only'],
    [{ port: 70_000 }, 'port is a number from 0 to 65535'],
    [{ speed: 0 }, 'speed is a number above 0'],
    [{ speed: Number.NaN }, 'speed is a number above 0'],
    [{ seed: 'other' as 'empty' }, 'There is no seed other'],
  ])('refuses %j', async (options, message) => {
    await expect(startSandbox(options)).rejects.toThrow(message);
  });

  it('says when its port is in use', async () => {
    const { sandbox } = await startHarness();
    const port = Number(new URL(sandbox.url).port);
    await expect(startSandbox({ port })).rejects.toThrow(
      `Port ${port} is in use: stop what listens there, or choose another with --port.`,
    );
  });

  it('says when its state cannot be read or written', async () => {
    const path = temporaryPath('state.json');
    writeFileSync(path, '{"version":');
    await expect(startSandbox({ statePath: path })).rejects.toThrow(
      `The state in ${path} is damaged`,
    );
    writeFileSync(path, '{"version":99}');
    await expect(startSandbox({ statePath: path })).rejects.toThrow(
      'is not the state of this version of the sandbox',
    );
    await expect(
      startSandbox({ statePath: `${path}/state.json` }),
    ).rejects.toThrow(/Cannot (read|write) the state/);
  });
});

describe('requests', () => {
  it('for operations it does not know get the error of AWS', async () => {
    const harness = await startHarness();
    const { sageMaker } = await harness.account(ACCOUNT_IDS.dataLake);
    await expect(
      sageMaker.send(new ListTrainingJobsCommand({})),
    ).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: 'The AWS sandbox does not know sagemaker:ListTrainingJobs.',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(
      harness.organizations.send(new ListHandshakesForOrganizationCommand({})),
    ).rejects.toMatchObject({ name: 'UnknownOperationException' });
    await expect(
      harness.sts.send(new GetSessionTokenCommand({})),
    ).rejects.toMatchObject({
      name: 'InvalidAction',
      message: 'The AWS sandbox does not know sts:GetSessionToken.',
    });
  });

  it.each([
    ['SageMaker.DoNothing', 'Could not find operation DoNothing.'],
    ['SageMaker.constructor', 'Could not find operation constructor.'],
    ['Nothing.DoNothing', 'Could not find operation DoNothing.'],
  ])('for %s, which nobody knows, too', async (target, message) => {
    const { sandbox } = await startHarness();
    const response = await fetch(sandbox.url, {
      method: 'POST',
      headers: { 'x-amz-target': target },
      body: '{}',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      __type: 'UnknownOperationException',
      message,
    });
  });

  it('with wrong types are refused naming the member', async () => {
    const harness = await startHarness();
    await expect(
      harness.organizations.send(
        new CreateAccountCommand({
          AccountName: 42 as unknown as string,
          Email: 'aws+churn@example.com',
          Tags: 'none' as unknown as [],
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidInputException',
      message:
        "2 validation errors detected: Value at 'AccountName' failed to satisfy constraint: Member must be a string; Value at 'Tags' failed to satisfy constraint: Member must be a list",
    });
    const { sageMaker } = await harness.account(ACCOUNT_IDS.dataLake);
    await expect(
      sageMaker.send(
        new ListDomainsCommand({ MaxResults: 'ten' as unknown as number }),
      ),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining("'MaxResults'"),
    });
  });

  it('that are no JSON are refused', async () => {
    const { sandbox } = await startHarness();
    const response = await fetch(sandbox.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'SageMaker.ListDomains' },
      body: '[1',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      __type: 'SerializationException',
    });
  });

  it('that are too long, or come by another name, are refused', async () => {
    const { sandbox } = await startHarness();
    const { port } = new URL(sandbox.url);
    const status = (options: { host?: string; body?: string }) =>
      new Promise<number | undefined>((resolve, reject) => {
        const sent = request(
          {
            host: '127.0.0.1',
            port,
            method: 'POST',
            headers: { host: options.host ?? `127.0.0.1:${port}` },
          },
          response => {
            response.resume();
            resolve(response.statusCode);
          },
        );
        sent.on('error', reject);
        sent.end(options.body ?? '{}');
      });
    expect(await status({ host: 'rebound.example.com' })).toBe(403);
    expect(await status({ body: 'x'.repeat(1024 * 1024 + 1) })).toBe(413);
    expect((await fetch(sandbox.url)).status).toBe(404);
  });

  it('are logged with one line each', async () => {
    const lines: string[] = [];
    const { organizations } = await startHarness({
      log: line => lines.push(line),
    });
    await organizations.send(new ListAccountsCommand({}));
    expect(lines).toEqual([
      expect.stringMatching(/^organizations:ListAccounts ok \d+ ms$/),
    ]);
  });
});
