import {
  DescribeStacksCommand,
  ListExportsCommand,
  ListStackInstancesCommand,
} from '@aws-sdk/client-cloudformation';
import { ListRepositoriesCommand } from '@aws-sdk/client-codecommit';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import {
  ListAccountsForParentCommand,
  ListParentsCommand,
  ListTagsForResourceCommand,
  paginateListAccounts,
  type Account,
} from '@aws-sdk/client-organizations';
import {
  DescribeDomainCommand,
  DescribeProjectCommand,
  ListDomainsCommand,
  ListProjectsCommand,
  ListTagsCommand,
} from '@aws-sdk/client-sagemaker';
import { ListSchedulesCommand } from '@aws-sdk/client-scheduler';
import { SearchProvisionedProductsCommand } from '@aws-sdk/client-service-catalog';
import { accountNamed } from '../__testUtils__/accounts';
import type { Harness } from '../__testUtils__/harness';
import { startOrganization } from '../__testUtils__/organization';
import {
  ACCOUNT_IDS,
  ORGANIZATIONAL_UNIT_IDS,
  ROOT_ID,
  STACK_SETS,
} from '../constants';
import { createState } from '.';

const NOW = Date.now();

// Whichever test comes first makes the organization.
jest.setTimeout(60_000);

async function allAccounts({ organizations }: Harness): Promise<Account[]> {
  const accounts: Account[] = [];
  for await (const page of paginateListAccounts(
    { client: organizations },
    {},
  )) {
    accounts.push(...(page.Accounts ?? []));
  }
  return accounts;
}

async function domainOf(harness: Harness, accountName: string) {
  const { sageMaker, kms } = await harness.account(
    await accountNamed(harness, accountName),
  );
  const { Domains = [] } = await sageMaker.send(new ListDomainsCommand({}));
  if (Domains.length === 0) {
    return undefined;
  }
  const domain = await sageMaker.send(
    new DescribeDomainCommand({ DomainId: Domains[0].DomainId }),
  );
  const { KeyMetadata } = await kms.send(
    new DescribeKeyCommand({ KeyId: domain.KmsKeyId }),
  );
  const { Tags = [] } = await sageMaker.send(
    new ListTagsCommand({ ResourceArn: domain.DomainArn }),
  );
  return {
    status: domain.Status,
    network: domain.AppNetworkAccessType,
    key: KeyMetadata?.KeyManager,
    fromCatalog: Tags.some(({ Key }) => Key?.startsWith('aws:servicecatalog:')),
  };
}

