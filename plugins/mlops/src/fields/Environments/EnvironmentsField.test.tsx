import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { environmentsFieldOptions } from '.';
import { FakeMlopsApi } from '../../__testUtils__/FakeMlopsApi';
import { renderForm } from '../../__testUtils__/renderForm';

function renderEnvironments() {
  return renderForm({
    api: new FakeMlopsApi(),
    field: environmentsFieldOptions,
    property: {
      title: 'Environments',
      type: 'array',
      minItems: 1,
      items: {
        type: 'string',
        enum: ['experimentation', 'dev', 'test', 'prod'],
      },
      default: ['experimentation'],
    },
  });
}

describe('the field for environments', () => {
  it('offers the four in order, with the default of the template chosen', async () => {
    const finish = renderEnvironments();

    const boxes = await screen.findAllByRole('checkbox');
    expect(boxes.map(box => box.getAttribute('value'))).toEqual([
      'experimentation',
      'dev',
      'test',
      'prod',
    ]);
    expect(
      screen.getByRole('checkbox', { name: /^Experimentation Try out ideas/ }),
    ).toBeChecked();
    expect(await finish()).toEqual({ value: ['experimentation'] });
  });

  it('answers in the order of the environments, whatever the order of choosing', async () => {
    const finish = renderEnvironments();

    await userEvent.click(
      await screen.findByRole('checkbox', { name: /^Prod/ }),
    );
    await userEvent.click(screen.getByRole('checkbox', { name: /^Dev/ }));
    await userEvent.click(
      screen.getByRole('checkbox', { name: /^Experimentation/ }),
    );

    expect(await finish()).toEqual({ value: ['dev', 'prod'] });
  });

  it('does not go on with none, and does once one is chosen', async () => {
    const finish = renderEnvironments();

    await userEvent.click(
      await screen.findByRole('checkbox', { name: /^Experimentation/ }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(
      await screen.findAllByText(/must NOT have fewer than 1 items/),
    ).not.toHaveLength(0);

    await userEvent.click(screen.getByRole('checkbox', { name: /^Dev/ }));
    expect(await finish()).toEqual({ value: ['dev'] });
  });
});
