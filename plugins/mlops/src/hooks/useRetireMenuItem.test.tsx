import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { useCaseEntity } from '../__testUtils__/fixtures';
import { formDataOf } from '../__testUtils__/renderPlugin';
import { createFromTemplateRouteRef } from '../routes';
import { useRetireMenuItem } from './useRetireMenuItem';

function Item() {
  const { title, href, disabled } = useRetireMenuItem();
  return disabled ? <span>{title}</span> : <a href={href}>{title}</a>;
}

const item = (
  <EntityProvider entity={useCaseEntity}>
    <Item />
  </EntityProvider>
);

describe('the menu item that retires a use case', () => {
  it('opens the form with the name filled in, and the confirmation left to type', async () => {
    renderInTestApp(item, {
      mountedRoutes: {
        '/create/templates/:namespace/:templateName':
          createFromTemplateRouteRef,
      },
    });

    const link = await screen.findByRole('link', { name: 'Retire use case' });
    expect(link.getAttribute('href')).toMatch(
      /^\/create\/templates\/default\/retire-use-case\?/,
    );
    expect(formDataOf(link)).toEqual({ useCase: 'churn-prediction' });
  });

  it('is disabled in an app without the scaffolder', async () => {
    renderInTestApp(item);

    expect(await screen.findByText('Retire use case')).toBeInTheDocument();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });
});
