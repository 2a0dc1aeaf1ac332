import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useCaseNameFieldOptions } from '.';
import { FakeMlopsApi } from '../../__testUtils__/FakeMlopsApi';
import { makeUseCase } from '../../__testUtils__/fixtures';
import { renderForm } from '../../__testUtils__/renderForm';

const TAKEN =
  'The name churn-prediction is taken: pricing owns a use case of this name. Choose another name.';

function renderName(api: FakeMlopsApi) {
  return renderForm({
    api,
    field: useCaseNameFieldOptions,
    property: { title: 'Name', type: 'string' },
  });
}

const type = (text: string) =>
  userEvent.type(screen.getByRole('textbox', { name: /^Name/ }), text);

const next = () =>
  userEvent.click(screen.getByRole('button', { name: 'Review' }));

describe('the field for the name of a use case', () => {
  afterEach(() => window.history.replaceState(null, '', '/'));

  it('says that a name is free, and what its accounts will be called', async () => {
    const api = new FakeMlopsApi();
    const finish = renderName(api);

    await type('churn-prediction');

    expect(
      await screen.findByText('churn-prediction is free'),
    ).toBeInTheDocument();
    const accounts = within(
      screen.getByRole('list', { name: 'Its AWS accounts will be called' }),
    ).getAllByRole('listitem');
    expect(accounts).toHaveLength(4);
    expect(accounts[1]).toHaveTextContent('churn-prediction-dev');
    expect(accounts[1]).toHaveTextContent(
      'aws+churn-prediction-dev@example.com',
    );
    // Asked once the person paused, not at each key.
    expect(api.namesAsked).toEqual(['churn-prediction']);
    expect(await finish()).toEqual({ value: 'churn-prediction' });
  });

  it('says at once which rule a name breaks, without asking the backend', async () => {
    const api = new FakeMlopsApi();
    renderName(api);

    await type('Churn');

    expect(
      screen.getByText('A use case name starts with a lowercase letter.'),
    ).toBeInTheDocument();
    expect(screen.getByRole('textbox')).toBeInvalid();
    expect(api.namesAsked).toEqual([]);
  });

  it('says who has a name that is taken, and goes on only with another', async () => {
    const finish = renderName(new FakeMlopsApi([makeUseCase()]));

    await type('churn-prediction');
    expect(await screen.findByText(TAKEN)).toBeInTheDocument();
    expect(screen.getByRole('textbox')).toBeInvalid();

    await next();
    await waitFor(() =>
      expect(
        screen.getAllByText(text => text.includes(TAKEN)).length,
      ).toBeGreaterThan(1),
    );
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();

    await type('-2');
    expect(
      await screen.findByText('churn-prediction-2 is free'),
    ).toBeInTheDocument();
    expect(await finish()).toEqual({ value: 'churn-prediction-2' });
  });

  it('takes the name of the use case that the form was opened for', async () => {
    window.history.replaceState(
      null,
      '',
      `/create?formData=${encodeURIComponent(
        JSON.stringify({ name: 'churn-prediction' }),
      )}`,
    );
    const finish = renderName(new FakeMlopsApi([makeUseCase()]));

    await type('churn-prediction');

    expect(
      await screen.findByText(
        /exists already, owned by pricing: what exists is left alone/,
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('textbox')).toBeValid();
    expect(await finish()).toMatchObject({ value: 'churn-prediction' });
  });

  it('says that a name could not be checked, and checks it again', async () => {
    const api = new FakeMlopsApi();
    api.before = async () => {
      throw new Error('The portal is starting.');
    };
    const finish = renderName(api);

    await type('churn-prediction');
    expect(
      await screen.findByText(
        'The name could not be checked: The portal is starting.',
      ),
    ).toBeInTheDocument();

    api.before = async () => {};
    await userEvent.click(screen.getByRole('button', { name: 'Check again' }));
    expect(
      await screen.findByText('churn-prediction is free'),
    ).toBeInTheDocument();
    expect(await finish()).toEqual({ value: 'churn-prediction' });
  });

  it('does not go on with a name that could not be checked, and says so', async () => {
    const api = new FakeMlopsApi();
    const finish = renderName(api);
    await type('churn-prediction');
    await screen.findByText('churn-prediction is free');
    api.before = async () => {
      throw new Error('The portal is starting.');
    };

    await next();
    expect(
      (
        await screen.findAllByText(
          /The name could not be checked: The portal is starting\./,
        )
      ).length,
    ).toBeGreaterThan(0);

    api.before = async () => {};
    expect(await finish()).toEqual({ value: 'churn-prediction' });
  });
});
