import { ConflictError } from '@backstage/errors';
import { createTestRegistry } from '../__testUtils__/registry';
import { createTask, TASK_ID } from '../__testUtils__/task';
import { createRegisterUseCaseAction } from './registerUseCase';

const INPUT = {
  name: 'churn-prediction',
  title: 'Churn prediction',
  description: 'Who is about to leave',
  owner: 'group:default/customer-intelligence',
  domain: '',
  costCenter: 'cc-4711',
};

function start() {
  const registry = createTestRegistry({
    emailPattern: '{useCase}-{environment}@{domain}',
    emailDomain: 'example.com',
  });
  const register = jest.spyOn(registry, 'register');
  /** Ids of the tasks that are running. */
  const running = new Set<string>();
  return {
    register,
    registry,
    running,
    action: createRegisterUseCaseAction({
      registry,
      isTaskRunning: async id => running.has(id),
    }),
  };
}

describe('mlops:use-case:register', () => {
  it('registers the use case, and answers its entity reference', async () => {
    const { action, register } = start();
    const task = createTask();

    const output = await task.run(action, INPUT);

    expect(output).toEqual({
      entityRef: 'system:default/churn-prediction',
      created: true,
    });
    expect(register).toHaveBeenCalledWith(
      { ...INPUT, domain: undefined, registeredInTask: TASK_ID },
      expect.objectContaining({
        principal: expect.objectContaining({
          userEntityRef: 'user:default/mock',
        }),
      }),
    );
    expect(task.log).toEqual([
      'info: Registered the use case churn-prediction, owned by group:default/customer-intelligence',
    ]);
  });

  it('changes nothing the second time, and says so', async () => {
    const { action } = start();
    await createTask().run(action, INPUT);
    const task = createTask();

    const output = await task.run(action, INPUT);

    expect(output).toMatchObject({ created: false });
    expect(task.log).toEqual([
      'info: The use case churn-prediction is registered already, since 2026-01-01 by user:default/mock; nothing changed',
    ]);
  });

  it('lets one of two that create it at once go on, and tells the other', async () => {
    const { action, running } = start();
    running.add('first').add('second');
    await createTask('first').run(action, INPUT);
    const second = createTask('second');

    await expect(second.run(action, INPUT)).rejects.toThrow(
      'name: user:default/mock is creating the use case churn-prediction right now, in the task first. Nothing was done here.',
    );

    running.delete('first');
    await expect(second.run(action, INPUT)).resolves.toMatchObject({
      created: false,
    });
  });

  it('goes on with a task that is run again', async () => {
    const { action, running } = start();
    running.add('first');
    await expect(
      createTask('first').run(action, INPUT, {
        dieAt: { key: 'register', moment: 'after' },
      }),
    ).rejects.toThrow('killed');

    await expect(createTask('first').run(action, INPUT)).resolves.toMatchObject(
      { created: false },
    );
  });

  it('needs no more than name and owner, which may be the short name of a group', async () => {
    const { action, registry } = start();

    await createTask().run(action, {
      name: 'churn-prediction',
      owner: 'customer-intelligence',
    });

    expect(registry.useCases.get('churn-prediction')?.owner).toBe(
      'group:default/customer-intelligence',
    );
  });

  it('registers once when it is killed and run again', async () => {
    for (const moment of ['before', 'after', 'kept'] as const) {
      for (const keepsCheckpoints of [true, false]) {
        const { action, registry } = start();
        const task = createTask();
        await expect(
          task.run(action, INPUT, { dieAt: { key: 'register', moment } }),
        ).rejects.toThrow('killed');

        await (keepsCheckpoints ? task : createTask()).run(action, INPUT);

        expect([...registry.useCases.keys()]).toEqual(['churn-prediction']);
      }
    }
  });

  it('touches nothing in a dry run', async () => {
    const { action, register } = start();
    const task = createTask();

    const output = await task.run(action, INPUT, { isDryRun: true });

    expect(register).not.toHaveBeenCalled();
    expect(output).toEqual({
      entityRef: 'system:default/churn-prediction',
      created: true,
    });
    expect(task.log).toEqual([
      'info: Dry run: would register churn-prediction for group:default/customer-intelligence',
    ]);
  });

  it('says why it could not', async () => {
    const { action, register } = start();
    register.mockRejectedValue(
      new ConflictError('name: the use case exists already.'),
    );

    await expect(createTask().run(action, INPUT)).rejects.toThrow(
      'Could not register the use case churn-prediction: name: the use case exists already.',
    );
  });

  it('names the field of an owner that is no entity reference', async () => {
    const { action, register } = start();

    await expect(
      createTask().run(action, { ...INPUT, owner: '' }),
    ).rejects.toThrow(
      "owner: '' is not the entity reference of a group, such as group:default/pricing.",
    );
    expect(register).not.toHaveBeenCalled();
  });
});
