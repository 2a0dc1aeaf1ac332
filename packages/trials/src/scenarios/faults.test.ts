import { setStage } from '../stage';
import { faultRun } from './faults';

describe('a portal whose AWS throttles, drops answers and lists late', () => {
  it('ends with exactly what was asked for', async () => {
    const stage = await setStage();
    try {
      const { problems } = await faultRun(stage, 'hard-day', {
        throttled: 0.1,
        dropped: 0.1,
        lagSeconds: 2,
        seed: 7,
      });

      expect(problems).toEqual([]);
    } finally {
      await stage.clear();
    }
  }, 600_000);
});
