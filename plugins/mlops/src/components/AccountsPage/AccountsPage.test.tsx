import { mockApis } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AccountSummary } from '@mlops-portal/backstage-plugin-mlops-common';
import { OBSERVED_AT } from '../../__testUtils__/fixtures';
import { FakeMlopsApi } from '../../__testUtils__/FakeMlopsApi';
import { renderPage } from '../../__testUtils__/renderPlugin';
import { AccountsPage } from './AccountsPage';

function account(
  index: number,
  changes: Partial<AccountSummary> = {},
): AccountSummary {
  return {
    accountId: String(200000000000 + index),
    arn: `arn:aws:organizations::100000000001:account/o-1/${index}`,
    name: `churn-prediction-${index}`,
    email: `aws+${index}@example.com`,
    environment: 'dev',
    useCase: 'churn-prediction',
    owner: 'group:default/pricing',
    status: 'ACTIVE',
    organizationalUnit: { id: 'ou-1', name: 'Development' },
    joinedAt: OBSERVED_AT,
    observedAt: OBSERVED_AT,
    ...changes,
  };
}

function renderAccounts(accounts: AccountSummary[], at = '/') {
  const api = new FakeMlopsApi();
  api.accounts = accounts;
  return { api, address: renderPage(<AccountsPage />, api, at) };
}

async function rowOf(name: string) {
  const row = (await screen.findByText(name)).closest<HTMLElement>(
    '[role="row"]',
  );
  if (!row) {
    throw new Error(`${name} is not in a row of the table.`);
  }
  return within(row);
}

describe('the page of accounts', () => {
  it('shows what each account is for, where it is and whose', async () => {
    renderAccounts([account(1)]);
    const row = await rowOf('churn-prediction-1');
    expect(row.getByText('200000000001')).toBeInTheDocument();
    expect(row.getByRole('link', { name: 'churn-prediction' })).toHaveAttribute(
      'href',
      '/catalog/default/system/churn-prediction',
    );
    expect(row.getByText('Dev')).toBeInTheDocument();
    expect(row.getByText('Development')).toBeInTheDocument();
    expect(row.getByText('ACTIVE')).toBeInTheDocument();
    expect(row.getByRole('link', { name: 'pricing' })).toBeInTheDocument();
    expect(screen.getByText('1 account')).toBeInTheDocument();
  });

  it('says what is not known of an account', async () => {
    renderAccounts([
      account(1, { owner: undefined, organizationalUnit: undefined }),
    ]);
    const row = await rowOf('churn-prediction-1');
    expect(row.getByText('Not registered')).toBeInTheDocument();
    expect(row.getByText('Not known')).toBeInTheDocument();
  });

  it('filters by environment, and keeps that in the address', async () => {
    const { api, address } = renderAccounts([
      account(1),
      account(2, { environment: 'prod', name: 'fraud-prod' }),
    ]);
    await rowOf('churn-prediction-1');
    await userEvent.click(screen.getByRole('radio', { name: 'Prod' }));
    await waitFor(() =>
      expect(address.query()).toEqual({ environment: 'prod' }),
    );
    await rowOf('fraud-prod');
    expect(screen.queryByText('churn-prediction-1')).not.toBeInTheDocument();
    expect(api.accountQueries.at(-1)).toMatchObject({ environment: 'prod' });
  });

  it('asks for the accounts of the teams of the person', async () => {
    const { api, address } = renderAccounts([account(1)]);
    await rowOf('churn-prediction-1');
    await userEvent.click(screen.getByRole('radio', { name: 'My teams' }));
    await waitFor(() => expect(address.query()).toEqual({ whose: 'mine' }));
    await waitFor(() =>
      expect(api.accountQueries.at(-1)?.owner).toEqual(['user:default/guest']),
    );
  });

  it('says why it is not known which teams those are', async () => {
    const api = new FakeMlopsApi();
    api.accounts = [account(1)];
    const identity = mockApis.identity();
    identity.getBackstageIdentity = async () => {
      throw new Error('The session has ended.');
    };
    renderPage(<AccountsPage />, api, '/?whose=mine', identity);
    expect(await screen.findByText('The session has ended.')).toBeVisible();
    expect(api.accountQueries).toEqual([]);
  });

  it('searches once the person pauses', async () => {
    const { api } = renderAccounts([account(1)]);
    await rowOf('churn-prediction-1');
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search accounts' }),
      'fraud',
    );
    await waitFor(() =>
      expect(api.accountQueries.map(({ q }) => q)).toEqual([
        undefined,
        'fraud',
      ]),
    );
  });

  it('clears the filters when nothing matches', async () => {
    const { address } = renderAccounts([account(1)], '/?environment=test');
    expect(
      await screen.findByRole('heading', { name: 'No account matches' }),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() => expect(address.query()).toEqual({}));
    await rowOf('churn-prediction-1');
  });

  it('teaches where accounts come from while there is none', async () => {
    renderAccounts([]);
    expect(
      await screen.findByRole('heading', { name: 'No accounts yet' }),
    ).toBeInTheDocument();
  });

  it("shows the backend's own message when loading fails, and tries again", async () => {
    const { api } = renderAccounts([account(1)]);
    await rowOf('churn-prediction-1');
    api.before = async () => {
      throw new Error('The database is away.');
    };
    await userEvent.click(screen.getByRole('radio', { name: 'Test' }));
    expect(await screen.findByText('The database is away.')).toBeVisible();
    api.before = async () => {};
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('heading', { name: 'No account matches' }),
    ).toBeInTheDocument();
  });
});