describe('the seed organization', () => {
  it('has a dozen use cases of five teams, in accounts with tags', async () => {
    const harness = await startOrganization(NOW);
    const tagged: (Account & { tags: Record<string, string> })[] = [];
    for (const account of await allAccounts(harness)) {
      const { Tags = [] } = await harness.organizations.send(
        new ListTagsForResourceCommand({ ResourceId: account.Id }),
      );
      if (Tags.length > 0) {
        const tags = Tags.map(({ Key, Value = '' }) => [Key, Value]);
        tagged.push({ ...account, tags: Object.fromEntries(tags) });
      }
    }
    expect(tagged).toHaveLength(29);
    for (const { Name, Email, State, tags } of tagged) {
      const name = `${tags['mlops:use-case']}-${tags['mlops:environment']}`;
      expect({ Name, Email, State }).toEqual({
        Name: name,
        Email: `aws+${name}@example.com`,
        State: 'ACTIVE',
      });
      expect(Email?.length).toBeLessThanOrEqual(64);
      expect(tags['mlops:managed-by']).toBe('mlops-portal');
    }
    const useCases = new Map(
      tagged.map(({ tags }) => [tags['mlops:use-case'], tags['mlops:owner']]),
    );
    expect(useCases.size).toBe(12);
    expect(useCases.has('churn-prediction')).toBe(false);
    expect([...new Set(useCases.values())].sort()).toEqual([
      'group:default/customer-intelligence',
      'group:default/marketing',
      'group:default/pricing',
      'group:default/risk',
      'group:default/supply-chain',
    ]);
  });

  it('has its accounts in their units, but for one', async () => {
    const harness = await startOrganization(NOW);
    const count = async (ParentId: string) => {
      const { Accounts = [] } = await harness.organizations.send(
        new ListAccountsForParentCommand({ ParentId }),
      );
      return Accounts.length;
    };
    const { experimentation, development, testing, production } =
      ORGANIZATIONAL_UNIT_IDS;
    expect(await count(experimentation)).toBe(11);
    expect(await count(development)).toBe(8);
    expect(await count(testing)).toBe(5);
    expect(await count(production)).toBe(4);
    const { Parents } = await harness.organizations.send(
      new ListParentsCommand({
        ChildId: await accountNamed(harness, 'credit-scoring-experimentation'),
      }),
    );
    expect(Parents?.[0].Id).toBe(ROOT_ID);
  });

  it.each([
    ['fraud-detection-experimentation', 'VpcOnly', 'CUSTOMER', false],
    ['fraud-detection-dev', 'VpcOnly', 'CUSTOMER', true],
    ['inventory-optimization-dev', 'VpcOnly', 'CUSTOMER', false],
    [
      'campaign-uplift-experimentation',
      'PublicInternetOnly',
      'CUSTOMER',
      false,
    ],
    ['price-elasticity-experimentation', 'VpcOnly', 'AWS', false],
  ])(
    'has Studio in %s: %s, key of %s, through Service Catalog: %s',
    async (account, network, key, fromCatalog) => {
      const harness = await startOrganization(NOW);
      expect(await domainOf(harness, account)).toEqual({
        status: 'InService',
        network,
        key,
        fromCatalog,
      });
    },
  );

  it('has no Studio where there is none yet', async () => {
    const harness = await startOrganization(NOW);
    expect(
      await domainOf(harness, 'delivery-time-prediction-experimentation'),
    ).toBeUndefined();
  });

  it('has baseline and roles from the StackSets wherever an account is in its unit', async () => {
    const harness = await startOrganization(NOW);
    const misplaced = await accountNamed(
      harness,
      'credit-scoring-experimentation',
    );
    const shared: string[] = Object.values(ACCOUNT_IDS);
    const wanted = (await allAccounts(harness))
      .map(({ Id = '' }) => Id)
      .filter(id => id !== misplaced && !shared.includes(id));
    for (const StackSetName of Object.values(STACK_SETS)) {
      const { Summaries = [] } = await harness.cloudFormation.send(
        new ListStackInstancesCommand({ StackSetName }),
      );
      expect(Summaries.map(({ Account }) => Account).sort()).toEqual(
        [...wanted].sort(),
      );
      expect([...new Set(Summaries.map(({ Status }) => Status))]).toEqual([
        'CURRENT',
      ]);
    }
    for (const accountId of [...shared, misplaced]) {
      const { cloudFormation } = await harness.account(accountId);
      const { Stacks } = await cloudFormation.send(
        new DescribeStacksCommand({ StackName: STACK_SETS.portalRoles }),
      );
      expect(Stacks).toMatchObject([{ StackStatus: 'CREATE_COMPLETE' }]);
    }
  });

  it('has Studio on the network and under the key of the baseline', async () => {
    const harness = await startOrganization(NOW);
    for (const name of [
      'fraud-detection-dev',
      'fraud-detection-experimentation',
    ]) {
      const { sageMaker, kms, cloudFormation } = await harness.account(
        await accountNamed(harness, name),
      );
      const { Domains } = await sageMaker.send(new ListDomainsCommand({}));
      const domain = await sageMaker.send(
        new DescribeDomainCommand({ DomainId: Domains?.[0].DomainId }),
      );
      const { KeyMetadata } = await kms.send(
        new DescribeKeyCommand({ KeyId: 'alias/mlops-sagemaker' }),
      );
      const { Exports } = await cloudFormation.send(new ListExportsCommand({}));
      expect(domain.KmsKeyId).toBe(KeyMetadata?.Arn);
      expect(Exports).toContainEqual(
        expect.objectContaining({ Name: 'mlops-vpc-id', Value: domain.VpcId }),
      );
    }
  });

  it('has projects from the library', async () => {
    const harness = await startOrganization(NOW);
    const { sageMaker, serviceCatalog } = await harness.account(
      await accountNamed(harness, 'dynamic-pricing-dev'),
    );
    const { ProjectSummaryList } = await sageMaker.send(
      new ListProjectsCommand({}),
    );
    expect(ProjectSummaryList).toMatchObject([
      { ProjectName: 'dynamic-pricing', ProjectStatus: 'CreateCompleted' },
    ]);
    const project = await sageMaker.send(
      new DescribeProjectCommand({ ProjectName: 'dynamic-pricing' }),
    );
    const { ProvisionedProducts } = await serviceCatalog.send(
      new SearchProvisionedProductsCommand({
        Filters: {
          SearchQuery: [
            `id:${project.ServiceCatalogProvisionedProductDetails?.ProvisionedProductId}`,
          ],
        },
      }),
    );
    expect(ProvisionedProducts).toMatchObject([
      {
        ProductName: 'train-and-register',
        ProvisioningArtifactName: '1.1.0',
        Status: 'AVAILABLE',
      },
    ]);
  });

  it('has the repositories and the schedules of its projects', async () => {
    const harness = await startOrganization(NOW);
    const inside = await harness.account(
      await accountNamed(harness, 'demand-forecasting-dev'),
    );
    const { ProjectSummaryList: [project] = [] } = await inside.sageMaker.send(
      new ListProjectsCommand({}),
    );
    const { repositories = [] } = await inside.codeCommit.send(
      new ListRepositoriesCommand({}),
    );
    expect(repositories).toMatchObject([
      { repositoryName: `sagemaker-${project.ProjectId}-batch-inference` },
    ]);
    const { Schedules = [] } = await inside.scheduler.send(
      new ListSchedulesCommand({}),
    );
    expect(Schedules).toMatchObject([
      {
        Name: `sagemaker-${project.ProjectId}-nightly`,
        State: 'ENABLED',
        Target: { Arn: expect.stringContaining(':pipeline/') },
      },
    ]);
  });

  it('is the same whenever it is made, and has nothing left to do', () => {
    const now = Date.now();
    const state = createState('organization', now);
    expect(createState('organization', now)).toEqual(state);
    expect(state.work.filter(({ dueAt }) => dueAt <= now)).toEqual([]);
  });
});
