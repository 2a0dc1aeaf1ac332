import {
  CloseAccountCommand,
  ListAccountsCommand,
} from '@aws-sdk/client-organizations';
import { PORTAL_CREDENTIALS } from '@mlops-portal/aws-sandbox';
import type { JsonObject } from '@backstage/types';
import { OWNER, startPortal, type TestPortal } from '../__testUtils__/portal';
import { startProxy } from '../__testUtils__/proxy';
import { createTask, Killed, type Moment } from '../__testUtils__/task';
import { createProvisionAccountsAction } from './provisionAccounts';

const USE_CASE = 'churn-prediction';
const EXPERIMENTATION_EMAIL = `aws+${USE_CASE}-experimentation@example.com`;

async function startWithUseCase(
  ...options: Parameters<typeof startPortal>
): Promise<TestPortal> {
  const portal = await startPortal(...options);
  portal.registry.has(USE_CASE, OWNER);
  return portal;
}

function tagsFor(environment: string) {
  return {
    'mlops:use-case': USE_CASE,
    'mlops:environment': environment,
    'mlops:owner': OWNER,
    'mlops:managed-by': 'mlops-portal',
  };
}

/** Ids and times differ from run to run. */
function anonymous(log: string[]): string[] {
  return log.map(line =>
    line.replace(/\b\d{12}\b/g, '<id>').replace(/after \d+ s/, 'after <n> s'),
  );
}

const ONE = { useCase: USE_CASE, environments: ['experimentation' as const] };
const ALL = {
  useCase: USE_CASE,
  environments: [
    'prod' as const,
    'experimentation' as const,
    'dev' as const,
    'test' as const,
  ],
};

