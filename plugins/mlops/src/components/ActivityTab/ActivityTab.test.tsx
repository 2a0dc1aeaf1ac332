import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeMlopsApi } from '../../__testUtils__/FakeMlopsApi';
import {
  makeUseCase,
  OBSERVED_AT,
  snapshotOf,
} from '../../__testUtils__/fixtures';
import {
  apiWith,
  collected,
  endpointOf,
  modelOf,
  monitorOf,
  pipelineOf,
  renderTab,
  stale,
  UNREADABLE,
  versionOf,
} from '../../__testUtils__/tabFixtures';

const dev = snapshotOf('dev', {
  account: { joinedAt: '2026-11-01T12:00:00.000Z' },
  registry: collected({
    models: [
      modelOf(
        versionOf(2, {
          createdAt: '2026-11-20T12:00:00.000Z',
          reviewedAt: '2026-11-21T12:00:00.000Z',
          approvalDescription: 'Better than what serves.',
        }),
      ),
    ],
    cards: [],
  }),
});

const prod = snapshotOf('prod', {
  account: { joinedAt: undefined },
  endpoints: collected([
    endpointOf(2, {
      createdAt: '2026-11-22T12:00:00.000Z',
      lastModifiedAt: undefined,
    }),
  ]),
  monitors: collected([monitorOf('DataQuality', ['CompletedWithViolations'])]),
});

/** A use case that was registered before all that. */
const REGISTERED = { registeredAt: '2026-10-31T12:00:00.000Z' };

