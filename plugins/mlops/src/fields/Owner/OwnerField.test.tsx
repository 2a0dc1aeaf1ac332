import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ownerFieldOptions } from '.';
import { FakeMlopsApi } from '../../__testUtils__/FakeMlopsApi';
import { renderForm } from '../../__testUtils__/renderForm';

function group(name: string, displayName?: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name },
    spec: { type: 'team', children: [], profile: { displayName } },
  };
}

const GROUPS = [
  group('risk', 'Risk'),
  group('pricing', 'Pricing'),
  group('marketing'),
];

function renderOwner(options: {
  ownershipEntityRefs?: string[];
  catalog?: ReturnType<typeof catalogApiMock>;
}) {
  const {
    ownershipEntityRefs = ['user:default/mei'],
    catalog = catalogApiMock({ entities: GROUPS }),
  } = options;
  return renderForm({
    api: new FakeMlopsApi(),
    field: ownerFieldOptions,
    property: { title: 'Owner', type: 'string' },
    apis: [
      [catalogApiRef, catalog],
      [
        identityApiRef,
        mockApis.identity({
          userEntityRef: 'user:default/mei',
          ownershipEntityRefs,
        }),
      ],
    ],
  });
}

describe('the field for the owner of a use case', () => {
  it("begins with the person's own team", async () => {
    const finish = renderOwner({
      ownershipEntityRefs: ['user:default/mei', 'group:default/pricing'],
    });

    expect(
      await screen.findByRole('button', { name: /Pricing.*Owner/ }),
    ).toBeInTheDocument();
    expect(await finish()).toEqual({ value: 'group:default/pricing' });
  });

  it('offers every group, by what people call it', async () => {
    const finish = renderOwner({});

    await userEvent.click(
      await screen.findByRole('button', { name: /Choose a team.*Owner/ }),
    );
    const options = within(await screen.findByRole('listbox')).getAllByRole(
      'option',
    );
    expect(options.map(option => option.textContent)).toEqual([
      'marketing',
      'Pricing',
      'Risk',
    ]);
    await userEvent.click(options[2]);
    expect(await finish()).toEqual({ value: 'group:default/risk' });
  });

  it('does not go on without one', async () => {
    renderOwner({});
    await screen.findByRole('button', { name: /Choose a team.*Owner/ });

    await userEvent.click(screen.getByRole('button', { name: 'Review' }));

    expect(
      await screen.findAllByText(/must have required property/),
    ).not.toHaveLength(0);
  });

  it('says that the groups could not be loaded, and loads them again', async () => {
    const catalog = catalogApiMock({ entities: GROUPS });
    jest
      .spyOn(catalog, 'getEntities')
      .mockRejectedValueOnce(new Error('The catalog is starting.'));
    renderOwner({ catalog });

    expect(
      await screen.findByText('The catalog is starting.'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));

    expect(
      await screen.findByRole('button', { name: /Choose a team.*Owner/ }),
    ).toBeInTheDocument();
  });
});
