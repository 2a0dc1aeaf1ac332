import { anomalyOf } from './costAnomaly';

/** So many days of November, each of the amount, and one more. */
function days(count: number, amount: number, newest: number) {
  return new Map(
    Array.from({ length: count + 1 }, (_, index) => [
      `2026-11-${String(index + 1).padStart(2, '0')}`,
      index === count ? newest : amount,
    ]),
  );
}

it('notices a day that cost at least twice what is usual', () => {
  expect(anomalyOf(days(20, 50, 100), 'USD')).toEqual({
    day: '2026-11-21',
    amount: 100,
    usual: 50,
    currency: 'USD',
  });
});

it('is not misled by a single day before', () => {
  const amounts = days(20, 50, 100);
  amounts.set('2026-11-10', 5000);
  expect(anomalyOf(amounts, 'USD')?.usual).toBe(50);
});

it.each([
  ['less than twice', days(20, 50, 99)],
  ['a few units more', days(20, 5, 24)],
  ['too short a history', days(13, 50, 100)],
  ['nothing known', new Map<string, number>()],
])('says nothing of %s', (_, amounts) => {
  expect(anomalyOf(amounts, 'USD')).toBeUndefined();
});
