import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { MlopsApi } from '../../api';
import { FakeMlopsApi } from '../../__testUtils__/FakeMlopsApi';
import { mockDrawing } from '../../__testUtils__/mockDrawing';
import { OBSERVED_AT } from '../../__testUtils__/fixtures';
import {
  HISTORY,
  MATURITY,
  organizationApi,
} from '../../__testUtils__/organizationFixtures';
import { renderPage, renderPlugin } from '../../__testUtils__/renderPlugin';
import { OrganizationPage } from './OrganizationPage';

const renderOrganization = (api: FakeMlopsApi, at = '/') =>
  renderPage(<OrganizationPage />, api, at);

async function section(name: string) {
  return within(await screen.findByRole('region', { name }));
}

/** What stands in a table, row by row. */
function figures(table: HTMLElement): string[] {
  return within(table)
    .getAllByRole('row')
    .map(row =>
      [...row.children].map(({ textContent }) => textContent).join(' | '),
    );
}

async function tableOf(name: string): Promise<string[]> {
  const card = await section(name);
  await userEvent.click(await card.findByText('Show as a table'));
  return figures(card.getByRole('table'));
}

describe('the page of the maturity of the organization', () => {
  let restore: () => void;
  beforeEach(() => {
    restore = mockDrawing();
  });
  afterEach(() => restore());

  it('is a page of the plugin', async () => {
    renderPlugin(organizationApi(), '/mlops/maturity');
    expect(
      await screen.findByRole('tab', { name: 'Maturity', selected: true }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('heading', { name: 'The organization' }),
    ).toBeInTheDocument();
  });

  describe('headline', () => {
    it('shows the stage of the organization, and how many criteria are met', async () => {
      renderOrganization(organizationApi());
      const headline = await section('The organization');
      expect(await headline.findByText('Reliable')).toBeInTheDocument();
      expect(headline.getByText('1 of 3 met, 1 unknown')).toBeInTheDocument();
      expect(
        headline.getByText(/^Evidence/, { selector: 'span' }),
      ).toHaveTextContent(/ago$/);
    });

    it('tells the verdict of each criterion apart, and on demand the reason, facts and remedy', async () => {
      renderOrganization(organizationApi());
      const headline = await section('The organization');
      const items = await headline.findAllByRole('button');
      expect(items.map(({ textContent }) => textContent)).toEqual([
        'Met The library has templates',
        'Not met Many people contribute',
        'Unknown The time to production is falling',
      ]);

      await userEvent.click(items[0]);
      expect(
        headline.getByText('The organization has 3 templates.'),
      ).toBeVisible();
      expect(headline.getByText(/Template one is there/)).toBeVisible();

      await userEvent.click(items[1]);
      expect(
        headline.getByText('Invite a team to publish its project.'),
      ).toBeVisible();
    });

    it('warns of old evidence', async () => {
      const api = organizationApi();
      api.organizationMaturity = {
        ...MATURITY,
        checkedAt: new Date(Date.now() - 49 * 60 * 60 * 1000).toISOString(),
      };
      renderOrganization(api);
      expect(
        await screen.findByText('The evidence is old'),
      ).toBeInTheDocument();
      expect(screen.getByText(/AWS was last asked/)).toHaveTextContent(
        'AWS was last asked 2 days ago.',
      );
    });

    it('does not warn of evidence of today', async () => {
      const api = organizationApi();
      api.organizationMaturity = {
        ...MATURITY,
        checkedAt: new Date(Date.now() - 60 * 60 * 1000).toISOString(),
      };
      renderOrganization(api);
      const headline = await section('The organization');
      expect(await headline.findByText('Reliable')).toBeInTheDocument();
      expect(screen.queryByText('The evidence is old')).not.toBeInTheDocument();
    });

    it('says so when AWS has not been asked yet', async () => {
      const api = organizationApi();
      api.organizationMaturity = { ...MATURITY, checkedAt: undefined };
      renderOrganization(api);
      const headline = await section('The organization');
      expect(
        await headline.findByText('AWS has not been asked yet'),
      ).toBeInTheDocument();
    });
  });

  describe('stages over time', () => {
    it('draws them, with the figures behind', async () => {
      renderOrganization(organizationApi());
      const card = await section('Stages over time');
      expect(
        await card.findByRole('group', {
          name: /^Use cases by stage over the last 90 days/,
        }),
      ).toBeInTheDocument();
      expect(await tableOf('Stages over time')).toEqual([
        'Day | Not yet initial | Initial | Repeatable | Reliable | Scalable',
        '2026-11-23 | 2 | 1 | 0 | 0 | 0',
        '2026-11-24 | 1 | 1 | 1 | 0 | 0',
      ]);
    });

    it('tells the newest changes in words, with what moved', async () => {
      renderOrganization(organizationApi());
      const card = await section('Stages over time');
      const [rise, fall] = within(
        await card.findByRole('list', { name: 'Newest changes of stage' }),
      ).getAllByRole('listitem');
      expect(rise).toHaveTextContent(
        /^fraud-detection rose from Initial to Repeatable · .*What moved: A project was launched \(Met\)$/,
      );
      expect(
        within(rise).getByRole('link', { name: 'fraud-detection' }),
      ).toHaveAttribute('href', '/catalog/default/system/fraud-detection');
      expect(fall).toHaveTextContent(
        /^churn-prediction fell from Repeatable to Initial · /,
      );
    });

    it('looks back as far as one asks, and keeps that in the address', async () => {
      const api = organizationApi();
      const asked = jest.spyOn(api, 'getOrganizationHistory');
      const address = renderOrganization(api);
      const card = await section('Stages over time');
      await userEvent.click(card.getByRole('radio', { name: '365 days' }));
      await waitFor(() => expect(address.query()).toEqual({ days: '365' }));
      await waitFor(() => expect(asked).toHaveBeenLastCalledWith(365));
      expect(asked.mock.calls[0]).toEqual([90]);
    });

    it('takes the range from the address, and leaves out what is not one', async () => {
      const api = organizationApi();
      const asked = jest.spyOn(api, 'getOrganizationHistory');
      renderOrganization(api, '/?days=31');
      await section('Stages over time');
      expect(asked).toHaveBeenCalledWith(90);
    });

    it('says when there will be something to see', async () => {
      const api = organizationApi();
      api.organizationHistory = { days: [], changes: [] };
      renderOrganization(api);
      expect(
        await screen.findByText(/There will be something to see tomorrow/),
      ).toBeInTheDocument();
      expect(
        screen.getByText('No use case has changed its stage in this time.'),
      ).toBeInTheDocument();
    });

    it('shows a single day, too', async () => {
      const api = organizationApi();
      api.organizationHistory = { ...HISTORY, days: HISTORY.days.slice(0, 1) };
      renderOrganization(api);
      expect(await tableOf('Stages over time')).toHaveLength(2);
    });
  });

  describe('what holds most back', () => {
    it('tells what each keeps, not met and unknown apart, and what it would gain', async () => {
      renderOrganization(organizationApi());
      const card = await section('What holds most back');
      const [first, second] = await card.findAllByRole('listitem');
      expect(first).toHaveTextContent(
        'Keeps 5 use cases from Repeatable: 4 not met, 1 unknown',
      );
      expect(first).toHaveTextContent(
        'Were it met, 3 use cases would reach Repeatable.',
      );
      expect(second).toHaveTextContent(
        'Keeps 1 use case from Reliable: 1 unknown',
      );
      expect(second).toHaveTextContent(
        'None would reach Reliable by this alone.',
      );
    });

    it('shows a criterion in the heat map, and leads there', async () => {
      const address = renderOrganization(organizationApi());
      const grid = await screen.findByRole('grid');
      expect(within(grid).getAllByRole('columnheader')).toHaveLength(5);
      await userEvent.click(
        await screen.findByRole('button', {
          name: 'Show in the heat map: Monitors are healthy',
        }),
      );
      await waitFor(() =>
        expect(within(grid).getAllByRole('columnheader')).toHaveLength(2),
      );
      expect(address.query()).toEqual({ criterion: 'reliable.monitors' });
      expect(
        screen.getByRole('group', { name: 'Use cases and criteria' }),
      ).toHaveFocus();

      await userEvent.click(
        screen.getByRole('button', {
          name: 'Show all criteria in the heat map',
        }),
      );
      await waitFor(() =>
        expect(within(grid).getAllByRole('columnheader')).toHaveLength(5),
      );
      expect(address.query()).toEqual({});
    });

    it('has the figures behind', async () => {
      renderOrganization(organizationApi());
      expect(await tableOf('What holds most back')).toEqual([
        'Criterion | Stage | Kept from their next stage | Not met | Unknown | Kept by it alone',
        'A project was launched | Repeatable | 5 | 4 | 1 | 3',
        'Monitors are healthy | Reliable | 1 | 0 | 1 | 0',
      ]);
    });

    it('says so when nothing is held back', async () => {
      const api = organizationApi();
      api.organizationMaturity = { ...MATURITY, bottlenecks: [] };
      renderOrganization(api);
      expect(
        await screen.findByText(/Nothing holds a use case back/),
      ).toBeInTheDocument();
    });
  });

  it('shows the stages of each team', async () => {
    renderOrganization(organizationApi());
    const list = await screen.findByRole('list', {
      name: 'Use cases of each team, by stage',
    });
    const [pricing, risk] = within(list).getAllByRole('listitem');
    expect(pricing).toHaveTextContent(
      'pricingNot yet initial: 1Initial: 12 use cases',
    );
    expect(
      within(pricing).getByRole('link', { name: 'pricing' }),
    ).toHaveAttribute('href', '/catalog/default/group/pricing');
    expect(risk).toHaveTextContent('riskRepeatable: 11 use case');
    expect(await tableOf('Teams')).toEqual([
      'Team | Not yet initial | Initial | Repeatable | Reliable | Scalable | All',
      'pricing | 1 | 1 | 0 | 0 | 0 | 2',
      'risk | 0 | 0 | 1 | 0 | 0 | 1',
    ]);
  });

  describe('time to value', () => {
    it('compares the median, and shows each use case that reached production', async () => {
      renderOrganization(organizationApi());
      const card = await section('Time to value');
      expect(await card.findByText('40 days')).toBeInTheDocument();
      expect(
        card.getByText(
          '22.5 days faster than in the half year before (62.5 days)',
        ),
      ).toBeInTheDocument();
      expect(
        card.getByText('1 use case reached production'),
      ).toBeInTheDocument();
      expect(
        await card.findByRole('group', {
          name: /^Days from registration to production/,
        }),
      ).toBeInTheDocument();
      expect(await tableOf('Time to value')).toEqual([
        'Name | Use case | Team | In production since | Days',
        'fraud-detection | Fraud detection | risk | 2026-10-01 | 40',
      ]);
    });

    it.each([
      [
        { medianDays: 50, previousMedianDays: 40, count: 2 },
        '10 days slower than in the half year before (40 days)',
      ],
      [
        { medianDays: 40, previousMedianDays: 40, count: 2 },
        'As in the half year before',
      ],
      [
        { medianDays: 40, count: 2 },
        'Nothing to compare it with in the half year before',
      ],
      [{ count: 0 }, 'None reached production in the newest half year'],
    ])('puts %j into words', async (timeToProduction, words) => {
      const api = organizationApi();
      api.organizationMaturity = { ...MATURITY, timeToProduction };
      renderOrganization(api);
      expect(await screen.findByText(words)).toBeInTheDocument();
    });

    it('says so while none has reached production', async () => {
      const api = organizationApi();
      api.organizationUseCases = {
        ...api.organizationUseCases,
        useCases: api.organizationUseCases.useCases.slice(0, 1),
      };
      renderOrganization(api);
      expect(
        await screen.findByText(/No use case has reached production yet/),
      ).toBeInTheDocument();
    });
  });

  describe('template library', () => {
    it('shows how it grew, and tells of what has no date', async () => {
      renderOrganization(organizationApi());
      expect(await tableOf('Template library')).toEqual([
        'Month | Templates | Versions',
        '2026-08 | 1 | 1',
        '2026-09 | 1 | 1',
        '2026-10 | 1 | 2',
        '2026-11 | 1 | 2',
      ]);
      const card = await section('Template library');
      expect(
        card.getByText('1 version has no date, and is left out.'),
      ).toBeInTheDocument();
      expect(card.getByText(/^Library read/)).toHaveTextContent(/ago$/);
    });

    it('shows who contributes', async () => {
      renderOrganization(organizationApi());
      expect(await tableOf('Contributors')).toEqual([
        'Contributor | Templates',
        'platform | 1',
        'risk | 1',
      ]);
    });

    it('shows which versions are used, and whether they are supported', async () => {
      renderOrganization(organizationApi());
      const list = await screen.findByRole('list', {
        name: 'Use cases on each template version',
      });
      const [newer, older] = within(list).getAllByRole('listitem');
      expect(newer).toHaveTextContent(
        /^train-and-register 1\.2\.0.*Supported$/,
      );
      expect(older).toHaveTextContent(
        /^train-and-register 1\.0\.0.*No longer supported$/,
      );
      expect(await tableOf('Adoption of template versions')).toEqual([
        'Version | Support | Use cases',
        'train-and-register 1.2.0 | Supported | churn-prediction, fraud-detection',
        'train-and-register 1.0.0 | No longer supported | pricing-engine',
      ]);
    });

    it('says why and since when it is stale', async () => {
      const api = organizationApi();
      api.library = {
        ...api.library,
        unknownReason: 'Access to AWS was denied.',
      };
      renderOrganization(api);
      const card = await section('Template library');
      expect(
        await card.findByText('The library could not be read the last time'),
      ).toBeInTheDocument();
      expect(card.getByText('Access to AWS was denied.')).toBeInTheDocument();
      expect(
        within(card.getByText(/^Library read/)).getByText(/ago$/),
      ).toHaveAttribute('datetime', OBSERVED_AT);
    });

    it('does not call a library empty that was not read', async () => {
      const api = organizationApi();
      api.library = {
        items: [],
        totalItems: 0,
        pageInfo: {},
        unknownReason: 'Access to AWS was denied.',
      };
      renderOrganization(api);
      const card = await section('Template library');
      expect(
        await card.findByText('The library could not be read'),
      ).toBeInTheDocument();
      expect(
        card.getByText('The library has not been read yet.'),
      ).toBeInTheDocument();
      expect(card.queryByText(/has no templates yet/)).not.toBeInTheDocument();
    });
  });

  it.each<[keyof MlopsApi, string[]]>([
    [
      'getOrganizationMaturity',
      [
        'The organization',
        'What holds most back',
        'Adoption of template versions',
      ],
    ],
    [
      'getOrganizationUseCases',
      ['Teams', 'Use cases and criteria', 'Time to value'],
    ],
    ['getOrganizationHistory', ['Stages over time']],
    ['getTemplates', ['Template library', 'Contributors']],
  ])(
    'shows what it can when %s fails, and tries again',
    async (failing, names) => {
      const api = organizationApi();
      let isBroken = true;
      api.before = async call => {
        if (isBroken && call === failing) {
          throw new Error('The database is not reachable.');
        }
      };
      renderOrganization(api);
      for (const name of names) {
        const card = await section(name);
        expect(
          await card.findByText('The database is not reachable.'),
        ).toBeInTheDocument();
      }
      expect(screen.getAllByRole('alert')).toHaveLength(names.length);

      isBroken = false;
      const first = await section(names[0]);
      await userEvent.click(first.getByRole('button', { name: 'Try again' }));
      await waitFor(() =>
        expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
      );
    },
  );

  it('shows where everything will be while it is on its way', async () => {
    const api = organizationApi();
    api.before = () => new Promise(() => {});
    renderOrganization(api);
    expect(
      await screen.findByRole('status', {
        name: 'Loading the maturity of the organization',
      }),
    ).toHaveAttribute('aria-busy', 'true');
    expect(screen.getAllByRole('status', { name: 'Loading' })).toHaveLength(8);
  });
});
