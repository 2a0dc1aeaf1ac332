import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  Evidence,
  ModelDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { FakeMlopsApi } from '../../__testUtils__/FakeMlopsApi';
import { FakeScaffolder } from '../../__testUtils__/FakeScaffolder';
import {
  BEING_RETIRED,
  evidenceOf,
  makeUseCase,
  OBSERVED_AT,
  projectOf,
  snapshotOf,
} from '../../__testUtils__/fixtures';
import {
  endpointOf,
  modelOf,
  monitorOf,
  pendingVersion,
  pipelineOf,
  versionOf,
} from '../../__testUtils__/modelFixtures';
import { renderModels } from '../../__testUtils__/renderModels';

const DENIED = { state: 'unknown', reason: 'Access was denied.' } as const;

function collected<T>(value: T) {
  return { state: 'collected', observedAt: OBSERVED_AT, value } as const;
}

const EVIDENCE: Evidence = {
  ...evidenceOf([
    snapshotOf('dev', {
      projects: collected([projectOf({ name: 'churn', projectId: 'p-1' })]),
      pipelines: collected([pipelineOf('run-2', 'run-1')]),
    }),
    snapshotOf('prod', { endpoints: collected([endpointOf(2)]) }),
  ]),
  dataLake: collected([
    {
      through: 'lake-formation',
      accountId: '222222222222',
      resource: 'sales.customers',
      permissions: ['SELECT', 'DESCRIBE'],
    },
  ]),
};

const SERVING: ModelDetail['serving'] = [
  {
    endpoint: 'churn',
    environment: 'prod',
    accountId: '444444444444',
    version: 2,
    status: 'InService',
  },
];

function apiWith(
  changes: Partial<ModelDetail> = {},
  evidence: Evidence | undefined = EVIDENCE,
) {
  const api = new FakeMlopsApi([makeUseCase({ evidence })]);
  api.models = [modelOf(changes)];
  return api;
}

function renderModel(api: FakeMlopsApi, scaffolder?: FakeScaffolder) {
  return renderModels(api, { at: '/222222222222/churn', scaffolder });
}

const region = async (name: string) =>
  within(await screen.findByRole('region', { name }));

async function versionRow(number: number) {
  const versions = await region('Versions');
  return within(
    versions.getByRole('row', { name: new RegExp(`^Version ${number}\\b`) }),
  );
}

async function stepOf(title: string) {
  const lineage = await region('Lineage');
  const step = (
    await lineage.findByRole('heading', { name: title })
  ).closest<HTMLElement>('li');
  if (!step) {
    throw new Error(`${title} is not a step of the lineage.`);
  }
  return within(step);
}

