import {
  CloseAccountCommand,
  CreateAccountCommand,
  DescribeAccountCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-organizations';
import { ACCOUNT_IDS } from '@mlops-portal/aws-sandbox';
import {
  unknownConcerns,
  type Environment,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { waitUntil } from '@mlops-portal/backstage-plugin-mlops-node';
import { OWNER, startPortal, type TestPortal } from '../__testUtils__/portal';
import { createTask, Killed, type Moment } from '../__testUtils__/task';
import { createRetireUseCaseAction } from './retireUseCase';

const USE_CASE = 'churn-prediction';
const INPUT = { useCase: USE_CASE, confirmation: USE_CASE };
const ALL: Environment[] = ['experimentation', 'dev', 'test', 'prod'];

/** A speed at which AWS takes about 0.1 s to create an account or to close it. */
const SLOWLY = 50;

const DAY = 24 * 60 * 60 * 1000;

interface RetiringPortal extends TestPortal {
  /** Ids of the accounts of the use case, by environment. */
  ids: Map<Environment, string>;
  stateOf(accountId: string | undefined): Promise<string | undefined>;
  /** The accounts of other use cases, made and closed past the portal. */
  closeOthers(count: number): Promise<void>;
}

/** Makes an account past the portal, and waits until it is there. */
async function createTagged(
  portal: TestPortal,
  name: string,
  useCase = USE_CASE,
  email = `aws+${name}@example.com`,
): Promise<string> {
  await portal.organizations.send(
    new CreateAccountCommand({
      AccountName: name,
      Email: email,
      Tags: [
        { Key: 'mlops:use-case', Value: useCase },
        { Key: 'mlops:environment', Value: 'dev' },
        { Key: 'mlops:managed-by', Value: 'mlops-portal' },
      ],
    }),
  );
  return waitUntil({
    what: name,
    delayMs: 20,
    poll: async () => (await portal.accounts(name)).at(0)?.id,
  });
}

/** A portal with a use case that has accounts. */
async function start(
  environments: Environment[] = ['experimentation', 'dev'],
  options: Parameters<typeof startPortal>[0] = {},
): Promise<RetiringPortal> {
  const portal = await startPortal(options);
  portal.registry.has(USE_CASE, OWNER);
  const ids = new Map<Environment, string>();
  for (const environment of environments) {
    const name = `${USE_CASE}-${environment}`;
    ids.set(environment, await createTagged(portal, name));
  }
  return {
    ...portal,
    ids,
    async stateOf(accountId) {
      const { Account } = await portal.organizations.send(
        new DescribeAccountCommand({ AccountId: accountId }),
      );
      return Account?.State;
    },
    async closeOthers(count) {
      for (let index = 0; index < count; index += 1) {
        const id = await createTagged(portal, `other-${index}-dev`, 'other');
        await portal.organizations.send(
          new CloseAccountCommand({ AccountId: id }),
        );
      }
    },
  };
}

async function statesOf({ ids, stateOf }: RetiringPortal) {
  return Promise.all([...ids.values()].map(stateOf));
}

function closedAccounts({ ids }: RetiringPortal) {
  return [...ids].map(([environment, accountId]) => ({
    environment,
    accountId,
  }));
}

/** Ids differ from run to run. */
function anonymous(log: string[]): string[] {
  return log.map(line => line.replace(/\b\d{12}\b/g, '<id>'));
}

describe('mlops:use-case:retire', () => {
  it('closes the accounts of the use case and no other, and retires it', async () => {
    const portal = await start();
    const other = await createTagged(
      portal,
      'fraud-detection-dev',
      'fraud-detection',
    );

    const output = await createTask().run(
      createRetireUseCaseAction(portal),
      INPUT,
    );

    expect(output).toEqual({ closedAccounts: closedAccounts(portal) });
    expect(await statesOf(portal)).toEqual(['CLOSED', 'CLOSED']);
    expect(await portal.stateOf(other)).toBe('ACTIVE');
    expect(portal.calls('organizations:CloseAccount')).toBe(2);
    expect(portal.registry.retirements).toEqual(['begin', 'complete']);
  });

  it('says before it closes anything what goes with it, and for how long it can be had back', async () => {
    const portal = await start();
    const dev = portal.ids.get('dev') ?? '';
    const useCase = portal.registry.useCases.get(USE_CASE)!;
    const observedAt = '2026-01-01T00:00:00.000Z';
    portal.registry.useCases.set(USE_CASE, {
      ...useCase,
      evidence: {
        useCase: USE_CASE,
        registeredAt: observedAt,
        dataLake: { state: 'unknown', reason: 'Not asked.' },
        owner: { state: 'unknown', reason: 'Not asked.' },
        accounts: {
          state: 'collected',
          observedAt,
          value: [
            {
              account: {
                accountId: dev,
                arn: '',
                name: `${USE_CASE}-dev`,
                email: '',
                environment: 'dev',
                status: 'ACTIVE',
                serviceControlPolicies: [],
              },
              ...unknownConcerns('Not asked.'),
              studio: {
                state: 'collected',
                observedAt,
                value: {
                  domains: [
                    { domainId: 'd-1', arn: '', name: '', status: 'InService' },
                  ],
                  notebooks: [],
                },
              },
              projects: {
                state: 'collected',
                observedAt,
                value: ['one', 'two'].map(name => ({
                  name,
                  projectId: '',
                  arn: '',
                  status: 'CreateCompleted',
                })),
              },
            },
          ],
        },
      },
    });
    const task = createTask();

    await task.run(createRetireUseCaseAction(portal), INPUT);

    expect(anonymous(task.log).slice(0, 3)).toEqual([
      'info: experimentation: closing account <id> (churn-prediction-experimentation) takes with it what is in it is not known, all data in it',
      'info: dev: closing account <id> (churn-prediction-dev) takes with it 1 Studio domain (d-1), 2 SageMaker projects (one, two), all data in it',
      expect.stringContaining('for 90 days'),
    ]);
    expect(anonymous(task.log)).toEqual(
      expect.arrayContaining([
        'info: experimentation: account <id> is closed',
        'info: dev: account <id> is closed',
      ]),
    );
    expect(task.log.at(-1)).toBe(
      'info: The use case churn-prediction is retired; its page keeps its history',
    );
  });

  it.each(['', 'churn', 'Churn-Prediction', ' churn-prediction'])(
    'does nothing when the confirmation is "%s"',
    async confirmation => {
      const portal = await start();
      const before = portal.allCalls().length;

      await expect(
        createTask().run(createRetireUseCaseAction(portal), {
          ...INPUT,
          confirmation,
        }),
      ).rejects.toThrow(
        `confirmation: '${confirmation}' is not the name of the use case; type churn-prediction exactly. Nothing was done.`,
      );
      expect(portal.allCalls()).toHaveLength(before);
      expect(portal.registry.retirements).toEqual([]);
      expect(portal.registry.refreshed).toEqual([]);
    },
  );

  it('names the field of a use case that is not registered', async () => {
    const portal = await start();

    await expect(
      createTask().run(createRetireUseCaseAction(portal), {
        useCase: 'nobody-knows',
        confirmation: 'nobody-knows',
      }),
    ).rejects.toThrow('useCase: There is no use case named nobody-knows.');
    expect(portal.calls('organizations:CloseAccount')).toBe(0);
  });

  it('touches nothing in a dry run', async () => {
    const portal = await start();
    const before = portal.allCalls().length;
    const task = createTask();

    const output = await task.run(createRetireUseCaseAction(portal), INPUT, {
      isDryRun: true,
    });

    expect(output).toEqual({ closedAccounts: [] });
    expect(task.log).toEqual([
      'info: Dry run: would close the AWS accounts of churn-prediction and retire it',
    ]);
    expect(portal.allCalls()).toHaveLength(before);
    expect(portal.registry.retirements).toEqual([]);
  });

  it('retires a use case that has no account', async () => {
    const portal = await start([]);

    const output = await createTask().run(
      createRetireUseCaseAction(portal),
      INPUT,
    );

    expect(output).toEqual({ closedAccounts: [] });
    expect(portal.registry.retirements).toEqual(['begin', 'complete']);
  });

  it('changes nothing the second time, and says so', async () => {
    const portal = await start();
    const action = createRetireUseCaseAction(portal);
    const first = await createTask().run(action, INPUT);
    const task = createTask();

    const second = await task.run(action, INPUT);

    expect(second).toEqual(first);
    expect(task.log).toEqual([
      'info: The use case churn-prediction was retired on 2026-02-01; nothing changed',
    ]);
    expect(portal.calls('organizations:CloseAccount')).toBe(2);
    expect(portal.registry.retirements).toEqual(['begin', 'complete']);
  });

  it('closes an account that its tags tell of, whatever its name and address', async () => {
    const portal = await start([]);
    const id = await createTagged(portal, 'adopted', USE_CASE, 'x@example.com');
    const useCase = portal.registry.useCases.get(USE_CASE)!;
    portal.registry.useCases.set(USE_CASE, {
      ...useCase,
      accounts: [{ environment: 'test', accountId: id, status: 'ACTIVE' }],
    });

    const output = await createTask().run(
      createRetireUseCaseAction(portal),
      INPUT,
    );

    expect(output).toEqual({
      closedAccounts: [{ environment: 'test', accountId: id }],
    });
    expect(await portal.stateOf(id)).toBe('CLOSED');
  });
});

describe('an account that mlops:use-case:retire may not close', () => {
  /** What a run says that closes nothing and begins nothing. */
  async function refusalOf(portal: RetiringPortal): Promise<string> {
    const run = createTask().run(createRetireUseCaseAction(portal), INPUT);
    const message = await run.then(
      () => 'It was not refused.',
      error => String(error.message),
    );
    expect(portal.calls('organizations:CloseAccount')).toBe(0);
    expect(portal.registry.retirements).toEqual([]);
    return message;
  }

  it('is one that is tagged for another use case', async () => {
    const portal = await start();
    await portal.organizations.send(
      new TagResourceCommand({
        ResourceId: portal.ids.get('dev'),
        Tags: [{ Key: 'mlops:use-case', Value: 'fraud-detection' }],
      }),
    );

    expect(await refusalOf(portal)).toMatch(
      /^Account \d{12} \(churn-prediction-dev\) is tagged for the use case fraud-detection\. Retiring closes only what its tags say is the portal's and of this use case: the platform team .+; then retry\.$/,
    );
  });

  it('is one that the portal does not manage', async () => {
    const portal = await start();
    await portal.organizations.send(
      new UntagResourceCommand({
        ResourceId: portal.ids.get('dev'),
        TagKeys: ['mlops:managed-by'],
      }),
    );

    expect(await refusalOf(portal)).toContain(
      "lacks the tag mlops:managed-by: mlops-portal, so it is not the portal's",
    );
  });

  it.each(Object.entries(ACCOUNT_IDS))(
    'is the account of %s, whatever its tags say',
    async (_, accountId) => {
      const portal = await start();
      await portal.organizations.send(
        new TagResourceCommand({
          ResourceId: accountId,
          Tags: [
            { Key: 'mlops:use-case', Value: USE_CASE },
            { Key: 'mlops:managed-by', Value: 'mlops-portal' },
          ],
        }),
      );
      const useCase = portal.registry.useCases.get(USE_CASE)!;
      portal.registry.useCases.set(USE_CASE, {
        ...useCase,
        accounts: [{ environment: 'prod', accountId, status: 'ACTIVE' }],
      });

      expect(await refusalOf(portal)).toContain('which no use case owns');
    },
  );
});

describe('mlops:use-case:retire, killed and run again', () => {
  const points = ['begin', 'close-dev', 'complete'].flatMap(effect =>
    (['before', 'after', 'kept'] as Moment[]).flatMap(moment =>
      [true, false].map(keepsCheckpoints => ({
        effect,
        moment,
        keepsCheckpoints,
      })),
    ),
  );

  it.each(points)(
    'ends the same: $moment $effect, checkpoints kept: $keepsCheckpoints',
    async ({ effect, moment, keepsCheckpoints }) => {
      const portal = await start();
      const action = createRetireUseCaseAction(portal);
      const task = createTask();
      const key = effect.replace('dev', portal.ids.get('dev') ?? '');
      await expect(
        task.run(action, INPUT, { dieAt: { key, moment } }),
      ).rejects.toThrow('killed');
      const isComplete = effect === 'complete' && moment !== 'before';
      expect(portal.registry.retirements.includes('complete')).toBe(isComplete);

      const next = keepsCheckpoints ? task : createTask();
      const output = await next.run(action, INPUT);

      expect(output).toEqual({ closedAccounts: closedAccounts(portal) });
      expect(await statesOf(portal)).toEqual(['CLOSED', 'CLOSED']);
      expect(portal.registry.useCases.get(USE_CASE)?.retiredAt).toBeDefined();
    },
  );

  it('says by its death that it was killed', async () => {
    const portal = await start();
    await expect(
      createTask().run(createRetireUseCaseAction(portal), INPUT, {
        dieAt: { key: 'begin', moment: 'before' },
      }),
    ).rejects.toThrow(Killed);
    expect(portal.calls('organizations:CloseAccount')).toBe(0);
  });

  it('closes what is open although there is a checkpoint of its closure, as when somebody reopened it', async () => {
    const portal = await start();
    const task = createTask();
    task.checkpoints.set(`close-${portal.ids.get('dev')}`, true);

    const output = await task.run(createRetireUseCaseAction(portal), INPUT);

    expect(output).toEqual({ closedAccounts: closedAccounts(portal) });
    expect(await statesOf(portal)).toEqual(['CLOSED', 'CLOSED']);
  });

  it('closes an account that another task had begun to create', async () => {
    const portal = await start(['dev']);
    const { retire } = portal.registry;
    portal.registry.retire = async (name, step, credentials) => {
      if (step === 'begin') {
        const prod = await createTagged(portal, `${USE_CASE}-prod`);
        portal.ids.set('prod', prod);
      }
      return retire(name, step, credentials);
    };

    const output = await createTask().run(
      createRetireUseCaseAction(portal),
      INPUT,
    );

    expect(output).toEqual({ closedAccounts: closedAccounts(portal) });
    expect(await statesOf(portal)).toEqual(['CLOSED', 'CLOSED']);
  });
});

describe('the closures that AWS allows', () => {
  it('are three at a time: the fourth account waits its turn, and says so', async () => {
    const portal = await start(ALL, { speed: 60 });
    const task = createTask();

    await task.run(createRetireUseCaseAction(portal), INPUT);

    expect(await statesOf(portal)).toEqual(ALL.map(() => 'CLOSED'));
    expect(portal.calls('organizations:CloseAccount')).toBe(4);
    expect(
      anonymous(task.log).filter(line => line.includes('waiting for its turn')),
    ).toEqual([
      'info: prod: account <id>: AWS closes at most 3 accounts of an organization at a time; waiting for its turn',
    ]);
  });

  it('are a tenth of the accounts in thirty days: says what is closed, what is left and when it goes on; a retry then continues', async () => {
    let clock = 0;
    const now = () => Date.now() + clock;
    const portal = await start(ALL, { now });
    await portal.closeOthers(8);
    const action = createRetireUseCaseAction({
      ...portal,
      now: () => new Date(now()),
    });
    const task = createTask();

    const latest = new Date(now() + 30 * DAY).toISOString().slice(0, 10);
    await expect(task.run(action, INPUT)).rejects.toThrow(
      new RegExp(
        `^AWS closed as many accounts of the organization in the last 30 days as its quota allows: .+ which is by ${latest} at the latest: retry then\\.\n` +
          `Closed: (\\w+ \\d{12}, \\w+ \\d{12})\\. Left open: (\\w+ \\d{12}, \\w+ \\d{12})\\. A retry continues with what is left\\.$`,
      ),
    );
    expect((await statesOf(portal)).sort()).toEqual([
      'ACTIVE',
      'ACTIVE',
      'CLOSED',
      'CLOSED',
    ]);
    expect(portal.registry.retirements).toEqual(['begin']);

    clock += 31 * DAY;
    const output = await task.run(action, INPUT);

    expect(output).toEqual({ closedAccounts: closedAccounts(portal) });
    expect(portal.registry.useCases.get(USE_CASE)?.retiredAt).toBeDefined();
  });
});

describe('mlops:use-case:retire, when AWS is difficult', () => {
  it.each([
    ['organizations:CloseAccount', 'ConcurrentModificationException'],
    ['organizations:CloseAccount', 'TooManyRequestsException'],
    ['organizations:DescribeAccount', 'ServiceException'],
  ])(
    'gets over a passing failure of %s: %s',
    async (operation, error) => {
      const portal = await start();
      portal.sandbox.faults.fail(operation, { error, count: 3 });

      await createTask().run(createRetireUseCaseAction(portal), INPUT);

      expect(await statesOf(portal)).toEqual(['CLOSED', 'CLOSED']);
      // The SDK slows down for a while after it was throttled.
    },
    30_000,
  );

  it('gets over an answer that is lost', async () => {
    const portal = await start(undefined, { speed: SLOWLY });
    portal.sandbox.faults.drop('organizations:CloseAccount', { count: 2 });

    const output = await createTask().run(
      createRetireUseCaseAction(portal),
      INPUT,
    );

    expect(output).toEqual({ closedAccounts: closedAccounts(portal) });
    expect(await statesOf(portal)).toEqual(['CLOSED', 'CLOSED']);
  });

  it('goes on with a closure that was asked for elsewhere', async () => {
    const portal = await start(['dev'], { speed: SLOWLY });
    await portal.organizations.send(
      new CloseAccountCommand({ AccountId: portal.ids.get('dev') }),
    );
    const task = createTask();

    await task.run(createRetireUseCaseAction(portal), INPUT);

    expect(portal.calls('organizations:CloseAccount')).toBe(1);
    expect(anonymous(task.log)).toContain(
      'info: dev: account <id>: AWS is closing it',
    );
    expect(await statesOf(portal)).toEqual(['CLOSED']);
  });

  it('says what AWS refused and what to do, finishes the others, and a retry continues', async () => {
    const portal = await start();
    portal.sandbox.faults.fail('organizations:CloseAccount', {
      where: { AccountId: portal.ids.get('dev') ?? '' },
      error: 'AccessDeniedException',
      message: 'You may not close it',
      status: 400,
      count: 1,
    });
    const action = createRetireUseCaseAction(portal);
    const task = createTask();

    await expect(task.run(action, INPUT)).rejects.toThrow(
      /^dev: Could not close the account \(churn-prediction-dev, \d{12}\): AccessDeniedException: You may not close it\. The provisioner role may close accounts with the tag mlops:managed-by: mlops-portal; .+\nClosed: experimentation \d{12}\. Left open: dev \d{12}\. A retry continues with what is left\.$/,
    );
    expect(await statesOf(portal)).toEqual(['CLOSED', 'ACTIVE']);
    expect(portal.registry.retirements).toEqual(['begin']);

    await task.run(action, INPUT);

    expect(await statesOf(portal)).toEqual(['CLOSED', 'CLOSED']);
    expect(portal.registry.retirements).toEqual(['begin', 'complete']);
  });

  it('gives up on a failure that does not pass, some minutes later', async () => {
    const portal = await start(['dev']);
    portal.sandbox.faults.fail('organizations:CloseAccount', {
      error: 'ConcurrentModificationException',
      message: 'Busy',
    });

    await expect(
      createTask().run(
        createRetireUseCaseAction({ ...portal, patience: { busyMs: 100 } }),
        INPUT,
      ),
    ).rejects.toThrow(
      /ConcurrentModificationException: Busy\. It is a passing condition/,
    );
  });

  it('waits for the portal to see the accounts closed', async () => {
    const portal = await start();
    portal.registry.openAccountsSeen = 2;

    await createTask().run(createRetireUseCaseAction(portal), INPUT);

    expect(portal.registry.retirements).toEqual(['begin', 'complete']);
  });

  it('says that the accounts are closed when the portal does not see it, and a retry continues there', async () => {
    const portal = await start();
    portal.registry.openAccountsSeen = 100;
    const action = createRetireUseCaseAction({
      ...portal,
      patience: { busyMs: 100 },
    });
    const task = createTask();

    await expect(task.run(action, INPUT)).rejects.toThrow(
      'The accounts of churn-prediction are closed, but it could not be marked as retired: The use case churn-prediction has accounts that are not closed: one. A retry continues here.',
    );
    portal.registry.openAccountsSeen = 0;
    await task.run(action, INPUT);

    expect(portal.registry.retirements).toEqual(['begin', 'complete']);
    expect(portal.calls('organizations:CloseAccount')).toBe(2);
  });

  it('stops when it is cancelled, and says how far it came', async () => {
    const portal = await start(ALL, { speed: 5 });
    const task = createTask();
    const cancel = new AbortController();

    const running = task.run(createRetireUseCaseAction(portal), INPUT, {
      signal: cancel.signal,
    });
    const ended = running.catch(error => error.message);
    await portal.untilCalled('organizations:CloseAccount');
    cancel.abort(new Error('cancelled'));
    expect(await ended).toBe('cancelled');

    expect(anonymous(task.log).at(-1)).toMatch(
      /^warn: Cancelled\. .*Left open: .+ Nothing is taken back; Retire use case goes on with the rest\.$/,
    );
    const calls = portal.calls('organizations:CloseAccount');
    await new Promise(resolve => setTimeout(resolve, 700));
    expect(portal.calls('organizations:CloseAccount')).toBe(calls);
    expect(portal.registry.retirements).toEqual(['begin']);
  });
});
