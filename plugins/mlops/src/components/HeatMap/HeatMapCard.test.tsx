import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import type { OrganizationUseCases } from '@mlops-portal/backstage-plugin-mlops-common';
import { FakeMlopsApi } from '../../__testUtils__/FakeMlopsApi';
import {
  manyUseCases,
  USE_CASES,
} from '../../__testUtils__/organizationFixtures';
import { mockDrawing } from '../../__testUtils__/mockDrawing';
import { renderPage } from '../../__testUtils__/renderPlugin';
import { saveText } from '../charts/save';
import { HeatMapCard } from './HeatMapCard';
import type { HeatMapFilter } from './model';

jest.mock('../charts/save');

function Card(props: {
  value?: OrganizationUseCases;
  filter?: HeatMapFilter;
}): JSX.Element {
  const [filter, setFilter] = useState(props.filter ?? {});
  const [onChange] = useState(
    () => (changes: HeatMapFilter) =>
      setFilter(known => ({ ...known, ...changes })),
  );
  return (
    <HeatMapCard
      loaded={{
        value: props.value,
        loading: !props.value,
        reload: () => {},
        refresh: () => {},
      }}
      filter={filter}
      onChange={onChange}
      foot="Evidence 1 hour ago"
    />
  );
}

function renderCard(value?: OrganizationUseCases, filter?: HeatMapFilter) {
  return renderPage(
    <Card value={value} filter={filter} />,
    new FakeMlopsApi(),
    '/',
  );
}

async function findGrid(): Promise<HTMLElement> {
  return screen.findByRole('grid', { name: 'Use cases and criteria' });
}

/** What a screen reader says of the cell one is on. */
function spokenCell(grid: HTMLElement): string | null {
  const id = grid.getAttribute('aria-activedescendant');
  return (id && document.getElementById(id)?.textContent) || null;
}