describe('mlops:account:provision', () => {
  it('makes exactly the accounts that are asked for, tagged, in their units, with the roles of the portal', async () => {
    const portal = await startWithUseCase();
    const task = createTask();

    const output = await task.run(createProvisionAccountsAction(portal), ALL);

    const accounts = await portal.accounts(USE_CASE);
    expect(accounts.map(({ id, ...account }) => account)).toEqual(
      [
        ['dev', 'Development'],
        ['experimentation', 'Experimentation'],
        ['prod', 'Production'],
        ['test', 'Testing'],
      ].map(([environment, unit]) => ({
        name: `${USE_CASE}-${environment}`,
        email: `aws+${USE_CASE}-${environment}@example.com`,
        unit,
        tags: tagsFor(environment),
      })),
    );
    const idOf = (environment: string) =>
      accounts.find(({ name }) => name === `${USE_CASE}-${environment}`)?.id;
    expect(output).toEqual({
      created: 4,
      accounts: [
        ['experimentation', 'Experimentation'],
        ['dev', 'Development'],
        ['test', 'Testing'],
        ['prod', 'Production'],
      ].map(([environment, organizationalUnit]) => ({
        environment,
        accountId: idOf(environment),
        accountArn: `arn:aws:organizations::100000000001:account/o-mlopssandbox/${idOf(environment)}`,
        email: `aws+${USE_CASE}-${environment}@example.com`,
        organizationalUnit,
      })),
      byEnvironment: expect.objectContaining({
        dev: expect.objectContaining({ accountId: idOf('dev') }),
      }),
    });
    expect(portal.calls('organizations:CreateAccount')).toBe(4);
    expect(portal.registry.refreshed).toEqual([USE_CASE]);
  });

  it('tells what it does, in words for the person who waits', async () => {
    const portal = await startWithUseCase();
    const task = createTask();

    await task.run(createProvisionAccountsAction(portal), ONE);

    expect(anonymous(task.log)).toEqual([
      `info: experimentation: creating account ${USE_CASE}-experimentation (${EXPERIMENTATION_EMAIL})`,
      'info: experimentation: moved account <id> to Experimentation',
      'info: experimentation: account <id> is ready in Experimentation after <n> s',
    ]);
    expect(task.log.join()).not.toContain(PORTAL_CREDENTIALS.secretAccessKey);
  });

  it('creates the accounts at the same time, not one after the other', async () => {
    // At this speed an account takes about 0.8 s.
    const portal = await startWithUseCase({ speed: 3.6 });
    const action = createProvisionAccountsAction({
      ...portal,
      patience: { ...portal.patience, roleMs: 10_000 },
    });

    await expect(createTask().run(action, ALL)).resolves.toMatchObject({
      created: 4,
    });

    const calls = portal.allCalls();
    expect(calls.lastIndexOf('organizations:CreateAccount ok')).toBeLessThan(
      calls.indexOf('organizations:MoveAccount ok'),
    );
  });

  it('changes nothing the second time, and says so', async () => {
    const portal = await startWithUseCase();
    const action = createProvisionAccountsAction(portal);
    const first = await createTask().run(action, ALL);
    const before = await portal.accounts(USE_CASE);
    const writes = ['CreateAccount', 'TagResource', 'MoveAccount'];
    const counts = () =>
      writes.map(name => portal.calls(`organizations:${name}`));
    const countsBefore = counts();
    const again = createTask();

    const second = await again.run(action, ALL);

    expect(second).toEqual({ ...first, created: 0 });
    expect(await portal.accounts(USE_CASE)).toEqual(before);
    expect(counts()).toEqual(countsBefore);
    expect(anonymous(again.log).sort()).toEqual([
      'info: dev: account <id> exists already in Development; nothing changed',
      'info: experimentation: account <id> exists already in Experimentation; nothing changed',
      'info: prod: account <id> exists already in Production; nothing changed',
      'info: test: account <id> exists already in Testing; nothing changed',
    ]);
  });

  it('adds an environment to a use case that has others', async () => {
    const portal = await startWithUseCase();
    const action = createProvisionAccountsAction(portal);
    await createTask().run(action, ONE);

    const output = await createTask().run(action, {
      useCase: USE_CASE,
      environments: ['experimentation', 'dev'],
    });

    expect(output).toMatchObject({ created: 1 });
    expect(await portal.accounts(USE_CASE)).toHaveLength(2);
  });

  it('takes an environment that is named twice for one', async () => {
    const portal = await startWithUseCase();

    await createTask().run(createProvisionAccountsAction(portal), {
      useCase: USE_CASE,
      environments: ['dev', 'dev'],
    });

    expect(await portal.accounts(USE_CASE)).toHaveLength(1);
  });

  it('brings tags and unit of an account in order that was made by hand', async () => {
    const portal = await startWithUseCase();
    await portal.createAccount('by-hand', EXPERIMENTATION_EMAIL.toUpperCase());
    const task = createTask();

    const output = await task.run(createProvisionAccountsAction(portal), ONE);

    expect(output).toMatchObject({ created: 0 });
    expect(await portal.accounts('by-hand')).toEqual([
      expect.objectContaining({
        unit: 'Experimentation',
        tags: tagsFor('experimentation'),
      }),
    ]);
    expect(anonymous(task.log)).toEqual([
      'info: experimentation: tagged account <id>: mlops:use-case, mlops:environment, mlops:owner, mlops:managed-by',
      'info: experimentation: moved account <id> to Experimentation',
      'info: experimentation: account <id> is ready in Experimentation after <n> s',
    ]);
  });

  it('follows a use case to its new owner', async () => {
    const portal = await startWithUseCase();
    const action = createProvisionAccountsAction(portal);
    await createTask().run(action, ONE);
    portal.registry.has(USE_CASE, 'group:default/pricing');
    const task = createTask();

    await task.run(action, ONE);

    expect(anonymous(task.log)[0]).toBe(
      'info: experimentation: tagged account <id>: mlops:owner',
    );
    const [account] = await portal.accounts(USE_CASE);
    expect(account.tags['mlops:owner']).toBe('group:default/pricing');
  });

  it('touches nothing in a dry run, and gives the next steps something to go on', async () => {
    const portal = await startPortal();
    const task = createTask();

    const output = await task.run(createProvisionAccountsAction(portal), ONE, {
      isDryRun: true,
    });

    expect(portal.allCalls()).toEqual([]);
    expect(portal.registry.refreshed).toEqual([]);
    expect(task.log).toEqual([
      `info: Dry run: experimentation: would find or create account ${USE_CASE}-experimentation (${EXPERIMENTATION_EMAIL})`,
    ]);
    expect(output).toMatchObject({
      created: 0,
      byEnvironment: { experimentation: { accountId: '000000000000' } },
    });
  });

  it('refuses what is no environment', async () => {
    const portal = await startWithUseCase();
    const input = {
      useCase: USE_CASE,
      environments: ['staging'],
    } as JsonObject;

    await expect(
      createTask().run(createProvisionAccountsAction(portal), input as never),
    ).rejects.toThrow('environments[0]');
    await expect(
      createTask().run(createProvisionAccountsAction(portal), {
        useCase: USE_CASE,
        environments: [],
      }),
    ).rejects.toThrow('environments');
  });

  it('names the field of a use case that is not registered, and creates nothing', async () => {
    const portal = await startPortal();

    await expect(
      createTask().run(createProvisionAccountsAction(portal), ONE),
    ).rejects.toThrow(`useCase: There is no use case named ${USE_CASE}.`);
    expect(portal.calls('organizations:CreateAccount')).toBe(0);
  });

  it('creates none of the accounts when AWS would not take the email address of one', async () => {
    const portal = await startWithUseCase({
      adjust: data => {
        // Of the four, only that of the experimentation account is too long.
        data.mlops.accounts.emailDomain = 'accounts.machines.example.com';
      },
    });

    await expect(
      createTask().run(createProvisionAccountsAction(portal), ALL),
    ).rejects.toThrow(
      /^useCase: The account email aws\+churn-prediction-experimentation@.* has 66 characters; AWS allows 64/,
    );
    expect(portal.calls('organizations:CreateAccount')).toBe(0);
  });

  it('creates none of the accounts when an organizational unit is not there, and names the key of the configuration', async () => {
    const portal = await startWithUseCase({
      adjust: data => {
        data.mlops.accounts.organizationalUnits.prod = 'ou-mlop-nosuchunit';
      },
    });

    await expect(
      createTask().run(createProvisionAccountsAction(portal), ALL),
    ).rejects.toThrow(
      /Could not find the organizational unit \(ou-mlop-nosuchunit\).*mlops\.accounts\.organizationalUnits\.prod/,
    );
    expect(portal.calls('organizations:CreateAccount')).toBe(0);
  });

  it('does not fail for evidence that could not be collected, and says so', async () => {
    const portal = await startWithUseCase();
    portal.registry.breakRefresh();
    const task = createTask();

    const output = await task.run(createProvisionAccountsAction(portal), ONE);

    expect(output).toMatchObject({ created: 1 });
    expect(task.log.at(-1)).toBe(
      `warn: The page of ${USE_CASE} shows this after the next regular collection of evidence; collecting it now failed: The database is away.`,
    );
  });
});