describe('the page of a model', () => {
  it('says what it is, whose, where, and how old the evidence is', async () => {
    renderModel(apiWith());

    expect(
      await screen.findByRole('heading', { name: 'churn', level: 2 }),
    ).toBeInTheDocument();
    expect(await screen.findByText('Who is about to leave')).toBeVisible();
    expect(
      await screen.findByRole('link', { name: 'churn-prediction' }),
    ).toHaveAttribute('href', '/catalog/default/system/churn-prediction');
    expect(screen.getByRole('link', { name: 'pricing' })).toHaveAttribute(
      'href',
      '/catalog/default/group/pricing',
    );
    const facts = screen
      .getAllByRole('term')
      .map(term => [term.textContent, term.nextElementSibling?.textContent]);
    expect(facts).toEqual(
      expect.arrayContaining([
        ['Environment', 'Dev'],
        ['Account', expect.stringContaining('222222222222')],
        ['Evidence', expect.stringMatching(/ago$/)],
      ]),
    );
    expect(screen.getByRole('link', { name: /^AWS console/ })).toHaveAttribute(
      'href',
      'https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/model-packages/churn',
    );
    expect(screen.getByRole('link', { name: 'All models' })).toHaveAttribute(
      'href',
      '/mlops/models',
    );
  });

  it('lists the versions with approval, comment, metrics and where each serves', async () => {
    renderModel(
      apiWith({
        history: [
          versionOf(2, {
            reviewedBy: 'arn:aws:sts::222222222222:assumed-role/reviewer/grace',
          }),
          versionOf(1, {
            approval: 'Rejected',
            approvalDescription: 'Too slow.',
            metrics: [],
          }),
        ],
        serving: SERVING,
      }),
    );

    const second = await versionRow(2);
    expect(second.getByText('Approved')).toBeInTheDocument();
    expect(second.getByText('grace')).toHaveAttribute(
      'title',
      'arn:aws:sts::222222222222:assumed-role/reviewer/grace',
    );
    expect(second.getByText(/^By/)).toHaveTextContent(/^By grace, .+ ago$/);
    expect(second.getByText('auc').nextSibling).toHaveTextContent('0.82');
    expect(
      second.getByText('Prod: Version 2 at endpoint churn, InService'),
    ).toBeInTheDocument();

    const first = await versionRow(1);
    expect(first.getByText('Rejected')).toBeInTheDocument();
    expect(first.getByText('Too slow.')).toBeInTheDocument();
    expect(first.getByText('None')).toBeInTheDocument();
    expect(first.getByText('None seen')).toBeInTheDocument();
  });

  it('does not hide what is not known of a version', async () => {
    renderModel(
      apiWith({
        history: [
          versionOf(3, { status: 'Failed', createdAt: undefined }),
          versionOf(2, { reviewedBy: undefined, reviewedAt: undefined }),
          versionOf(1, { reviewedBy: undefined }),
        ],
      }),
    );

    const third = await versionRow(3);
    expect(third.getByText('Failed')).toBeInTheDocument();
    expect(third.getByText('Not known')).toBeInTheDocument();
    expect(
      (await versionRow(2)).getByText('It is not known by whom or when'),
    ).toBeInTheDocument();
    expect(
      (await versionRow(1)).getByText(/it is not known by whom$/),
    ).toBeInTheDocument();
  });

  it('shows the newest versions first, and all on demand', async () => {
    renderModel(
      apiWith({ history: [7, 6, 5, 4, 3, 2, 1].map(n => versionOf(n)) }),
    );

    const versions = await region('Versions');
    expect(versions.getAllByRole('rowheader')).toHaveLength(5);
    await userEvent.click(
      versions.getByRole('button', { name: 'Show all 7 versions' }),
    );
    expect(
      versions.getAllByRole('rowheader').map(cell => cell.textContent),
    ).toEqual([7, 6, 5, 4, 3, 2, 1].map(number => `Version ${number}`));
    await userEvent.click(
      versions.getByRole('button', { name: 'Show fewer versions' }),
    );
    expect(versions.getAllByRole('rowheader')).toHaveLength(5);
  });

  describe('metrics', () => {
    it('are shown one at a time, from the oldest version to the newest', async () => {
      renderModel(apiWith());

      const chart = await region('auc, version by version');
      expect(
        await chart.findByRole('group', {
          name: 'auc of each version, from version 1 to version 2',
        }),
      ).toBeInTheDocument();
      await userEvent.click(screen.getByRole('button', { name: /Metric/ }));
      await userEvent.click(
        await screen.findByRole('option', { name: 'log.loss' }),
      );

      const other = await region('log.loss, version by version');
      await userEvent.click(
        other.getByRole('button', { name: 'Show as a table' }),
      );
      expect(other.getAllByRole('row').map(row => row.textContent)).toEqual([
        'Versionauclog.loss',
        'Version 10.810.49',
        'Version 20.820.48',
      ]);
    });

    it('say where they come from while there are none', async () => {
      renderModel(apiWith({ history: [versionOf(1, { metrics: [] })] }));

      const chart = await region('Metrics, version by version');
      expect(chart.getByText(/No version has metrics yet/)).toBeInTheDocument();
    });
  });

  describe('approval', () => {
    const pending = { history: [pendingVersion(3), versionOf(2)] };

    it('is given in place, and then shown', async () => {
      const api = apiWith(pending);
      const scaffolder = new FakeScaffolder();
      renderModel(api, scaffolder);

      expect(
        (await versionRow(3)).getByText('Awaiting approval'),
      ).toBeInTheDocument();
      const versions = await region('Versions');
      await userEvent.click(
        versions.getByRole('button', { name: 'Approve version 3' }),
      );
      await userEvent.type(
        versions.getByRole('textbox', { name: /Comment/ }),
        'Better.',
      );
      await userEvent.click(
        versions.getByRole('button', { name: 'Approve version 3' }),
      );
      await waitFor(() => expect(scaffolder.listeners).toBe(1));
      expect(scaffolder.runs).toMatchObject([
        {
          values: {
            accountId: '222222222222',
            useCase: 'churn-prediction',
            decision: 'approve',
            comment: 'Better.',
          },
        },
      ]);
      api.models = [
        modelOf({
          history: [
            versionOf(3, { approvalDescription: 'Better.', reviewedBy: 'ada' }),
            versionOf(2),
          ],
        }),
      ];
      scaffolder.complete();

      await waitFor(async () =>
        expect((await versionRow(3)).getByText('Approved')).toBeInTheDocument(),
      );
      expect((await versionRow(3)).getByText('Better.')).toBeInTheDocument();
      const said = screen.getByText('Version 3 is approved, in your name.');
      expect(said.closest('[role="status"]')).toHaveFocus();
      expect(
        screen.queryByRole('button', { name: 'Approve version 3' }),
      ).not.toBeInTheDocument();
      expect(api.refreshed).toEqual(['churn-prediction']);
    });

    it('goes on in its place when it becomes known before it has ended', async () => {
      const api = apiWith(pending);
      const scaffolder = new FakeScaffolder();
      renderModel(api, scaffolder);

      await userEvent.click(
        await screen.findByRole('button', { name: 'Approve version 3' }),
      );
      await userEvent.click(
        screen.getByRole('button', { name: 'Approve version 3' }),
      );
      await waitFor(() => expect(scaffolder.listeners).toBe(1));
      api.models = [modelOf({ history: [versionOf(3), versionOf(2)] })];
      await act(() => api.refreshUseCase('churn-prediction'));

      await waitFor(async () =>
        expect((await versionRow(3)).getByText('Approved')).toBeInTheDocument(),
      );
      expect(screen.getByText('Approving version 3')).toBeInTheDocument();
      scaffolder.complete();
      expect(
        await screen.findByText('Version 3 is approved, in your name.'),
      ).toBeInTheDocument();
      await waitFor(() =>
        expect(
          screen.queryByRole('button', { name: /Approve|Reject/ }),
        ).not.toBeInTheDocument(),
      );
    });

    it('is refused in place, with the reason', async () => {
      const api = apiWith(pending);
      const scaffolder = new FakeScaffolder();
      renderModel(api, scaffolder);

      await userEvent.click(
        await screen.findByRole('button', { name: 'Reject version 3' }),
      );
      await userEvent.type(
        screen.getByRole('textbox', { name: /Comment/ }),
        'Too slow.',
      );
      await userEvent.click(
        screen.getByRole('button', { name: 'Reject version 3' }),
      );
      await waitFor(() => expect(scaffolder.listeners).toBe(1));
      scaffolder.complete();

      expect(
        await screen.findByText('Version 3 is rejected, in your name.'),
      ).toBeInTheDocument();
      expect(scaffolder.runs).toMatchObject([
        { values: { decision: 'reject', comment: 'Too slow.' } },
      ]);
    });

    it('is not offered for what is decided, nor in an app without the scaffolder', async () => {
      renderModel(apiWith(pending));

      await versionRow(3);
      expect(
        screen.queryByRole('button', { name: /Approve|Reject/ }),
      ).not.toBeInTheDocument();
    });
  });

  describe('lineage', () => {
    it('leads from the data to the endpoint', async () => {
      renderModel(apiWith({ serving: SERVING }));

      const data = await stepOf('Data');
      expect(data.getByText('sales.customers')).toBeInTheDocument();
      expect(
        data.getByText('Granted through Lake Formation: SELECT, DESCRIBE'),
      ).toBeInTheDocument();

      const project = await stepOf('SageMaker project');
      expect(project.getByRole('link', { name: 'churn' })).toHaveAttribute(
        'href',
        '/catalog/default/component/churn-p-1',
      );

      const pipeline = await stepOf('Training pipeline');
      expect(pipeline.getByText('churn-training')).toBeInTheDocument();
      expect(pipeline.getByText('Execution run-2')).toBeInTheDocument();
      expect(pipeline.getByText('Succeeded')).toBeInTheDocument();

      const version = await stepOf('Model version');
      expect(version.getByText('Version 2')).toBeInTheDocument();
      expect(version.getByText('Approved')).toBeInTheDocument();

      const endpoints = await stepOf('Endpoints');
      expect(endpoints.getByText('Prod')).toBeInTheDocument();
      expect(
        endpoints.getByRole('link', { name: /^churn in the AWS console/ }),
      ).toHaveAttribute(
        'href',
        'https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/endpoints/churn',
      );
    });

    it('is of the version that is chosen', async () => {
      renderModel(apiWith({ serving: SERVING }));

      await stepOf('Endpoints');
      const lineage = await region('Lineage');
      await userEvent.click(lineage.getByRole('button', { name: /Version/ }));
      await userEvent.click(
        await screen.findByRole('option', { name: 'Version 1' }),
      );

      expect(
        (await stepOf('Training pipeline')).getByText('Execution run-1'),
      ).toBeInTheDocument();
      expect(
        (await stepOf('Endpoints')).getByText('This version serves nowhere.'),
      ).toBeInTheDocument();
    });

    it('says what is not known, and why', async () => {
      renderModel(
        apiWith(
          {},
          {
            ...evidenceOf([
              snapshotOf('dev', { projects: DENIED }),
              snapshotOf('prod', { endpoints: DENIED }),
            ]),
            dataLake: DENIED,
          },
        ),
      );

      for (const step of ['Data', 'SageMaker project']) {
        expect(
          (await stepOf(step)).getByText('Not known: Access was denied.'),
        ).toBeInTheDocument();
      }
      expect(
        (await stepOf('Endpoints')).getByText(
          'Not known in Prod: Access was denied.',
        ),
      ).toBeInTheDocument();
      expect(
        screen.getByText('Where versions serve in Prod is not known'),
      ).toBeInTheDocument();
    });

    it('can be tried again when the evidence could not be loaded', async () => {
      const api = apiWith();
      api.before = async call => {
        if (call === 'getUseCase') {
          throw new Error('The database is not reachable.');
        }
      };
      renderModel(api);

      const alert = within(await screen.findByRole('alert'));
      expect(
        alert.getByText('The evidence of the use case could not be loaded'),
      ).toBeInTheDocument();
      await versionRow(2);
      api.before = async () => {};
      await userEvent.click(alert.getByRole('button', { name: 'Try again' }));
      await stepOf('Data');
    });
  });

  describe('monitors', () => {
    it('say what they look after, what they found and when', async () => {
      renderModel(
        apiWith({
          serving: SERVING,
          monitors: [
            monitorOf({
              lastExecution: {
                scheduledAt: OBSERVED_AT,
                status: 'CompletedWithViolations',
                failureReason: '2 violations were found.',
              },
            }),
            monitorOf({
              name: 'churn-bias',
              type: 'ModelBias',
              status: 'Stopped',
              lastExecution: undefined,
            }),
          ],
        }),
      );

      const monitors = await region('Monitors');
      const quality = within(
        monitors.getByRole('row', { name: /^Data quality/ }),
      );
      expect(quality.getByText('Violations')).toBeInTheDocument();
      expect(quality.getByText(/^Ran/)).toHaveTextContent(/^Ran .+ ago$/);
      expect(quality.getByText('2 violations were found.')).toBeInTheDocument();
      expect(quality.getByText('Prod')).toBeInTheDocument();
      const bias = within(monitors.getByRole('row', { name: /^Bias/ }));
      expect(bias.getByText('Unknown')).toBeInTheDocument();
      expect(bias.getByText('Has not finished a run yet')).toBeInTheDocument();
      expect(bias.getByText('Its schedule is Stopped')).toBeInTheDocument();
    });

    it.each([
      ['where it serves', SERVING, /No endpoint that it serves behind/],
      ['where it does not serve', [], /It serves behind no endpoint/],
    ])('say why there are none %s', async (_, serving, words) => {
      renderModel(apiWith({ serving }));

      expect((await region('Monitors')).getByText(words)).toBeInTheDocument();
    });

    it('are not taken for none when they could not be read', async () => {
      renderModel(
        apiWith(
          { serving: SERVING },
          evidenceOf([snapshotOf('prod', { monitors: DENIED })]),
        ),
      );

      const monitors = await region('Monitors');
      expect(
        await monitors.findByText('The monitors in Prod are not known'),
      ).toBeInTheDocument();
      expect(monitors.getByText('Access was denied.')).toBeInTheDocument();
      expect(
        monitors.queryByText(/No endpoint that it serves behind/),
      ).not.toBeInTheDocument();
    });
  });

  it('says that it is stale, why and since when', async () => {
    renderModel(apiWith({ staleReason: 'AWS throttled the portal.' }));

    const words = await screen.findByText(/AWS throttled the portal/);
    expect(words).toHaveTextContent(
      /^What is shown is from .+ ago. AWS throttled the portal.$/,
    );
    expect(
      screen.getByText('The model registry could not be read the last time'),
    ).toBeInTheDocument();
  });

  it('offers no approval while the use case is being retired, and says so', async () => {
    const api = apiWith({ history: [pendingVersion(3)] });
    api.useCases = [makeUseCase({ evidence: EVIDENCE, ...BEING_RETIRED })];
    renderModel(api, new FakeScaffolder());

    await versionRow(3);
    expect(screen.getByText(/^Being retired/)).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /Approve|Reject/ }),
    ).not.toBeInTheDocument();
  });

  it('says so while a model has no version', async () => {
    renderModel(apiWith({ history: [] }));

    expect(
      await screen.findByRole('heading', { name: 'No version yet' }),
    ).toBeInTheDocument();
  });

  it('shows where things will be while they are on their way', async () => {
    const api = apiWith();
    let answer = () => {};
    const asked = new Promise<void>(resolve => {
      answer = resolve;
    });
    api.before = () => asked;
    renderModel(api);

    expect(
      await screen.findByRole('status', { name: 'Loading the model' }),
    ).toHaveAttribute('aria-busy', 'true');
    expect(
      screen.getByRole('heading', { name: 'churn', level: 2 }),
    ).toBeInTheDocument();
    answer();
    await versionRow(2);
  });

  it("shows the backend's own message when there is no such model, and the way back", async () => {
    const api = apiWith();
    renderModels(api, { at: '/222222222222/no%2Fsuch' });

    const alert = within(await screen.findByRole('alert'));
    expect(
      alert.getByText(
        'There is no registered model no/such in the account 222222222222.',
      ),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('link', { name: 'All models' }));
    expect(
      await screen.findByRole('heading', { name: 'Models', level: 2 }),
    ).toBeInTheDocument();
  });
});
