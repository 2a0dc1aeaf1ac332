import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  LibraryTemplate,
  OrganizationMaturityResponse,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { OBSERVED_AT } from '../../__testUtils__/fixtures';
import { FakeMlopsApi } from '../../__testUtils__/FakeMlopsApi';
import { formDataOf, renderPage } from '../../__testUtils__/renderPlugin';
import { TemplatesPage } from './TemplatesPage';

function template(
  name: string,
  changes: Partial<LibraryTemplate> = {},
): LibraryTemplate {
  return {
    name,
    productId: `prod-${name}`,
    description: `What ${name} does`,
    owner: 'platform',
    stage: 'repeatable',
    versions: [
      {
        name: '2.0.0',
        provisioningArtifactId: 'pa-2',
        createdAt: OBSERVED_AT,
        deprecated: false,
      },
      {
        name: '1.0.0',
        provisioningArtifactId: 'pa-1',
        createdAt: '2025-01-01T00:00:00.000Z',
        deprecated: true,
      },
    ],
    ...changes,
  };
}

const MATURITY: OrganizationMaturityResponse = {
  stage: 'initial',
  criteria: [],
  stageCounts: {
    none: 0,
    initial: 2,
    repeatable: 0,
    reliable: 0,
    scalable: 0,
  },
  timeToProduction: { count: 0 },
  evaluatedAt: OBSERVED_AT,
  bottlenecks: [],
  adoption: [
    {
      template: 'train-and-register',
      version: '2.0.0',
      supported: true,
      useCases: ['churn-prediction'],
    },
    {
      template: 'train-and-register',
      version: '1.0.0',
      supported: false,
      useCases: ['fraud-detection'],
    },
  ],
};

function renderTemplates(
  items: LibraryTemplate[],
  options: {
    at?: string;
    unknownReason?: string;
    maturity?: OrganizationMaturityResponse;
  } = {},
) {
  const { at, unknownReason, maturity } = {
    at: '/',
    maturity: MATURITY,
    ...options,
  };
  const api = new FakeMlopsApi();
  api.library = {
    items,
    totalItems: items.length,
    pageInfo: {},
    observedAt: OBSERVED_AT,
    unknownReason,
  };
  api.organizationMaturity = maturity;
  return { api, address: renderPage(<TemplatesPage />, api, at) };
}

async function itemOf(name: string) {
  const item = (
    await screen.findByRole('heading', { name })
  ).closest<HTMLElement>('li');
  if (!item) {
    throw new Error(`${name} is not in the list.`);
  }
  return within(item);
}

describe('the page of templates', () => {
  it('says what each template is for, and who runs it', async () => {
    renderTemplates([template('train-and-register')]);
    const item = await itemOf('train-and-register');
    expect(item.getByText('What train-and-register does')).toBeInTheDocument();
    expect(item.getByText('Repeatable')).toBeInTheDocument();
    expect(await item.findByText('2 use cases')).toBeInTheDocument();
    expect(item.getByText('1 behind')).toBeInTheDocument();
    expect(
      formDataOf(item.getByRole('link', { name: 'Create use case with it' })),
    ).toEqual({ projectTemplate: 'train-and-register' });
  });

  it('shows the versions, what state they are in and who runs each', async () => {
    renderTemplates([template('train-and-register')]);
    const item = await itemOf('train-and-register');
    await item.findByText('2 use cases');
    await userEvent.click(
      item.getByRole('button', { name: 'Versions of train-and-register' }),
    );
    const rows = within(await item.findByRole('table')).getAllByRole('row');
    expect(rows).toHaveLength(3);
    expect(rows[1]).toHaveTextContent(/2\.0\.0Newest.*churn-prediction/);
    expect(rows[2]).toHaveTextContent(/1\.0\.0Deprecated.*fraud-detection/);
  });

  it('lists the use cases to upgrade', async () => {
    renderTemplates([template('train-and-register')]);
    const list = within(
      await screen.findByRole('region', { name: 'To upgrade' }),
    );
    expect(list.getByRole('link', { name: 'fraud-detection' })).toHaveAttribute(
      'href',
      '/catalog/default/system/fraud-detection',
    );
    expect(
      list.getByText('train-and-register 1.0.0, newest is 2.0.0'),
    ).toBeInTheDocument();
    expect(list.queryByText('churn-prediction')).not.toBeInTheDocument();
  });

  it('offers no launch of what has no version that can be launched', async () => {
    renderTemplates([template('empty', { versions: [], stage: undefined })]);
    const item = await itemOf('empty');
    expect(
      item.getByText('No version that can be launched'),
    ).toBeInTheDocument();
    expect(item.getByText('Any stage')).toBeInTheDocument();
    expect(
      item.queryByRole('link', { name: 'Create use case with it' }),
    ).not.toBeInTheDocument();
  });

  it('searches, and keeps the words in the address', async () => {
    const { address } = renderTemplates([
      template('train-and-register'),
      template('batch-inference'),
    ]);
    await itemOf('train-and-register');
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search templates' }),
      'batch',
    );
    await waitFor(() => expect(address.query()).toEqual({ q: 'batch' }));
    expect(
      screen.queryByRole('heading', { name: 'train-and-register' }),
    ).not.toBeInTheDocument();
  });

  it('clears the words when nothing matches', async () => {
    const { address } = renderTemplates([template('batch')], {
      at: '/?q=nothing',
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() => expect(address.query()).toEqual({}));
    await itemOf('batch');
  });

  it('does not take unknown adoption for none', async () => {
    renderTemplates([template('batch')], { maturity: undefined });
    const item = await itemOf('batch');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The test gave the organization no maturity.',
    );
    expect(item.getAllByText('Not known')).toHaveLength(3);
    expect(item.queryByText('No use case yet')).not.toBeInTheDocument();
  });

  it('says why the library is old', async () => {
    renderTemplates([template('batch')], { unknownReason: 'Access denied.' });
    await itemOf('batch');
    expect(screen.getByText('Access denied.')).toBeVisible();
  });

  it('teaches where templates come from while there is none', async () => {
    renderTemplates([]);
    expect(
      await screen.findByRole('heading', { name: 'The library is empty' }),
    ).toBeInTheDocument();
  });
});
