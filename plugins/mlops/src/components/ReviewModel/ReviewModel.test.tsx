import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { mlopsApiRef } from '../../api';
import { FakeMlopsApi } from '../../__testUtils__/FakeMlopsApi';
import { FakeScaffolder } from '../../__testUtils__/FakeScaffolder';
import { makeUseCase } from '../../__testUtils__/fixtures';
import { pendingVersion, versionArn } from '../../__testUtils__/modelFixtures';
import { ReviewModel } from './ReviewModel';

function renderReview() {
  const api = new FakeMlopsApi([makeUseCase()]);
  const scaffolder = new FakeScaffolder();
  const onDone = jest.fn();
  renderInTestApp(
    <ReviewModel
      version={pendingVersion(3)}
      accountId="222222222222"
      useCase="churn-prediction"
      onDone={onDone}
    />,
    {
      apis: [
        [mlopsApiRef, api],
        [scaffolderApiRef, scaffolder],
      ],
    },
  );
  return { api, scaffolder, onDone };
}

const button = (name: string) => screen.findByRole('button', { name });
const comment = () => screen.findByRole('textbox', { name: /Comment/ });

/** Approves, and waits until the task is followed. */
async function approve(scaffolder: FakeScaffolder) {
  await userEvent.click(await button('Approve version 3'));
  await userEvent.click(await button('Approve version 3'));
  await waitFor(() => expect(scaffolder.listeners).toBe(1));
}

