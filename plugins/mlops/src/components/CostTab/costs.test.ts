import { byPeriod, forecastMonth, monthToDate, type CostOfDay } from './costs';

/** Days that cost the same, from one to another, both included. */
function daysFrom(from: string, to: string, amount = 10): CostOfDay[] {
  const days: CostOfDay[] = [];
  for (
    let time = Date.parse(from);
    time <= Date.parse(to);
    time += 24 * 60 * 60 * 1000
  ) {
    const day = new Date(time).toISOString().slice(0, 10);
    days.push({ day, amount, environments: { dev: amount } });
  }
  return days;
}

describe('byPeriod', () => {
  it('adds up what each environment cost, in weeks counted back from the newest day', () => {
    const days = daysFrom('2026-11-15', '2026-11-24');
    days[9] = {
      day: '2026-11-24',
      amount: 10.3,
      environments: { dev: 0.1, prod: 10.2 },
    };
    expect(byPeriod(days, '2026-11-24', 7)).toEqual([
      { from: '2026-11-15', amount: 30, environments: { dev: 30 } },
      {
        from: '2026-11-18',
        amount: 70.3,
        environments: { dev: 60.1, prod: 10.2 },
      },
    ]);
  });

  it('has a place for a day without costs', () => {
    const days = [
      ...daysFrom('2026-11-22', '2026-11-22'),
      ...daysFrom('2026-11-24', '2026-11-24'),
    ];
    expect(byPeriod(days, '2026-11-25', 1)).toEqual([
      { from: '2026-11-22', amount: 10, environments: { dev: 10 } },
      { from: '2026-11-23', amount: 0, environments: {} },
      { from: '2026-11-24', amount: 10, environments: { dev: 10 } },
      { from: '2026-11-25', amount: 0, environments: {} },
    ]);
  });

  it('is empty when nothing is known', () => {
    expect(byPeriod([], '2026-11-25', 7)).toEqual([]);
  });
});

describe('monthToDate', () => {
  it('compares with the same days of the month before', () => {
    const days = [
      ...daysFrom('2026-10-01', '2026-10-31', 5),
      ...daysFrom('2026-11-01', '2026-11-24'),
    ];
    expect(monthToDate(days, '2026-11-24')).toEqual({
      month: '2026-11-01',
      spent: 240,
      lastMonth: { until: '2026-10-24', spent: 120 },
    });
  });

  it('compares with the whole month before when that is shorter', () => {
    const days = daysFrom('2026-02-01', '2026-03-30', 1);
    expect(monthToDate(days, '2026-03-30')).toEqual({
      month: '2026-03-01',
      spent: 30,
      lastMonth: { until: '2026-02-28', spent: 28 },
    });
  });

  it('goes over the turn of the year', () => {
    const days = daysFrom('2026-12-01', '2027-01-02', 1);
    expect(monthToDate(days, '2027-01-02').lastMonth).toEqual({
      until: '2026-12-02',
      spent: 2,
    });
  });

  it('does not take a month for cheap whose first days are not known', () => {
    const days = daysFrom('2026-10-20', '2026-11-24');
    expect(monthToDate(days, '2026-11-24').lastMonth).toEqual({
      until: '2026-10-24',
      spent: undefined,
    });
  });
});

describe('forecastMonth', () => {
  it('adds the mean of the newest seven days for each day that is left', () => {
    const days = [
      ...daysFrom('2026-11-01', '2026-11-17', 100),
      ...daysFrom('2026-11-18', '2026-11-24', 10),
    ];
    expect(forecastMonth(days, '2026-11-24')).toEqual({
      amount: 1700 + 70 + 6 * 10,
      mean: 10,
      days: 7,
      daysLeft: 6,
    });
  });

  it('takes the mean of fewer days when there are fewer, over the turn of a month', () => {
    const days = daysFrom('2026-10-30', '2026-11-01', 9);
    expect(forecastMonth(days, '2026-11-01')).toEqual({
      amount: 9 + 29 * 9,
      mean: 9,
      days: 3,
      daysLeft: 29,
    });
  });

  it('counts a day without costs as one that cost nothing', () => {
    const days = daysFrom('2026-11-10', '2026-11-17', 7);
    expect(forecastMonth(days, '2026-11-23')).toEqual({
      amount: 56 + 7 * 1,
      mean: 1,
      days: 7,
      daysLeft: 7,
    });
  });

  it('is what was spent when the month is over', () => {
    const days = daysFrom('2026-11-01', '2026-11-30', 2);
    expect(forecastMonth(days, '2026-11-30')).toMatchObject({
      amount: 60,
      daysLeft: 0,
    });
  });

  it('says nothing when nothing is known', () => {
    expect(forecastMonth([], '2026-11-24')).toBeUndefined();
  });
});
