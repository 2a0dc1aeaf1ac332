import { monitorOf } from '../../__testUtils__/modelFixtures';
import { healthOf, worstHealth } from './monitorHealth';

const ran = (status: string) =>
  monitorOf({
    lastExecution: { scheduledAt: '2026-11-24T12:00:00.000Z', status },
  });

describe('healthOf', () => {
  it.each([
    ['Completed', 'healthy'],
    ['CompletedWithViolations', 'violations'],
    ['Failed', 'failed'],
    ['Stopped', 'unknown'],
  ])('takes an execution that is %s for %s', (status, health) => {
    expect(healthOf(ran(status))).toBe(health);
  });

  it('knows nothing of a monitor that has not run', () => {
    expect(healthOf(monitorOf({ lastExecution: undefined }))).toBe('unknown');
  });

  it('does not take a monitor for healthy that no longer runs', () => {
    expect(healthOf({ ...ran('Completed'), status: 'Stopped' })).toBe(
      'unknown',
    );
  });

  it('says so when a monitor could not be scheduled', () => {
    expect(
      healthOf(monitorOf({ lastExecution: undefined, status: 'Failed' })),
    ).toBe('failed');
  });
});

describe('worstHealth', () => {
  it('is the worst, with how many say so', () => {
    expect(
      worstHealth([
        ran('Completed'),
        ran('CompletedWithViolations'),
        ran('Failed'),
        ran('CompletedWithViolations'),
      ]),
    ).toEqual({ health: 'violations', count: 2 });
  });

  it('is healthy only when all are', () => {
    expect(worstHealth([ran('Completed'), ran('Completed')])).toEqual({
      health: 'healthy',
      count: 2,
    });
    expect(worstHealth([ran('Completed'), ran('Stopped')])).toEqual({
      health: 'unknown',
      count: 1,
    });
  });

  it('is nothing without monitors', () => {
    expect(worstHealth([])).toBeUndefined();
  });
});