describe('mlops:account:provision, killed and run again', () => {
  const points = ['vend', 'tag', 'place'].flatMap(effect =>
    (['before', 'after', 'kept'] as Moment[]).flatMap(moment =>
      [true, false].map(keepsCheckpoints => ({
        key: `${effect}-experimentation`,
        moment,
        keepsCheckpoints,
      })),
    ),
  );

  it.each(points)(
    'ends with one account: $moment $key, checkpoints kept: $keepsCheckpoints',
    async ({ key, moment, keepsCheckpoints }) => {
      const portal = await startWithUseCase();
      const action = createProvisionAccountsAction(portal);
      const task = createTask();
      await expect(
        task.run(action, ONE, { dieAt: { key, moment } }),
      ).rejects.toThrow(`killed ${moment} ${key}`);

      const next = keepsCheckpoints ? task : createTask();
      const output = await next.run(action, ONE);

      const [account, ...others] = await portal.accounts(USE_CASE);
      expect(others).toEqual([]);
      expect(account).toMatchObject({
        unit: 'Experimentation',
        tags: tagsFor('experimentation'),
      });
      expect(output).toMatchObject({
        accounts: [{ accountId: account.id }],
      });
      expect(portal.calls('organizations:CreateAccount')).toBe(1);
      expect(portal.calls('organizations:MoveAccount')).toBe(1);
    },
  );

  it('runs no effect again that it has a checkpoint of', async () => {
    const portal = await startWithUseCase();
    const action = createProvisionAccountsAction(portal);
    const task = createTask();
    const dieAt = { key: 'place-experimentation', moment: 'before' as const };
    await expect(task.run(action, ONE, { dieAt })).rejects.toThrow();
    const found = portal.calls('organizations:ListAccounts');

    await task.run(action, ONE);

    expect(task.effects).toEqual([
      'vend-experimentation',
      'tag-experimentation',
      'place-experimentation',
    ]);
    expect(portal.calls('organizations:ListAccounts')).toBe(found);
  });

  it('ends with four accounts when it is killed in the middle of four', async () => {
    const portal = await startWithUseCase({ speed: 120 });
    const action = createProvisionAccountsAction(portal);
    await expect(
      createTask().run(action, ALL, {
        dieAt: { key: 'tag-dev', moment: 'before' },
      }),
    ).rejects.toThrow('killed before tag-dev');

    await createTask().run(action, ALL);

    expect((await portal.accounts(USE_CASE)).map(({ unit }) => unit)).toEqual([
      'Development',
      'Experimentation',
      'Production',
      'Testing',
    ]);
    expect(portal.calls('organizations:CreateAccount')).toBe(4);
  });

  it('goes on with a creation that is under way', async () => {
    const portal = await startWithUseCase({ speed: 2.4 });
    const action = createProvisionAccountsAction({
      ...portal,
      patience: { ...portal.patience, roleMs: 10_000 },
    });
    const controller = new AbortController();
    const killed = createTask().run(action, ONE, {
      signal: controller.signal,
    });
    killed.catch(() => undefined);
    await portal.untilCalled('organizations:CreateAccount');
    controller.abort(new Killed('killed while AWS creates the account'));
    await expect(killed).rejects.toThrow(
      'killed while AWS creates the account',
    );
    const task = createTask();

    const output = await task.run(action, ONE);

    expect(task.log[0]).toBe(
      `info: experimentation: account ${USE_CASE}-experimentation is being created already; going on with that`,
    );
    expect(output).toMatchObject({ created: 1 });
    expect(await portal.accounts(USE_CASE)).toHaveLength(1);
    expect(portal.calls('organizations:CreateAccount')).toBe(1);
  });
});

