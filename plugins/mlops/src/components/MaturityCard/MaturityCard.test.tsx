import type {
  Evidence,
  UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeMlopsApi } from '../../__testUtils__/FakeMlopsApi';
import {
  BEING_RETIRED,
  evidenceOf,
  OBSERVED_AT,
  RETIRED,
  snapshotOf,
  makeUseCase,
} from '../../__testUtils__/fixtures';
import { formDataOf, renderCards } from '../../__testUtils__/renderPlugin';

const onlyExperimentation = evidenceOf([
  snapshotOf('experimentation', {
    registry: { state: 'unknown', reason: 'Access to AWS was denied.' },
  }),
]);

function renderMaturity(evidence?: Evidence) {
  const api = new FakeMlopsApi([makeUseCase({ evidence })]);
  renderCards(api, ['entity-card:mlops/maturity']);
  return api;
}

async function findRungs() {
  const ladder = await screen.findByRole('list', { name: 'Stages' });
  return within(ladder)
    .getAllByRole('listitem')
    .filter(item => item.parentElement === ladder);
}

describe('the maturity card', () => {
  it('shows the four stages: reached, next and later', async () => {
    renderMaturity(onlyExperimentation);

    const rungs = await findRungs();
    expect(
      rungs.map(
        rung =>
          within(rung).getAllByRole('heading', { level: 4 })[0].textContent,
      ),
    ).toEqual([
      'Initial Reached 6 of 6 met',
      'Repeatable Next 0 of 8 met, 1 unknown',
      expect.stringMatching(/^Reliable Later 0 of 15 met/),
      'Scalable Later 0 of 3 met',
    ]);
    expect(screen.getByText(/^Checked/)).toBeInTheDocument();
  });

  it('shows what is waived, until when, why and by whom', async () => {
    const api = new FakeMlopsApi([
      makeUseCase({ evidence: onlyExperimentation }),
    ]);
    api.waivers = [
      {
        criterion: 'repeatable.data-lake',
        reason: 'All data comes from the customer.',
        until: '2099-12-31',
        author: 'user:default/noor',
        createdAt: OBSERVED_AT,
      },
    ];
    renderCards(api, ['entity-card:mlops/maturity']);

    const repeatable = within((await findRungs())[1]);
    expect(
      repeatable.getByText('0 of 8 met, 1 unknown, 1 waived'),
    ).toBeVisible();
    await userEvent.click(
      repeatable.getByRole('button', {
        name: 'Waived Data is read from the data-lake account',
      }),
    );
    expect(repeatable.getByText('Waived until 2099-12-31')).toBeVisible();
    expect(
      repeatable.getByText(/^All data comes from the customer\./),
    ).toBeVisible();
  });

  it('puts the next best step on top, with a filled-in form', async () => {
    renderMaturity(onlyExperimentation);

    const next = within(
      await screen.findByRole('region', { name: 'Next best step' }),
    );
    expect(
      next.getByRole('heading', {
        name: 'Next best step, towards “The dev account is active”',
      }),
    ).toBeInTheDocument();
    expect(next.getByText('There is no dev account.')).toBeInTheDocument();
    const link = next.getByRole('link', { name: 'Run Create use case' });
    expect(link.getAttribute('href')).toMatch(
      /^\/create\/templates\/default\/create-use-case\?formData=/,
    );
    expect(formDataOf(link)).toEqual({
      name: 'churn-prediction',
      title: 'Churn prediction',
      description: 'Which customers are about to leave',
      owner: 'group:default/pricing',
      environments: ['dev'],
    });
  });

  it('offers to add all that is missing at once', async () => {
    renderMaturity(onlyExperimentation);

    const next = within(
      await screen.findByRole('region', { name: 'Next best step' }),
    );
    const link = next.getByRole('link', { name: 'Run Advance use case' });

    expect(link.getAttribute('href')).toMatch(
      /^\/create\/templates\/default\/advance-use-case\?formData=/,
    );
    expect(formDataOf(link)).toEqual({ useCase: 'churn-prediction' });
  });

  it('shows verdict, reason, evidence and remedy of each criterion', async () => {
    renderMaturity(onlyExperimentation);

    const [initial, repeatable] = await findRungs();
    await userEvent.click(
      within(initial).getByRole('button', { name: /Initial/ }),
    );
    await userEvent.click(
      within(initial).getByRole('button', {
        name: 'Met The experimentation account is active',
      }),
    );
    expect(
      within(initial).getAllByText(
        'arn:aws:organizations::100000000001:account/o-1/111111111111',
      )[0],
    ).toBeVisible();

    await userEvent.click(
      within(repeatable).getByRole('button', {
        name: 'Not met The dev account is active',
      }),
    );
    expect(
      within(repeatable).getByText('There is no dev account.'),
    ).toBeVisible();
    expect(
      within(repeatable).getAllByRole('link', {
        name: 'Run Create use case',
      })[0],
    ).toBeVisible();

    expect(
      within(repeatable).getByRole('button', {
        name: 'Unknown A model is in the registry',
      }),
    ).toHaveAttribute('aria-expanded', 'false');
  });

  it('can be read with the keyboard alone', async () => {
    renderMaturity(onlyExperimentation);

    const repeatable = within((await findRungs())[1]);
    const criterion = repeatable.getByRole('button', {
      name: 'Unknown A model is in the registry',
    });
    act(() => criterion.focus());
    await userEvent.keyboard('{Enter}');

    expect(criterion).toHaveAttribute('aria-expanded', 'true');
  });

  it('has no next step to offer when what is missing is unknown', async () => {
    renderMaturity(
      evidenceOf({ state: 'unknown', reason: 'Access to AWS was denied.' }),
    );

    expect(
      await screen.findByText(
        'What is missing for Initial could not be judged. The reasons are below.',
      ),
    ).toBeInTheDocument();
  });

  it('says when evidence is stale, and why', async () => {
    renderMaturity(
      evidenceOf({
        state: 'collected',
        value: [snapshotOf('experimentation')],
        observedAt: OBSERVED_AT,
        staleReason: 'AWS Organizations throttled the last attempt.',
      }),
    );

    expect(
      await screen.findByText('AWS Organizations throttled the last attempt.'),
    ).toBeInTheDocument();
  });

  it('says that a use case is not evaluated yet, and evaluates it on request', async () => {
    const api = renderMaturity();

    expect(await screen.findByText('Not evaluated yet')).toBeInTheDocument();
    api.useCases = [makeUseCase({ evidence: onlyExperimentation })];
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));

    expect(await findRungs()).toHaveLength(4);
    expect(api.refreshed).toEqual(['churn-prediction']);
  });

  it('refreshes once at a time, and all cards with it', async () => {
    const api = new FakeMlopsApi([makeUseCase({ evidence: evidenceOf([]) })]);
    renderCards(api, [
      'entity-card:mlops/maturity',
      'entity-card:mlops/accounts',
    ]);
    await findRungs();
    let answer = () => {};
    api.before = async call => {
      if (call === 'refreshUseCase') {
        await new Promise<void>(resolve => {
          answer = resolve;
        });
      }
    };

    const refresh = screen.getByRole('button', { name: 'Refresh' });
    await userEvent.click(refresh);
    expect(refresh).toBeDisabled();
    expect(
      screen.getByText('Refreshing: this asks AWS and takes a moment'),
    ).toBeInTheDocument();

    api.useCases = [makeUseCase({ evidence: onlyExperimentation })];
    answer();
    expect(
      await screen.findByRole('link', {
        name: 'churn-prediction-experimentation',
      }),
    ).toBeInTheDocument();
    await waitFor(() => expect(refresh).toBeEnabled());
  });

  it('keeps the ladder when refreshing fails, and says why', async () => {
    const api = renderMaturity(onlyExperimentation);
    await findRungs();
    api.before = async call => {
      if (call === 'refreshUseCase') {
        throw new Error('You may not refresh this use case.');
      }
    };

    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));

    const alert = within(await screen.findByRole('alert'));
    expect(
      alert.getByText('You may not refresh this use case.'),
    ).toBeInTheDocument();
    expect(await findRungs()).toHaveLength(4);
  });

  it('says why it cannot be loaded, and tries again', async () => {
    const api = new FakeMlopsApi();
    renderCards(api, ['entity-card:mlops/maturity']);

    const alert = within(await screen.findByRole('alert'));
    expect(
      alert.getByText('There is no use case named churn-prediction.'),
    ).toBeInTheDocument();
    api.useCases = [makeUseCase({ evidence: onlyExperimentation })];
    await userEvent.click(alert.getByRole('button', { name: 'Try again' }));

    expect(await findRungs()).toHaveLength(4);
  });
});

