// The action with Control Tower for a vendor, against the sandbox's Account Factory.
import {
  ListParentsCommand,
  MoveAccountCommand,
} from '@aws-sdk/client-organizations';
import {
  DescribeProvisionedProductCommand,
  SearchProvisionedProductsCommand,
  ServiceCatalogClient,
  type ProvisionedProductAttribute,
} from '@aws-sdk/client-service-catalog';
import { PORTAL_CREDENTIALS, REGION } from '@mlops-portal/aws-sandbox';
import { OWNER, startPortal, type TestPortal } from '../__testUtils__/portal';
import { startProxy } from '../__testUtils__/proxy';
import { createTask, type Moment } from '../__testUtils__/task';
import { createProvisionAccountsAction } from '../actions/provisionAccounts';
import { createRetireUseCaseAction } from '../actions/retireUseCase';

const USE_CASE = 'churn-prediction';
const NAME = `${USE_CASE}-dev`;
const EMAIL = `aws+${NAME}@example.com`;

const DEV = { useCase: USE_CASE, environments: ['dev' as const] };
const ALL = {
  useCase: USE_CASE,
  environments: [
    'experimentation' as const,
    'dev' as const,
    'test' as const,
    'prod' as const,
  ],
};

interface FactoryPortal extends TestPortal {
  /** Service Catalog in the management account, past the portal. */
  serviceCatalog: ServiceCatalogClient;
  /** What Account Factory was asked for. */
  provisioned(): Promise<ProvisionedProductAttribute[]>;
}

async function startWithControlTower(
  options: Parameters<typeof startPortal>[0] = {},
): Promise<FactoryPortal> {
  const portal = await startPortal({
    controlTower: true,
    ...options,
    adjust: data => {
      Object.assign(data.mlops.accounts, {
        vendor: 'control-tower',
        controlTower: {
          ssoUser: {
            email: 'ml-platform@example.com',
            firstName: 'ML',
            lastName: 'Platform',
          },
        },
      });
      options.adjust?.(data);
    },
  });
  portal.registry.has(USE_CASE, OWNER);
  const serviceCatalog = new ServiceCatalogClient({
    endpoint: portal.sandbox.url,
    region: REGION,
    credentials: PORTAL_CREDENTIALS,
  });
  return {
    ...portal,
    serviceCatalog,
    async provisioned() {
      const { ProvisionedProducts = [] } = await serviceCatalog.send(
        new SearchProvisionedProductsCommand({
          AccessLevelFilter: { Key: 'Account', Value: 'self' },
        }),
      );
      return ProvisionedProducts;
    },
  };
}

