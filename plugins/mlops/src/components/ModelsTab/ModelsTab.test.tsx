import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeScaffolder } from '../../__testUtils__/FakeScaffolder';
import { BEING_RETIRED, snapshotOf } from '../../__testUtils__/fixtures';
import {
  apiWith,
  collected,
  endpointOf,
  modelOf,
  renderTab,
  stale,
  UNREADABLE,
  versionOf,
} from '../../__testUtils__/tabFixtures';

const model = modelOf(
  versionOf(3, {
    approval: 'PendingManualApproval',
    reviewedAt: undefined,
    reviewedBy: undefined,
  }),
  versionOf(2, {
    approvalDescription: 'Better than what serves.',
    metrics: [
      { name: 'auc', value: 0.82 },
      { name: 'f1', value: 0.7 },
    ],
  }),
  versionOf(1, { approval: 'Rejected' }),
);

const dev = snapshotOf('dev', {
  registry: collected({ models: [model], cards: [] }),
});
const prod = snapshotOf('prod', { endpoints: collected([endpointOf(2)]) });

/** The rows of the table of versions, without its head. */
async function versionRows(): Promise<HTMLElement[]> {
  const table = await screen.findByRole('table', { name: 'Versions of churn' });
  return within(table).getAllByRole('row').slice(1);
}

