import type { Costs } from '@mlops-portal/backstage-plugin-mlops-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { snapshotOf } from '../../__testUtils__/fixtures';
import { apiWith, renderTab } from '../../__testUtils__/tabFixtures';

/** Every day from one to another costs this much in dev, and twice that in prod. */
function costsOf(from: string, until: string, amount: number): Costs {
  const days: Costs['days'] = [];
  for (
    let time = Date.parse(from);
    time <= Date.parse(until);
    time += 24 * 60 * 60 * 1000
  ) {
    days.push({
      day: new Date(time).toISOString().slice(0, 10),
      amount: 3 * amount,
      environments: { dev: amount, prod: 2 * amount },
    });
  }
  const part = days.length * amount;
  return {
    currency: 'USD',
    total: 3 * part,
    days,
    useCases: [
      {
        useCase: 'churn-prediction',
        owner: 'group:default/pricing',
        amount: 3 * part,
        accounts: [
          { accountId: '444444444444', environment: 'prod', amount: 2 * part },
          { accountId: '222222222222', environment: 'dev', amount: part },
        ],
      },
    ],
    until,
  };
}

/** An API that tells these costs. */
function apiOf(costs: Partial<Costs>) {
  const api = apiWith([snapshotOf('dev')]);
  api.costs = { ...api.costs, ...costs };
  return api;
}

const costs = costsOf('2026-10-01', '2026-11-24', 10);

describe('the cost tab', () => {
  it('compares this month with the same days of the last, and says what it will come to', async () => {
    renderTab(apiOf(costs), 'cost');

    const thisMonth = await screen.findByText('November 2026 so far');
    expect(thisMonth.parentElement).toHaveTextContent('$720');
    expect(thisMonth.parentElement).toHaveTextContent(
      'As much as in the same days of the month before',
    );
    expect(
      screen.getByText('October 2026, to the same day').parentElement,
    ).toHaveTextContent('$720Up to October 24');
    const forecast = screen.getByText('Forecast for November 2026');
    expect(forecast.parentElement).toHaveTextContent('$900');
    expect(forecast.parentElement).toHaveTextContent(
      'What is spent so far, plus $30 for each of the 6 days that are left: the mean of the newest 7 days that are known.',
    );
  });

  it('says how much more it is than last month, or less', async () => {
    const days = costs.days.map(ofDay =>
      ofDay.day < '2026-11-01' ? { ...ofDay, amount: 20 } : ofDay,
    );
    renderTab(apiOf({ ...costs, days }), 'cost');

    expect(
      await screen.findByText(
        '50% more than in the same days of the month before',
      ),
    ).toBeInTheDocument();
  });

  it('does not take last month for cheap when its first days are not known', async () => {
    renderTab(apiOf(costsOf('2026-10-20', '2026-11-24', 10)), 'cost');

    const lastMonth = await screen.findByText('October 2026, to the same day');
    expect(lastMonth.parentElement).toHaveTextContent('Not known');
    expect(lastMonth.parentElement).toHaveTextContent(
      'Nothing is known of days before October 20',
    );
    expect(screen.queryByText(/than in the same days/)).toBeNull();
  });

  it('has the figures of each day and environment behind the chart', async () => {
    renderTab(apiOf(costsOf('2026-11-23', '2026-11-24', 10)), 'cost');

    expect(
      await screen.findByRole('group', {
        name: 'Cost over time, by environment',
      }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByText('Show as a table'));
    const table = within(
      screen.getByRole('group', { name: 'Cost by day' }),
    ).getByRole('table');
    expect(
      within(table)
        .getAllByRole('row')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'DayDevProdAmount',
      '2026-11-23$10$20$30',
      '2026-11-24$10$20$30',
    ]);
    expect(
      screen.getAllByText('Known up to 2026-11-24, the end of that day in UTC'),
    ).toHaveLength(2);
  });

  it('goes back further when asked, by week, and keeps that in the address', async () => {
    const api = apiOf(costs);
    const query = renderTab(api, 'cost');

    await userEvent.click(
      await screen.findByRole('radio', { name: '90 days' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Cost by week' }),
    ).toBeInTheDocument();
    expect(query()).toEqual({ range: '90' });
    expect(api.costQueries.map(({ days }) => days)).toEqual([30, 63, 90, 63]);
    await userEvent.click(screen.getByRole('radio', { name: '30 days' }));
    await waitFor(() => expect(query()).toEqual({}));
  });

  it('shows what the address asks for', async () => {
    const api = apiOf(costs);
    renderTab(api, 'cost', { query: 'range=365' });

    expect(
      await screen.findByRole('radio', { name: '365 days', checked: true }),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(api.costQueries[0]).toEqual({
        useCase: 'churn-prediction',
        days: 365,
      }),
    );
  });

  it('lists the accounts with their amounts and shares', async () => {
    renderTab(apiOf(costs), 'cost');

    const table = await screen.findByRole('table', { name: 'Accounts' });
    expect(
      within(table)
        .getAllByRole('row')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'AccountEnvironmentAmountShare',
      '222222222222Dev$55033%',
      '444444444444Prod$1,10067%',
    ]);
  });

  it('says why newer costs are not known, and which day is the newest', async () => {
    renderTab(
      apiOf({ ...costs, unknownReason: 'Cost Explorer is not turned on.' }),
      'cost',
    );

    expect(
      await screen.findByText(
        'The newest day that is known is 2026-11-24. Cost Explorer is not turned on.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('November 2026 so far')).toBeInTheDocument();
  });

  it('says why nothing is known, instead of showing nothing spent', async () => {
    renderTab(
      apiOf({ unknownReason: 'Cost Explorer is not turned on.' }),
      'cost',
    );

    expect(
      await screen.findByText('The costs are not known'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Cost Explorer is not turned on.'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/\$0/)).toBeNull();
  });

  it('teaches when costs appear', async () => {
    renderTab(apiOf({}), 'cost');

    expect(
      await screen.findByRole('heading', { name: 'No costs yet' }),
    ).toBeInTheDocument();
  });

  it('says why it cannot be loaded, and tries again', async () => {
    const api = apiOf(costs);
    api.before = async () => {
      throw new Error('No answer.');
    };
    renderTab(api, 'cost');

    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByText('No answer.')).toBeInTheDocument();
    api.before = async () => {};
    await userEvent.click(alert.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('November 2026 so far')).toBeInTheDocument();
  });
});
