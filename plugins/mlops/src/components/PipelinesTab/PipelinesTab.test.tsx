import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RETIRED, snapshotOf } from '../../__testUtils__/fixtures';
import {
  apiWith,
  collected,
  deliveryOf,
  monitorOf,
  pipelineOf,
  renderTab,
  stale,
  UNREADABLE,
} from '../../__testUtils__/tabFixtures';

/** What the items of a list say. */
async function itemsOf(name: string): Promise<(string | null)[]> {
  const list = await screen.findByRole('list', { name });
  return within(list)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
}

/** What the rows of a table say, without its head. */
async function rowsOf(name: string): Promise<(string | null)[]> {
  const table = await screen.findByRole('table', { name });
  return within(table)
    .getAllByRole('row')
    .slice(1)
    .map(({ textContent }) => textContent);
}

describe('the tab of pipelines and monitors', () => {
  it('shows the steps of a pipeline in order, with what each is for', async () => {
    renderTab(
      apiWith([snapshotOf('dev', { pipelines: collected([pipelineOf()]) })]),
      'pipelines',
    );

    expect(await itemsOf('Steps of churn-train')).toEqual([
      'ProcessingPrepare',
      'TrainingTrain',
      'Bias checkCheckBias',
      'EvaluationEvaluate',
      'Evaluation gateGoodEnough',
      'RegistrationRegister, only if GoodEnough holds',
    ]);
    expect(screen.getByText('Starts by itself: weekly')).toBeInTheDocument();
  });

  it('shows the newest executions, and all when asked', async () => {
    const outcomes = ['Executing', 'Failed', ...Array(6).fill('Succeeded')];
    renderTab(
      apiWith([
        snapshotOf('dev', { pipelines: collected([pipelineOf(outcomes)]) }),
      ]),
      'pipelines',
    );

    const rows = await rowsOf('Executions of churn-train');
    expect(rows).toHaveLength(5);
    expect(rows[0]).toMatch(/^e8Executing/);
    expect(rows[1]).toMatch(/^e7Failed/);
    expect(
      screen.getByText('6 of the newest 8 executions succeeded'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show all 8' }));
    expect(await rowsOf('Executions of churn-train')).toHaveLength(8);
  });

  it('says what it does not know of a pipeline', async () => {
    renderTab(
      apiWith([
        snapshotOf('dev', {
          pipelines: collected([
            pipelineOf([], {
              steps: undefined,
              triggers: [],
              triggersUnknownReason: 'The scheduler may not be asked.',
            }),
          ]),
        }),
      ]),
      'pipelines',
    );

    expect(
      await screen.findByText('Its definition could not be understood.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/is not known. The scheduler may not be asked/),
    ).toBeInTheDocument();
    expect(screen.getByText('It has not run yet.')).toBeInTheDocument();
  });

  it('shows a CI/CD pipeline with its stages and its last run', async () => {
    renderTab(
      apiWith([snapshotOf('dev', { delivery: collected([deliveryOf()]) })]),
      'pipelines',
    );

    expect(await itemsOf('Stages of churn-deploy')).toEqual([
      'SourceStageSource',
      'BuildStageBuild',
      'ApprovalStageApproval',
      'DeployStageDeploy',
    ]);
    const panel = within(screen.getByRole('region', { name: 'churn-deploy' }));
    expect(panel.getByText(/^Last run/)).toBeInTheDocument();
    expect(panel.getByText('Succeeded')).toBeInTheDocument();
    expect(panel.queryByText('Failed')).toBeNull();
    expect(
      panel.getByRole('link', {
        name: 'Open churn-deploy in the AWS console',
      }),
    ).toHaveAttribute('href', expect.stringContaining('codepipeline'));
  });

  it('shows the four types of monitors, those that there are none of as well', async () => {
    renderTab(
      apiWith([
        snapshotOf('prod', {
          monitors: collected([
            monitorOf('DataQuality', [
              'InProgress',
              'CompletedWithViolations',
              'Completed',
            ]),
            monitorOf('ModelBias', [], { status: 'Stopped' }),
          ]),
        }),
      ]),
      'pipelines',
    );

    const rows = await rowsOf('Monitors in Prod');
    expect(rows).toEqual([
      expect.stringMatching(
        /^Data qualitychurn-DataQualityScheduledchurn-liveViolations.*1 of 2$/,
      ),
      expect.stringMatching(/^Model qualityNo monitor/),
      expect.stringMatching(
        /^Biaschurn-ModelBiasStoppedchurn-liveHas not finished one yet/,
      ),
      expect.stringMatching(/^ExplainabilityNo monitor/),
    ]);
  });

  it('draws the violations over time, with the figures behind them', async () => {
    renderTab(
      apiWith([
        snapshotOf('prod', {
          monitors: collected([
            monitorOf('DataQuality', ['CompletedWithViolations', 'Completed']),
            monitorOf('ModelQuality', ['Completed']),
          ]),
        }),
      ]),
      'pipelines',
    );

    expect(
      await screen.findByRole('group', {
        name: 'Executions with violations by day and type of monitor',
      }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByText('Show as a table'));
    const table = within(
      screen.getByRole('group', { name: 'Violations over time' }),
    ).getByRole('table');
    expect(
      within(table)
        .getAllByRole('row')
        .map(({ textContent }) => textContent),
    ).toEqual(['DayData qualityModel quality', '2026-11-230–', '2026-11-2410']);
  });

  it('teaches where there is nothing yet', async () => {
    renderTab(apiWith([snapshotOf('dev')]), 'pipelines');

    expect(
      await screen.findByText(/No SageMaker pipeline yet/),
    ).toBeInTheDocument();
    expect(screen.getByText(/No CI\/CD pipeline yet/)).toBeInTheDocument();
    expect(screen.getByText(/No monitor yet/)).toBeInTheDocument();
    expect(screen.getAllByText(/^Read from AWS/)).toHaveLength(3);
  });

  it('does not say that there is none where it could not be read', async () => {
    renderTab(
      apiWith([
        snapshotOf('dev', {
          pipelines: UNREADABLE,
          delivery: UNREADABLE,
          monitors: UNREADABLE,
        }),
      ]),
      'pipelines',
    );

    for (const what of ['SageMaker pipelines', 'CI/CD pipelines', 'Monitors']) {
      expect(
        await screen.findByText(`${what} in Dev is not known`),
      ).toBeInTheDocument();
    }
    expect(screen.queryByText(/yet/)).toBeNull();
  });

  it('says since when and why it is not newer', async () => {
    renderTab(
      apiWith([snapshotOf('dev', { pipelines: stale([pipelineOf()]) })]),
      'pipelines',
    );

    expect(
      await screen.findByText(/AWS asked to slow down/),
    ).toBeInTheDocument();
  });

  it('says of a retired use case what it had not', async () => {
    renderTab(apiWith([snapshotOf('dev')], RETIRED), 'pipelines');

    expect(
      await screen.findByText('It had no SageMaker pipeline.'),
    ).toBeInTheDocument();
    expect(screen.getByText('It had no monitor.')).toBeInTheDocument();
  });
});