describe('mlops:account:provision, when AWS stumbles', () => {
  it('asks for an account once when the answer to CreateAccount is lost', async () => {
    const portal = await startWithUseCase();
    portal.sandbox.faults.drop('organizations:CreateAccount', { count: 1 });

    const output = await createTask().run(
      createProvisionAccountsAction(portal),
      ONE,
    );

    expect(output).toMatchObject({ created: 1 });
    expect(await portal.accounts(USE_CASE)).toHaveLength(1);
    expect(portal.calls('organizations:CreateAccount')).toBe(1);
  });

  it('ends with one account when the answer is lost and the lists are behind', async () => {
    const portal = await startWithUseCase();
    portal.sandbox.faults.drop('organizations:CreateAccount', { count: 1 });
    portal.sandbox.faults.lag('organizations:ListCreateAccountStatus', 1200);
    portal.sandbox.faults.lag('organizations:ListAccounts', 1200);
    const task = createTask();

    await task.run(
      createProvisionAccountsAction({
        ...portal,
        patience: { ...portal.patience, listedMs: 5000 },
      }),
      ONE,
    );

    portal.sandbox.faults.clear();
    expect(await portal.accounts(USE_CASE)).toHaveLength(1);
    expect(task.log).toContainEqual(
      expect.stringContaining('looking whether an earlier request made'),
    );
  });

  it('does not wait for the list to show an account that was just made', async () => {
    const portal = await startWithUseCase();
    portal.sandbox.faults.lag('organizations:ListAccounts', 60_000);

    const output = await createTask().run(
      createProvisionAccountsAction(portal),
      ONE,
    );

    expect(output).toMatchObject({ created: 1 });
  });

  it('finds an account that was just made and is not listed yet', async () => {
    const portal = await startWithUseCase();
    const action = createProvisionAccountsAction(portal);
    await createTask().run(action, ONE);
    portal.sandbox.faults.lag('organizations:ListAccounts', 60_000);

    const output = await createTask().run(action, ONE);

    expect(output).toMatchObject({ created: 0 });
    expect(portal.calls('organizations:CreateAccount')).toBe(1);
  });

  it('is not led astray by the creation of another account with the same name', async () => {
    const portal = await startWithUseCase();
    await portal.createAccount(
      `${USE_CASE}-experimentation`,
      'somebody.else@example.com',
    );

    await createTask().run(createProvisionAccountsAction(portal), ONE);

    const emails = (await portal.accounts(USE_CASE)).map(({ email }) => email);
    expect(emails.sort()).toEqual([
      EXPERIMENTATION_EMAIL,
      'somebody.else@example.com',
    ]);
  });

  it('goes on when any of its calls is throttled', async () => {
    const operations = [
      'CreateAccount',
      'ListAccounts',
      'ListCreateAccountStatus',
      'DescribeCreateAccountStatus',
      'MoveAccount',
      'ListTagsForResource',
    ];

    await Promise.all(
      operations.map(async operation => {
        const portal = await startWithUseCase();
        portal.sandbox.faults.throttle(`organizations:${operation}`, {
          count: 1,
        });
        await createTask().run(createProvisionAccountsAction(portal), ONE);

        expect(portal.allCalls()).toContain(
          `organizations:${operation} TooManyRequestsException`,
        );
        expect(await portal.accounts(USE_CASE)).toEqual([
          expect.objectContaining({
            unit: 'Experimentation',
            tags: tagsFor('experimentation'),
          }),
        ]);
      }),
    );
    // Once throttled, the SDK keeps to one call in two seconds for a while.
  }, 30_000);

  it('says that it is asked to slow down', async () => {
    const portal = await startWithUseCase();
    portal.sandbox.faults.throttle('organizations:CreateAccount', { count: 1 });
    const task = createTask();

    await task.run(createProvisionAccountsAction(portal), ONE);

    const slowing =
      'info: experimentation: AWS asks to slow down; trying again in a moment';
    expect(task.log.filter(line => line === slowing)).toHaveLength(1);
  });

  it('waits while another change to the organization is under way', async () => {
    const portal = await startWithUseCase();
    await portal.createAccount('by-hand', EXPERIMENTATION_EMAIL);
    for (const operation of ['TagResource', 'MoveAccount']) {
      portal.sandbox.faults.fail(`organizations:${operation}`, {
        error: 'ConcurrentModificationException',
        count: 2,
      });
    }

    await createTask().run(createProvisionAccountsAction(portal), ONE);

    expect(await portal.accounts('by-hand')).toEqual([
      expect.objectContaining({
        unit: 'Experimentation',
        tags: tagsFor('experimentation'),
      }),
    ]);
  });

  it('gives up on a change that AWS keeps refusing, with the words of AWS', async () => {
    const portal = await startWithUseCase();
    portal.sandbox.faults.fail('organizations:MoveAccount', {
      error: 'ConcurrentModificationException',
      message: 'The target of the operation is being modified.',
    });

    await expect(
      createTask().run(
        createProvisionAccountsAction({
          ...portal,
          patience: { ...portal.patience, busyMs: 600 },
        }),
        ONE,
      ),
    ).rejects.toThrow(
      /experimentation: Could not move the account to Experimentation \(\d{12}\): ConcurrentModificationException: The target of the operation is being modified\. It is a passing condition/,
    );
  });

  it('knows that an account has moved when the answer to that is lost', async () => {
    const portal = await startWithUseCase();
    portal.sandbox.faults.drop('organizations:MoveAccount', { count: 1 });
    const task = createTask();

    await task.run(createProvisionAccountsAction(portal), ONE);

    expect(await portal.accounts(USE_CASE)).toEqual([
      expect.objectContaining({ unit: 'Experimentation' }),
    ]);
  });

  it('tries again when AWS was working on a request with the same details', async () => {
    let refusals = 0;
    const portal = await startWithUseCase({
      endpoint: url =>
        startProxy(url, operation => {
          if (operation !== 'CreateAccount' || refusals > 0) {
            return undefined;
          }
          refusals += 1;
          return {
            CreateAccountStatus: {
              Id: 'car-00000000000000000000000000000000',
              AccountName: `${USE_CASE}-experimentation`,
              State: 'FAILED',
              FailureReason: 'CONCURRENT_ACCOUNT_MODIFICATION',
            },
          };
        }),
    });
    const task = createTask();

    const output = await task.run(createProvisionAccountsAction(portal), ONE);

    expect(refusals).toBe(1);
    expect(output).toMatchObject({ created: 1 });
    expect(task.log).toContain(
      'info: experimentation: AWS was working on a request with the same details; trying again in a moment',
    );
  });

  it('waits for a place when two tasks create more accounts than AWS makes at a time', async () => {
    // At this speed an account takes about half a second.
    const portal = await startWithUseCase({ speed: 6 });
    portal.registry.has('dynamic-pricing');
    const action = createProvisionAccountsAction({
      ...portal,
      patience: { ...portal.patience, roleMs: 10_000 },
    });
    const tasks = [createTask(), createTask()];

    const outputs = await Promise.all([
      tasks[0].run(action, ALL),
      tasks[1].run(action, { ...ALL, useCase: 'dynamic-pricing' }),
    ]);

    expect(outputs).toEqual([
      expect.objectContaining({ created: 4 }),
      expect.objectContaining({ created: 4 }),
    ]);
    expect(await portal.accounts(USE_CASE)).toHaveLength(4);
    expect(await portal.accounts('dynamic-pricing')).toHaveLength(4);
    expect(tasks.flatMap(({ log }) => log)).toContainEqual(
      expect.stringContaining(
        'AWS creates at most 5 accounts of an organization at a time; waiting for a place',
      ),
    );
  });

  it('makes one account when two tasks ask for the same at the same time', async () => {
    const portal = await startWithUseCase({ speed: 12 });
    const action = createProvisionAccountsAction({
      ...portal,
      patience: { listedMs: 5000, busyMs: 5000, roleMs: 10_000 },
    });

    const outputs = await Promise.all([
      createTask().run(action, ONE),
      createTask().run(action, ONE),
    ]);

    const accounts = await portal.accounts(USE_CASE);
    expect(accounts).toHaveLength(1);
    expect(outputs.map(output => output.accounts)).toEqual([
      [expect.objectContaining({ accountId: accounts[0].id })],
      [expect.objectContaining({ accountId: accounts[0].id })],
    ]);
  });
});

