import {
  DeleteProjectCommand,
  DescribeProjectCommand,
  ListProjectsCommand,
  ListTagsCommand,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { ACCOUNT_IDS } from '@mlops-portal/aws-sandbox';
import { startPortal, type TestPortal } from '../__testUtils__/portal';
import { createTask, type Moment } from '../__testUtils__/task';
import { createLaunchProjectAction } from './launchProject';

/** Of the sandbox's organization: a use case with accounts, and no project yet. */
const USE_CASE = 'inventory-optimization';

interface LaunchPortal extends TestPortal {
  accountId: string;
  /** SageMaker in the account, past the action. */
  sageMaker: SageMakerClient;
  projectNames(): Promise<(string | undefined)[]>;
}

async function startWithAccount(
  ...[options]: Parameters<typeof startPortal>
): Promise<LaunchPortal> {
  const portal = await startPortal({ seed: 'organization', ...options });
  portal.registry.has(USE_CASE);
  const accounts = await portal.accounts(`${USE_CASE}-dev`);
  const accountId = accounts[0].id;
  const { sageMaker } = portal.aws.account(accountId, 'provisioner');
  return {
    ...portal,
    accountId,
    sageMaker,
    async projectNames() {
      const { ProjectSummaryList = [] } = await sageMaker.send(
        new ListProjectsCommand({}),
      );
      return ProjectSummaryList.map(({ ProjectName }) => ProjectName);
    },
  };
}

function inputFor(portal: LaunchPortal) {
  return {
    accountId: portal.accountId,
    useCase: USE_CASE,
    product: 'train-and-register',
  };
}

/** States that pass too quickly to be seen each time are left out. */
function withoutPassingStates(log: string[]): string[] {
  return log.filter(line => !/: (Pending|CreateInProgress)$/.test(line));
}

describe('mlops:project:launch', () => {
  it('launches the newest version of the template, tagged for the use case', async () => {
    const portal = await startWithAccount();

    const output = await createTask().run(
      createLaunchProjectAction(portal),
      inputFor(portal),
    );

    const project = await portal.sageMaker.send(
      new DescribeProjectCommand({ ProjectName: USE_CASE }),
    );
    expect(project).toMatchObject({
      ProjectStatus: 'CreateCompleted',
      ProjectDescription: `Project of the use case ${USE_CASE}`,
    });
    expect(output).toEqual({
      projectName: USE_CASE,
      projectId: project.ProjectId,
      projectArn: project.ProjectArn,
    });
    const { Tags } = await portal.sageMaker.send(
      new ListTagsCommand({ ResourceArn: project.ProjectArn }),
    );
    expect(Tags).toEqual(
      expect.arrayContaining([
        { Key: 'mlops:use-case', Value: USE_CASE },
        { Key: 'mlops:managed-by', Value: 'mlops-portal' },
      ]),
    );
    expect(portal.registry.refreshed).toEqual([USE_CASE]);
  });

  it('tells what it does, in words for the person who waits', async () => {
    const portal = await startWithAccount({ speed: 5 });
    const task = createTask();

    await task.run(createLaunchProjectAction(portal), inputFor(portal));

    expect(withoutPassingStates(task.log)).toEqual([
      `info: Launching project ${USE_CASE} from train-and-register 1.1.0 in account ${portal.accountId}`,
      `info: Project ${USE_CASE}: CreateCompleted`,
    ]);
    expect(task.log).toContain(`info: Project ${USE_CASE}: Pending`);
  });

  it('launches the version that is asked for', async () => {
    const portal = await startWithAccount();
    const task = createTask();

    await task.run(createLaunchProjectAction(portal), {
      ...inputFor(portal),
      version: '1.0.0',
    });

    expect(task.log[0]).toContain('from train-and-register 1.0.0');
  });

  it('changes nothing the second time, and says so', async () => {
    const portal = await startWithAccount();
    const action = createLaunchProjectAction(portal);
    const first = await createTask().run(action, inputFor(portal));
    const task = createTask();

    const second = await task.run(action, inputFor(portal));

    expect(second).toEqual(first);
    expect(task.log).toEqual([
      `info: Project ${USE_CASE} exists already in account ${portal.accountId}; nothing changed`,
    ]);
    expect(portal.calls('sagemaker:CreateProject')).toBe(1);
  });

  it('goes on with a project that another run has begun, and does not call that nothing', async () => {
    const portal = await startWithAccount({ speed: 6 });
    const action = createLaunchProjectAction(portal);
    const first = createTask().run(action, inputFor(portal));
    await portal.untilCalled('sagemaker:CreateProject');
    const task = createTask();

    const second = await task.run(action, inputFor(portal));

    expect(second).toEqual(await first);
    expect(task.log[0]).toBe(
      `info: Project ${USE_CASE} was launched before in account ${portal.accountId}; going on with that`,
    );
    expect(task.log.join()).not.toContain('nothing changed');
    expect(portal.calls('sagemaker:CreateProject')).toBe(1);
  });

  it('touches nothing in a dry run', async () => {
    const portal = await startWithAccount();
    const before = portal.allCalls().length;
    const task = createTask();

    await task.run(createLaunchProjectAction(portal), inputFor(portal), {
      isDryRun: true,
    });

    expect(portal.allCalls()).toHaveLength(before);
    expect(task.log).toEqual([
      `info: Dry run: would launch project ${USE_CASE} from train-and-register (newest version) in account ${portal.accountId}`,
    ]);
  });

  it('does not fail for evidence that could not be collected, and says so', async () => {
    const portal = await startWithAccount();
    portal.registry.breakRefresh();
    const task = createTask();

    await task.run(createLaunchProjectAction(portal), inputFor(portal));

    expect(task.log.at(-1)).toMatch(
      /^warn: The page of inventory-optimization .* The database is away\.$/,
    );
  });
});

describe('mlops:project:launch, killed and run again', () => {
  const points = (['before', 'after', 'kept'] as Moment[]).flatMap(moment =>
    [true, false].map(keepsCheckpoints => ({ moment, keepsCheckpoints })),
  );

  it.each(points)(
    'ends with one project: $moment create, checkpoints kept: $keepsCheckpoints',
    async ({ moment, keepsCheckpoints }) => {
      const portal = await startWithAccount();
      const action = createLaunchProjectAction(portal);
      const task = createTask();
      await expect(
        task.run(action, inputFor(portal), {
          dieAt: { key: 'create', moment },
        }),
      ).rejects.toThrow(`killed ${moment} create`);

      const output = await (keepsCheckpoints ? task : createTask()).run(
        action,
        inputFor(portal),
      );

      expect(output).toMatchObject({ projectName: USE_CASE });
      expect(await portal.projectNames()).toEqual([USE_CASE]);
      expect(portal.calls('sagemaker:CreateProject')).toBe(1);
    },
  );

  it('launches anew what failed and was deleted, though the checkpoint says it was launched', async () => {
    const portal = await startWithAccount();
    const action = createLaunchProjectAction(portal);
    const task = createTask();
    const wrong = { ...inputFor(portal), parameters: { NoSuch: 'parameter' } };
    await expect(task.run(action, wrong)).rejects.toThrow('CreateFailed');
    await portal.sageMaker.send(
      new DeleteProjectCommand({ ProjectName: USE_CASE }),
    );
    expect(await portal.projectNames()).toEqual([]);

    const output = await task.run(action, inputFor(portal));

    expect(output).toMatchObject({ projectName: USE_CASE });
    expect(await portal.projectNames()).toEqual([USE_CASE]);
  });
});

describe('mlops:project:launch, when AWS stumbles', () => {
  it('launches one project when the answer to CreateProject is lost', async () => {
    const portal = await startWithAccount();
    portal.sandbox.faults.drop('sagemaker:CreateProject', { count: 1 });

    await createTask().run(createLaunchProjectAction(portal), inputFor(portal));

    expect(await portal.projectNames()).toEqual([USE_CASE]);
  });

  it.each([
    'sagemaker:CreateProject',
    'sagemaker:DescribeProject',
    'servicecatalog:SearchProducts',
  ])('goes on when %s is throttled', async operation => {
    const portal = await startWithAccount();
    portal.sandbox.faults.throttle(operation, { count: 1 });

    await createTask().run(createLaunchProjectAction(portal), inputFor(portal));

    expect(await portal.projectNames()).toEqual([USE_CASE]);
  });
});

describe('mlops:project:launch, when it cannot be done', () => {
  it('says which products there are when the product is unknown', async () => {
    const portal = await startWithAccount();

    await expect(
      createTask().run(createLaunchProjectAction(portal), {
        ...inputFor(portal),
        product: 'train-and-forget',
      }),
    ).rejects.toThrow(
      `product: account ${portal.accountId} sees no product train-and-forget; it sees: batch-inference, sagemaker-studio, train-and-register, train-deploy-monitor. The platform team shares the library's portfolio with the account.`,
    );
    expect(portal.calls('sagemaker:CreateProject')).toBe(0);
  });

  it('says so when the library is not shared with the account', async () => {
    const portal = await startWithAccount();

    await expect(
      createTask().run(createLaunchProjectAction(portal), {
        ...inputFor(portal),
        accountId: ACCOUNT_IDS.dataLake,
      }),
    ).rejects.toThrow(
      `product: account ${ACCOUNT_IDS.dataLake} sees no product train-and-register; it sees: none.`,
    );
  });

  it('says which versions there are when the version is unknown', async () => {
    const portal = await startWithAccount();

    await expect(
      createTask().run(createLaunchProjectAction(portal), {
        ...inputFor(portal),
        version: '9.0.0',
      }),
    ).rejects.toThrow(
      /^version: train-and-register has no version 9\.0\.0; it has: 1\.[01]\.0, 1\.[01]\.0\.$/,
    );
    expect(portal.calls('sagemaker:CreateProject')).toBe(0);
  });

  it('says why a project failed, and what to do', async () => {
    const portal = await startWithAccount();

    await expect(
      createTask().run(createLaunchProjectAction(portal), {
        ...inputFor(portal),
        parameters: { NoSuch: 'parameter' },
      }),
    ).rejects.toThrow(
      `Project ${USE_CASE} is CreateFailed: Parameters: [NoSuch] do not exist in the template. ` +
        'Delete the failed project in SageMaker, then retry; if it fails again, ask the owner of the template.',
    );
  });

  it('says so again when it is retried and the failed project is still there', async () => {
    const portal = await startWithAccount();
    const action = createLaunchProjectAction(portal);
    const wrong = { ...inputFor(portal), parameters: { NoSuch: 'parameter' } };
    await expect(createTask().run(action, wrong)).rejects.toThrow();

    await expect(createTask().run(action, inputFor(portal))).rejects.toThrow(
      `Project ${USE_CASE} is CreateFailed`,
    );
  });

  it('does not wait for a project that is being deleted', async () => {
    const portal = await startWithAccount({ speed: 4 });
    const action = createLaunchProjectAction(portal);
    await createTask().run(action, inputFor(portal));
    await portal.sageMaker.send(
      new DeleteProjectCommand({ ProjectName: USE_CASE }),
    );

    await expect(createTask().run(action, inputFor(portal))).rejects.toThrow(
      `Project ${USE_CASE} is being deleted. Retry when it is gone, and it is launched anew.`,
    );
  });

  it('tells why the launch was refused, even when looking again fails, too', async () => {
    const portal = await startWithAccount();
    portal.sandbox.faults.fail('sagemaker:CreateProject', {
      error: 'ResourceLimitExceeded',
      message: 'The account may have no more projects.',
    });
    const running = createTask().run(
      createLaunchProjectAction(portal),
      inputFor(portal),
    );
    running.catch(() => undefined);
    // The first look, before the launch, is answered.
    await portal.untilCalled('sagemaker:DescribeProject');
    portal.sandbox.faults.fail('sagemaker:DescribeProject', {
      error: 'AccessDeniedException',
      message: 'You may not look.',
    });

    await expect(running).rejects.toThrow(
      `Could not launch the project (${USE_CASE}): ResourceLimitExceeded: The account may have no more projects.`,
    );
  });

  it('names the field of a use case that is not registered, and launches nothing', async () => {
    const portal = await startWithAccount();

    await expect(
      createTask().run(createLaunchProjectAction(portal), {
        ...inputFor(portal),
        useCase: 'unheard-of',
      }),
    ).rejects.toThrow('useCase: There is no use case named unheard-of.');
    expect(portal.calls('sagemaker:CreateProject')).toBe(0);
  });

  it('refuses what is no account id', async () => {
    const portal = await startWithAccount();

    await expect(
      createTask().run(createLaunchProjectAction(portal), {
        ...inputFor(portal),
        accountId: 'dev',
      }),
    ).rejects.toThrow('accountId');
  });

  it('says so when the role of the portal is not in the account', async () => {
    const portal = await startWithAccount();

    await expect(
      createTask().run(createLaunchProjectAction(portal), {
        ...inputFor(portal),
        accountId: '999999999999',
      }),
    ).rejects.toThrow(
      /Could not look for the project \(inventory-optimization\): AccessDenied: .* The role of the portal does not exist in that account, or does not trust the portal: the platform team deploys it\./,
    );
  });

  it('ends at once when it is cancelled, and says what exists', async () => {
    const portal = await startWithAccount({ speed: 0.6 });
    const controller = new AbortController();
    const task = createTask();
    const running = task.run(
      createLaunchProjectAction(portal),
      inputFor(portal),
      { signal: controller.signal },
    );
    running.catch(() => undefined);
    await portal.untilCalled('sagemaker:CreateProject');
    const started = Date.now();
    controller.abort(new Error('cancelled by a person'));

    await expect(running).rejects.toThrow('cancelled by a person');
    expect(Date.now() - started).toBeLessThan(500);
    expect(portal.registry.refreshed).toEqual([]);
    expect(task.log.at(-1)).toBe(
      `warn: Cancelled. Project ${USE_CASE} was asked for in account ${portal.accountId}, and SageMaker still finishes it. Run this again to go on with it.`,
    );
  });

  it('does not claim to have asked for what it had not when it is cancelled', async () => {
    const portal = await startWithAccount();
    portal.sandbox.faults.delay('servicecatalog:DescribeProduct', 2_000);
    const controller = new AbortController();
    const task = createTask();
    const running = task.run(
      createLaunchProjectAction(portal),
      inputFor(portal),
      { signal: controller.signal },
    );
    running.catch(() => undefined);
    await portal.untilCalled('servicecatalog:SearchProducts');
    controller.abort(new Error('cancelled by a person'));

    await expect(running).rejects.toThrow();
    expect(task.log.at(-1)).toBe(
      `warn: Cancelled. Project ${USE_CASE} was not asked for yet. Run this again to go on with it.`,
    );
    expect(portal.calls('sagemaker:CreateProject')).toBe(0);
  });
});
