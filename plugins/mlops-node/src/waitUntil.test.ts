import { waitUntil } from './waitUntil';

const realNow = Date.now();

/** Answers on the n-th call, and keeps the times at which it was asked. */
function answersOnCall(n: number) {
  const askedAt: number[] = [];
  return {
    askedAt,
    poll: async () => {
      askedAt.push(Date.now() - realNow);
      return askedAt.length >= n ? 'answer' : undefined;
    },
  };
}

beforeEach(() => {
  jest.useFakeTimers({ now: realNow });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('waitUntil', () => {
  it('asks at once, and answers without a pause when there is an answer', async () => {
    const { poll, askedAt } = answersOnCall(1);

    await expect(waitUntil({ what: 'it', poll })).resolves.toBe('answer');

    expect(askedAt).toEqual([0]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('takes false, 0 and an empty string for answers', async () => {
    for (const answer of [false, 0, '']) {
      const poll = async () => answer;
      await expect(waitUntil({ what: 'it', poll })).resolves.toBe(answer);
    }
  });

  it('pauses for a share of the time waited, within limits', async () => {
    const { poll, askedAt } = answersOnCall(34);

    const waiting = waitUntil({
      what: 'it',
      poll,
      delayMs: 100,
      maxDelayMs: 150,
    });
    await jest.advanceTimersByTimeAsync(10_000);

    await expect(waiting).resolves.toBe('answer');
    const pauses = askedAt
      .slice(1)
      .map((time, index) => Math.round(time - askedAt[index]));
    // Up to 1.7 s the shortest pause is longer than the share.
    expect(pauses.slice(0, 17)).toEqual(Array(17).fill(100));
    expect(pauses.slice(17, 20)).toEqual([102, 108, 114]);
    expect(pauses.at(-1)).toBe(150);
  });

  it('tells how long it has waited before each pause', async () => {
    const { poll } = answersOnCall(3);
    const onWait = jest.fn();

    const waiting = waitUntil({ what: 'it', poll, delayMs: 100, onWait });
    await jest.advanceTimersByTimeAsync(1000);
    await waiting;

    expect(onWait.mock.calls).toEqual([[0], [100]]);
  });

  it('gives up in time, and says for what and how to go on', async () => {
    const { poll, askedAt } = answersOnCall(Infinity);

    const waiting = waitUntil({
      what: 'the account',
      poll,
      delayMs: 1000,
      maxDelayMs: 1000,
      timeoutMs: 3500,
    });
    const [error] = await Promise.all([
      waiting.catch(reason => reason),
      jest.advanceTimersByTimeAsync(10_000),
    ]);

    expect(error.message).toBe(
      'Gave up waiting for the account after 3 s. It may still come: run the task again, and it continues.',
    );
    expect(askedAt).toEqual([0, 1000, 2000, 3000]);
  });

  it('ends with what the question throws', async () => {
    const poll = async () => {
      throw new Error('refused');
    };

    await expect(waitUntil({ what: 'it', poll })).rejects.toThrow('refused');
  });

  it('does not ask when it is aborted before', async () => {
    const { poll, askedAt } = answersOnCall(1);
    const signal = AbortSignal.abort(new Error('cancelled by a person'));

    await expect(waitUntil({ what: 'it', poll, signal })).rejects.toThrow(
      'cancelled by a person',
    );
    expect(askedAt).toEqual([]);
  });

  it('ends with the reason, at once, when it is aborted during a pause', async () => {
    const { poll, askedAt } = answersOnCall(Infinity);
    const controller = new AbortController();
    const reason = new Error('cancelled by a person');

    const waiting = waitUntil({
      what: 'it',
      poll,
      signal: controller.signal,
      delayMs: 60_000,
      maxDelayMs: 60_000,
    });
    setTimeout(() => controller.abort(reason), 10);
    const [error] = await Promise.all([
      waiting.catch(rejection => rejection),
      jest.advanceTimersByTimeAsync(10),
    ]);

    expect(error).toBe(reason);
    expect(askedAt).toEqual([0]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
