import {
  DescribeDomainCommand,
  ListDomainsCommand,
  ListTagsCommand,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import {
  DescribeProductCommand,
  DescribeProvisionedProductCommand,
  ProvisionProductCommand,
  SearchProductsCommand,
  SearchProvisionedProductsCommand,
  type ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import { startPortal, type TestPortal } from '../__testUtils__/portal';
import { createTask, type Moment } from '../__testUtils__/task';
import { createDeployStudioAction } from './deployStudio';

/** Of the sandbox's organization: a use case whose experimentation account has no Studio yet. */
const USE_CASE = 'delivery-time-prediction';

interface StudioPortal extends TestPortal {
  accountId: string;
  /** SageMaker and Service Catalog in the account, past the action. */
  sageMaker: SageMakerClient;
  serviceCatalog: ServiceCatalogClient;
  /** How many domains and provisioned products there are. */
  made(): Promise<{ domains: number; provisioned: number }>;
}

async function startWithAccount(
  ...[options]: Parameters<typeof startPortal>
): Promise<StudioPortal> {
  const portal = await startPortal({ seed: 'organization', ...options });
  portal.registry.has(USE_CASE);
  const accounts = await portal.accounts(`${USE_CASE}-experimentation`);
  const accountId = accounts[0].id;
  const { sageMaker, serviceCatalog } = portal.aws.account(
    accountId,
    'provisioner',
  );
  return {
    ...portal,
    accountId,
    sageMaker,
    serviceCatalog,
    async made() {
      const [{ Domains = [] }, { ProvisionedProducts = [] }] =
        await Promise.all([
          sageMaker.send(new ListDomainsCommand({})),
          serviceCatalog.send(new SearchProvisionedProductsCommand({})),
        ]);
      return {
        domains: Domains.length,
        provisioned: ProvisionedProducts.length,
      };
    },
  };
}

function inputFor(portal: StudioPortal) {
  return {
    accountId: portal.accountId,
    useCase: USE_CASE,
    environment: 'experimentation' as const,
  };
}

describe('mlops:studio:deploy', () => {
  it('ends with a domain in service that is private, encrypted and from Service Catalog', async () => {
    const portal = await startWithAccount();

    const output = await createTask().run(
      createDeployStudioAction(portal),
      inputFor(portal),
    );

    const { Domains = [] } = await portal.sageMaker.send(
      new ListDomainsCommand({}),
    );
    expect(Domains).toHaveLength(1);
    const domain = await portal.sageMaker.send(
      new DescribeDomainCommand({ DomainId: Domains[0].DomainId }),
    );
    expect(domain).toMatchObject({
      Status: 'InService',
      AppNetworkAccessType: 'VpcOnly',
      KmsKeyId: expect.any(String),
    });
    expect(output).toEqual({
      domainId: domain.DomainId,
      domainUrl: domain.Url,
      studios: [
        {
          environment: 'experimentation',
          accountId: portal.accountId,
          domainId: domain.DomainId,
          domainUrl: domain.Url,
        },
      ],
    });
    const { Tags = [] } = await portal.sageMaker.send(
      new ListTagsCommand({ ResourceArn: domain.DomainArn }),
    );
    expect(Tags.map(({ Key }) => Key)).toEqual(
      expect.arrayContaining([
        'aws:servicecatalog:provisionedProductArn',
        'mlops:use-case',
      ]),
    );
    expect(portal.registry.refreshed).toEqual([USE_CASE]);
  });

  it('changes nothing the second time, and says so', async () => {
    const portal = await startWithAccount();
    const action = createDeployStudioAction(portal);
    const first = await createTask().run(action, inputFor(portal));
    const task = createTask();

    const second = await task.run(action, inputFor(portal));

    expect(second).toEqual(first);
    expect(task.log).toEqual([
      `info: experimentation: Studio exists already in account ${portal.accountId}; nothing changed`,
    ]);
    expect(await portal.made()).toEqual({ domains: 1, provisioned: 1 });
  });

  it.each<{ moment: Moment; kept: boolean }>([
    { moment: 'before', kept: true },
    { moment: 'after', kept: true },
    { moment: 'after', kept: false },
    { moment: 'kept', kept: true },
    { moment: 'kept', kept: false },
  ])(
    'ends with one Studio when it is killed $moment the request, checkpoints kept: $kept',
    async ({ moment, kept }) => {
      const portal = await startWithAccount();
      const action = createDeployStudioAction(portal);
      const task = createTask();
      await expect(
        task.run(action, inputFor(portal), {
          dieAt: { key: 'provision-experimentation', moment },
        }),
      ).rejects.toThrow();

      const again = kept ? task : createTask();
      await again.run(action, inputFor(portal));

      expect(await portal.made()).toEqual({ domains: 1, provisioned: 1 });
    },
  );

  it('ends with one Studio when the answer to the request is lost', async () => {
    const portal = await startWithAccount();
    portal.sandbox.faults.drop('servicecatalog:ProvisionProduct', { count: 1 });

    await createTask().run(createDeployStudioAction(portal), inputFor(portal));

    expect(await portal.made()).toEqual({ domains: 1, provisioned: 1 });
  });

  it('says what AWS refused, and a retry deploys it', async () => {
    const portal = await startWithAccount();
    portal.sandbox.faults.fail('servicecatalog:ProvisionProduct', {
      error: 'AccessDeniedException',
      message: 'You may not provision.',
      count: 1,
    });
    const action = createDeployStudioAction(portal);
    const task = createTask();

    await expect(task.run(action, inputFor(portal))).rejects.toThrow(
      `experimentation: Could not provision (Studio in account ${portal.accountId}): AccessDeniedException: You may not provision.`,
    );
    await task.run(action, inputFor(portal));

    expect(await portal.made()).toEqual({ domains: 1, provisioned: 1 });
  });

  it('goes on with a deployment that another run began', async () => {
    const portal = await startWithAccount({ speed: 30 });
    const action = createDeployStudioAction(portal);
    const first = createTask();
    const second = createTask();

    const begun = first.run(action, inputFor(portal));
    await portal.untilCalled('servicecatalog:ProvisionProduct');
    await Promise.all([begun, second.run(action, inputFor(portal))]);

    expect(second.log[0]).toContain('was begun before; going on with that');
    expect(await portal.made()).toEqual({ domains: 1, provisioned: 1 });
  });

  it('removes a deployment that failed, and deploys Studio anew', async () => {
    const portal = await startWithAccount();
    const { ProductViewSummaries = [] } = await portal.serviceCatalog.send(
      new SearchProductsCommand({}),
    );
    const product = ProductViewSummaries.find(
      ({ Name }) => Name === 'sagemaker-studio',
    );
    const { ProvisioningArtifacts = [] } = await portal.serviceCatalog.send(
      new DescribeProductCommand({ Id: product?.ProductId }),
    );
    await portal.serviceCatalog.send(
      new ProvisionProductCommand({
        ProductId: product?.ProductId,
        ProvisioningArtifactId: ProvisioningArtifacts[0].Id,
        ProvisionedProductName: 'mlops-studio',
        ProvisionToken: 'by-hand',
        ProvisioningParameters: [{ Key: 'DomainName', Value: '-not-a-name-' }],
      }),
    );
    const { ProvisionedProductDetail: failed } =
      await portal.serviceCatalog.send(
        new DescribeProvisionedProductCommand({ Name: 'mlops-studio' }),
      );
    expect(failed?.Status).toBe('ERROR');
    const task = createTask();

    await task.run(createDeployStudioAction(portal), inputFor(portal));

    expect(task.log[0]).toContain('failed; removing it');
    expect(await portal.made()).toEqual({ domains: 1, provisioned: 1 });
  });

  it('names the product and what there is instead when the account does not see it', async () => {
    const portal = await startWithAccount({
      adjust: data => {
        Object.assign(data.mlops, { studio: { product: 'our-studio' } });
      },
    });

    await expect(
      createTask().run(createDeployStudioAction(portal), inputFor(portal)),
    ).rejects.toThrow(
      /sees no product our-studio; it sees: .*sagemaker-studio/,
    );
    expect(await portal.made()).toEqual({ domains: 0, provisioned: 0 });
  });

  it('refuses a use case that is not registered, before it touches AWS', async () => {
    const portal = await startWithAccount();

    await expect(
      createTask().run(createDeployStudioAction(portal), {
        ...inputFor(portal),
        useCase: 'nobody-knows',
      }),
    ).rejects.toThrow(/^useCase: /);
    expect(portal.calls('servicecatalog:ProvisionProduct')).toBe(0);
  });

  it('only says what it would do in a dry run', async () => {
    const portal = await startWithAccount();
    const before = portal.allCalls().length;
    const task = createTask();

    await task.run(createDeployStudioAction(portal), inputFor(portal), {
      isDryRun: true,
    });

    expect(task.log).toEqual([
      `info: Dry run: would deploy Studio (sagemaker-studio) into account ${portal.accountId}`,
    ]);
    expect(portal.allCalls()).toHaveLength(before);
  });

  it('names its provisioned product, so that there is one an account', async () => {
    const portal = await startWithAccount();
    await createTask().run(createDeployStudioAction(portal), inputFor(portal));

    const { ProvisionedProductDetail } = await portal.serviceCatalog.send(
      new DescribeProvisionedProductCommand({ Name: 'mlops-studio' }),
    );

    expect(ProvisionedProductDetail?.Status).toBe('AVAILABLE');
  });
});
