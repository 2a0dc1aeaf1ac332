import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { BarList, type BarItem } from './BarList';

function item(id: string, values: [string, number][]): BarItem {
  return {
    id,
    label: id,
    segments: values.map(([label, value]) => ({
      id: label,
      label,
      value,
      color: 'var(--chart-1)',
    })),
  };
}

describe('BarList', () => {
  it('writes out the parts of each bar, without those of nothing', async () => {
    renderInTestApp(
      <BarList
        label="Teams"
        items={[
          item('pricing', [
            ['Initial', 3],
            ['Reliable', 0],
          ]),
          item('risk', [['Reliable', 1]]),
        ]}
      />,
    );
    const list = await screen.findByRole('list', { name: 'Teams' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['pricingInitial: 3', 'riskReliable: 1']);
  });

  it('shows ten at first, and all on demand', async () => {
    renderInTestApp(
      <BarList
        label="Teams"
        items={Array.from({ length: 12 }, (_, index) =>
          item(`team-${index}`, [['Initial', 12 - index]]),
        )}
      />,
    );
    const list = await screen.findByRole('list', { name: 'Teams' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(10);
    await userEvent.click(screen.getByRole('button', { name: 'Show all 12' }));
    expect(within(list).getAllByRole('listitem')).toHaveLength(12);
    await userEvent.click(screen.getByRole('button', { name: 'Show fewer' }));
    expect(within(list).getAllByRole('listitem')).toHaveLength(10);
  });
});
