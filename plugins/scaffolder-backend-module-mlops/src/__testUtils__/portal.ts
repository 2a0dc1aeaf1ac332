// A portal's configuration, clients and registry, with a sandbox in place of AWS.
import {
  CreateAccountCommand,
  DescribeOrganizationalUnitCommand,
  ListParentsCommand,
  OrganizationsClient,
  paginateListAccounts,
  paginateListTagsForResource,
} from '@aws-sdk/client-organizations';
import { mockServices } from '@backstage/backend-test-utils';
import {
  ACCOUNT_IDS,
  EMAIL_DOMAIN,
  EXTERNAL_ID,
  ORGANIZATIONAL_UNIT_IDS,
  PORTAL_CREDENTIALS,
  REGION,
  ROLES,
  startSandbox,
  type Sandbox,
  type SandboxOptions,
} from '@mlops-portal/aws-sandbox';
import {
  createAwsClients,
  readMlopsConfig,
  type AwsClients,
  type MlopsConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import type { Patience } from '../accounts/AccountVendor';
import { createTestRegistry, type TestRegistry } from './registry';

/** The owner of use cases in tests. */
export const OWNER = 'group:default/customer-intelligence';

/** As fast as it gets: what AWS does by itself is done by the next call. */
export const AT_ONCE = 1_000_000;

/** Short enough for tests. */
const TEST_PATIENCE: Patience = { listedMs: 200, busyMs: 5_000, roleMs: 600 };

/** An account of the organization, as tests look at it. */
export interface AccountView {
  id: string;
  name: string;
  email: string;
  unit: string;
  tags: Record<string, string>;
}

/** A portal to test actions with. */
export interface TestPortal {
  sandbox: Sandbox;
  /** Configuration, as in app-config.yaml. */
  data: ReturnType<typeof portalConfig>;
  config: ReturnType<typeof mockServices.rootConfig>;
  mlops: MlopsConfig;
  aws: AwsClients;
  registry: TestRegistry;
  patience: Patience;
  /** AWS Organizations, past the portal. */
  organizations: OrganizationsClient;
  /** How many calls of an operation reached AWS until now. */
  calls(operation: string): number;
  /** All calls that reached AWS until now: `organizations:CreateAccount ok`. */
  allCalls(): string[];
  /** Resolves when AWS has answered an operation. */
  untilCalled(operation: string): Promise<void>;
  /** Accounts whose name begins so, by name. */
  accounts(prefix: string): Promise<AccountView[]>;
  /** Makes an account past the portal. */
  createAccount(name: string, email: string): Promise<void>;
}

/** The configuration of a portal whose AWS is at an endpoint. */
export function portalConfig(endpoint: string) {
  return {
    aws: { mainAccount: { ...PORTAL_CREDENTIALS } },
    mlops: {
      aws: {
        region: REGION,
        endpoint,
        managementAccountId: ACCOUNT_IDS.management,
        governanceAccountId: ACCOUNT_IDS.governance,
        dataLakeAccountId: ACCOUNT_IDS.dataLake,
        roles: { ...ROLES } as { reader: string; provisioner: string },
        externalId: EXTERNAL_ID,
      },
      accounts: {
        vendor: 'organizations',
        emailDomain: EMAIL_DOMAIN as string,
        organizationalUnits: {
          experimentation: ORGANIZATIONAL_UNIT_IDS.experimentation as string,
          dev: ORGANIZATIONAL_UNIT_IDS.development as string,
          test: ORGANIZATIONAL_UNIT_IDS.testing as string,
          prod: ORGANIZATIONAL_UNIT_IDS.production as string,
        },
      },
    },
  };
}

const running: { sandbox: Sandbox; failures: unknown[] }[] = [];

afterEach(async () => {
  for (const { sandbox, failures } of running.splice(0)) {
    await sandbox.stop();
    if (failures.length > 0) {
      throw new AggregateError(failures, 'The sandbox failed.');
    }
  }
});

/**
 * Starts a portal that ends with the test.
 *
 * @param options.adjust - changes the configuration
 * @param options.endpoint - where AWS is for the portal, given where the sandbox is
 */
export async function startPortal(
  options: SandboxOptions & {
    adjust?: (data: ReturnType<typeof portalConfig>) => void;
    endpoint?: (sandboxUrl: string) => Promise<string>;
  } = {},
): Promise<TestPortal> {
  const { adjust, endpoint, ...sandboxOptions } = options;
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  const failures: unknown[] = [];
  const sandbox = await startSandbox({
    seed: 'empty',
    speed: AT_ONCE,
    onFailure: error => failures.push(error),
    ...sandboxOptions,
    log: line => {
      lines.push(line);
      listeners.forEach(listener => listener());
    },
  });
  running.push({ sandbox, failures });

  const data = portalConfig((await endpoint?.(sandbox.url)) ?? sandbox.url);
  adjust?.(data);
  const config = mockServices.rootConfig({ data });
  const mlops = readMlopsConfig(config);
  const organizations = new OrganizationsClient({
    endpoint: sandbox.url,
    region: REGION,
    credentials: PORTAL_CREDENTIALS,
  });

  const calls = (operation: string) =>
    lines.filter(line => line.startsWith(`${operation} `)).length;

  async function view(id: string): Promise<Pick<AccountView, 'unit' | 'tags'>> {
    const tags: Record<string, string> = {};
    for await (const { Tags = [] } of paginateListTagsForResource(
      { client: organizations },
      { ResourceId: id },
    )) {
      for (const { Key = '', Value = '' } of Tags) {
        tags[Key] = Value;
      }
    }
    const { Parents = [] } = await organizations.send(
      new ListParentsCommand({ ChildId: id }),
    );
    if (Parents[0].Type === 'ROOT') {
      return { unit: 'Root', tags };
    }
    const { OrganizationalUnit } = await organizations.send(
      new DescribeOrganizationalUnitCommand({
        OrganizationalUnitId: Parents[0].Id,
      }),
    );
    return { unit: OrganizationalUnit?.Name ?? '', tags };
  }

  return {
    sandbox,
    data,
    config,
    mlops,
    aws: createAwsClients({ config, mlops }),
    registry: createTestRegistry(mlops.accounts),
    patience: TEST_PATIENCE,
    organizations,
    calls,
    allCalls: () => lines.map(line => line.split(' ').slice(0, 2).join(' ')),
    async untilCalled(operation) {
      while (calls(operation) === 0) {
        await new Promise<void>(resolve => {
          const listener = () => {
            listeners.delete(listener);
            resolve();
          };
          listeners.add(listener);
        });
      }
    },
    async accounts(prefix) {
      const found: AccountView[] = [];
      for await (const { Accounts = [] } of paginateListAccounts(
        { client: organizations },
        {},
      )) {
        for (const { Id = '', Name = '', Email = '' } of Accounts) {
          if (Name.startsWith(prefix)) {
            found.push({
              id: Id,
              name: Name,
              email: Email,
              ...(await view(Id)),
            });
          }
        }
      }
      return found.sort((a, b) => a.name.localeCompare(b.name));
    },
    async createAccount(name, email) {
      await organizations.send(
        new CreateAccountCommand({ AccountName: name, Email: email }),
      );
    },
  };
}
