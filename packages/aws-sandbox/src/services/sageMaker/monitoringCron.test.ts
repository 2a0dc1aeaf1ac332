import { nextHour, readCadence } from './monitoringCron';

const at = (time: string) => Date.parse(`2026-11-02T${time}Z`);

describe('schedule expressions', () => {
  it.each([
    ['cron(0 * ? * * *)', ['10:00', '11:00']],
    ['cron(0 12 ? * * *)', ['12:00']],
    ['cron(0 0/6 ? * * *)', ['12:00', '18:00']],
    ['cron(0 17/5 ? * * *)', ['17:00', '22:00']],
  ])('%s comes round', (expression, times) => {
    const cadence = readCadence(expression);
    if (cadence.kind === 'once') {
      throw new Error('comes round once');
    }
    let moment = at('09:30');
    for (const time of times) {
      moment = nextHour(cadence.hours, moment);
      expect(new Date(moment).toISOString()).toBe(`2026-11-02T${time}:00.000Z`);
    }
  });

  it('come round the next day when the hour is over, and at it', () => {
    expect(nextHour([3], at('03:00'))).toBe(at('03:00') + 24 * 60 * 60 * 1000);
    expect(readCadence(undefined)).toEqual({ kind: 'hours', hours: [0] });
    expect(readCadence('NOW')).toEqual({ kind: 'once' });
  });

  it.each([
    'hourly',
    'cron(30 * ? * * *)',
    'cron(0 24 ? * * *)',
    'cron(0 1/25 ? * * *)',
    'cron(0 * * * ? *)',
  ])('%s is refused', expression => {
    expect(() => readCadence(expression)).toThrow(
      expect.objectContaining({ name: 'ValidationException' }),
    );
  });
});
