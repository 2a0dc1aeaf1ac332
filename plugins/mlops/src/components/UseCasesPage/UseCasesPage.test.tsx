import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  BEING_RETIRED,
  evidenceOf,
  OBSERVED_AT,
  RETIRED,
  snapshotOf,
  makeUseCase,
} from '../../__testUtils__/fixtures';
import { FakeMlopsApi } from '../../__testUtils__/FakeMlopsApi';
import { renderPage } from '../../__testUtils__/renderPlugin';
import { UseCasesPage } from './UseCasesPage';

const renderUseCases = (api: FakeMlopsApi, at: string) =>
  renderPage(<UseCasesPage />, api, at);

const churn = makeUseCase({
  evidence: evidenceOf([
    snapshotOf('experimentation', {
      registry: { state: 'unknown', reason: 'Access to AWS was denied.' },
    }),
    snapshotOf('dev', { account: { status: 'SUSPENDED' } }),
  ]),
});

const fraud = makeUseCase({
  name: 'fraud-detection',
  title: 'Fraud detection',
  owner: 'group:default/risk',
});

function manyUseCases(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(2, '0');
    return makeUseCase({ name: `case-${number}`, title: `Case ${number}` });
  });
}

async function rowOf(title: string) {
  const link = await screen.findByRole('link', { name: title });
  const row = link.closest<HTMLElement>('[role="row"]');
  if (!row) {
    throw new Error(`${title} is not in a row of the table.`);
  }
  return within(row);
}

