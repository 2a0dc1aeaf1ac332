// AWS as it really is: looked at past the wire and past the portal, with the SDK.
import {
  CloudFormationClient,
  paginateListStackInstances,
  paginateListStackSets,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  ListParentsCommand,
  OrganizationsClient,
  paginateListAccounts,
  paginateListCreateAccountStatus,
  paginateListTagsForResource,
  type Account,
  type CreateAccountStatus,
} from '@aws-sdk/client-organizations';
import {
  ListDomainsCommand,
  paginateListProjects,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import {
  paginateSearchProvisionedProducts,
  ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import {
  ADMINISTRATOR_CREDENTIALS,
  EXTERNAL_ID,
  PORTAL_CREDENTIALS,
  REGION,
  ROLES,
} from '@mlops-portal/aws-sandbox';

/** What is in an account of a use case, in words that are the same in every run. */
export interface AccountView {
  name: string;
  email: string;
  status: string;
  organizationalUnit: string;
  tags: Record<string, string>;
  /** `mlops-account-baseline eu-west-1 CURRENT`. */
  baselines: string[];
  /** `mlops-studio AVAILABLE`. */
  provisionedProducts: string[];
  domains: string[];
  projects: string[];
}

/** AWS behind a sandbox. */
export interface AwsView {
  /** Accounts whose name begins so. */
  accounts(prefix: string): Promise<Account[]>;
  account(accountId: string): Promise<Account>;
  /** Requests for accounts whose name begins so. */
  creations(prefix: string): Promise<CreateAccountStatus[]>;
  /** What is in each account of a use case, by environment. */
  useCase(name: string): Promise<Record<string, AccountView>>;
}

async function collect<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) {
    all.push(...(items(page) ?? []));
  }
  return all;
}

/** Looks at AWS behind a sandbox. */
export function createAwsView(endpoint: string): AwsView {
  const common = { endpoint, region: REGION };
  const management = { ...common, credentials: ADMINISTRATOR_CREDENTIALS };
  const organizations = new OrganizationsClient(management);
  const cloudFormation = new CloudFormationClient(management);
  const sts = new STSClient({ ...common, credentials: PORTAL_CREDENTIALS });

  async function inAccount(accountId: string) {
    const { Credentials: handedOut } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${accountId}:role/${ROLES.reader}`,
        RoleSessionName: 'trial-view',
        ExternalId: EXTERNAL_ID,
      }),
    );
    const config = {
      ...common,
      credentials: {
        accessKeyId: handedOut?.AccessKeyId ?? '',
        secretAccessKey: handedOut?.SecretAccessKey ?? '',
        sessionToken: handedOut?.SessionToken,
      },
    };
    return {
      sageMaker: new SageMakerClient(config),
      serviceCatalog: new ServiceCatalogClient(config),
    };
  }

  async function unitOf(accountId: string): Promise<string> {
    const { Parents } = await organizations.send(
      new ListParentsCommand({ ChildId: accountId }),
    );
    const parent = Parents?.[0];
    if (parent?.Type === 'ROOT') {
      return 'Root';
    }
    const { OrganizationalUnit: unit } = await organizations.send(
      new DescribeOrganizationalUnitCommand({
        OrganizationalUnitId: parent?.Id,
      }),
    );
    return unit?.Name ?? '';
  }

  async function baselinesOf(accountId: string): Promise<string[]> {
    const stackSets = await collect(
      paginateListStackSets({ client: cloudFormation }, { Status: 'ACTIVE' }),
      page => page.Summaries,
    );
    const instances = await Promise.all(
      stackSets.map(({ StackSetName = '' }) =>
        collect(
          paginateListStackInstances(
            { client: cloudFormation },
            { StackSetName, StackInstanceAccount: accountId },
          ),
          page =>
            page.Summaries?.map(
              ({ Region, Status }) => `${StackSetName} ${Region} ${Status}`,
            ),
        ),
      ),
    );
    return instances.flat().sort();
  }

  async function tagsOf(accountId: string): Promise<Record<string, string>> {
    const tags = await collect(
      paginateListTagsForResource(
        { client: organizations },
        { ResourceId: accountId },
      ),
      page => page.Tags,
    );
    return Object.fromEntries(
      tags.map(({ Key = '', Value = '' }) => [Key, Value]),
    );
  }

  async function view({
    Id = '',
    Name = '',
    Email = '',
    Status: status,
  }: Account): Promise<AccountView> {
    const { sageMaker, serviceCatalog } = await inAccount(Id);
    const { Domains = [] } = await sageMaker.send(new ListDomainsCommand({}));
    const projects = await collect(
      paginateListProjects({ client: sageMaker }, {}),
      page => page.ProjectSummaryList,
    );
    const products = await collect(
      paginateSearchProvisionedProducts(
        { client: serviceCatalog },
        { AccessLevelFilter: { Key: 'Account', Value: 'self' } },
      ),
      page => page.ProvisionedProducts,
    );
    // Service Catalog's part of a project is named after an id that SageMaker makes up.
    const named = (name = '') =>
      projects.reduce(
        (text, { ProjectId = '' }) => text.replaceAll(ProjectId, '{projectId}'),
        name,
      );
    return {
      name: Name,
      email: Email,
      status: status ?? '',
      organizationalUnit: await unitOf(Id),
      tags: await tagsOf(Id),
      baselines: await baselinesOf(Id),
      provisionedProducts: products
        .map(product => `${named(product.Name)} ${product.Status}`)
        .sort(),
      domains: Domains.map(
        domain => `${domain.DomainName} ${domain.Status}`,
      ).sort(),
      projects: projects
        .map(
          ({ ProjectName, ProjectStatus }) => `${ProjectName} ${ProjectStatus}`,
        )
        .sort(),
    };
  }

  async function accounts(prefix: string): Promise<Account[]> {
    const all = await collect(
      paginateListAccounts({ client: organizations }, {}),
      page => page.Accounts,
    );
    return all.filter(({ Name }) => Name?.startsWith(prefix));
  }

  return {
    accounts,
    async account(accountId) {
      const { Account: account } = await organizations.send(
        new DescribeAccountCommand({ AccountId: accountId }),
      );
      return account ?? {};
    },
    async creations(prefix) {
      const all = await collect(
        paginateListCreateAccountStatus({ client: organizations }, {}),
        page => page.CreateAccountStatuses,
      );
      return all.filter(({ AccountName }) => AccountName?.startsWith(prefix));
    },
    async useCase(name) {
      const views: Record<string, AccountView> = {};
      for (const account of await accounts(`${name}-`)) {
        const environment = account.Name?.slice(name.length + 1) ?? '';
        // A second account of the same name stands beside the first.
        const key =
          environment in views ? `${environment} (${account.Id})` : environment;
        views[key] = await view(account);
      }
      return views;
    },
  };
}
