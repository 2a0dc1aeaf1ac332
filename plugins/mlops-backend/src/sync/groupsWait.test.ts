import { mockServices } from '@backstage/backend-test-utils';
import { createGroupsWait } from './groupsWait';

const { signal } = new AbortController();

function start(answers: (boolean | Error)[], patience?: number) {
  const logger = mockServices.logger.mock();
  const hasGroups = jest.fn(async () => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) {
      throw answer;
    }
    return answer ?? false;
  });
  const wait = createGroupsWait({ hasGroups }, logger, patience);
  return { wait, hasGroups, logger };
}

it('is over when there are groups, and asks no more', async () => {
  const { wait, hasGroups, logger } = start([
    false,
    new Error('The catalog is starting'),
    true,
  ]);
  await wait(signal);
  await wait(signal);
  expect(hasGroups).toHaveBeenCalledTimes(3);
  expect(logger.warn).not.toHaveBeenCalled();
});

it('gives up after some time, says so, and does not wait again', async () => {
  const { wait, hasGroups, logger } = start([false], 400);
  await wait(signal);
  const { length } = hasGroups.mock.calls;
  await wait(signal);
  expect(hasGroups).toHaveBeenCalledTimes(length);
  expect(logger.warn).toHaveBeenCalledTimes(1);
});

it('ends with the sync that waits, and is waited for by the next one', async () => {
  const { wait, logger } = start([false]);
  await expect(wait(AbortSignal.abort())).rejects.toThrow('aborted');
  await expect(wait(AbortSignal.timeout(50))).rejects.toThrow('timeout');
  expect(logger.warn).not.toHaveBeenCalled();
});
