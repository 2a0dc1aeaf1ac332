import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeMlopsApi } from '../../__testUtils__/FakeMlopsApi';
import {
  BEING_RETIRED,
  evidenceOf,
  makeUseCase,
  snapshotOf,
} from '../../__testUtils__/fixtures';
import { formDataOf } from '../../__testUtils__/renderPlugin';
import {
  apiWith,
  collected,
  renderTab,
  stale,
  trailOf,
  UNREADABLE,
} from '../../__testUtils__/tabFixtures';

const domain = {
  domainId: 'd-1',
  arn: 'arn:aws:sagemaker:eu-west-1:111111111111:domain/d-1',
  name: 'studio',
  status: 'InService',
  url: 'https://d-1.studio.eu-west-1.sagemaker.aws',
  networkAccess: 'VpcOnly',
  key: { keyId: 'key-1', manager: 'CUSTOMER' as const },
};

const secure = snapshotOf('experimentation', {
  studio: collected({ domains: [domain], notebooks: [] }),
  trails: collected([trailOf()]),
});

/** What stands in the box of an environment. */
async function box(environment: string) {
  return within(await screen.findByRole('region', { name: environment }));
}

/** The checks of an environment: verdict, check and reason in one text each. */
async function checks(environment: string): Promise<string[]> {
  const list = await screen.findByRole('list', {
    name: `Posture of ${environment}`,
  });
  return within(list)
    .getAllByRole('listitem')
    .map(item => item.textContent ?? '');
}

