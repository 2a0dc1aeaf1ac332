import {
  CloudFormationClient,
  CreateStackSetCommand,
  ListStackInstancesCommand,
} from '@aws-sdk/client-cloudformation';
import {
  PORTAL_CREDENTIALS,
  REGION,
  STACK_SETS,
} from '@mlops-portal/aws-sandbox';
import { startPortal, type TestPortal } from '../__testUtils__/portal';
import { createTask, type Moment } from '../__testUtils__/task';
import { createApplyBaselineAction } from './applyBaseline';
import { createProvisionAccountsAction } from './provisionAccounts';

const USE_CASE = 'churn-prediction';

/** A StackSet of the tests' own. */
const OURS = 'our-baseline';

const ENVIRONMENTS = ['experimentation', 'dev'] as const;

interface Account {
  environment: (typeof ENVIRONMENTS)[number];
  accountId: string;
}

interface Applied extends Account {
  stacks: { stackSet: string; region: string; stackId: string }[];
}

/** Makes a StackSet that does not deploy automatically. */
async function makeStackSet(
  client: CloudFormationClient,
  resource: object,
): Promise<void> {
  await client.send(
    new CreateStackSetCommand({
      StackSetName: OURS,
      PermissionModel: 'SERVICE_MANAGED',
      AutoDeployment: { Enabled: false },
      ManagedExecution: { Active: true },
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      TemplateBody: JSON.stringify({ Resources: { Ours: resource } }),
    }),
  );
}

const KEY = { Type: 'AWS::KMS::Key', Properties: { Description: 'Ours' } };

/** A portal with two accounts of a use case, whose baseline may still be under way. */
async function startWithAccounts(
  stackSets: string[] | undefined,
  options: Parameters<typeof startPortal>[0] = {},
) {
  const portal: TestPortal = await startPortal({
    ...options,
    adjust: data => {
      if (stackSets) {
        Object.assign(data.mlops.accounts, { baseline: { stackSets } });
      }
    },
  });
  portal.registry.has(USE_CASE);
  const { accounts } = await createTask().run(
    createProvisionAccountsAction({
      ...portal,
      patience: { ...portal.patience, roleMs: 20_000 },
    }),
    { useCase: USE_CASE, environments: [...ENVIRONMENTS] },
  );
  const cloudFormation = new CloudFormationClient({
    endpoint: portal.sandbox.url,
    region: REGION,
    credentials: PORTAL_CREDENTIALS,
  });
  return {
    ...portal,
    accounts: accounts as unknown as (Account & Record<string, string>)[],
    cloudFormation,
    /** Accounts that have an instance of a StackSet. */
    async instances(name: string): Promise<(string | undefined)[]> {
      const { Summaries = [] } = await cloudFormation.send(
        new ListStackInstancesCommand({ StackSetName: name }),
      );
      return Summaries.map(({ Account: id }) => id).sort();
    },
  };
}

describe('mlops:account:baseline, where StackSets deploy automatically', () => {
  it('waits until the stacks are there, and says which', async () => {
    const portal = await startWithAccounts(undefined, { speed: 2 });
    const task = createTask();

    const { applied } = await task.run(createApplyBaselineAction(portal), {
      accounts: portal.accounts,
    });

    expect(applied).toEqual(
      portal.accounts.map(({ environment, accountId }) => ({
        environment,
        accountId,
        stacks: [STACK_SETS.baseline, STACK_SETS.portalRoles].map(stackSet => ({
          stackSet,
          region: REGION,
          stackId: expect.stringMatching(
            `^arn:aws:cloudformation:${REGION}:${accountId}:stack/StackSet-${stackSet}-`,
          ),
        })),
      })),
    );
    expect(task.log).toContain(
      `info: dev: waiting for ${STACK_SETS.baseline} in account ${portal.accounts[1].accountId}`,
    );
    expect(portal.calls('cloudformation:CreateStackInstances')).toBe(0);
  });

  it('changes nothing the second time', async () => {
    const portal = await startWithAccounts(undefined);
    const action = createApplyBaselineAction(portal);
    const input = { accounts: portal.accounts };

    const first = await createTask().run(action, input);
    const second = await createTask().run(action, input);

    expect(second).toEqual(first);
  });

  it('says what to look at when a StackSet does not reach an account', async () => {
    const portal = await startWithAccounts(undefined);
    const [{ environment }] = portal.accounts;
    const stranger = portal.mlops.aws.dataLakeAccountId;

    await expect(
      createTask().run(createApplyBaselineAction(portal), {
        accounts: [{ environment, accountId: stranger }],
      }),
    ).rejects.toThrow(
      `${STACK_SETS.baseline} has not come to account ${stranger} within`,
    );
  });
});

