import type { TemplatesPage } from '@mlops-portal/backstage-plugin-mlops-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { projectTemplateFieldOptions } from '.';
import { FakeMlopsApi } from '../../__testUtils__/FakeMlopsApi';
import { OBSERVED_AT, templateOf } from '../../__testUtils__/fixtures';
import { renderForm } from '../../__testUtils__/renderForm';

function renderTemplates(
  library: Partial<TemplatesPage>,
  property: Record<string, unknown> = {},
) {
  const api = new FakeMlopsApi();
  api.library = { ...api.library, observedAt: OBSERVED_AT, ...library };
  const finish = renderForm({
    api,
    field: projectTemplateFieldOptions,
    property: {
      title: 'Project template',
      type: 'string',
      default: '',
      ...property,
    },
    required: false,
  });
  return { api, finish };
}

describe('the field for a project template', () => {
  it('offers the templates of the library with description, stage and newest version', async () => {
    const { finish } = renderTemplates({ items: [templateOf()] });

    const template = await screen.findByRole('radio', {
      name: /^train-and-register Version 1\.2\.0/,
    });
    const words = within(template.closest('label') as HTMLElement);
    expect(words.getByText('Repeatable')).toBeInTheDocument();
    expect(
      words.getByText('A pipeline that trains a model and registers it'),
    ).toBeInTheDocument();
    expect(screen.getByText(/^Library read/)).toBeInTheDocument();

    await userEvent.click(template);
    expect(await finish()).toEqual({ value: 'train-and-register' });
  });

  it('starts with no project, which is fine', async () => {
    const { finish } = renderTemplates({ items: [templateOf()] });

    await screen.findByRole('radio', { name: /^train-and-register/ });
    expect(
      screen.getByRole('radio', { name: /^No project yet/ }),
    ).toBeChecked();
    expect(await finish()).toEqual({ value: '' });
  });

  it('does not offer a version that is deprecated', async () => {
    const [version] = templateOf().versions;
    renderTemplates({
      items: [
        templateOf({
          versions: [
            { ...version, name: '2.0.0', deprecated: true },
            { ...version, name: '1.9.0' },
          ],
        }),
        templateOf({ name: 'old', productId: 'prod-2', versions: [] }),
      ],
    });

    expect(
      await screen.findByRole('radio', {
        name: /^train-and-register Version 1\.9\.0/,
      }),
    ).toBeEnabled();
    expect(
      screen.getByRole('radio', {
        name: /^old No version that can be launched/,
      }),
    ).toBeDisabled();
  });

  it('says when a chosen template is not in the library', async () => {
    renderTemplates({ items: [templateOf()] }, { default: 'gone' });

    expect(
      await screen.findByText(
        'gone is not in the template library. Choose another template.',
      ),
    ).toBeInTheDocument();
  });

  it.each([
    [{ items: [] }, /^The template library is empty/],
    [{ observedAt: undefined }, /has not been read yet/],
    [{ unknownReason: 'Access denied.' }, /^Access denied\.$/],
  ])('says what is known of the library: %j', async (library, words) => {
    renderTemplates(library);

    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(
      screen.getByRole('radio', { name: /^No project yet/ }),
    ).toBeEnabled();
  });

  it('says why the library cannot be loaded, and tries again', async () => {
    const api = new FakeMlopsApi();
    api.library = {
      ...api.library,
      observedAt: OBSERVED_AT,
      items: [templateOf()],
    };
    api.before = async () => {
      throw new Error('The portal is starting.');
    };
    renderForm({
      api,
      field: projectTemplateFieldOptions,
      property: { type: 'string', default: '' },
      required: false,
    });

    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByText('The portal is starting.')).toBeInTheDocument();
    api.before = async () => {};
    await userEvent.click(alert.getByRole('button', { name: 'Try again' }));

    expect(
      await screen.findByRole('radio', { name: /^train-and-register/ }),
    ).toBeInTheDocument();
  });
});
