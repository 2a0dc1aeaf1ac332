import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  ScaffolderFieldExtensions,
  useCustomFieldExtensions,
} from '@backstage/plugin-scaffolder-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router-dom';
import {
  ConfirmationFieldExtension,
  EntityAccountsCard,
  EntityMaturityCard,
  EntityProjectsCard,
  EnvironmentsFieldExtension,
  OwnerFieldExtension,
  isUseCase,
  mlopsApiRef,
  MlopsPage,
  ProjectTemplateFieldExtension,
  UseCaseNameFieldExtension,
} from './legacy';
import { createFromTemplateRouteRef } from './routes';
import { FakeMlopsApi } from './__testUtils__/FakeMlopsApi';
import {
  evidenceOf,
  projectOf,
  OBSERVED_AT,
  snapshotOf,
  useCaseEntity,
  makeUseCase,
} from './__testUtils__/fixtures';

const churn = makeUseCase({
  evidence: evidenceOf([
    snapshotOf('dev', {
      projects: {
        state: 'collected',
        observedAt: OBSERVED_AT,
        value: [projectOf()],
      },
    }),
  ]),
});

function renderLegacy(element: ReactNode, routeEntries = ['/']) {
  return renderInTestApp(
    <TestApiProvider apis={[[mlopsApiRef, new FakeMlopsApi([churn])]]}>
      {element}
    </TestApiProvider>,
    {
      routeEntries,
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/create/templates/:namespace/:templateName':
          createFromTemplateRouteRef,
      },
    },
  );
}

describe('the plugin in a legacy app', () => {
  it('shows the use cases, with their filters in the address', async () => {
    await renderLegacy(
      <Routes>
        <Route path="/mlops" element={<MlopsPage />} />
      </Routes>,
      ['/mlops'],
    );

    expect(
      await screen.findByRole('link', { name: 'Churn prediction' }),
    ).toHaveAttribute('href', '/catalog/default/system/churn-prediction');
    expect(
      screen.getByRole('link', { name: 'Create use case' }),
    ).toHaveAttribute('href', '/create/templates/default/create-use-case');
    await userEvent.click(screen.getByRole('button', { name: 'Scalable: 0' }));
    expect(
      await screen.findByRole('heading', { name: 'No use case matches' }),
    ).toBeInTheDocument();
  });

  it('shows the cards on the page of a use case', async () => {
    await renderLegacy(
      <EntityProvider entity={useCaseEntity}>
        <EntityMaturityCard />
        <EntityAccountsCard />
        <EntityProjectsCard />
      </EntityProvider>,
    );

    expect(
      await screen.findByRole('list', { name: 'Stages' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('link', { name: 'churn-prediction-dev' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('From train-and-register 1.2.0'),
    ).toBeInTheDocument();
  });

  it('brings its fields to the scaffolder', async () => {
    function Names() {
      const fields = useCustomFieldExtensions(
        <ScaffolderFieldExtensions>
          <UseCaseNameFieldExtension />
          <ProjectTemplateFieldExtension />
          <EnvironmentsFieldExtension />
          <OwnerFieldExtension />
          <ConfirmationFieldExtension />
        </ScaffolderFieldExtensions>,
      );
      return <p>{fields.map(({ name }) => name).join(' ')}</p>;
    }
    await renderLegacy(<Names />);

    expect(
      screen.getByText(
        'MlopsUseCaseName MlopsProjectTemplate MlopsEnvironments MlopsOwner MlopsConfirmation',
      ),
    ).toBeInTheDocument();
  });

  it('knows which entities are use cases', () => {
    expect(isUseCase(useCaseEntity)).toBe(true);
    expect(isUseCase({ ...useCaseEntity, kind: 'Component' })).toBe(false);
    expect(isUseCase({ ...useCaseEntity, spec: { type: 'product' } })).toBe(
      false,
    );
  });
});
