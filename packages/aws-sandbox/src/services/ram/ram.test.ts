import {
  AssociateResourceShareCommand,
  CreateResourceShareCommand,
  DeleteResourceShareCommand,
  EnableSharingWithAwsOrganizationCommand,
  GetResourceShareAssociationsCommand,
  GetResourceSharesCommand,
  ListPrincipalsCommand,
  ListResourcesCommand,
  paginateListResources,
} from '@aws-sdk/client-ram';
import { accountNamed } from '../../__testUtils__/accounts';
import { startHarness, type Clients } from '../../__testUtils__/harness';
import {
  ACCOUNT_IDS,
  ADMINISTRATOR_CREDENTIALS,
  ORGANIZATION_ID,
  ORGANIZATIONAL_UNIT_IDS,
} from '../../constants';

const { management, dataLake, governance } = ACCOUNT_IDS;
const DATABASE = `arn:aws:glue:eu-west-1:${dataLake}:database/sales`;
const TABLE = `arn:aws:glue:eu-west-1:${dataLake}:table/sales/orders`;
const UNIT = `arn:aws:organizations::${management}:ou/${ORGANIZATION_ID}/${ORGANIZATIONAL_UNIT_IDS.workloads}`;

async function share(
  { ram }: Clients,
  principals: string[],
  name = 'sales',
): Promise<string> {
  const { resourceShare } = await ram.send(
    new CreateResourceShareCommand({
      name,
      resourceArns: [DATABASE],
      principals,
      tags: [{ key: 'purpose', value: 'training' }],
    }),
  );
  return resourceShare?.resourceShareArn ?? '';
}

async function seenBy({ ram }: Clients) {
  const { resources = [] } = await ram.send(
    new ListResourcesCommand({ resourceOwner: 'OTHER-ACCOUNTS' }),
  );
  return resources.map(({ arn, type }) => [type, arn]);
}

