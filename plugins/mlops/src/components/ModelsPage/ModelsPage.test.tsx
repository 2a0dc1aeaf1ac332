import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeMlopsApi } from '../../__testUtils__/FakeMlopsApi';
import { OBSERVED_AT } from '../../__testUtils__/fixtures';
import {
  modelOf,
  monitorOf,
  pendingVersion,
  versionOf,
} from '../../__testUtils__/modelFixtures';
import { renderModels } from '../../__testUtils__/renderModels';

type Models = FakeMlopsApi['models'];

function apiWith(...models: Models): FakeMlopsApi {
  const api = new FakeMlopsApi();
  api.models = models;
  return api;
}

const churn = modelOf({
  serving: [
    {
      endpoint: 'churn',
      environment: 'prod',
      accountId: '444444444444',
      version: 2,
      status: 'InService',
    },
    {
      endpoint: 'churn-canary',
      environment: 'test',
      accountId: '333333333333',
      status: 'Updating',
    },
  ],
  monitors: [
    monitorOf(),
    monitorOf({
      name: 'churn-bias',
      type: 'ModelBias',
      lastExecution: {
        scheduledAt: OBSERVED_AT,
        status: 'CompletedWithViolations',
      },
    }),
  ],
});

const fraud = modelOf({
  group: 'fraud',
  useCase: 'fraud-detection',
  owner: 'group:default/risk',
  history: [pendingVersion(3)],
});

function pending(number: number) {
  return modelOf({
    group: `pending-${number}`,
    history: [
      {
        ...pendingVersion(1),
        createdAt: `2026-11-0${number}T12:00:00.000Z`,
      },
    ],
  });
}

/** The row of a model in the table; above it there may be a link to it as well. */
function rowOf(group: string) {
  return waitFor(() => {
    const row = screen
      .getAllByRole('link', { name: group })
      .map(link => link.closest<HTMLElement>('[role="row"]'))
      .find(Boolean);
    if (!row) {
      throw new Error(`${group} is not in a row of the table.`);
    }
    return within(row);
  });
}

const awaiting = () =>
  within(screen.getByRole('region', { name: /awaits? approval$/ }));