describe('mlops:account:provision, when it cannot be done', () => {
  it('says so when an account outside of the organization has the email address', async () => {
    // Who owns such an address does not show up in any list, so the sandbox is told what AWS would say.
    const portal = await startWithUseCase({
      endpoint: url =>
        startProxy(url, operation =>
          operation === 'CreateAccount'
            ? {
                CreateAccountStatus: {
                  Id: 'car-00000000000000000000000000000000',
                  AccountName: `${USE_CASE}-experimentation`,
                  State: 'FAILED',
                  FailureReason: 'EMAIL_ALREADY_EXISTS',
                },
              }
            : undefined,
        ),
    });

    await expect(
      createTask().run(createProvisionAccountsAction(portal), ONE),
    ).rejects.toThrow(
      `experimentation: AWS could not create account ${USE_CASE}-experimentation (${EXPERIMENTATION_EMAIL}): EMAIL_ALREADY_EXISTS. An AWS account outside of this organization, or one that was closed, has this email address.`,
    );
  });

  it('leaves the account of another use case alone', async () => {
    const portal = await startWithUseCase();
    portal.registry.has('other');
    const action = createProvisionAccountsAction({
      ...portal,
      mlops: {
        ...portal.mlops,
        accounts: {
          ...portal.mlops.accounts,
          emailPattern: 'shared-{environment}@{domain}',
        },
      },
    });
    await createTask().run(action, { ...ONE, useCase: 'other' });
    const [before] = await portal.accounts('other');

    await expect(createTask().run(action, ONE)).rejects.toThrow(
      `Account ${before.id} has the email address shared-experimentation@example.com but is tagged for the use case other. Choose another use case name, or ask the platform team.`,
    );

    expect(await portal.accounts('other')).toEqual([before]);
  });

  it('says so when the account was closed', async () => {
    const portal = await startWithUseCase();
    const action = createProvisionAccountsAction(portal);
    await createTask().run(action, ONE);
    const [{ id }] = await portal.accounts(USE_CASE);
    await portal.organizations.send(new CloseAccountCommand({ AccountId: id }));
    await portal.organizations.send(new ListAccountsCommand({}));

    await expect(createTask().run(action, ONE)).rejects.toThrow(
      `Account ${id} has the email address ${EXPERIMENTATION_EMAIL} but is CLOSED. The platform team reopens it within 90 days`,
    );
    expect(portal.calls('organizations:CreateAccount')).toBe(1);
  });

  it('keeps what could be made, and names each environment that could not', async () => {
    // Three accounts are there from the start, so there is a place for one.
    const portal = await startWithUseCase({ accountQuota: 4 });
    const action = createProvisionAccountsAction(portal);
    const task = createTask();

    const failure: Error = await task
      .run(action, { useCase: USE_CASE, environments: ['dev', 'test'] })
      .then(
        () => {
          throw new Error('It did not fail.');
        },
        error => error,
      );

    const [made, ...others] = await portal.accounts(USE_CASE);
    expect(others).toEqual([]);
    const [, environment] = /-(dev|test)$/.exec(made.name) ?? [];
    const missing = environment === 'dev' ? 'test' : 'dev';
    expect(failure.message).toBe(
      `${missing}: AWS could not create account ${USE_CASE}-${missing} (aws+${USE_CASE}-${missing}@example.com): ACCOUNT_LIMIT_EXCEEDED. ` +
        'The organization has as many accounts as its quota allows: the platform team asks AWS for more (Service Quotas, AWS Organizations), then retry.\n' +
        `These accounts are ready: ${environment} ${made.id}. Retry continues with what is missing.`,
    );
    expect(portal.registry.refreshed).toEqual([USE_CASE]);
  });

  it('names every environment that failed', async () => {
    const portal = await startWithUseCase({ accountQuota: 3 });

    await expect(
      createTask().run(createProvisionAccountsAction(portal), {
        useCase: USE_CASE,
        environments: ['dev', 'test'],
      }),
    ).rejects.toThrow(
      /^dev: .*ACCOUNT_LIMIT_EXCEEDED.*\ntest: .*ACCOUNT_LIMIT_EXCEEDED.*\nRetry continues with what is missing\.$/,
    );
    expect(portal.registry.refreshed).toEqual([]);
  });

  it('says which role is missing in which account, and what to do', async () => {
    const portal = await startWithUseCase({
      adjust: data => {
        data.mlops.aws.roles.reader = 'no-such-role';
      },
    });
    const task = createTask();

    await expect(
      task.run(createProvisionAccountsAction(portal), ONE),
    ).rejects.toThrow(
      /experimentation: Could not assume the reader role \(account \d{12}\): AccessDenied: .*The account exists and is in its organizational unit\. The platform team looks why the StackSet with the roles did not reach it; then retry\./,
    );
    expect(anonymous(task.log)).toContain(
      'info: experimentation: waiting for the reader role in account <id>',
    );
  });

  it('says that the portal may not manage the organization', async () => {
    const portal = await startWithUseCase();
    portal.sandbox.faults.fail('organizations:CreateAccount', {
      error: 'AccessDeniedException',
      message: 'You do not have permissions to access this resource.',
    });

    await expect(
      createTask().run(createProvisionAccountsAction(portal), ONE),
    ).rejects.toThrow(
      /Could not create the account \(churn-prediction-experimentation, aws\+churn-prediction-experimentation@example\.com\): AccessDeniedException: You do not have permissions to access this resource\. The role of the portal lacks this permission: the platform team grants it\. \(AWS request [\w-]+\)/,
    );
  });

  it('says what failed when it cannot even look', async () => {
    const portal = await startWithUseCase();
    portal.sandbox.faults.fail('organizations:ListAccounts', {
      error: 'AccessDeniedException',
      message: 'No.',
    });

    await expect(
      createTask().run(createProvisionAccountsAction(portal), ONE),
    ).rejects.toThrow(
      'experimentation: Could not look for the account (churn-prediction-experimentation): AccessDeniedException: No.',
    );
  });
});