describe('RAM', () => {
  it('shares resources with an account, a little later', async () => {
    const harness = await startHarness();
    const owner = await harness.account(dataLake);
    const arn = await share(owner, [governance]);
    const associations = async () => {
      const { resourceShareAssociations = [] } = await owner.ram.send(
        new GetResourceShareAssociationsCommand({
          associationType: 'PRINCIPAL',
          resourceShareArns: [arn],
        }),
      );
      return resourceShareAssociations;
    };
    expect(await associations()).toMatchObject([
      {
        associatedEntity: governance,
        status: 'ASSOCIATING',
        resourceShareName: 'sales',
        external: false,
      },
    ]);
    const consumer = await harness.account(governance);
    expect(await seenBy(consumer)).toEqual([]);
    harness.pass(1);
    expect(await associations()).toMatchObject([{ status: 'ASSOCIATED' }]);
    expect(await seenBy(consumer)).toEqual([['glue:Database', DATABASE]]);
    const { resourceShares } = await consumer.ram.send(
      new GetResourceSharesCommand({ resourceOwner: 'OTHER-ACCOUNTS' }),
    );
    expect(resourceShares).toMatchObject([
      { resourceShareArn: arn, owningAccountId: dataLake, status: 'ACTIVE' },
    ]);
    const { principals } = await owner.ram.send(
      new ListPrincipalsCommand({ resourceOwner: 'SELF' }),
    );
    expect(principals).toMatchObject([
      { id: governance, resourceShareArn: arn, external: false },
    ]);
  });

  it('shares with an organizational unit and what is below it', async () => {
    const harness = await startHarness({ seed: 'organization' });
    const owner = await harness.account(dataLake);
    await share(owner, [UNIT]);
    harness.pass(1);
    const inUnit = await harness.account(
      await accountNamed(harness, 'price-elasticity-experimentation'),
    );
    expect(await seenBy(inUnit)).toEqual([['glue:Database', DATABASE]]);
    expect(await seenBy(await harness.account(governance))).toEqual([]);
  });

  it('adds to a share, and ends it', async () => {
    const harness = await startHarness();
    const owner = await harness.account(dataLake);
    const arn = await share(owner, [governance]);
    const { resourceShareAssociations } = await owner.ram.send(
      new AssociateResourceShareCommand({
        resourceShareArn: arn,
        resourceArns: [TABLE],
      }),
    );
    expect(resourceShareAssociations).toMatchObject([
      { associatedEntity: TABLE, associationType: 'RESOURCE' },
    ]);
    harness.pass(1);
    const consumer = await harness.account(governance);
    expect(await seenBy(consumer)).toEqual([
      ['glue:Database', DATABASE],
      ['glue:Table', TABLE],
    ]);
    const { returnValue } = await owner.ram.send(
      new DeleteResourceShareCommand({ resourceShareArn: arn }),
    );
    expect(returnValue).toBe(true);
    expect(await seenBy(consumer)).toEqual([]);
    const { resourceShares } = await owner.ram.send(
      new GetResourceSharesCommand({
        resourceOwner: 'SELF',
        tagFilters: [{ tagKey: 'purpose', tagValues: ['training'] }],
      }),
    );
    expect(resourceShares).toMatchObject([{ status: 'DELETED' }]);
    await expect(
      owner.ram.send(new DeleteResourceShareCommand({ resourceShareArn: arn })),
    ).rejects.toMatchObject({ name: 'UnknownResourceException' });
  });

  it('reaches accounts once sharing in the organization is enabled', async () => {
    const harness = await startHarness({ seed: 'bare' });
    const administrator = harness.clients(ADMINISTRATOR_CREDENTIALS);
    const mine = `arn:aws:glue:eu-west-1:${management}:database/sales`;
    const create = (principal: string) =>
      administrator.ram.send(
        new CreateResourceShareCommand({
          name: 'sales',
          resourceArns: [mine],
          principals: [principal],
        }),
      );
    await expect(
      create(
        `arn:aws:organizations::${management}:organization/${ORGANIZATION_ID}`,
      ),
    ).rejects.toMatchObject({ name: 'UnknownResourceException' });
    await create(governance);
    harness.pass(5);
    const principals = async () => {
      const found = await administrator.ram.send(
        new ListPrincipalsCommand({ resourceOwner: 'SELF' }),
      );
      return found.principals?.map(({ id }) => id);
    };
    expect(await principals()).toEqual([]);
    await administrator.ram.send(
      new EnableSharingWithAwsOrganizationCommand({}),
    );
    await create(dataLake);
    harness.pass(5);
    expect(await principals()).toEqual([dataLake]);
  });

  it('pages, with a token for the same question only', async () => {
    const harness = await startHarness();
    const owner = await harness.account(dataLake);
    for (const name of ['a', 'b', 'c']) {
      await share(owner, [governance], name);
    }
    harness.pass(1);
    const pages: number[] = [];
    for await (const { resources = [] } of paginateListResources(
      { client: owner.ram, pageSize: 2 },
      { resourceOwner: 'SELF' },
    )) {
      pages.push(resources.length);
    }
    expect(pages).toEqual([2, 1]);
    const { nextToken } = await owner.ram.send(
      new ListResourcesCommand({ resourceOwner: 'SELF', maxResults: 1 }),
    );
    await expect(
      owner.ram.send(
        new ListResourcesCommand({
          resourceOwner: 'SELF',
          resourceType: 'glue:Table',
          nextToken,
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
  });

  it.each([
    [
      'a resource of another account',
      { resourceArns: [`arn:aws:glue:eu-west-1:${governance}:database/x`] },
      'OperationNotPermittedException',
    ],
    [
      'what is no ARN',
      { resourceArns: ['database/x'] },
      'MalformedArnException',
    ],
    [
      'a principal that is none',
      { principals: ['somebody'] },
      'InvalidParameterException',
    ],
    [
      'an account outside of the organization, unless it is allowed',
      { principals: ['999999999999'], allowExternalPrincipals: false },
      'InvalidParameterException',
    ],
  ])('does not share %s', async (_what, input, name) => {
    const harness = await startHarness();
    const { ram } = await harness.account(dataLake);
    await expect(
      ram.send(new CreateResourceShareCommand({ name: 'sales', ...input })),
    ).rejects.toMatchObject({ name });
    const { resourceShares } = await ram.send(
      new GetResourceSharesCommand({ resourceOwner: 'SELF' }),
    );
    expect(resourceShares).toEqual([]);
  });
});
