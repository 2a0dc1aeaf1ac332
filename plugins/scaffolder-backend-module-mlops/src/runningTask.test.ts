import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import { createIsTaskRunning } from './runningTask';

function start(getTask: () => Promise<{ status: string }>) {
  return createIsTaskRunning({
    auth: mockServices.auth(),
    scaffolder: { getTask } as unknown as ScaffolderService,
  });
}

describe('createIsTaskRunning', () => {
  it.each([
    ['open', true],
    ['processing', true],
    ['completed', false],
    ['failed', false],
    ['cancelled', false],
  ])('takes a task that is %s for running: %s', async (status, isRunning) => {
    await expect(start(async () => ({ status }))('t-1')).resolves.toBe(
      isRunning,
    );
  });

  it('takes a task that the scaffolder has forgotten for ended', async () => {
    const isTaskRunning = start(async () => {
      throw new NotFoundError('No task with id t-1 found');
    });

    await expect(isTaskRunning('t-1')).resolves.toBe(false);
  });

  it('does not guess when the scaffolder does not answer', async () => {
    const isTaskRunning = start(async () => {
      throw new Error('connect ECONNREFUSED');
    });

    await expect(isTaskRunning('t-1')).rejects.toThrow('ECONNREFUSED');
  });
});
