import {
  GrantPermissionsCommand,
  ListPermissionsCommand,
  paginateListPermissions,
  RevokePermissionsCommand,
  type Permission,
  type Resource,
} from '@aws-sdk/client-lakeformation';
import {
  GetResourceSharesCommand,
  ListResourcesCommand,
} from '@aws-sdk/client-ram';
import { startHarness, type Clients } from '../../__testUtils__/harness';
import { ACCOUNT_IDS, ROLES } from '../../constants';

const { dataLake, governance } = ACCOUNT_IDS;
const ANALYST = `arn:aws:iam::${dataLake}:role/analyst`;
const DATABASE: Resource = { Database: { Name: 'sales' } };
const TABLES: Resource = {
  Table: { DatabaseName: 'sales', TableWildcard: {} },
};

function grant(
  { lakeFormation }: Clients,
  principal: string,
  resource: Resource,
  Permissions: Permission[],
  PermissionsWithGrantOption?: Permission[],
) {
  return lakeFormation.send(
    new GrantPermissionsCommand({
      Principal: { DataLakePrincipalIdentifier: principal },
      Resource: resource,
      Permissions,
      PermissionsWithGrantOption,
    }),
  );
}

function revoke(
  { lakeFormation }: Clients,
  principal: string,
  resource: Resource,
  Permissions: Permission[],
) {
  return lakeFormation.send(
    new RevokePermissionsCommand({
      Principal: { DataLakePrincipalIdentifier: principal },
      Resource: resource,
      Permissions,
    }),
  );
}

async function granted({ lakeFormation }: Clients, input: object = {}) {
  const { PrincipalResourcePermissions = [] } = await lakeFormation.send(
    new ListPermissionsCommand(input),
  );
  return PrincipalResourcePermissions;
}

describe('Lake Formation', () => {
  it('grants permissions, adds to them and takes them away', async () => {
    const harness = await startHarness();
    const lake = await harness.account(dataLake);
    await grant(lake, ANALYST, DATABASE, ['DESCRIBE']);
    await grant(lake, ANALYST, TABLES, ['SELECT']);
    await grant(lake, ANALYST, TABLES, ['DESCRIBE'], ['SELECT']);
    expect(await granted(lake)).toMatchObject([
      {
        Principal: { DataLakePrincipalIdentifier: ANALYST },
        Resource: { Database: { CatalogId: dataLake, Name: 'sales' } },
        Permissions: ['DESCRIBE'],
        PermissionsWithGrantOption: [],
        LastUpdatedBy: `arn:aws:iam::${dataLake}:role/${ROLES.provisioner}`,
      },
      {
        Resource: {
          Table: {
            CatalogId: dataLake,
            DatabaseName: 'sales',
            TableWildcard: {},
          },
        },
        Permissions: ['DESCRIBE', 'SELECT'],
        PermissionsWithGrantOption: ['SELECT'],
      },
    ]);
    await revoke(lake, ANALYST, TABLES, ['SELECT']);
    expect(await granted(lake, { Resource: TABLES })).toMatchObject([
      { Permissions: ['DESCRIBE'], PermissionsWithGrantOption: [] },
    ]);
    await revoke(lake, ANALYST, TABLES, ['DESCRIBE']);
    expect(await granted(lake, { ResourceType: 'TABLE' })).toEqual([]);
    await expect(
      revoke(lake, ANALYST, TABLES, ['SELECT']),
    ).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: 'No permissions revoked. Grantee does not have: [SELECT]',
    });
  });

  it('has RAM carry what another account is granted', async () => {
    const harness = await startHarness();
    const lake = await harness.account(dataLake);
    const consumer = await harness.account(governance);
    await grant(lake, governance, DATABASE, ['DESCRIBE']);
    await grant(lake, governance, TABLES, ['SELECT']);
    harness.pass(1);
    const { resourceShares = [] } = await lake.ram.send(
      new GetResourceSharesCommand({ resourceOwner: 'SELF' }),
    );
    expect(resourceShares).toMatchObject([
      { name: expect.stringMatching(/^LakeFormation-V3-[A-Z2-7]{10}$/) },
    ]);
    const [{ resourceShareArn }] = resourceShares;
    expect(await granted(lake)).toMatchObject([
      { AdditionalDetails: { ResourceShare: [resourceShareArn] } },
      { AdditionalDetails: { ResourceShare: [resourceShareArn] } },
    ]);
    const carried = async () => {
      const { resources = [] } = await consumer.ram.send(
        new ListResourcesCommand({ resourceOwner: 'OTHER-ACCOUNTS' }),
      );
      return resources.map(({ arn = '' }) => arn.split(':').slice(5).join(':'));
    };
    expect(await carried()).toEqual([
      'catalog',
      'database/sales',
      'table/sales/*',
    ]);
    expect(await granted(consumer)).toEqual([]);
    expect(await granted(consumer, { CatalogId: dataLake })).toHaveLength(2);
    await revoke(lake, governance, TABLES, ['SELECT']);
    expect(await carried()).toEqual(['catalog', 'database/sales']);
    await revoke(lake, governance, DATABASE, ['DESCRIBE']);
    expect(await carried()).toEqual([]);
  });

  it('lists by principal and resource, and pages', async () => {
    const harness = await startHarness();
    const lake = await harness.account(dataLake);
    for (const name of ['orders', 'returns', 'stores']) {
      await grant(
        lake,
        ANALYST,
        { Table: { DatabaseName: 'sales', Name: name } },
        ['SELECT'],
      );
    }
    await grant(lake, governance, DATABASE, ['DESCRIBE']);
    const pages: number[] = [];
    for await (const {
      PrincipalResourcePermissions = [],
    } of paginateListPermissions(
      { client: lake.lakeFormation, pageSize: 3 },
      {},
    )) {
      pages.push(PrincipalResourcePermissions.length);
    }
    expect(pages).toEqual([3, 1]);
    expect(
      await granted(lake, {
        Principal: { DataLakePrincipalIdentifier: governance },
      }),
    ).toHaveLength(1);
    expect(
      await granted(lake, {
        Resource: { Table: { DatabaseName: 'sales', Name: 'orders' } },
      }),
    ).toHaveLength(1);
    await expect(
      granted(lake, { NextToken: 'not from here' }),
    ).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  it.each([
    ['to nobody', 'somebody', DATABASE, ['DESCRIBE']],
    ['what a database does not have', ANALYST, DATABASE, ['SELECT']],
    ['on nothing', ANALYST, {}, ['SELECT']],
    [
      'on one table and all of them',
      ANALYST,
      { Table: { DatabaseName: 'sales', Name: 'orders', TableWildcard: {} } },
      ['SELECT'],
    ],
    ['no permissions', ANALYST, DATABASE, []],
  ] as [string, string, Resource, Permission[]][])(
    'does not grant %s',
    async (_what, principal, resource, permissions) => {
      const harness = await startHarness();
      const lake = await harness.account(dataLake);
      await expect(
        grant(lake, principal, resource, permissions),
      ).rejects.toMatchObject({ name: 'InvalidInputException' });
    },
  );

  it('does not grant what is in the catalog of another account', async () => {
    const harness = await startHarness();
    await expect(
      grant(
        await harness.account(governance),
        governance,
        { Database: { CatalogId: dataLake, Name: 'sales' } },
        ['DESCRIBE'],
      ),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
