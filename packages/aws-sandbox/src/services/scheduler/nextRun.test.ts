import { nextRun } from './nextRun';

/** A Wednesday. */
const NOW = Date.parse('2026-11-25T12:10:00Z');

describe('the next run', () => {
  it.each([
    ['rate(1 day)', 'UTC', '2026-11-26T12:00:00Z'],
    ['rate(5 minutes)', 'UTC', '2026-11-25T12:15:00Z'],
    ['cron(0 3 * * ? *)', 'UTC', '2026-11-26T03:00:00Z'],
    ['cron(0/20 * * * ? *)', 'UTC', '2026-11-25T12:20:00Z'],
    ['cron(30 9 ? * MON-FRI *)', 'UTC', '2026-11-26T09:30:00Z'],
    ['cron(0 6 ? * 1 *)', 'UTC', '2026-11-29T06:00:00Z'],
    ['cron(0 6 1 JAN,JUL ? *)', 'UTC', '2027-01-01T06:00:00Z'],
    ['cron(0 6 29 2 ? *)', 'UTC', '2028-02-29T06:00:00Z'],
    ['cron(0 12 * * ? *)', 'America/New_York', '2026-11-25T17:00:00Z'],
    ['cron(0 1 * * ? *)', 'Asia/Kolkata', '2026-11-25T19:30:00Z'],
    ['at(2026-12-01T08:00:00)', 'Europe/Berlin', '2026-12-01T07:00:00Z'],
  ])('of %s in %s is at %s', (expression, timezone, expected) => {
    const since = Date.parse('2026-11-25T12:00:00Z');
    const next = nextRun({ expression, timezone, since }, NOW);
    expect(new Date(next ?? 0)).toEqual(new Date(expected));
  });

  it('keeps to the wall clock when the clocks are changed', () => {
    const timing = {
      expression: 'cron(0 8 * * ? *)',
      timezone: 'Europe/Berlin',
      since: 0,
    };
    const before = Date.parse('2026-10-24T12:00:00Z');
    const first = nextRun(timing, before) ?? 0;
    expect(new Date(first)).toEqual(new Date('2026-10-25T07:00:00Z'));
  });

  it.each([
    'at(2026-11-01T08:00:00)',
    'cron(0 6 31 2 ? *)',
    'cron(0 6 ? * 6L *)',
    'cron(0 3 * * ? 2025)',
  ])('of %s never is', expression => {
    expect(
      nextRun({ expression, timezone: 'UTC', since: 0 }, NOW),
    ).toBeUndefined();
  });
});