describe('the review of a model version', () => {
  it('approves it with a comment, and shows the progress in place', async () => {
    const { api, scaffolder, onDone } = renderReview();

    await userEvent.click(await button('Approve version 3'));
    expect(await comment()).toHaveFocus();
    await userEvent.type(await comment(), '  Better than before.  ');
    await userEvent.click(await button('Approve version 3'));

    const progress = within(await screen.findByRole('status'));
    expect(progress.getByText('Approving version 3')).toBeInTheDocument();
    await waitFor(() => expect(scaffolder.listeners).toBe(1));
    expect(scaffolder.runs).toEqual([
      {
        templateRef: 'template:default/review-model',
        values: {
          accountId: '222222222222',
          modelPackageArn: versionArn(3),
          useCase: 'churn-prediction',
          decision: 'approve',
          comment: 'Better than before.',
        },
      },
    ]);

    scaffolder.log('ada approved version 3');
    expect(
      await progress.findByText('ada approved version 3'),
    ).toBeInTheDocument();
    expect(onDone).not.toHaveBeenCalled();
    scaffolder.complete();

    expect(
      await screen.findByText('Version 3 is approved'),
    ).toBeInTheDocument();
    expect(api.refreshed).toEqual(['churn-prediction']);
    expect(onDone.mock.calls).toEqual([['approve']]);
    expect(scaffolder.listeners).toBe(0);
  });

  it('approves without a comment', async () => {
    const { scaffolder } = renderReview();

    await approve(scaffolder);
    expect(scaffolder.runs).toMatchObject([{ values: { comment: '' } }]);
    scaffolder.complete();
    await screen.findByText('Version 3 is approved');
  });

  it('does not reject without saying why', async () => {
    const { scaffolder, onDone } = renderReview();

    await userEvent.click(await button('Reject version 3'));
    await userEvent.type(await comment(), '   ');
    await userEvent.click(await button('Reject version 3'));

    expect(
      await screen.findByText('Say why the version is rejected.'),
    ).toBeInTheDocument();
    expect(await comment()).toBeInvalid();
    expect(scaffolder.runs).toEqual([]);

    await userEvent.type(await comment(), 'Worse for new customers.');
    expect(await comment()).toBeValid();
    await userEvent.click(await button('Reject version 3'));
    await waitFor(() => expect(scaffolder.listeners).toBe(1));
    expect(scaffolder.runs).toMatchObject([
      { values: { decision: 'reject', comment: 'Worse for new customers.' } },
    ]);
    scaffolder.complete();

    expect(
      await screen.findByText('Version 3 is rejected'),
    ).toBeInTheDocument();
    expect(onDone.mock.calls).toEqual([['reject']]);
  });

  it('can be done with the keyboard alone, and left again', async () => {
    const { scaffolder } = renderReview();

    const reject = await button('Reject version 3');
    while (document.activeElement !== reject) {
      await userEvent.tab();
      expect(document.body).not.toHaveFocus();
    }
    await userEvent.keyboard('{Enter}');
    expect(await comment()).toHaveFocus();
    await userEvent.keyboard('Too slow.');
    await userEvent.tab();
    await userEvent.tab();
    expect(await button('Cancel')).toHaveFocus();
    await userEvent.keyboard('{Enter}');

    expect(await button('Reject version 3')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(await comment()).toHaveValue('Too slow.');
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(scaffolder.runs).toHaveLength(1));
    scaffolder.complete();
    await screen.findByText('Version 3 is rejected');
  });

  it('says why it failed, with what was done, and keeps the comment', async () => {
    const { api, scaffolder, onDone } = renderReview();

    await userEvent.click(await button('Reject version 3'));
    await userEvent.type(await comment(), 'Too slow.');
    await userEvent.click(await button('Reject version 3'));
    await waitFor(() => expect(scaffolder.listeners).toBe(1));
    scaffolder.log('Looking for the version');
    scaffolder.fail('The version may have been deleted.');

    const alert = within(await screen.findByRole('alert'));
    expect(
      alert.getByText('The review of version 3 failed'),
    ).toBeInTheDocument();
    expect(
      alert.getByText('The version may have been deleted.'),
    ).toBeInTheDocument();
    expect(screen.getByText('Looking for the version')).toBeInTheDocument();
    expect(api.refreshed).toEqual([]);
    expect(onDone).not.toHaveBeenCalled();

    await userEvent.click(alert.getByRole('button', { name: 'Decide again' }));
    expect(await comment()).toHaveValue('Too slow.');
  });

  it('says so when the template may not be run', async () => {
    const { scaffolder } = renderReview();
    scaffolder.beforeStart = () => {
      throw new Error('You may not run this template.');
    };

    await userEvent.click(await button('Approve version 3'));
    await userEvent.click(await button('Approve version 3'));

    const alert = within(await screen.findByRole('alert'));
    expect(
      alert.getByText('The review of version 3 could not be started'),
    ).toBeInTheDocument();
    expect(
      alert.getByText('You may not run this template.'),
    ).toBeInTheDocument();
  });

  it('does not take a cancelled review for one that was made', async () => {
    const { scaffolder, onDone } = renderReview();

    await approve(scaffolder);
    scaffolder.cancel();

    expect(
      await screen.findByText('The review of version 3 was cancelled'),
    ).toBeInTheDocument();
    expect(onDone).not.toHaveBeenCalled();
  });

  it('connects again when the connection to the log breaks off, and misses nothing', async () => {
    const { scaffolder } = renderReview();

    await approve(scaffolder);
    scaffolder.log('Looking for the version');
    await screen.findAllByText('Looking for the version');
    scaffolder.disconnect();
    await waitFor(() => expect(scaffolder.listeners).toBe(0));
    scaffolder.complete();

    expect(
      await screen.findByText('Version 3 is approved'),
    ).toBeInTheDocument();
    expect(scaffolder.listenedAfter).toEqual([0, 1]);
  });

  it('tells a decision that was made from evidence that could not be read anew', async () => {
    const { api, scaffolder, onDone } = renderReview();
    api.before = async () => {
      throw new Error('AWS does not answer.');
    };

    await approve(scaffolder);
    scaffolder.complete();

    const alert = within(await screen.findByRole('alert'));
    expect(
      alert.getByText(
        'Version 3 is decided, but the evidence could not be read anew',
      ),
    ).toBeInTheDocument();
    expect(alert.getByText('AWS does not answer.')).toBeInTheDocument();
    expect(onDone).not.toHaveBeenCalled();

    api.before = async () => {};
    await userEvent.click(alert.getByRole('button', { name: 'Try again' }));
    await screen.findByText('Version 3 is approved');
    expect(onDone.mock.calls).toEqual([['approve']]);
    expect(scaffolder.runs).toHaveLength(1);
  });
});

it('is not there in an app without the scaffolder', async () => {
  renderInTestApp(
    <>
      <h1>The page</h1>
      <ReviewModel
        version={pendingVersion(3)}
        accountId="222222222222"
        useCase="churn-prediction"
        onDone={() => {}}
      />
    </>,
    { apis: [[mlopsApiRef, new FakeMlopsApi()]] },
  );

  expect(await screen.findByText('The page')).toBeInTheDocument();
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
});
