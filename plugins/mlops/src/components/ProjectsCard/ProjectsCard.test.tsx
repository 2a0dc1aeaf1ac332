import type { Evidence } from '@mlops-portal/backstage-plugin-mlops-common';
import { screen, within } from '@testing-library/react';
import { FakeMlopsApi } from '../../__testUtils__/FakeMlopsApi';
import {
  evidenceOf,
  OBSERVED_AT,
  projectOf,
  RETIRED,
  snapshotOf,
  makeUseCase,
} from '../../__testUtils__/fixtures';
import { formDataOf, renderCards } from '../../__testUtils__/renderPlugin';

function renderProjects(evidence?: Evidence) {
  renderCards(new FakeMlopsApi([makeUseCase({ evidence })]), [
    'entity-card:mlops/projects',
  ]);
}

describe('the projects card', () => {
  it('shows the projects of a retired use case as history: no links, nothing to add', async () => {
    const projects = {
      state: 'collected' as const,
      observedAt: OBSERVED_AT,
      value: [projectOf()],
    };
    renderCards(
      new FakeMlopsApi([
        makeUseCase({
          evidence: evidenceOf([snapshotOf('dev', { projects })]),
          ...RETIRED,
        }),
      ]),
      ['entity-card:mlops/projects'],
    );

    const list = within(
      await screen.findByRole('list', { name: 'SageMaker projects' }),
    );
    expect(list.getByText('churn-prediction')).toBeInTheDocument();
    expect(list.queryAllByRole('link')).toEqual([]);
  });

  it('says of a retired use case that it had no project', async () => {
    renderCards(
      new FakeMlopsApi([
        makeUseCase({ evidence: evidenceOf([snapshotOf('dev')]), ...RETIRED }),
      ]),
      ['entity-card:mlops/projects'],
    );

    expect(
      await screen.findByText('It had no SageMaker project.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'Add project' }),
    ).not.toBeInTheDocument();
  });

  it('shows each project with status, environment, template and version', async () => {
    renderProjects(
      evidenceOf([
        snapshotOf('dev', {
          projects: {
            state: 'collected',
            observedAt: OBSERVED_AT,
            value: [
              projectOf(),
              projectOf({
                name: 'handmade',
                projectId: 'p-2',
                arn: 'arn:aws:sagemaker:eu-west-1:222222222222:project/handmade',
                status: 'CreateFailed',
                template: undefined,
              }),
            ],
          },
        }),
      ]),
    );

    expect(
      await screen.findByRole('link', { name: 'churn-prediction' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/churn-prediction-p-1',
    );
    expect(screen.getByText('CreateCompleted')).toBeInTheDocument();
    expect(
      screen.getByText('From train-and-register 1.2.0'),
    ).toBeInTheDocument();
    expect(screen.getAllByText('Dev')).toHaveLength(2);
    expect(screen.getByText('CreateFailed')).toBeInTheDocument();
    expect(
      screen.getByText('From no template of the library'),
    ).toBeInTheDocument();
  });

  it('offers to add a project where there is none', async () => {
    renderProjects(
      evidenceOf([snapshotOf('experimentation'), snapshotOf('dev')]),
    );

    expect(
      formDataOf(await screen.findByRole('link', { name: 'Add project' })),
    ).toEqual({
      name: 'churn-prediction',
      title: 'Churn prediction',
      description: 'Which customers are about to leave',
      owner: 'group:default/pricing',
      environments: ['experimentation', 'dev'],
    });
  });

  it('does not say that there is none where they could not be read', async () => {
    renderProjects(
      evidenceOf([
        snapshotOf('dev', {
          projects: { state: 'unknown', reason: 'Access denied.' },
        }),
      ]),
    );

    expect(
      await screen.findByText('The projects in Dev are not known'),
    ).toBeInTheDocument();
    expect(screen.getByText('Access denied.')).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'Add project' }),
    ).not.toBeInTheDocument();
  });

  it('says that nothing was collected yet', async () => {
    renderProjects();

    expect(
      await screen.findByText(/once the portal has read them from AWS/),
    ).toBeInTheDocument();
  });
});