describe('the accounts tab', () => {
  it('has a box for each environment, in order, and adds the account that is missing', async () => {
    renderTab(apiWith([secure]), 'accounts');

    const boxes = await screen.findAllByRole('heading', { level: 3 });
    expect(boxes.map(({ textContent }) => textContent)).toEqual([
      'Experimentation',
      'Dev',
      'Test',
      'Prod',
    ]);
    const test = await box('Test');
    expect(test.getByText('No account')).toBeInTheDocument();
    expect(
      formDataOf(test.getByRole('link', { name: 'Add Test account' })),
    ).toMatchObject({ name: 'churn-prediction', environments: ['test'] });
  });

  it('shows the account, its unit and the way into Studio', async () => {
    renderTab(apiWith([secure]), 'accounts');

    const own = await box('Experimentation');
    expect(
      own.getByRole('link', { name: 'churn-prediction-experimentation' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/resource/churn-prediction-experimentation',
    );
    expect(own.getByText('111111111111')).toBeInTheDocument();
    expect(own.getByText('ACTIVE')).toBeInTheDocument();
    expect(
      own.getByText('ml-experimentation, as expected'),
    ).toBeInTheDocument();
    expect(
      own.getByRole('link', { name: 'Open Studio studio in Experimentation' }),
    ).toHaveAttribute('href', 'https://d-1.studio.eu-west-1.sagemaker.aws');
    expect(own.getByText(/^Read from AWS/)).toBeInTheDocument();
  });

  it('judges the posture by what was seen', async () => {
    renderTab(apiWith([secure]), 'accounts');

    expect(await checks('Experimentation')).toEqual([
      expect.stringMatching(/^MetIn its organizational unit/),
      expect.stringMatching(/^MetUnder the guard rail.*mlops-guardrails/),
      expect.stringMatching(/^MetNo way to the public internet/),
      expect.stringMatching(/^MetEncrypted with customer-managed keys/),
      expect.stringMatching(/^MetRecorded in an audit trail.*organization/),
    ]);
  });

  it('says what is not met, and why', async () => {
    const open = snapshotOf('dev', {
      account: {
        organizationalUnit: { id: 'ou-sandbox', name: 'sandbox' },
        serviceControlPolicies: ['FullAWSAccess'],
      },
      studio: collected({
        domains: [
          {
            ...domain,
            networkAccess: 'PublicInternetOnly',
            key: { keyId: 'aws/sagemaker', manager: 'AWS' as const },
          },
        ],
        notebooks: [],
      }),
      trails: collected([trailOf({ logging: false })]),
    });
    renderTab(apiWith([open]), 'accounts');

    expect(await checks('Dev')).toEqual([
      expect.stringMatching(/^Not met.*sandbox, which is not where/),
      expect.stringMatching(/^Not met.*No service control policy but/),
      expect.stringMatching(/^Not met.*than through a VPC: studio/),
      expect.stringMatching(/^Not met.*no customer-managed key: studio/),
      expect.stringMatching(/^Not met.*is in no trail/),
    ]);
    expect(
      screen.getByText(/sandbox, which is not the one expected/),
    ).toBeInTheDocument();
  });

  it('says of what could not be read that it is not known, and why', async () => {
    const unread = snapshotOf('dev', {
      account: { organizationalUnit: undefined, serviceControlPolicies: [] },
      studio: UNREADABLE,
      trails: UNREADABLE,
    });
    renderTab(apiWith([unread]), 'accounts');

    const posture = await checks('Dev');
    expect(posture).toHaveLength(5);
    posture.forEach(check => expect(check).toMatch(/^Unknown/));
    expect(posture[2]).toContain('Access to AWS was denied.');
    const own = await box('Dev');
    expect(
      own.getByText('Not known. Access to AWS was denied.'),
    ).toBeInTheDocument();
  });

  it('deploys Studio where there is none and people work in it', async () => {
    const none = collected({ domains: [], notebooks: [] });
    renderTab(
      apiWith([
        snapshotOf('dev', { studio: none }),
        snapshotOf('prod', { studio: none }),
      ]),
      'accounts',
    );

    const dev = await box('Dev');
    expect(
      formDataOf(dev.getByRole('link', { name: 'Deploy Studio in Dev' })),
    ).toEqual({ useCase: 'churn-prediction', environment: 'dev' });
    const prod = await box('Prod');
    expect(prod.getByText('No Studio')).toBeInTheDocument();
    expect(prod.queryByRole('link', { name: /Studio/ })).toBeNull();
  });

  it('says since when and why it is not newer', async () => {
    renderTab(
      apiWith([
        snapshotOf('dev', {
          studio: stale({ domains: [], notebooks: [] }),
        }),
      ]),
      'accounts',
    );

    const own = await box('Dev');
    expect(
      own.getByText(/newest attempt to read it failed.*AWS asked to slow down/),
    ).toBeInTheDocument();
  });

  it('says what each account cost, up to which day', async () => {
    const api = apiWith([secure, snapshotOf('dev')]);
    api.costs = {
      currency: 'USD',
      total: 42,
      days: [],
      until: '2026-11-23',
      useCases: [
        {
          useCase: 'churn-prediction',
          owner: 'group:default/pricing',
          amount: 42,
          accounts: [
            {
              accountId: '111111111111',
              environment: 'experimentation',
              amount: 42,
            },
          ],
        },
      ],
    };
    renderTab(api, 'accounts');

    const own = await box('Experimentation');
    expect(await own.findByText('$42, up to 2026-11-23')).toBeInTheDocument();
    expect(api.costQueries).toEqual([
      { useCase: 'churn-prediction', days: 30 },
    ]);
    // An account of which nothing is known did not cost nothing.
    const dev = await box('Dev');
    expect(dev.getByText('Not known')).toBeInTheDocument();
  });

  it('shows the rest when costs or maturity cannot be loaded', async () => {
    const api = apiWith([secure]);
    api.before = async call => {
      if (call === 'getCosts' || call === 'getMaturity') {
        throw new Error(`No answer to ${call}.`);
      }
    };
    renderTab(api, 'accounts');

    const own = await box('Experimentation');
    expect(
      await own.findByText('Not known. No answer to getCosts.'),
    ).toBeInTheDocument();
    expect((await checks('Experimentation'))[1]).toMatch(
      /^Unknown.*No answer to getMaturity/,
    );
  });

  it('says of a closed account that nothing in it can be read', async () => {
    renderTab(
      apiWith([snapshotOf('dev', { account: { status: 'SUSPENDED' } })]),
      'accounts',
    );

    const own = await box('Dev');
    expect(
      own.getByText('This account is SUSPENDED: nothing in it can be read.'),
    ).toBeInTheDocument();
    expect(own.queryByRole('list')).toBeNull();
  });

  it('adds nothing to a use case that is being retired', async () => {
    renderTab(apiWith([secure], BEING_RETIRED), 'accounts');

    await box('Dev');
    expect(screen.queryByRole('link', { name: /^Add/ })).toBeNull();
  });

  it('offers all four accounts where there is none', async () => {
    renderTab(apiWith([]), 'accounts');

    await box('Dev');
    expect(screen.getAllByRole('link', { name: /^Add/ })).toHaveLength(4);
  });

  it('says why accounts are not known, instead of showing none', async () => {
    renderTab(
      new FakeMlopsApi([makeUseCase({ evidence: evidenceOf(UNREADABLE) })]),
      'accounts',
    );

    expect(
      await screen.findByText('Access to AWS was denied.'),
    ).toBeInTheDocument();
    expect(screen.queryByText('No account')).toBeNull();
  });

  it('says that nothing was collected yet', async () => {
    renderTab(new FakeMlopsApi([makeUseCase()]), 'accounts');

    expect(
      await screen.findByRole('heading', { name: 'Not read from AWS yet' }),
    ).toBeInTheDocument();
  });

  it('says why it cannot be loaded, and tries again', async () => {
    const api = new FakeMlopsApi();
    renderTab(api, 'accounts');

    const alert = within(await screen.findByRole('alert'));
    api.useCases = apiWith([secure]).useCases;
    await userEvent.click(alert.getByRole('button', { name: 'Try again' }));

    const own = await box('Experimentation');
    expect(own.getByText('111111111111')).toBeInTheDocument();
  });
});
