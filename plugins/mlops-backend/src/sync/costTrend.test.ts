import { costTrend } from './costTrend';

const NOW = new Date('2026-11-25T15:00:00Z');

describe('costTrend', () => {
  it('adds up thirteen weeks, of which the last ends yesterday', () => {
    const trend = costTrend(
      new Map([
        ['2026-11-25', 1000],
        ['2026-11-24', 1.005],
        ['2026-11-18', 2],
        ['2026-11-17', 4],
        ['2026-08-26', 8],
        ['2026-08-25', 16],
      ]),
      NOW,
    );
    expect(trend).toEqual([8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 3.01]);
  });

  it('is nothing each week when nothing was spent', () => {
    expect(costTrend(new Map(), NOW)).toEqual(Array(13).fill(0));
  });
});
