// A short version of some trials; the long ones are npm run trials.
import { setStage, type Stage } from '../stage';
import { faultRun } from './faults';
import { raceForTheSame } from './race';

const MINUTES = 60_000;

let stage: Stage;

beforeAll(async () => {
  stage = await setStage();
}, 3 * MINUTES);

afterAll(async () => {
  await stage?.clear();
}, MINUTES);

describe('a portal', () => {
  it(
    'serves one of two people who ask for the same at once, and tells the other',
    async () => {
      const { problems } = await raceForTheSame(stage, 'at-once');

      expect(problems).toEqual([]);
    },
    5 * MINUTES,
  );

  it(
    'whose AWS throttles, drops answers and lists late ends with exactly what was asked for',
    async () => {
      const { problems } = await faultRun(stage, 'hard-day', {
        throttled: 0.1,
        dropped: 0.1,
        lagSeconds: 2,
        seed: 7,
      });

      expect(problems).toEqual([]);
    },
    10 * MINUTES,
  );
});