describe('the maturity card of a use case that is retired', () => {
  function renderRetired(retirement: Partial<UseCaseDetail>) {
    renderCards(
      new FakeMlopsApi([
        makeUseCase({ evidence: onlyExperimentation, ...retirement }),
      ]),
      ['entity-card:mlops/maturity'],
    );
  }

  it('says when, by whom and what that means, and keeps the ladder as history', async () => {
    renderRetired(RETIRED);

    const title = await screen.findByText(/^Retired/);
    expect(title).toHaveTextContent(/^Retired .+ ago by ada$/);
    expect(within(title).getByRole('link', { name: 'ada' })).toHaveAttribute(
      'href',
      '/catalog/default/user/ada',
    );
    expect(screen.getByText(/AWS keeps them for 90 days/)).toBeInTheDocument();
    expect(
      (await findRungs()).map(
        rung =>
          within(rung).getAllByRole('heading', { level: 4 })[0].textContent,
      ),
    ).toEqual([
      'Initial Reached 6 of 6 met',
      expect.stringMatching(/^Repeatable {2}0 of 8 met/),
      expect.stringMatching(/^Reliable {2}0 of 15 met/),
      'Scalable  0 of 3 met',
    ]);
  });

  it('offers nothing that would change it', async () => {
    renderRetired(RETIRED);

    const [, repeatable] = await findRungs();
    await userEvent.click(
      within(repeatable).getByRole('button', {
        name: /The dev account is active/,
      }),
    );
    expect(
      within(repeatable).getByText('There is no dev account.'),
    ).toBeVisible();
    expect(screen.queryByText('How to fix it')).not.toBeInTheDocument();
    expect(
      screen.queryByRole('region', { name: 'Next best step' }),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Refresh' }),
    ).not.toBeInTheDocument();
  });

  it('says that the retirement goes on, and how it is finished', async () => {
    renderRetired({ ...BEING_RETIRED, retiredBy: 'service' });

    expect(await screen.findByText(/^Being retired/)).toHaveTextContent(
      /^Being retired: begun .+ ago by service$/,
    );
    expect(
      screen.getByText(/Retire use case closes what is left/),
    ).toBeInTheDocument();
  });
});
