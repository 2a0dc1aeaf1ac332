import {
  createExtensionTester,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import {
  EntityCardBlueprint,
  EntityContextMenuItemBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { screen } from '@testing-library/react';
import { mlopsApiRef } from './api';
import { mlopsPlugin } from './plugin';
import { FakeMlopsApi } from './__testUtils__/FakeMlopsApi';
import {
  evidenceOf,
  snapshotOf,
  useCaseEntity,
  makeUseCase,
} from './__testUtils__/fixtures';
import { renderCards, renderPlugin } from './__testUtils__/renderPlugin';

const churn = makeUseCase({
  evidence: evidenceOf([snapshotOf('experimentation')]),
});

describe('the plugin', () => {
  it('is in the navigation, and /mlops leads to the use cases with its filters', async () => {
    const address = renderPlugin(
      new FakeMlopsApi([churn, makeUseCase({ name: 'new', title: 'New' })]),
      '/mlops?stage=initial',
    );

    expect(
      await screen.findByRole('link', { name: 'Churn prediction' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'New' })).not.toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'MLOps', level: 1 }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('tab', { name: 'Use cases', selected: true }),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('link', { name: 'MLOps' })[0]).toHaveAttribute(
      'href',
      '/mlops',
    );
    expect(address.path()).toBe('/mlops/use-cases');
    expect(address.query()).toEqual({ stage: 'initial' });
  });

  it('offers no Create button in an app without the scaffolder', async () => {
    renderTestApp({
      features: [mlopsPlugin],
      apis: [[mlopsApiRef, new FakeMlopsApi()]],
      initialRouteEntries: ['/mlops/use-cases'],
    });

    expect(
      await screen.findByRole('heading', { name: 'No use cases yet' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'Create use case' }),
    ).not.toBeInTheDocument();
  });

  it('puts its cards on the pages of use cases', async () => {
    const cards = [
      'entity-card:mlops/maturity',
      'entity-card:mlops/accounts',
      'entity-card:mlops/projects',
    ] as const;
    renderCards(new FakeMlopsApi([churn]), [...cards]);

    for (const name of ['Maturity', 'Accounts', 'SageMaker projects']) {
      expect(await screen.findByRole('heading', { name })).toBeInTheDocument();
    }
  });

  it('leaves other systems alone', () => {
    const isShown = createExtensionTester(
      mlopsPlugin.getExtension('entity-card:mlops/maturity'),
    ).get(EntityCardBlueprint.dataRefs.filterFunction);

    expect(isShown?.(useCaseEntity)).toBe(true);
    expect(isShown?.({ ...useCaseEntity, spec: { type: 'product' } })).toBe(
      false,
    );
  });

  it('offers to retire use cases that are not retired, in the menu of their pages', () => {
    const isOffered = createExtensionTester(
      mlopsPlugin.getExtension('entity-context-menu-item:mlops/retire'),
    ).get(EntityContextMenuItemBlueprint.dataRefs.filterFunction);

    expect(isOffered?.(useCaseEntity)).toBe(true);
    expect(isOffered?.({ ...useCaseEntity, spec: { type: 'product' } })).toBe(
      false,
    );
    expect(
      isOffered?.({
        ...useCaseEntity,
        metadata: {
          ...useCaseEntity.metadata,
          labels: { 'mlops-portal.io/lifecycle': 'retired' },
        },
      }),
    ).toBe(false);
  });

  it.each([
    ['scaffolder-form-field:mlops/use-case-name', 'MlopsUseCaseName'],
    ['scaffolder-form-field:mlops/project-template', 'MlopsProjectTemplate'],
    ['scaffolder-form-field:mlops/environments', 'MlopsEnvironments'],
    ['scaffolder-form-field:mlops/owner', 'MlopsOwner'],
    ['scaffolder-form-field:mlops/confirmation', 'MlopsConfirmation'],
  ] as const)('brings %s to the scaffolder', async (extension, name) => {
    const load = createExtensionTester(mlopsPlugin.getExtension(extension)).get(
      FormFieldBlueprint.dataRefs.formFieldLoader,
    );

    expect(await load()).toMatchObject({ name });
  });
});
