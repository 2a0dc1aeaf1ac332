import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { confirmationFieldOptions } from '.';
import { FakeMlopsApi } from '../../__testUtils__/FakeMlopsApi';
import { renderForm } from '../../__testUtils__/renderForm';

function renderConfirmation() {
  return renderForm({
    api: new FakeMlopsApi(),
    field: confirmationFieldOptions,
    property: {
      title: 'Confirmation',
      type: 'string',
      description: 'Type the name once more.',
    },
    beside: {
      useCase: {
        title: 'Use case',
        type: 'string',
        default: 'churn-prediction',
      },
    },
  });
}

const field = () =>
  screen.findByRole('textbox', {
    name: /^Confirmation/,
    description: /Type the name once more/,
  });

describe('the field for confirmation', () => {
  it('answers with what was typed, when it is the name of the use case', async () => {
    const finish = renderConfirmation();

    await userEvent.type(await field(), 'churn-prediction');

    expect(await finish()).toMatchObject({ value: 'churn-prediction' });
  });

  it('does not go on with another name, says which is meant, and does once it is right', async () => {
    const finish = renderConfirmation();

    await userEvent.type(await field(), 'churn');
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(
      await screen.findByText(
        'This is not churn-prediction. Type the name exactly.',
      ),
    ).toBeInTheDocument();

    await userEvent.type(await field(), '-prediction');
    expect(await finish()).toMatchObject({ value: 'churn-prediction' });
  });

  it('is needed', async () => {
    renderConfirmation();

    await field();
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));

    expect(
      await screen.findAllByText(/must have required property 'Confirmation'/),
    ).not.toEqual([]);
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();
  });
});