describe('mlops:account:provision, cancelled', () => {
  async function cancelDuring(
    portal: TestPortal,
    operation: string,
  ): Promise<{ error: Error; tookMs: number }> {
    const controller = new AbortController();
    const outcome = createTask()
      .run(createProvisionAccountsAction(portal), ONE, {
        signal: controller.signal,
      })
      .then(
        () => new Error('It was not cancelled.'),
        error => error,
      );
    await portal.untilCalled(operation);
    const started = Date.now();
    controller.abort(new Error('cancelled by a person'));
    return { error: await outcome, tookMs: Date.now() - started };
  }

  it('ends at once while AWS creates an account', async () => {
    const portal = await startWithUseCase({ speed: 0.6 });

    const { error, tookMs } = await cancelDuring(
      portal,
      'organizations:DescribeCreateAccountStatus',
    );

    expect(error.message).toBe('cancelled by a person');
    expect(tookMs).toBeLessThan(500);
  });

  it('ends at once while a call is not answered, and sends no other', async () => {
    const portal = await startWithUseCase();
    portal.sandbox.faults.delay('organizations:ListCreateAccountStatus', 2000);

    const { error, tookMs } = await cancelDuring(
      portal,
      'organizations:ListAccounts',
    );

    expect(error.message).toBe('cancelled by a person');
    expect(tookMs).toBeLessThan(500);
    expect(portal.calls('organizations:CreateAccount')).toBe(0);
    expect(portal.registry.refreshed).toEqual([]);
  });

  it('does nothing when it was cancelled before', async () => {
    const portal = await startWithUseCase();

    await expect(
      createTask().run(createProvisionAccountsAction(portal), ONE, {
        signal: AbortSignal.abort(new Error('cancelled by a person')),
      }),
    ).rejects.toThrow('cancelled by a person');
    expect(portal.calls('organizations:CreateAccount')).toBe(0);
  });
});