describe('the page of use cases', () => {
  it('shows each use case with stage, accounts, owner and age', async () => {
    renderUseCases(new FakeMlopsApi([churn, fraud]), '/');

    const row = await rowOf('Churn prediction');
    expect(row.getByRole('link', { name: 'Churn prediction' })).toHaveAttribute(
      'href',
      '/catalog/default/system/churn-prediction',
    );
    expect(row.getByText('Initial')).toBeInTheDocument();
    expect(row.getByText('Experimentation: ACTIVE')).toBeInTheDocument();
    expect(row.getByText('Dev: SUSPENDED')).toBeInTheDocument();
    expect(row.getByText('Test: no account')).toBeInTheDocument();
    expect(row.getByText('Prod: no account')).toBeInTheDocument();
    expect(row.getByRole('link', { name: 'pricing' })).toHaveAttribute(
      'href',
      '/catalog/default/group/pricing',
    );
    expect(row.getAllByText(/ago$/, { selector: 'time' })[0]).toHaveAttribute(
      'datetime',
      OBSERVED_AT,
    );
  });

  it('says how far the next stage is and what is missing for it', async () => {
    renderUseCases(new FakeMlopsApi([churn]), '/');

    const row = await rowOf('Churn prediction');
    await userEvent.click(
      row.getByRole('button', {
        name: '0 of 8 for Repeatable: show what is missing',
      }),
    );

    const missing = within(await screen.findByRole('dialog'));
    expect(
      missing.getByRole('heading', { name: 'Missing for Repeatable' }),
    ).toBeInTheDocument();
    expect(
      missing.getByText('A SageMaker project was launched from the library'),
    ).toBeInTheDocument();
    expect(
      missing.getByText('1 of these could not be judged yet.'),
    ).toBeInTheDocument();
  });

  it('says so when there is no evidence yet', async () => {
    renderUseCases(new FakeMlopsApi([fraud]), '/');

    const row = await rowOf('Fraud detection');
    expect(row.getByText('Not yet initial')).toBeInTheDocument();
    expect(row.getAllByText('No evidence yet')).toHaveLength(2);
  });

  it('counts the stages, and filters by one', async () => {
    const address = renderUseCases(new FakeMlopsApi([churn, fraud]), '/');

    const stages = within(
      await screen.findByRole('group', { name: 'Filter by stage' }),
    );
    expect(
      await stages.findByRole('button', { name: 'All: 2' }),
    ).toHaveAttribute('aria-pressed', 'true');
    expect(
      stages.getByRole('button', { name: 'Scalable: 0' }),
    ).toBeInTheDocument();
    await userEvent.click(
      stages.getByRole('button', { name: 'Not yet initial: 1' }),
    );

    await waitFor(() =>
      expect(
        screen.queryByRole('link', { name: 'Churn prediction' }),
      ).not.toBeInTheDocument(),
    );
    expect(address.query()).toEqual({ stage: 'none' });
    expect(
      stages.getByRole('button', { name: 'Not yet initial: 1' }),
    ).toHaveAttribute('aria-pressed', 'true');
  });

  it('searches once the person pauses', async () => {
    const api = new FakeMlopsApi([churn, fraud]);
    const address = renderUseCases(api, '/');

    await screen.findByRole('link', { name: 'Churn prediction' });
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search use cases' }),
      'fraud',
    );

    await waitFor(() => expect(address.query()).toEqual({ q: 'fraud' }));
    await waitFor(() =>
      expect(
        screen.queryByRole('link', { name: 'Churn prediction' }),
      ).not.toBeInTheDocument(),
    );
    expect(api.queries.map(({ q }) => q)).toEqual([undefined, 'fraud']);
  });

  it('clears the filters when nothing matches', async () => {
    const address = renderUseCases(
      new FakeMlopsApi([churn]),
      '/?q=nothing&stage=scalable',
    );

    expect(
      await screen.findByRole('heading', { name: 'No use case matches' }),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );

    expect(
      await screen.findByRole('link', { name: 'Churn prediction' }),
    ).toBeInTheDocument();
    expect(address.query()).toEqual({});
    expect(screen.getByRole('searchbox')).toHaveValue('');
  });

  it('shows retired use cases when asked, and keeps that in the address', async () => {
    const address = renderUseCases(
      new FakeMlopsApi([
        churn,
        { ...fraud, ...RETIRED },
        makeUseCase({ name: 'ending', title: 'Ending', ...BEING_RETIRED }),
      ]),
      '/',
    );

    expect((await rowOf('Ending')).getByText('Being retired')).toBeVisible();
    expect(
      screen.queryByRole('link', { name: 'Fraud detection' }),
    ).not.toBeInTheDocument();
    const lifecycles = within(
      screen.getByRole('radiogroup', { name: 'Filter by lifecycle' }),
    );
    await userEvent.click(lifecycles.getByRole('radio', { name: 'Retired' }));

    const row = await rowOf('Fraud detection');
    expect(row.getByText(/^Retired/)).toHaveTextContent(/^Retired .+ ago$/);
    expect(address.query()).toEqual({ lifecycle: 'retired' });
    expect(screen.getByRole('button', { name: 'All: 1' })).toBeInTheDocument();

    await userEvent.click(lifecycles.getByRole('radio', { name: 'All' }));
    expect(
      await screen.findByRole('button', { name: 'All: 3' }),
    ).toBeInTheDocument();
    expect(address.query()).toEqual({ lifecycle: 'all' });
  });

  it('leads to the retired use cases when all are', async () => {
    const address = renderUseCases(
      new FakeMlopsApi([{ ...fraud, ...RETIRED }]),
      '/',
    );

    await userEvent.click(
      await screen.findByRole('button', { name: 'Show retired use cases' }),
    );

    expect(
      await screen.findByRole('link', { name: 'Fraud detection' }),
    ).toBeInTheDocument();
    expect(address.query()).toEqual({ lifecycle: 'retired' });
  });

  it('sorts by the columns of the API', async () => {
    const api = new FakeMlopsApi([churn, fraud]);
    const address = renderUseCases(api, '/');

    await userEvent.click(
      await screen.findByRole('columnheader', { name: 'Stage' }),
    );
    await waitFor(() => expect(address.query()).toEqual({ orderBy: 'stage' }));
    await userEvent.click(screen.getByRole('columnheader', { name: 'Stage' }));
    await waitFor(() =>
      expect(address.query()).toEqual({ orderBy: 'stage', order: 'desc' }),
    );

    await waitFor(() =>
      expect(
        screen.getByRole('columnheader', { name: 'Stage' }),
      ).toHaveAttribute('aria-sort', 'descending'),
    );
    expect(api.queries.map(({ orderBy, order }) => [orderBy, order])).toEqual([
      ['title', 'asc'],
      ['stage', 'asc'],
      ['stage', 'desc'],
    ]);
  });

  it('shows models, cost and its trend', async () => {
    renderUseCases(
      new FakeMlopsApi([
        {
          ...churn,
          models: 3,
          monthlyCost: { amount: 1234.5, currency: 'USD' },
          costTrend: [100, 200, 300],
        },
        fraud,
      ]),
      '/',
    );

    const row = await rowOf('Churn prediction');
    expect(row.getByText('3')).toBeInTheDocument();
    expect(row.getByText('$1,235')).toBeInTheDocument();
    expect(
      row.getByRole('img', { name: '13 weeks, from $100 to $300 a week' }),
    ).toBeInTheDocument();
    expect(
      (await rowOf('Fraud detection')).getByText('Not known'),
    ).toBeInTheDocument();
  });

  it('shows the columns that are chosen, and keeps that in the address', async () => {
    const address = renderUseCases(new FakeMlopsApi([churn]), '/');

    await screen.findByRole('columnheader', { name: 'Models' });
    await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
    await userEvent.click(
      await screen.findByRole('menuitemcheckbox', { name: 'Models' }),
    );
    await waitFor(() =>
      expect(address.query()).toEqual({
        columns: 'accounts,cost,owner,changedAt',
      }),
    );
    expect(
      screen.queryByRole('columnheader', { name: 'Models' }),
    ).not.toBeInTheDocument();
  });

  it('shows what is of the teams of the person', async () => {
    const api = new FakeMlopsApi([churn, fraud]);
    const address = renderUseCases(api, '/');

    await screen.findByRole('link', { name: 'Churn prediction' });
    await userEvent.click(screen.getByRole('radio', { name: 'My teams' }));
    await waitFor(() => expect(address.query()).toEqual({ whose: 'mine' }));
    await waitFor(() =>
      expect(api.queries.at(-1)?.owner).toEqual(['user:default/guest']),
    );
  });

  it('shows them as a board, a column for each stage', async () => {
    const address = renderUseCases(new FakeMlopsApi([churn, fraud]), '/');

    await screen.findByRole('link', { name: 'Churn prediction' });
    await userEvent.click(screen.getByRole('radio', { name: 'Board' }));
    await waitFor(() => expect(address.query()).toEqual({ view: 'board' }));
    const initial = within(
      await screen.findByRole('region', { name: 'Initial' }),
    );
    expect(
      await initial.findByRole('link', { name: 'Churn prediction' }),
    ).toBeInTheDocument();
    const scalable = screen.getByRole('region', { name: 'Scalable' });
    expect(within(scalable).getByText('None')).toBeInTheDocument();
  });

  it('leads from a full column of the board to all of its stage', async () => {
    const address = renderUseCases(
      new FakeMlopsApi(manyUseCases(25)),
      '/?view=board',
    );

    await userEvent.click(
      await screen.findByRole('button', { name: 'Show all 25' }),
    );
    await waitFor(() => expect(address.query()).toEqual({ stage: 'none' }));
  });

  it('pages with the cursors of the API, and starts over when the list changes', async () => {
    const address = renderUseCases(new FakeMlopsApi(manyUseCases(25)), '/');

    await screen.findByRole('link', { name: 'Case 20' });
    expect(screen.getByText('25 use cases')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Next table page' }),
    );
    expect(
      await screen.findByRole('link', { name: 'Case 21' }),
    ).toBeInTheDocument();
    expect(address.query()).toEqual({ cursor: '20' });

    await userEvent.click(
      screen.getByRole('button', { name: 'Previous table page' }),
    );
    expect(
      await screen.findByRole('link', { name: 'Case 01' }),
    ).toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', { name: 'Next table page' }),
    );
    await screen.findByRole('link', { name: 'Case 21' });
    await userEvent.click(
      screen.getByRole('columnheader', { name: 'Use case' }),
    );
    await waitFor(() => expect(address.query()).toEqual({ order: 'desc' }));
  });

  it('offers other page sizes', async () => {
    const address = renderUseCases(new FakeMlopsApi(manyUseCases(25)), '/');

    await screen.findByRole('link', { name: 'Case 01' });
    await userEvent.click(
      screen.getByRole('button', { name: /Select table page size/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'Show 50' }),
    );

    expect(
      await screen.findByRole('link', { name: 'Case 25' }),
    ).toBeInTheDocument();
    expect(address.query()).toEqual({ limit: '50' });
  });

  it('takes an address as it comes, and leaves out what is not valid', async () => {
    const api = new FakeMlopsApi(manyUseCases(12));
    renderUseCases(
      api,
      '/?orderBy=owner&order=desc&limit=10&stage=wrong&lifecycle=wrong&cursor=10',
    );

    await screen.findAllByRole('link', { name: /Case/ });
    expect(api.queries).toEqual([
      {
        q: undefined,
        stage: undefined,
        lifecycle: 'active',
        orderBy: 'owner',
        order: 'desc',
        limit: 10,
        cursor: '10',
      },
    ]);
  });

  it('teaches what a use case is while there is none', async () => {
    renderUseCases(new FakeMlopsApi(), '/');

    expect(
      await screen.findByRole('heading', { name: 'No use cases yet' }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/A use case is one business problem/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Create use case' }),
    ).toHaveAttribute('href', '/create/templates/default/create-use-case');
  });

  it('shows where the rows will be while they are on their way', async () => {
    const api = new FakeMlopsApi([churn]);
    let answer = () => {};
    api.before = () =>
      new Promise(resolve => {
        answer = resolve;
      });
    renderUseCases(api, '/');

    expect(await screen.findByText('Loading table data.')).toBeInTheDocument();
    answer();
    expect(
      await screen.findByRole('link', { name: 'Churn prediction' }),
    ).toBeInTheDocument();
  });

  it("shows the backend's own message when loading fails, and tries again", async () => {
    const api = new FakeMlopsApi([churn]);
    api.before = async () => {
      throw new Error('The database is not reachable.');
    };
    renderUseCases(api, '/');

    const alert = within(await screen.findByRole('alert'));
    expect(
      alert.getByText('The database is not reachable.'),
    ).toBeInTheDocument();
    api.before = async () => {};
    await userEvent.click(alert.getByRole('button', { name: 'Try again' }));

    expect(
      await screen.findByRole('link', { name: 'Churn prediction' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('leads back to the first page from a cursor the backend does not know', async () => {
    const api = new FakeMlopsApi([churn]);
    api.before = async () => {
      throw new Error('cursor: it belongs to another sort order.');
    };
    const address = renderUseCases(api, '/?cursor=old');

    await screen.findByRole('alert');
    api.before = async () => {};
    await userEvent.click(
      screen.getByRole('button', { name: 'Go to the first page' }),
    );

    expect(
      await screen.findByRole('link', { name: 'Churn prediction' }),
    ).toBeInTheDocument();
    expect(address.query()).toEqual({});
  });
});