/** What is said of each thing that happened, in order. */
async function entries(): Promise<string[]> {
  await screen.findByText(/shown$/);
  return within(screen.getByRole('region', { name: 'Activity' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent ?? '');
}

describe('the activity tab', () => {
  it('shows what happened, the newest first, with who, where and why', async () => {
    renderTab(apiWith([dev, prod], REGISTERED), 'activity');

    const all = await entries();
    expect(all).toHaveLength(6);
    expect(all[0]).toMatch(
      /^MonitorsData quality monitor churn-DataQuality found violations.*Prod/,
    );
    expect(all[1]).toMatch(/^EndpointsEndpoint churn-live created/);
    expect(all[2]).toMatch(
      /^ModelsVersion 2 of churn approved by graceBetter than what serves\.Dev/,
    );
    expect(all[3]).toMatch(/^ModelsVersion 2 of churn registered/);
    expect(all[4]).toMatch(/^AccountsAccount churn-prediction-dev joined/);
    expect(all[5]).toMatch(/^Use caseUse case registered by/);
    expect(screen.getByRole('link', { name: 'ada' })).toHaveAttribute(
      'href',
      '/catalog/default/user/ada',
    );
  });

  it('groups by day, and has the exact time on hover', async () => {
    renderTab(apiWith([dev], REGISTERED), 'activity');

    await entries();
    const days = screen.getAllByRole('heading', { level: 3 });
    expect(days[0]).toHaveTextContent('Saturday, November 21, 2026');
    expect(days).toHaveLength(4);
    const first = within(
      screen.getByRole('region', { name: 'Saturday, November 21, 2026' }),
    );
    expect(first.getByTitle(/November 21, 2026 at/)).toBeInTheDocument();
  });

  it('leads to the AWS console where that has a page', async () => {
    renderTab(apiWith([prod], REGISTERED), 'activity');

    await entries();
    expect(
      screen.getByRole('link', {
        name: 'Open Endpoint churn-live created in the AWS console',
      }),
    ).toHaveAttribute('href', expect.stringContaining('endpoints/churn-live'));
  });

  it('shows some kinds only, and keeps that in the address', async () => {
    const query = renderTab(apiWith([dev, prod], REGISTERED), 'activity');

    await userEvent.click(
      await screen.findByRole('button', { name: 'Models: 2' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Endpoints: 1' }),
    );
    await waitFor(() => expect(query()).toEqual({ kind: 'model,endpoint' }));
    expect(await entries()).toHaveLength(3);
    await userEvent.click(screen.getByRole('button', { name: 'All' }));
    await waitFor(() => expect(query()).toEqual({}));
    expect(await entries()).toHaveLength(6);
  });

  it('shows what the address asks for, and says when there is none of it', async () => {
    renderTab(apiWith([dev], REGISTERED), 'activity', {
      query: 'kind=endpoint',
    });

    expect(
      await screen.findByRole('heading', {
        name: 'Nothing of this kind has happened',
      }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(await entries()).toHaveLength(4);
  });

  it('tells of stages with the criteria that moved, and of waivers by their titles', async () => {
    const api = apiWith([dev], REGISTERED);
    api.histories['churn-prediction'] = {
      days: [],
      registeredAt: REGISTERED.registeredAt,
      changes: [
        {
          useCase: 'churn-prediction',
          at: '2026-11-23T12:00:00.000Z',
          from: 'none',
          to: 'initial',
          moved: [
            {
              id: 'x',
              title: 'Studio is in service',
              from: 'unmet',
              to: 'met',
            },
            { id: 'y', title: 'A new rule', to: 'unknown' },
          ],
        },
      ],
    };
    api.waivers = [
      {
        criterion: 'reliable.bias-monitor',
        reason: 'The model is not about people.',
        author: 'user:default/grace',
        createdAt: '2026-11-22T12:00:00.000Z',
        until: '2036-01-31',
      },
    ];
    renderTab(api, 'activity');

    const [stage] = await entries();
    expect(stage).toMatch(/^StageStage rose from Not yet initial to Initial/);
    expect(stage).toContain('Studio is in service: Not met → Met');
    expect(stage).toContain('A new rule: not judged → Unknown');
    expect(
      screen.getByText(/Waiver given until 2036-01-31: Bias is monitored/),
    ).toHaveTextContent('by grace');
    expect(
      screen.getByText('The model is not about people.'),
    ).toBeInTheDocument();
  });

  it('shows more when asked', async () => {
    const outcomes = Array(60).fill('Succeeded');
    renderTab(
      apiWith(
        [
          snapshotOf('dev', {
            account: { joinedAt: undefined },
            pipelines: collected([pipelineOf(outcomes)]),
          }),
        ],
        { registeredAt: '2026-01-01T00:00:00.000Z' },
      ),
      'activity',
    );

    expect(await entries()).toHaveLength(50);
    expect(screen.getByText('50 of 61 shown')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('61 of 61 shown')).toBeInTheDocument();
  });

  it('says what could not be read, and what is old', async () => {
    renderTab(
      apiWith([
        snapshotOf('dev', {
          registry: UNREADABLE,
          endpoints: stale([]),
        }),
      ]),
      'activity',
    );

    expect(
      await screen.findByText('Access to AWS was denied.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/^Not everything could be read/),
    ).toBeInTheDocument();
    expect(screen.getByText(/AWS asked to slow down/)).toBeInTheDocument();
  });

  it('tells of the registration before anything was collected, and that it was found in AWS', async () => {
    renderTab(
      new FakeMlopsApi([
        makeUseCase({ registeredBy: 'aws', registeredAt: OBSERVED_AT }),
      ]),
      'activity',
    );

    expect(await entries()).toEqual([
      expect.stringMatching(/^Use caseUse case registered found in AWS/),
    ]);
    expect(screen.getByText('Not read from AWS yet')).toBeInTheDocument();
  });

  it('says why it cannot be loaded, and tries again', async () => {
    const api = apiWith([dev]);
    api.before = async call => {
      if (call === 'getHistory') {
        throw new Error('No history.');
      }
    };
    renderTab(api, 'activity');

    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByText('No history.')).toBeInTheDocument();
    api.before = async () => {};
    await userEvent.click(alert.getByRole('button', { name: 'Try again' }));
    expect(await entries()).not.toHaveLength(0);
  });
});
