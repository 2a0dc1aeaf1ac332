import type { Evidence } from '@mlops-portal/backstage-plugin-mlops-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeMlopsApi } from '../../__testUtils__/FakeMlopsApi';
import {
  BEING_RETIRED,
  evidenceOf,
  RETIRED,
  snapshotOf,
  makeUseCase,
} from '../../__testUtils__/fixtures';
import { formDataOf, renderCards } from '../../__testUtils__/renderPlugin';

function renderAccounts(evidence?: Evidence) {
  const api = new FakeMlopsApi([makeUseCase({ evidence })]);
  renderCards(api, ['entity-card:mlops/accounts']);
  return api;
}

const two = evidenceOf([
  snapshotOf('prod', {
    account: { status: 'PENDING_CREATION', organizationalUnit: undefined },
  }),
  snapshotOf('experimentation'),
]);

describe('the accounts card', () => {
  it('shows the four environments in order, with what is known of each account', async () => {
    renderAccounts(two);

    const list = await screen.findByRole('list', { name: 'Accounts' });
    const rows = within(list).getAllByRole('listitem');
    expect(
      rows.map(row => within(row).getByRole('heading').textContent),
    ).toEqual(['Experimentation', 'Dev', 'Test', 'Prod']);

    const experimentation = within(rows[0]);
    expect(
      experimentation.getByRole('link', {
        name: 'churn-prediction-experimentation',
      }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/resource/churn-prediction-experimentation',
    );
    expect(experimentation.getByText('111111111111')).toBeInTheDocument();
    expect(experimentation.getByText('ACTIVE')).toBeInTheDocument();
    expect(
      experimentation.getByText('Organizational unit ml-experimentation'),
    ).toBeInTheDocument();
    expect(experimentation.getByText(/^Joined/)).toBeInTheDocument();

    const prod = within(rows[3]);
    expect(prod.getByText('PENDING_CREATION')).toBeInTheDocument();
    expect(prod.getByText('Organizational unit not known')).toBeInTheDocument();
    expect(screen.getByText(/^Seen/)).toBeInTheDocument();
  });

  it('offers to add an account that is missing, with the form filled in', async () => {
    renderAccounts(two);

    const link = await screen.findByRole('link', { name: 'Add Test account' });
    expect(formDataOf(link)).toEqual({
      name: 'churn-prediction',
      title: 'Churn prediction',
      description: 'Which customers are about to leave',
      owner: 'group:default/pricing',
      environments: ['test'],
    });
  });

  it('shows the accounts of a retired use case as history: no links, nothing to add', async () => {
    const retired = makeUseCase({ evidence: two, ...RETIRED });
    renderCards(new FakeMlopsApi([retired]), ['entity-card:mlops/accounts']);

    const list = within(await screen.findByRole('list', { name: 'Accounts' }));
    expect(
      list.getByText('churn-prediction-experimentation'),
    ).toBeInTheDocument();
    expect(list.queryAllByRole('link')).toEqual([]);
    expect(list.getAllByText('No account')).toHaveLength(2);
  });

  it('adds nothing to a use case that is being retired', async () => {
    const retiring = makeUseCase({ evidence: two, ...BEING_RETIRED });
    renderCards(new FakeMlopsApi([retiring]), ['entity-card:mlops/accounts']);

    expect(
      await screen.findByRole('link', { name: 'churn-prediction-prod' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'Add Test account' }),
    ).not.toBeInTheDocument();
  });

  it('copies an account id, and says when it cannot', async () => {
    const user = userEvent.setup();
    renderAccounts(evidenceOf([snapshotOf('experimentation')]));

    const write = jest.spyOn(navigator.clipboard, 'writeText');

    const copy = await screen.findByRole('button', { name: 'Copy account id' });
    await user.click(copy);
    expect(await screen.findByText('Copied')).toBeInTheDocument();
    expect(write).toHaveBeenCalledWith('111111111111');

    write.mockRejectedValueOnce(new Error('denied'));
    await user.click(copy);
    expect(
      await screen.findByText('The browser did not allow copying'),
    ).toBeInTheDocument();
  });

  it('says why accounts are not known, instead of showing none', async () => {
    renderAccounts(
      evidenceOf({ state: 'unknown', reason: 'Access to AWS was denied.' }),
    );

    expect(
      await screen.findByText('Access to AWS was denied.'),
    ).toBeInTheDocument();
    expect(screen.queryByText('No account')).not.toBeInTheDocument();
  });

  it('says that nothing was collected yet', async () => {
    renderAccounts();

    expect(
      await screen.findByText(/once the portal has read them from AWS/),
    ).toBeInTheDocument();
  });

  it('says why it cannot be loaded, and tries again', async () => {
    const api = new FakeMlopsApi();
    renderCards(api, ['entity-card:mlops/accounts']);

    const alert = within(await screen.findByRole('alert'));
    api.useCases = [makeUseCase({ evidence: two })];
    await userEvent.click(alert.getByRole('button', { name: 'Try again' }));

    expect(
      await screen.findByRole('link', { name: 'churn-prediction-prod' }),
    ).toBeInTheDocument();
  });
});