describe('the page of models', () => {
  it('shows each model with use case, newest version, owner and age', async () => {
    renderModels(apiWith(churn));

    const row = await rowOf('churn');
    expect(row.getByRole('link', { name: 'churn' })).toHaveAttribute(
      'href',
      '/mlops/models/222222222222/churn',
    );
    expect(row.getByText('Registered in Dev')).toBeInTheDocument();
    expect(row.getByRole('link', { name: 'churn-prediction' })).toHaveAttribute(
      'href',
      '/catalog/default/system/churn-prediction',
    );
    expect(row.getByText('Version 2')).toBeInTheDocument();
    expect(row.getByText('Approved')).toBeInTheDocument();
    expect(row.getByRole('link', { name: 'pricing' })).toHaveAttribute(
      'href',
      '/catalog/default/group/pricing',
    );
    expect(row.getByText(/ago$/, { selector: 'time' })).toHaveAttribute(
      'datetime',
      OBSERVED_AT,
    );
    expect(screen.getByText('1 model')).toBeInTheDocument();
  });

  it('says in words where each version serves, and what the monitors say', async () => {
    renderModels(apiWith(churn, fraud));

    const row = await rowOf('churn');
    expect(
      row.getByText('Prod: Version 2 at endpoint churn, InService'),
    ).toBeInTheDocument();
    expect(
      row.getByText(
        'Test: a version that is not known at endpoint churn-canary, Updating',
      ),
    ).toBeInTheDocument();
    expect(row.getByText('1 of 2 with violations')).toBeInTheDocument();

    expect((await rowOf('fraud')).getAllByText('None seen')).toHaveLength(2);
  });

  it('does not take what is not known of a monitor for healthy', async () => {
    renderModels(
      apiWith(
        modelOf({
          monitors: [monitorOf({ lastExecution: undefined }), monitorOf()],
        }),
        modelOf({ group: 'well', monitors: [monitorOf(), monitorOf()] }),
      ),
    );

    expect(
      (await rowOf('churn')).getByText('1 of 2 not known'),
    ).toBeInTheDocument();
    expect((await rowOf('well')).getByText('2 healthy')).toBeInTheDocument();
  });

  it('says so when a model has no version yet, or its age is not known', async () => {
    renderModels(
      apiWith(
        modelOf({ history: [] }),
        modelOf({
          group: 'old',
          history: [versionOf(1, { createdAt: undefined })],
        }),
      ),
    );

    expect((await rowOf('churn')).getAllByText('No version yet')).toHaveLength(
      2,
    );
    expect((await rowOf('old')).getByText('Not known')).toBeInTheDocument();
  });

  it('shows an approval that it does not know as AWS calls it', async () => {
    renderModels(
      apiWith(modelOf({ history: [versionOf(1, { approval: 'Withdrawn' })] })),
    );

    expect((await rowOf('churn')).getByText('Withdrawn')).toBeInTheDocument();
  });

  it('puts the models that await approval first, the longest waiting on top', async () => {
    const address = renderModels(
      apiWith(churn, ...[3, 1, 2, 6, 5, 4].map(pending)),
    );

    await rowOf('churn');
    expect(
      awaiting().getByRole('heading', { name: '6 models await approval' }),
    ).toBeInTheDocument();
    expect(
      awaiting()
        .getAllByRole('link')
        .map(link => link.textContent),
    ).toEqual([
      'pending-1',
      'pending-2',
      'pending-3',
      'pending-4',
      'pending-5',
    ]);
    expect(
      awaiting().getAllByText('Version 1 of churn-prediction'),
    ).toHaveLength(5);

    await userEvent.click(awaiting().getByRole('button', { name: 'Show all' }));
    await waitFor(() =>
      expect(address.query()).toEqual({ approval: 'PendingManualApproval' }),
    );
    expect(
      (await rowOf('pending-6')).getByText('Awaiting approval'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'churn' }),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('region', { name: /approval$/ }),
    ).not.toBeInTheDocument();
  });

  it('says nothing of approval when nothing awaits it', async () => {
    renderModels(apiWith(churn));

    await rowOf('churn');
    expect(
      screen.queryByRole('region', { name: /approval$/ }),
    ).not.toBeInTheDocument();
  });

  it('filters by the approval of the newest version', async () => {
    const address = renderModels(apiWith(churn, fraud));

    await rowOf('fraud');
    const filter = within(
      screen.getByRole('radiogroup', {
        name: 'Filter by approval of the newest version',
      }),
    );
    expect(filter.getByRole('radio', { name: 'All' })).toBeChecked();
    await userEvent.click(filter.getByRole('radio', { name: 'Approved' }));

    await waitFor(() =>
      expect(
        screen.queryByRole('link', { name: 'fraud' }),
      ).not.toBeInTheDocument(),
    );
    expect(address.query()).toEqual({ approval: 'Approved' });
    await userEvent.click(filter.getByRole('radio', { name: 'All' }));
    await rowOf('fraud');
    expect(address.query()).toEqual({});
  });

  it("shows the models of the person's teams, and what of them awaits approval", async () => {
    const api = apiWith(churn, fraud);
    const address = renderModels(api);

    await rowOf('fraud');
    await userEvent.click(screen.getByRole('radio', { name: 'My teams' }));

    await waitFor(() =>
      expect(
        screen.queryByRole('link', { name: 'fraud' }),
      ).not.toBeInTheDocument(),
    );
    await rowOf('churn');
    expect(address.query()).toEqual({ whose: 'mine' });
    const owner = ['user:default/ada', 'group:default/pricing'];
    expect(api.modelQueries.slice(-2)).toEqual([
      expect.objectContaining({ owner, approval: undefined }),
      expect.objectContaining({ owner, approval: 'PendingManualApproval' }),
    ]);
  });

  it('searches once the person pauses', async () => {
    const api = apiWith(churn, fraud);
    const address = renderModels(api);

    await rowOf('churn');
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search models' }),
      'fraud',
    );

    await waitFor(() => expect(address.query()).toEqual({ q: 'fraud' }));
    await waitFor(() =>
      expect(
        screen.queryByRole('link', { name: 'churn' }),
      ).not.toBeInTheDocument(),
    );
    expect([...new Set(api.modelQueries.map(({ q }) => q))]).toEqual([
      undefined,
      'fraud',
    ]);
  });

  it('sorts by the columns of the API', async () => {
    const address = renderModels(apiWith(churn, fraud));

    await rowOf('churn');
    expect(
      screen.getByRole('columnheader', { name: 'Registered' }),
    ).toHaveAttribute('aria-sort', 'descending');
    await userEvent.click(screen.getByRole('columnheader', { name: 'Model' }));
    await waitFor(() =>
      expect(address.query()).toEqual({ orderBy: 'group', order: 'asc' }),
    );
    await userEvent.click(
      screen.getByRole('columnheader', { name: 'Use case' }),
    );
    await waitFor(() =>
      expect(address.query()).toEqual({ orderBy: 'useCase', order: 'asc' }),
    );
  });

  it('pages with the cursors of the API', async () => {
    const models = Array.from({ length: 12 }, (_, index) =>
      modelOf({ group: `model-${String(index + 1).padStart(2, '0')}` }),
    );
    const address = renderModels(apiWith(...models), {
      at: '?orderBy=group&order=asc&limit=10',
    });

    await rowOf('model-10');
    await userEvent.click(
      screen.getByRole('button', { name: 'Next table page' }),
    );
    await rowOf('model-11');
    expect(address.query()).toMatchObject({ cursor: '10' });
    await userEvent.click(
      screen.getByRole('button', { name: 'Previous table page' }),
    );
    await rowOf('model-01');
  });

  it('takes an address as it comes, and leaves out what is not valid', async () => {
    const api = apiWith(churn);
    renderModels(api, {
      at: '?approval=golden&whose=nobody&orderBy=useCase&order=up&limit=7',
    });

    await rowOf('churn');
    expect(api.modelQueries[0]).toEqual({
      q: undefined,
      owner: undefined,
      approval: undefined,
      orderBy: 'useCase',
      order: 'desc',
      limit: 20,
      cursor: undefined,
    });
  });

  it('clears the filters when nothing matches', async () => {
    const address = renderModels(apiWith(churn), {
      at: '?q=nothing&approval=Rejected&whose=mine',
    });

    expect(
      await screen.findByRole('heading', { name: 'No model matches' }),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );

    await rowOf('churn');
    expect(address.query()).toEqual({});
  });

  it('teaches how a model comes to be while there is none', async () => {
    renderModels(apiWith());

    expect(
      await screen.findByRole('heading', { name: 'No models yet' }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/once a pipeline of a use case has registered/),
    ).toBeInTheDocument();
  });

  it('shows where the rows will be while they are on their way', async () => {
    const api = apiWith(churn);
    let answer = () => {};
    const asked = new Promise<void>(resolve => {
      answer = resolve;
    });
    api.before = () => asked;
    renderModels(api);

    expect(await screen.findByText('Loading table data.')).toBeInTheDocument();
    answer();
    await rowOf('churn');
  });

  it("shows the backend's own message when loading fails, and tries again", async () => {
    const api = apiWith(churn);
    api.before = async () => {
      throw new Error('The database is not reachable.');
    };
    renderModels(api);

    const alert = within(await screen.findByRole('alert'));
    expect(
      alert.getByText('The database is not reachable.'),
    ).toBeInTheDocument();
    api.before = async () => {};
    await userEvent.click(alert.getByRole('button', { name: 'Try again' }));

    await rowOf('churn');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('leads back to the first page from a cursor past the end', async () => {
    const address = renderModels(apiWith(churn), { at: '?cursor=40' });

    expect(
      await screen.findByRole('heading', { name: 'Nothing on this page' }),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Go to the first page' }),
    );

    await rowOf('churn');
    expect(address.query()).toEqual({});
  });

  it('opens the page of a model that awaits approval with the keyboard alone', async () => {
    const address = renderModels(apiWith(pending(1), churn));

    await rowOf('churn');
    const link = awaiting().getByRole('link', { name: 'pending-1' });
    while (document.activeElement !== link) {
      await userEvent.tab();
      expect(document.body).not.toHaveFocus();
    }
    await userEvent.keyboard('{Enter}');

    expect(
      await screen.findByRole('heading', { name: 'pending-1', level: 2 }),
    ).toBeInTheDocument();
    expect(address.path()).toBe('/mlops/models/222222222222/pending-1');
  });
});