describe('mlops:account:provision with Control Tower', () => {
  it('has Account Factory make exactly the accounts that are asked for, in their units', async () => {
    const portal = await startWithControlTower();

    const output = await createTask().run(
      createProvisionAccountsAction(portal),
      ALL,
    );

    const accounts = await portal.accounts(USE_CASE);
    expect(
      accounts.map(({ name, email, unit }) => ({ name, email, unit })),
    ).toEqual(
      [
        ['dev', 'Development'],
        ['experimentation', 'Experimentation'],
        ['prod', 'Production'],
        ['test', 'Testing'],
      ].map(([environment, unit]) => ({
        name: `${USE_CASE}-${environment}`,
        email: `aws+${USE_CASE}-${environment}@example.com`,
        unit,
      })),
    );
    expect(accounts[0].tags).toMatchObject({
      'mlops:use-case': USE_CASE,
      'mlops:environment': 'dev',
      'mlops:owner': OWNER,
    });
    expect(output).toMatchObject({ created: 4 });
    expect(
      (await portal.provisioned()).map(({ Name, Status }) => [Name, Status]),
    ).toEqual(
      expect.arrayContaining(accounts.map(({ name }) => [name, 'AVAILABLE'])),
    );
    expect(portal.calls('organizations:CreateAccount')).toBe(0);
    expect(portal.calls('organizations:MoveAccount')).toBe(0);
  });

  it('changes nothing the second time, and says so', async () => {
    const portal = await startWithControlTower();
    const action = createProvisionAccountsAction(portal);
    const first = await createTask().run(action, DEV);
    const task = createTask();

    const second = await task.run(action, DEV);

    expect(second).toEqual({ ...first, created: 0 });
    expect(portal.calls('servicecatalog:ProvisionProduct')).toBe(1);
    expect(task.log).toEqual([
      expect.stringMatching(/^info: dev: account \d{12} exists already/),
    ]);
  });

  it('takes an account that came about in another way as it is', async () => {
    const portal = await startWithControlTower();
    await portal.createAccount(NAME, EMAIL);

    const output = await createTask().run(
      createProvisionAccountsAction(portal),
      DEV,
    );

    expect(output).toMatchObject({ created: 0 });
    expect(await portal.provisioned()).toEqual([]);
    expect((await portal.accounts(NAME))[0].unit).toBe('Development');
  });

  it.each<{ moment: Moment; kept: boolean }>([
    { moment: 'before', kept: true },
    { moment: 'after', kept: true },
    { moment: 'after', kept: false },
    { moment: 'kept', kept: false },
  ])(
    'ends with one account when it is killed $moment the creation, checkpoints kept: $kept',
    async ({ moment, kept }) => {
      const portal = await startWithControlTower();
      const action = createProvisionAccountsAction(portal);
      const task = createTask();
      await expect(
        task.run(action, DEV, { dieAt: { key: 'vend-dev', moment } }),
      ).rejects.toThrow();

      await (kept ? task : createTask()).run(action, DEV);

      expect(await portal.accounts(NAME)).toHaveLength(1);
      expect(await portal.provisioned()).toHaveLength(1);
    },
  );

  it('ends with one account when the answer to the request is lost', async () => {
    const portal = await startWithControlTower();
    portal.sandbox.faults.drop('servicecatalog:ProvisionProduct', { count: 1 });

    await createTask().run(createProvisionAccountsAction(portal), DEV);

    expect(await portal.accounts(NAME)).toHaveLength(1);
    expect(await portal.provisioned()).toHaveLength(1);
  });

  it('goes on with what another run asked for', async () => {
    const portal = await startWithControlTower({ speed: 30 });
    const action = createProvisionAccountsAction({
      ...portal,
      patience: { ...portal.patience, roleMs: 10_000 },
    });
    const second = createTask();

    const begun = createTask().run(action, DEV);
    await portal.untilCalled('servicecatalog:ProvisionProduct');
    await Promise.all([begun, second.run(action, DEV)]);

    expect(second.log.join('\n')).toContain(
      'was begun before; going on with that',
    );
    expect(await portal.provisioned()).toHaveLength(1);
  });

  it('waits for a place while Control Tower works on five accounts, whoever asked for them', async () => {
    const portal = await startWithControlTower({ speed: 30 });
    const others = ['one', 'two'].map(name => {
      const useCase = `use-case-${name}`;
      portal.registry.has(useCase, OWNER);
      return useCase;
    });
    const action = createProvisionAccountsAction({
      ...portal,
      patience: { ...portal.patience, roleMs: 20_000 },
    });
    const tasks = [USE_CASE, ...others].map(useCase => ({
      useCase,
      task: createTask(),
    }));
    let most = 0;
    const watching = setInterval(async () => {
      const working = (await portal.provisioned()).filter(
        ({ Status }) => Status === 'UNDER_CHANGE',
      );
      most = Math.max(most, working.length);
    }, 20);

    await Promise.all(
      tasks.map(({ useCase, task }) => task.run(action, { ...ALL, useCase })),
    );
    clearInterval(watching);

    expect(await portal.provisioned()).toHaveLength(12);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(5);
    expect(tasks.flatMap(({ task }) => task.log).join('\n')).toContain(
      'Control Tower works on at most 5 accounts at a time; waiting for a place',
    );
  }, 30_000);

  it('says that the email address is taken when Control Tower refuses it, and goes no further', async () => {
    // Who owns such an address does not show up in any list, so the sandbox is told what AWS would say.
    let asked = false;
    const portal = await startWithControlTower({
      endpoint: url =>
        startProxy(url, operation => {
          if (operation === 'ProvisionProduct') {
            asked = true;
            return { RecordDetail: { RecordId: 'rec-1', Status: 'CREATED' } };
          }
          return asked && operation === 'DescribeProvisionedProduct'
            ? {
                ProvisionedProductDetail: {
                  Id: 'pp-1',
                  Name: NAME,
                  Status: 'ERROR',
                  StatusMessage: `The email address ${EMAIL} is already in use by an AWS account.`,
                },
              }
            : undefined;
        }),
    });

    await expect(
      createTask().run(createProvisionAccountsAction(portal), DEV),
    ).rejects.toThrow(
      `dev: Control Tower could not create account ${NAME} (${EMAIL}): The email address ${EMAIL} is already in use by an AWS account. An AWS account outside of this organization, or one that was closed, has this email address. Choose another use case name`,
    );
    expect(portal.calls('organizations:TagResource')).toBe(0);
    expect(portal.calls('organizations:MoveAccount')).toBe(0);
  });

  it('never goes on without the id of an account', async () => {
    const portal = await startWithControlTower({
      endpoint: url =>
        startProxy(url, operation =>
          operation === 'DescribeRecord'
            ? { RecordDetail: { Status: 'SUCCEEDED' }, RecordOutputs: [] }
            : undefined,
        ),
    });

    await expect(
      createTask().run(createProvisionAccountsAction(portal), DEV),
    ).rejects.toThrow('Account Factory reports success, but no account id.');
    expect(portal.calls('organizations:TagResource')).toBe(0);
  });

  it('removes what failed when it is tried again, and makes the account', async () => {
    const portal = await startWithControlTower({
      adjust: data => {
        data.mlops.accounts.organizationalUnits.dev = 'ou-mlop-foundation';
      },
    });
    const action = createProvisionAccountsAction(portal);
    await expect(createTask().run(action, DEV)).rejects.toThrow(
      /Control Tower could not create account churn-prediction-dev .*The unit has to be registered with Control Tower/,
    );
    const { ProvisionedProductDetail: failed } =
      await portal.serviceCatalog.send(
        new DescribeProvisionedProductCommand({ Name: NAME }),
      );
    expect(failed?.Status).toBe('ERROR');
    portal.mlops.accounts.organizationalUnits.dev = 'ou-mlop-development';
    const task = createTask();

    await task.run(action, DEV);

    expect(task.log.join('\n')).toContain('failed; removing it');
    expect(await portal.accounts(NAME)).toHaveLength(1);
    expect(await portal.provisioned()).toHaveLength(1);
  });

  it('moves an account that is elsewhere by Control Tower, so that there is no drift', async () => {
    const portal = await startWithControlTower();
    const action = createProvisionAccountsAction(portal);
    await createTask().run(action, DEV);
    const [{ id }] = await portal.accounts(NAME);
    const { Parents = [] } = await portal.organizations.send(
      new ListParentsCommand({ ChildId: id }),
    );
    await portal.organizations.send(
      new MoveAccountCommand({
        AccountId: id,
        SourceParentId: Parents[0].Id,
        DestinationParentId: 'ou-mlop-testing1',
      }),
    );
    const task = createTask();

    await task.run(action, DEV);

    expect((await portal.accounts(NAME))[0].unit).toBe('Development');
    expect(portal.calls('servicecatalog:UpdateProvisionedProduct')).toBe(1);
    expect(portal.calls('organizations:MoveAccount')).toBe(1);
    expect(task.log).toContain(`info: dev: moved account ${id} to Development`);
  });

  it('lets go of accounts before they are closed, when the use case is retired', async () => {
    const portal = await startWithControlTower();
    await createTask().run(createProvisionAccountsAction(portal), DEV);
    const [{ id }] = await portal.accounts(NAME);
    const task = createTask();

    const output = await task.run(createRetireUseCaseAction(portal), {
      useCase: USE_CASE,
      confirmation: USE_CASE,
    });

    expect(output).toEqual({
      closedAccounts: [{ environment: 'dev', accountId: id }],
    });
    expect(await portal.provisioned()).toEqual([]);
    expect(task.log).toContain(
      `info: dev: Control Tower lets go of account ${id}`,
    );
    const calls = portal.allCalls();
    expect(
      calls.indexOf('servicecatalog:TerminateProvisionedProduct ok'),
    ).toBeLessThan(calls.indexOf('organizations:CloseAccount ok'));
  });

  it('says who gives it access when it does not see Account Factory', async () => {
    const portal = await startWithControlTower({ controlTower: false });

    await expect(
      createTask().run(createProvisionAccountsAction(portal), DEV),
    ).rejects.toThrow(
      /sees no product AWS Control Tower Account Factory; .*gives the provisioner role access to the portfolio of Account Factory/,
    );
    expect(await portal.accounts(NAME)).toEqual([]);
  });
});
