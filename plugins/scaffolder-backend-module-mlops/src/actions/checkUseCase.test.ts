import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { startPortal, type TestPortal } from '../__testUtils__/portal';
import { createTask } from '../__testUtils__/task';
import { createCheckUseCaseAction } from './checkUseCase';

const catalog = catalogServiceMock({
  entities: [
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name: 'customer-intelligence', namespace: 'default' },
      spec: { type: 'team', children: [] },
    },
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name: 'amara', namespace: 'default' },
      spec: { memberOf: [] },
    },
  ],
});

const VALID = {
  name: 'churn-prediction',
  owner: 'group:default/customer-intelligence',
  environments: ['experimentation' as const, 'dev' as const],
};

const WITH_PROJECT = { ...VALID, projectTemplate: 'train-and-register' };

async function startWithLibrary(): Promise<TestPortal> {
  const portal = await startPortal();
  portal.registry.library = [
    {
      name: 'train-and-register',
      productId: 'prod-1',
      description: '',
      owner: 'group:default/platform',
      versions: [
        {
          name: '1.1.0',
          provisioningArtifactId: 'pa-1',
          deprecated: false,
        },
      ],
    },
  ];
  return portal;
}

function actionOf(portal: TestPortal) {
  return createCheckUseCaseAction({ registry: portal.registry, catalog });
}

describe('mlops:use-case:check', () => {
  it('lets through what can be created, and says so', async () => {
    const portal = await startWithLibrary();
    const task = createTask();

    await task.run(actionOf(portal), {
      ...WITH_PROJECT,
      projectVersion: '1.1.0',
    });

    expect(task.log).toEqual([
      'info: churn-prediction can be created for group:default/customer-intelligence with experimentation, dev',
    ]);
    expect(portal.allCalls()).toEqual([]);
  });

  it('refuses the name of a use case that was retired', async () => {
    const portal = await startWithLibrary();
    const { naming } = portal.registry;
    portal.registry.naming = async (...request) => ({
      ...(await naming(...request)),
      problem: 'The use case churn-prediction was retired.',
    });

    await expect(createTask().run(actionOf(portal), VALID)).rejects.toThrow(
      'Nothing was created. name: The use case churn-prediction was retired.',
    );
  });

  it('needs no project template', async () => {
    const portal = await startWithLibrary();
    portal.registry.libraryIsRead = false;

    for (const input of [VALID, { ...VALID, projectTemplate: '' }]) {
      await expect(createTask().run(actionOf(portal), input)).resolves.toEqual(
        {},
      );
    }
  });

  it('takes the short name of a group', async () => {
    const portal = await startWithLibrary();
    const task = createTask();

    await task.run(actionOf(portal), {
      ...VALID,
      owner: 'customer-intelligence',
    });

    expect(task.log[0]).toContain('for group:default/customer-intelligence');
  });

  it('does the same in a dry run', async () => {
    const portal = await startWithLibrary();

    await expect(
      createTask().run(
        actionOf(portal),
        { ...VALID, owner: 'group:default/nobody' },
        { isDryRun: true },
      ),
    ).rejects.toThrow('owner: group:default/nobody is not a group');
  });

  it.each([
    [
      'a malformed name',
      { ...VALID, name: 'Churn' },
      'name: A use case name starts with a lowercase letter.',
    ],
    [
      'an owner that is not in the catalog',
      { ...VALID, owner: 'group:default/nobody' },
      'owner: group:default/nobody is not a group in the catalog; choose one that is.',
    ],
    [
      'an owner that is no group',
      { ...VALID, owner: 'user:default/amara' },
      'owner: user:default/amara is not a group in the catalog; choose one that is.',
    ],
    [
      'an owner that is no entity reference',
      { ...VALID, owner: '' },
      "owner: '' is not the entity reference of a group, such as group:default/pricing.",
    ],
    [
      'an unknown project template',
      { ...VALID, projectTemplate: 'train-and-forget' },
      'projectTemplate: the library has no train-and-forget; it has: train-and-register.',
    ],
    [
      'an unknown version of the project template',
      { ...WITH_PROJECT, projectVersion: '9.0.0' },
      'projectVersion: train-and-register has no version 9.0.0; it has: 1.1.0.',
    ],
    [
      'a project without an account for it',
      { ...WITH_PROJECT, environments: ['prod' as const] },
      'environments: a project needs the dev or the experimentation account; add one of them, or choose no project template.',
    ],
  ])('refuses %s', async (_what, input, problem) => {
    const portal = await startWithLibrary();

    await expect(createTask().run(actionOf(portal), input)).rejects.toThrow(
      `Nothing was created. ${problem}`,
    );
  });

  it('refuses a name that would make an email address too long for AWS', async () => {
    const portal = await startPortal({
      adjust: data => {
        data.mlops.accounts.emailDomain =
          'machine-learning.accounts.example.com';
      },
    });

    await expect(createTask().run(actionOf(portal), VALID)).rejects.toThrow(
      /name: The account email aws\+churn-prediction-experimentation@.* AWS allows 64/,
    );
  });

  it('says what keeps the library from being read', async () => {
    const portal = await startWithLibrary();
    portal.registry.libraryIsRead = false;

    await expect(
      createTask().run(actionOf(portal), WITH_PROJECT),
    ).rejects.toThrow(
      'projectTemplate: the library has not been read yet (the library is out of reach); try again in a minute.',
    );
  });

  it('says everything that is wrong at once', async () => {
    const portal = await startWithLibrary();

    await expect(
      createTask().run(actionOf(portal), {
        name: 'Churn',
        owner: 'group:default/nobody',
        environments: ['prod'],
        projectTemplate: 'train-and-forget',
      }),
    ).rejects.toThrow(
      /^Nothing was created\. name: .* owner: .* projectTemplate: .* environments: /,
    );
  });
});
