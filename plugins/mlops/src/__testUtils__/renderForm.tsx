import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { FieldExtensionOptions } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mlopsApiRef, type MlopsApi } from '../api';

/**
 * Renders the scaffolder's own form with one field of the plugin in it.
 *
 * @returns a function that goes on to the end and answers what the form came to
 */
export function renderForm<TValue>(options: {
  api: MlopsApi;
  field: Omit<FieldExtensionOptions<TValue>, 'schema'>;
  property: Record<string, unknown>;
  required?: boolean;
  /** Other properties of the form, by name. */
  beside?: Record<string, object>;
  /** What the field asks besides the mlops API. */
  apis?: NonNullable<Parameters<typeof renderInTestApp>[1]>['apis'];
}): () => Promise<unknown> {
  // The form scrolls to the top at each step, which jsdom cannot.
  jest.spyOn(window, 'scrollTo').mockImplementation(() => {});
  const { api, field, property, required = true } = options;
  const { beside = {}, apis = [] } = options;
  const onCreate = jest.fn(async (_values: Record<string, unknown>) => {});
  renderInTestApp(
    <Stepper
      extensions={[field]}
      onCreate={onCreate}
      manifest={{
        title: 'Create use case',
        steps: [
          {
            title: 'The use case',
            schema: {
              type: 'object',
              required: required ? ['value'] : [],
              properties: {
                ...beside,
                value: { ...property, 'ui:field': field.name },
              },
            },
          },
        ],
      }}
    />,
    { apis: [[mlopsApiRef, api], ...apis] },
  );
  return async () => {
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    return onCreate.mock.lastCall?.[0];
  };
}