describe('the heat map', () => {
  let restore: () => void;
  beforeEach(() => {
    restore = mockDrawing();
  });
  afterEach(() => restore());

  it('names the criteria with their stages, and the use cases, the most mature first', async () => {
    renderCard(USE_CASES);
    const grid = await findGrid();
    expect(grid).toHaveAttribute('aria-rowcount', '4');
    expect(grid).toHaveAttribute('aria-colcount', '5');
    expect(
      within(grid)
        .getAllByRole('columnheader')
        .map(header => header.getAttribute('aria-label') ?? header.textContent),
    ).toEqual([
      'Use case',
      'Studio domain in service (Initial)',
      'Data is encrypted (Initial)',
      'A project was launched (Repeatable)',
      'Monitors are healthy (Reliable)',
    ]);
    expect(
      within(grid)
        .getAllByRole('rowheader')
        .map(header => header.textContent),
    ).toEqual(['Fraud detection', 'Churn prediction', 'Pricing engine']);
    expect(
      within(grid).getByRole('link', { name: 'Fraud detection' }),
    ).toHaveAttribute('href', '/catalog/default/system/fraud-detection');
    expect(screen.getByText('3 use cases')).toBeInTheDocument();
    expect(screen.getByText('Evidence 1 hour ago')).toBeInTheDocument();
  });

  it('says what its marks mean, and how many there are', async () => {
    renderCard(USE_CASES);
    const legend = await screen.findByRole('list', {
      name: 'What the marks mean',
    });
    expect(
      within(legend)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'Met 4',
      'Not met 2',
      'Unknown 1',
      'Waived 1',
      'Not judged yet 4',
    ]);
  });

  it('goes from cell to cell with the arrow keys, and tells each', async () => {
    renderCard(USE_CASES);
    const grid = await findGrid();
    act(() => grid.focus());
    await waitFor(() =>
      expect(spokenCell(grid)).toBe(
        'Fraud detection, Studio domain in service: Met',
      ),
    );
    await userEvent.keyboard('{ArrowDown}{ArrowRight}');
    expect(spokenCell(grid)).toBe(
      'Churn prediction, Data is encrypted: Waived',
    );
    await userEvent.keyboard('{End}{ArrowUp}');
    expect(spokenCell(grid)).toBe(
      'Fraud detection, Monitors are healthy: Unknown',
    );
    await userEvent.keyboard('{Control>}{End}{/Control}{ArrowDown}');
    expect(spokenCell(grid)).toBe(
      'Pricing engine, Monitors are healthy: Not judged yet',
    );
  });

  it('opens the use case with Enter', async () => {
    const address = renderCard(USE_CASES);
    const grid = await findGrid();
    act(() => grid.focus());
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await waitFor(() =>
      expect(address.path()).toBe('/catalog/default/system/churn-prediction'),
    );
  });

  it('is one stop for Tab, however many use cases there are', async () => {
    renderCard(manyUseCases(1000));
    const grid = await findGrid();
    act(() => grid.focus());
    await userEvent.tab();
    expect(grid).not.toContainElement(document.activeElement as HTMLElement);
  });

  it('has only the names of what is seen in the page', async () => {
    renderCard(manyUseCases(1000));
    const grid = await findGrid();
    expect(grid).toHaveAttribute('aria-rowcount', '1001');
    expect(within(grid).getAllByRole('rowheader')).toHaveLength(24);
    act(() => grid.focus());
    await userEvent.keyboard('{Control>}{End}{/Control}');
    expect(spokenCell(grid)).toMatch(/^case-\d+, Monitors are healthy/);
  });

  it('searches by words', async () => {
    renderCard(USE_CASES);
    await userEvent.type(
      await screen.findByRole('searchbox', {
        name: 'Search the use cases of the heat map',
      }),
      'fraud',
    );
    expect(await screen.findByText('1 use case')).toBeInTheDocument();
    expect(screen.getAllByRole('rowheader')).toHaveLength(1);
  });

  it('filters by team', async () => {
    renderCard(USE_CASES);
    await userEvent.click(
      await screen.findByRole('button', { name: /All teams/ }),
    );
    await userEvent.click(await screen.findByRole('option', { name: 'risk' }));
    expect(await screen.findByText('1 use case')).toBeInTheDocument();
    expect(screen.getByRole('rowheader')).toHaveTextContent('Fraud detection');
  });

  it('shows one criterion alone, and all of them again', async () => {
    renderCard(USE_CASES, { criterion: 'reliable.monitors' });
    const grid = await findGrid();
    expect(
      within(grid)
        .getAllByRole('rowheader')
        .map(header => header.textContent),
    ).toEqual(['Churn prediction', 'Fraud detection', 'Pricing engine']);
    expect(within(grid).getAllByRole('columnheader')).toHaveLength(2);

    await userEvent.click(
      screen.getByRole('button', { name: /Monitors are healthy/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'All criteria' }),
    );
    await waitFor(() =>
      expect(within(grid).getAllByRole('columnheader')).toHaveLength(5),
    );
  });

  it('says so when nothing matches, and keeps the filters', async () => {
    renderCard(USE_CASES, { words: 'nothing' });
    expect(await screen.findByText(/No use case matches/)).toBeInTheDocument();
    expect(screen.getByRole('searchbox')).toHaveValue('nothing');
  });

  it('shows the same as a table, fifty at a time', async () => {
    renderCard(manyUseCases(60));
    await userEvent.click(await screen.findByText('Show as a table'));
    const table = screen.getByRole('table');
    expect(within(table).getAllByRole('row')).toHaveLength(51);
    expect(screen.getByText('1–50 of 60')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Previous' })).toBeDisabled();

    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.getByText('51–60 of 60')).toBeInTheDocument();
    expect(within(table).getAllByRole('row')).toHaveLength(11);
    expect(screen.getByRole('button', { name: 'Next' })).toBeDisabled();
  });

  it('writes each standing out in the table', async () => {
    renderCard(USE_CASES);
    await userEvent.click(await screen.findByText('Show as a table'));
    const row = screen.getByRole('row', { name: /^Churn prediction/ });
    expect(
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual(['pricing', 'Initial', 'Met', 'Waived', 'Not met', 'Not met']);
  });

  it('saves what is shown as CSV', async () => {
    renderCard(USE_CASES, { words: 'churn' });
    await userEvent.click(
      await screen.findByRole('button', { name: /Save “Use cases/ }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Save as CSV' }),
    );
    expect(saveText).toHaveBeenCalledWith(
      [
        'Use case,Name,Team,Stage,Studio domain in service (Initial),Data is encrypted (Initial),A project was launched (Repeatable),Monitors are healthy (Reliable)',
        'Churn prediction,churn-prediction,pricing,Initial,Met,Waived,Not met,Not met',
        '',
      ].join('\r\n'),
      'maturity-use-cases.csv',
    );
  });

  it('says so where the browser cannot draw', async () => {
    renderCard(USE_CASES);
    expect(
      await screen.findByText(/This browser cannot draw the heat map/),
    ).toBeInTheDocument();
  });

  it('teaches what will be here while there is no use case', async () => {
    renderCard({ criteria: [], useCases: [] });
    expect(await screen.findByText(/No use cases yet/)).toBeInTheDocument();
    expect(screen.queryByRole('searchbox')).not.toBeInTheDocument();
  });

  it('shows that it is loading', async () => {
    renderCard();
    expect(
      await screen.findByRole('status', { name: 'Loading' }),
    ).toHaveAttribute('aria-busy', 'true');
  });
});
