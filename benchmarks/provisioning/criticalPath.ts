// How long AWS itself takes for a use case, when nobody ever waits longer than AWS makes them wait.
import {
  CloudFormationClient,
  ListStackInstancesCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateAccountCommand,
  DescribeCreateAccountStatusCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  CreateProjectCommand,
  DescribeProjectCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import {
  DescribeProvisionedProductCommand,
  ProvisionProductCommand,
  SearchProductsCommand,
  ServiceCatalogClient,
  DescribeProductCommand,
} from '@aws-sdk/client-service-catalog';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import {
  ACCOUNT_IDS,
  ADMINISTRATOR_CREDENTIALS,
  EXTERNAL_ID,
  ORGANIZATIONAL_UNIT_IDS,
  PORTAL_CREDENTIALS,
  REGION,
  ROLES,
  ROOT_ID,
  STACK_SETS,
  startSandbox,
} from '@mlops-portal/aws-sandbox';

const UNITS: Record<string, string> = {
  experimentation: ORGANIZATIONAL_UNIT_IDS.experimentation,
  dev: ORGANIZATIONAL_UNIT_IDS.development,
  test: ORGANIZATIONAL_UNIT_IDS.testing,
  prod: ORGANIZATIONAL_UNIT_IDS.production,
};

/** How finely time goes by, in the sandbox's milliseconds. */
const STEP_MS = 100;

/** More than anything takes. */
const LONGEST_MS = 600_000;

/** Resolves with true when the thing is there; asked again at each moment until then. */
type Condition = () => Promise<boolean>;

/**
 * Makes a use case on a sandbox of its own, on a clock that moves only when
 * everything that could be asked for has been asked for: account, place in the
 * organization, baseline, Studio and project of each account one after another,
 * the accounts beside each other.
 *
 * @param options.speed - of the sandbox
 * @param options.variant - accounts do not all take the same time: another variant, other times
 * @returns milliseconds on the sandbox's clock
 */
export async function criticalPathMs(options: {
  environments: string[];
  speed: number;
  variant: number;
}): Promise<number> {
  const { environments, speed, variant } = options;
  const start = Date.now();
  let now = start;
  const sandbox = await startSandbox({ seed: 'empty', speed, now: () => now });
  const common = { endpoint: sandbox.url, region: REGION };
  const management = { ...common, credentials: ADMINISTRATOR_CREDENTIALS };
  const organizations = new OrganizationsClient(management);
  const cloudFormation = new CloudFormationClient(management);
  const sts = new STSClient({ ...common, credentials: PORTAL_CREDENTIALS });

  async function credentialsIn(accountId: string) {
    const { Credentials: handedOut } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${accountId}:role/${ROLES.provisioner}`,
        RoleSessionName: 'critical-path',
        SourceIdentity: 'critical-path',
        ExternalId: EXTERNAL_ID,
      }),
    );
    return {
      accessKeyId: handedOut?.AccessKeyId ?? '',
      secretAccessKey: handedOut?.SecretAccessKey ?? '',
      sessionToken: handedOut?.SessionToken,
    };
  }

  /** Those who wait for AWS, each with what it waits for. */
  const waiting = new Map<Condition, () => void>();
  const until = (condition: Condition) =>
    new Promise<void>(resolve => {
      waiting.set(condition, resolve);
    });

  async function productOf(client: ServiceCatalogClient, name: string) {
    const { ProductViewSummaries = [] } = await client.send(
      new SearchProductsCommand({}),
    );
    const productId = ProductViewSummaries.find(
      product => product.Name === name,
    )?.ProductId;
    const { ProvisioningArtifacts = [] } = await client.send(
      new DescribeProductCommand({ Id: productId }),
    );
    return {
      ProductId: productId,
      ProvisioningArtifactId: ProvisioningArtifacts.at(-1)?.Id,
    };
  }

  async function makeAccount(environment: string): Promise<string> {
    const { CreateAccountStatus: asked } = await organizations.send(
      new CreateAccountCommand({
        AccountName: `path-${environment}`,
        Email: `path-${environment}@example.com`,
      }),
    );
    let accountId: string | undefined;
    await until(async () => {
      const { CreateAccountStatus: status } = await organizations.send(
        new DescribeCreateAccountStatusCommand({
          CreateAccountRequestId: asked?.Id,
        }),
      );
      accountId = status?.AccountId;
      return accountId !== undefined;
    });
    await organizations.send(
      new MoveAccountCommand({
        AccountId: accountId,
        SourceParentId: ROOT_ID,
        DestinationParentId: UNITS[environment],
      }),
    );
    return accountId ?? '';
  }

  async function hasBaseline(accountId: string): Promise<boolean> {
    const found = await Promise.all(
      Object.values(STACK_SETS).map(StackSetName =>
        cloudFormation.send(
          new ListStackInstancesCommand({
            StackSetName,
            StackInstanceAccount: accountId,
          }),
        ),
      ),
    );
    return found.every(({ Summaries = [] }) =>
      Summaries.some(({ Status }) => Status === 'CURRENT'),
    );
  }

  async function make(environment: string): Promise<void> {
    const accountId = await makeAccount(environment);
    await until(() => hasBaseline(accountId));
    if (!['experimentation', 'dev'].includes(environment)) {
      return;
    }
    const config = { ...common, credentials: await credentialsIn(accountId) };
    const serviceCatalog = new ServiceCatalogClient(config);
    await serviceCatalog.send(
      new ProvisionProductCommand({
        ...(await productOf(serviceCatalog, 'sagemaker-studio')),
        ProvisionedProductName: 'studio',
        ProvisionToken: 'studio',
      }),
    );
    await until(async () => {
      const { ProvisionedProductDetail: detail } = await serviceCatalog.send(
        new DescribeProvisionedProductCommand({ Name: 'studio' }),
      );
      return detail?.Status === 'AVAILABLE';
    });
    if (environment !== 'dev') {
      return;
    }
    const sageMaker = new SageMakerClient(config);
    await sageMaker.send(
      new CreateProjectCommand({
        ProjectName: 'path',
        ServiceCatalogProvisioningDetails: await productOf(
          serviceCatalog,
          'train-and-register',
        ),
      }),
    );
    await until(async () => {
      const { ProjectStatus } = await sageMaker.send(
        new DescribeProjectCommand({ ProjectName: 'path' }),
      );
      return ProjectStatus === 'CreateCompleted';
    });
  }

  try {
    // Each call that makes an id shifts the ids, and with them the times, of what comes later.
    for (let index = 0; index < variant; index += 1) {
      await credentialsIn(ACCOUNT_IDS.management);
    }
    let open = environments.length;
    let failure: unknown;
    for (const environment of environments) {
      make(environment).then(
        () => {
          open -= 1;
        },
        error => {
          failure = error;
        },
      );
    }
    while (open > 0) {
      if (failure) {
        throw failure;
      }
      if (now - start > LONGEST_MS) {
        throw new Error('AWS does not come to an end in the sandbox.');
      }
      // Nobody is busy: all that is left is to let time go by.
      if (waiting.size === open) {
        now += STEP_MS;
      }
      for (const [condition, resolve] of [...waiting]) {
        if (await condition()) {
          waiting.delete(condition);
          resolve();
        }
      }
      await new Promise(resolve => {
        setImmediate(resolve);
      });
    }
    return now - start;
  } finally {
    await sandbox.stop();
  }
}