describe('the models tab', () => {
  it('shows each version with approval, who and why, metric, and where it serves', async () => {
    renderTab(apiWith([dev, prod]), 'models');

    const [third, second, first] = await versionRows();
    expect(third).toHaveTextContent(/^3Awaiting approval/);
    expect(third).toHaveTextContent('Nowhere');
    expect(second).toHaveTextContent(/^2Approved/);
    expect(second).toHaveTextContent(/by grace/);
    expect(second).toHaveTextContent('“Better than what serves.”');
    expect(second).toHaveTextContent('0.82');
    expect(second).toHaveTextContent('Prod: churn-live (InService)');
    expect(first).toHaveTextContent(/^1Rejected/);
    expect(
      within(second).getByRole('link', {
        name: 'Open churn-live in the AWS console',
      }),
    ).toHaveAttribute('href', expect.stringContaining('endpoints/churn-live'));
  });

  it('leads to the page of the model', async () => {
    renderTab(apiWith([dev]), 'models');

    expect(
      await screen.findByRole('link', { name: 'All about churn' }),
    ).toHaveAttribute('href', '/mlops/models/222222222222/churn');
  });

  it('draws one metric over the versions, and shows another when asked', async () => {
    renderTab(apiWith([dev]), 'models');

    expect(
      await screen.findByRole('group', {
        name: 'auc of churn, over its versions',
      }),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: /Metric of churn/ }),
    );
    await userEvent.click(await screen.findByRole('option', { name: 'f1' }));
    expect(
      await screen.findByRole('group', {
        name: 'f1 of churn, over its versions',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('columnheader', { name: 'f1' }),
    ).toBeInTheDocument();
  });

  it('has all metrics in the table behind the chart', async () => {
    renderTab(apiWith([dev]), 'models');

    await userEvent.click(await screen.findByText('Show as a table'));
    const rows = within(
      within(screen.getByRole('group', { name: 'Metrics of churn' })).getByRole(
        'table',
      ),
    ).getAllByRole('row');
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'Versionaucf1',
      'Version 10.81–',
      'Version 20.820.7',
      'Version 30.83–',
    ]);
  });

  it('says that no version has metrics', async () => {
    renderTab(
      apiWith([
        snapshotOf('dev', {
          registry: collected({
            models: [modelOf(versionOf(1, { metrics: [] }))],
            cards: [],
          }),
        }),
      ]),
      'models',
    );

    expect(
      await screen.findByText(/No version of it has metrics/),
    ).toBeInTheDocument();
  });

  it('shows the newest versions, and all when asked', async () => {
    const versions = [7, 6, 5, 4, 3, 2, 1].map(number => versionOf(number));
    renderTab(
      apiWith([
        snapshotOf('dev', {
          registry: collected({ models: [modelOf(...versions)], cards: [] }),
        }),
      ]),
      'models',
    );

    expect(await versionRows()).toHaveLength(5);
    await userEvent.click(screen.getByRole('button', { name: 'Show all 7' }));
    expect(await versionRows()).toHaveLength(7);
  });

  it('does not say that a version serves nowhere where endpoints could not be read', async () => {
    renderTab(
      apiWith([dev, snapshotOf('prod', { endpoints: UNREADABLE })]),
      'models',
    );

    const [third] = await versionRows();
    expect(third).toHaveTextContent('Not known');
    expect(third).not.toHaveTextContent('Nowhere');
    expect(
      screen.getByText('Where versions serve in Prod is not known'),
    ).toBeInTheDocument();
  });

  it('teaches what a registered model is where there is none', async () => {
    renderTab(apiWith([snapshotOf('dev')]), 'models');

    expect(
      await screen.findByRole('heading', { name: 'No registered model yet' }),
    ).toBeInTheDocument();
    expect(screen.getByText(/^Read from AWS/)).toBeInTheDocument();
  });

  it('does not say that there is none where the registry could not be read', async () => {
    renderTab(apiWith([snapshotOf('dev', { registry: UNREADABLE })]), 'models');

    expect(
      await screen.findByText('The model registry in Dev is not known'),
    ).toBeInTheDocument();
    expect(screen.queryByText('No registered model yet')).toBeNull();
  });

  it('says since when and why it is not newer', async () => {
    renderTab(
      apiWith([
        snapshotOf('dev', { registry: stale({ models: [model], cards: [] }) }),
      ]),
      'models',
    );

    expect(
      await screen.findByText(/AWS asked to slow down/),
    ).toBeInTheDocument();
  });

  it('approves in place what awaits approval, and says so once it is read anew', async () => {
    const api = apiWith([dev]);
    const scaffolder = new FakeScaffolder();
    renderTab(api, 'models', { apis: [[scaffolderApiRef, scaffolder]] });

    const [third, second] = await versionRows();
    expect(within(second).queryByRole('button')).toBeNull();
    expect(
      within(third).getByRole('button', { name: 'Reject version 3' }),
    ).toBeInTheDocument();
    await userEvent.click(
      within(third).getByRole('button', { name: 'Approve version 3' }),
    );
    await userEvent.click(
      await within(third).findByRole('button', { name: 'Approve version 3' }),
    );
    await waitFor(() => expect(scaffolder.listeners).toBe(1));
    const approved = modelOf(versionOf(3), ...model.versions.slice(1));
    api.useCases = apiWith([
      snapshotOf('dev', {
        registry: collected({ models: [approved], cards: [] }),
      }),
    ]).useCases;
    scaffolder.complete();

    expect(
      await screen.findByText('Version 3 is approved, in your name.'),
    ).toBeInTheDocument();
    await waitFor(async () =>
      expect((await versionRows())[0]).toHaveTextContent(/^3Approved/),
    );
    expect(
      screen.queryByRole('button', { name: 'Approve version 3' }),
    ).toBeNull();
  });

  it('reviews nothing of a use case that is being retired', async () => {
    renderTab(apiWith([dev], BEING_RETIRED), 'models');

    await versionRows();
    expect(screen.queryByRole('columnheader', { name: 'Review' })).toBeNull();
  });

  it('is read again when the use case is refreshed', async () => {
    const api = apiWith([snapshotOf('dev')]);
    renderTab(api, 'models');
    await screen.findByRole('heading', { name: 'No registered model yet' });

    api.useCases = apiWith([dev]).useCases;
    await act(() => api.refreshUseCase('churn-prediction'));

    expect(await versionRows()).toHaveLength(3);
  });
});
