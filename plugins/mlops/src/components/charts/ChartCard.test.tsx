import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ChartCard } from './ChartCard';
import { savePicture, saveText } from './save';
import { Sparkline } from './Sparkline';
import { TimeChart } from './TimeChart';

jest.mock('./save');

const TABLE = {
  columns: ['Day', 'Dev', 'Prod'],
  rows: [
    ['2026-11-24', 1.5, 20],
    ['2026-11-25', 2, undefined],
  ],
  format: (value: number) => `$${value.toFixed(2)}`,
};

function card(
  props: Partial<Parameters<typeof ChartCard>[0]> = {},
): JSX.Element {
  return (
    <ChartCard title="Cost" fileName="cost" table={TABLE} {...props}>
      <TimeChart
        kind="bar"
        isStacked
        series={[
          { id: 'dev', label: 'Dev', color: 'var(--chart-1)' },
          { id: 'prod', label: 'Prod', color: 'var(--chart-2)' },
        ]}
        points={[
          { at: '2026-11-24', values: { dev: 1.5, prod: 20 } },
          { at: '2026-11-25', values: { dev: 2 } },
        ]}
        formatValue={value => `$${value}`}
        formatAt={at => at}
        label="Cost by day and environment"
      />
    </ChartCard>
  );
}

describe('ChartCard', () => {
  it('shows the chart, with the names of its series', async () => {
    renderInTestApp(card());
    const chart = await screen.findByRole('group', {
      name: 'Cost by day and environment',
    });
    expect(within(chart).getByText('Dev')).toBeInTheDocument();
    expect(within(chart).getByText('Prod')).toBeInTheDocument();
  });

  it('shows the figures behind it as a table', async () => {
    renderInTestApp(card());
    await userEvent.click(await screen.findByText('Show as a table'));
    const rows = within(screen.getByRole('table')).getAllByRole('row');
    expect(rows.map(row => row.textContent)).toEqual([
      'DayDevProd',
      '2026-11-24$1.50$20.00',
      '2026-11-25$2.00–',
    ]);
    await userEvent.click(screen.getByText('Show as a chart'));
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('saves the figures and the picture', async () => {
    renderInTestApp(card());
    const save = await screen.findByRole('button', { name: 'Save “Cost”' });
    await userEvent.click(save);
    await userEvent.click(await screen.findByText('Save as CSV'));
    expect(saveText).toHaveBeenCalledWith(
      'Day,Dev,Prod\r\n2026-11-24,1.5,20\r\n2026-11-25,2,\r\n',
      'cost.csv',
    );
    await userEvent.click(save);
    await userEvent.click(await screen.findByText('Save as PNG'));
    await waitFor(() =>
      expect(savePicture).toHaveBeenCalledWith(
        expect.any(HTMLElement),
        'cost.png',
      ),
    );
  });

  it('says why a picture could not be made', async () => {
    jest.mocked(savePicture).mockRejectedValueOnce(new Error('Too large'));
    renderInTestApp(card());
    await userEvent.click(
      await screen.findByRole('button', { name: 'Save “Cost”' }),
    );
    await userEvent.click(await screen.findByText('Save as PNG'));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The picture could not be made: Too large',
    );
  });

  it('has room for the chart while it is loaded', async () => {
    renderInTestApp(card({ table: undefined }));
    expect(
      await screen.findByRole('status', { name: 'Loading' }),
    ).toBeVisible();
    expect(screen.queryByText('Show as a table')).not.toBeInTheDocument();
  });

  it('says that there is nothing to show', async () => {
    renderInTestApp(
      card({ table: { ...TABLE, rows: [] }, emptyText: 'No costs yet.' }),
    );
    expect(await screen.findByText('No costs yet.')).toBeVisible();
  });

  it('says what went wrong, and tries again', async () => {
    const onRetry = jest.fn();
    renderInTestApp(
      card({ table: undefined, error: new Error('No answer'), onRetry }),
    );
    expect(await screen.findByText('No answer')).toBeVisible();
    await userEvent.click(screen.getByText('Try again'));
    expect(onRetry).toHaveBeenCalledTimes(1);
  });
});

describe('Sparkline', () => {
  it('goes from the bottom left to the top right when values rise', async () => {
    renderInTestApp(<Sparkline values={[0, 5, 10]} label="Rising" />);
    const line = (
      await screen.findByRole('img', { name: 'Rising' })
    ).querySelector('polyline');
    expect(line).toHaveAttribute('points', '2.0,18.0 36.0,10.0 70.0,2.0');
  });

  it('is flat at the bottom when nothing was spent, and not there for one value', async () => {
    renderInTestApp(
      <>
        <Sparkline values={[0, 0]} label="Nothing" />
        <Sparkline values={[7]} label="One" />
      </>,
    );
    const line = (
      await screen.findByRole('img', { name: 'Nothing' })
    ).querySelector('polyline');
    expect(line).toHaveAttribute('points', '2.0,18.0 70.0,18.0');
    expect(screen.queryByRole('img', { name: 'One' })).not.toBeInTheDocument();
  });
});
