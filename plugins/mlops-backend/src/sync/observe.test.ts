import type { Observed } from '@mlops-portal/backstage-plugin-mlops-common';
import { observe } from './observe';

const NOW = '2026-11-25T12:00:00.000Z';
const THEN = '2026-11-20T12:00:00.000Z';
const CHECKED = '2026-11-25T11:50:00.000Z';

/** A refusal by AWS, with another request id each time. */
function refusal(): Error {
  return Object.assign(new Error('You may not.'), {
    name: 'AccessDeniedException',
    $metadata: { requestId: `${Math.random()}` },
  });
}

function run(
  before: Observed<string[]> | undefined,
  answer: string[] | Error,
  failures: string[] = [],
) {
  return observe({
    what: 'the things',
    on: 'account a',
    before,
    lastCheckedAt: CHECKED,
    now: () => new Date(NOW),
    collect: async () => {
      if (answer instanceof Error) {
        throw answer;
      }
      return answer;
    },
    onFailure: message => failures.push(message),
  });
}

const GOOD: Observed<string[]> = {
  state: 'collected',
  value: ['a'],
  observedAt: THEN,
};

it('is before when nothing changed, to the letter', async () => {
  expect(await run(GOOD, ['a'])).toBe(GOOD);
});

it('has the time of what changed', async () => {
  expect(await run(GOOD, ['b'])).toEqual({
    state: 'collected',
    value: ['b'],
    observedAt: NOW,
  });
});

it('keeps the last good answer and when it was last right, and is the same at the next failure', async () => {
  const failures: string[] = [];
  const first = await run(GOOD, refusal(), failures);
  expect(first).toEqual({
    state: 'collected',
    value: ['a'],
    observedAt: CHECKED,
    staleReason: expect.stringContaining('AccessDeniedException'),
  });
  const second = await run(first, refusal(), failures);
  expect(JSON.stringify(second)).toBe(JSON.stringify(first));
  expect(failures).toEqual([expect.stringContaining('AWS request')]);
});

it('is fresh again after a failure', async () => {
  const failed = await run(GOOD, refusal());
  expect(await run(failed, ['a'])).toEqual({
    state: 'collected',
    value: ['a'],
    observedAt: NOW,
  });
});

it('says why when there never was an answer', async () => {
  expect(await run(undefined, refusal())).toEqual({
    state: 'unknown',
    reason: expect.stringContaining('Could not read the things (account a)'),
  });
});