describe('mlops:account:baseline, where StackSets do not deploy automatically', () => {
  it('has the stacks made in the accounts that lack them', async () => {
    const portal = await startWithAccounts([OURS]);
    await makeStackSet(portal.cloudFormation, KEY);
    const task = createTask();

    const { applied } = await task.run(createApplyBaselineAction(portal), {
      accounts: portal.accounts,
    });

    expect((applied as unknown as Applied[])[0].stacks).toEqual([
      { stackSet: OURS, region: REGION, stackId: expect.any(String) },
    ]);
    expect(await portal.instances(OURS)).toEqual(
      portal.accounts.map(({ accountId }) => accountId).sort(),
    );
    expect(task.log[0]).toContain(
      `${OURS} is not deployed automatically; applying it to `,
    );
  });

  it('leaves alone what is there', async () => {
    const portal = await startWithAccounts([OURS]);
    await makeStackSet(portal.cloudFormation, KEY);
    const action = createApplyBaselineAction(portal);
    const input = { accounts: portal.accounts };
    await createTask().run(action, input);

    await createTask().run(action, input);

    expect(portal.calls('cloudformation:CreateStackInstances')).toBe(1);
  });

  it.each<Moment>(['before', 'after', 'kept'])(
    'ends with one stack an account when it is killed %s the request',
    async moment => {
      const portal = await startWithAccounts([OURS]);
      await makeStackSet(portal.cloudFormation, KEY);
      const action = createApplyBaselineAction(portal);
      const input = { accounts: portal.accounts };
      const task = createTask();
      await expect(
        task.run(action, input, { dieAt: { key: `apply-${OURS}`, moment } }),
      ).rejects.toThrow();

      await task.run(action, input);

      expect(await portal.instances(OURS)).toHaveLength(2);
    },
  );

  it('ends with one stack an account when the answer is lost', async () => {
    const portal = await startWithAccounts([OURS]);
    await makeStackSet(portal.cloudFormation, KEY);
    portal.sandbox.faults.drop('cloudformation:CreateStackInstances', {
      count: 1,
    });

    await createTask().run(createApplyBaselineAction(portal), {
      accounts: portal.accounts,
    });

    expect(await portal.instances(OURS)).toHaveLength(2);
  });

  it('waits its turn while another operation runs', async () => {
    const portal = await startWithAccounts([OURS]);
    await makeStackSet(portal.cloudFormation, KEY);
    portal.sandbox.faults.fail('cloudformation:CreateStackInstances', {
      error: 'OperationInProgressException',
      count: 2,
    });
    const task = createTask();

    await task.run(createApplyBaselineAction(portal), {
      accounts: portal.accounts,
    });

    expect(task.log).toContain(
      `info: another operation on ${OURS} runs; waiting for it`,
    );
    expect(await portal.instances(OURS)).toHaveLength(2);
  });

  it("gives CloudFormation's reason when a stack failed, and names the accounts that have it", async () => {
    const portal = await startWithAccounts([OURS]);
    // The portal's own role is there already, under the same name.
    await makeStackSet(portal.cloudFormation, {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: portal.mlops.aws.roles.reader,
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
      },
    });

    await expect(
      createTask().run(createApplyBaselineAction(portal), {
        accounts: portal.accounts,
      }),
    ).rejects.toThrow(
      new RegExp(
        `^experimentation: ${OURS} in ${REGION} of account \\d{12} is FAILED: .*already exists.*The platform team mends the cause`,
      ),
    );
  });
});

describe('mlops:account:baseline', () => {
  it('names the key of the configuration when there is no such StackSet', async () => {
    const portal = await startWithAccounts(['nobody-knows']);

    await expect(
      createTask().run(createApplyBaselineAction(portal), {
        accounts: portal.accounts,
      }),
    ).rejects.toThrow(
      'There is no StackSet nobody-knows in the management account. The platform team deploys foundation/stack-sets.yaml, or corrects mlops.accounts.baseline.stackSets.',
    );
  });

  it('says what AWS refused', async () => {
    const portal = await startWithAccounts(undefined);
    portal.sandbox.faults.fail('cloudformation:DescribeStackSet', {
      error: 'AccessDenied',
      message: 'You may not look.',
      status: 403,
    });

    await expect(
      createTask().run(createApplyBaselineAction(portal), {
        accounts: portal.accounts,
      }),
    ).rejects.toThrow(
      `Could not look at the StackSet (${STACK_SETS.baseline}): AccessDenied: You may not look.`,
    );
  });

  it('says what exists when it is cancelled', async () => {
    const portal = await startWithAccounts(undefined, { speed: 2 });
    const controller = new AbortController();
    const task = createTask();

    const running = task.run(
      createApplyBaselineAction(portal),
      { accounts: portal.accounts },
      { signal: controller.signal },
    );
    await portal.untilCalled('cloudformation:ListStackInstances');
    controller.abort();

    await expect(running).rejects.toThrow(/abort/i);
    expect(task.log.at(-1)).toBe(
      'warn: Cancelled. The baseline is not complete in any account yet. CloudFormation goes on with it by itself.',
    );
  });

  it('only says what it would do in a dry run', async () => {
    const portal = await startPortal();
    const task = createTask();

    await task.run(
      createApplyBaselineAction(portal),
      { accounts: [{ environment: 'dev', accountId: '123456789012' }] },
      { isDryRun: true },
    );

    expect(task.log).toEqual([
      `info: Dry run: would make sure of ${STACK_SETS.baseline} and ${STACK_SETS.portalRoles} in dev 123456789012`,
    ]);
    expect(portal.allCalls()).toEqual([]);
  });
});
