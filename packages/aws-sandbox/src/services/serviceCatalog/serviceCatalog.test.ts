import {
  DeleteStackCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, ListAliasesCommand } from '@aws-sdk/client-kms';
import { MoveAccountCommand } from '@aws-sdk/client-organizations';
import {
  DescribeDomainCommand,
  ListDomainsCommand,
  ListTagsCommand,
} from '@aws-sdk/client-sagemaker';
import {
  DescribeProductAsAdminCommand,
  DescribeProductCommand,
  DescribeProvisionedProductCommand,
  DescribeProvisioningArtifactCommand,
  DescribeProvisioningParametersCommand,
  DescribeRecordCommand,
  ListLaunchPathsCommand,
  ListProvisioningArtifactsCommand,
  paginateSearchProducts,
  ProvisionProductCommand,
  SearchProductsAsAdminCommand,
  SearchProductsCommand,
  SearchProvisionedProductsCommand,
  TerminateProvisionedProductCommand,
  type ProvisionProductCommandInput,
} from '@aws-sdk/client-service-catalog';
import { createAccount } from '../../__testUtils__/accounts';
import {
  startHarness,
  type Clients,
  type Harness,
} from '../../__testUtils__/harness';
import { findProduct } from '../../__testUtils__/products';
import { ACCOUNT_IDS, ORGANIZATIONAL_UNIT_IDS, ROOT_ID } from '../../constants';

async function startWithAccount(): Promise<{
  harness: Harness;
  accountId: string;
  inside: Clients;
}> {
  const harness = await startHarness();
  const accountId = await createAccount(harness, 'churn-dev');
  return { harness, accountId, inside: await harness.account(accountId) };
}

async function provision(
  { serviceCatalog }: Clients,
  productId: string,
  artifactId: string,
  input: Partial<ProvisionProductCommandInput> = {},
) {
  const { RecordDetail } = await serviceCatalog.send(
    new ProvisionProductCommand({
      ProductId: productId,
      ProvisioningArtifactId: artifactId,
      ProvisionedProductName: 'studio',
      ...input,
    }),
  );
  return RecordDetail;
}

describe('products', () => {
  it('are seen by accounts below the units the portfolio is shared with', async () => {
    const { harness, accountId, inside } = await startWithAccount();
    const names = async () => {
      const { ProductViewSummaries } = await inside.serviceCatalog.send(
        new SearchProductsCommand({}),
      );
      return ProductViewSummaries?.map(({ Name }) => Name);
    };
    expect(await names()).toEqual([
      'batch-inference',
      'sagemaker-studio',
      'train-and-register',
      'train-deploy-monitor',
    ]);
    await harness.organizations.send(
      new MoveAccountCommand({
        AccountId: accountId,
        SourceParentId: ORGANIZATIONAL_UNIT_IDS.development,
        DestinationParentId: ROOT_ID,
      }),
    );
    expect(await names()).toEqual([]);
  });

  it('are there in their region only', async () => {
    const harness = await startHarness();
    const credentials = await harness.assume(ACCOUNT_IDS.governance);
    const { serviceCatalog } = harness.clients(credentials, 'us-west-2');
    const { ProductViewSummaries } = await serviceCatalog.send(
      new SearchProductsCommand({}),
    );
    expect(ProductViewSummaries).toEqual([]);
  });

  it('are paged, filtered and sorted', async () => {
    const { inside } = await startWithAccount();
    const pages: (string | undefined)[][] = [];
    for await (const { ProductViewSummaries = [] } of paginateSearchProducts(
      { client: inside.serviceCatalog, pageSize: 3 },
      { SortBy: 'Title', SortOrder: 'DESCENDING' },
    )) {
      pages.push(ProductViewSummaries.map(({ Name }) => Name));
    }
    expect(pages).toEqual([
      ['train-deploy-monitor', 'train-and-register', 'sagemaker-studio'],
      ['batch-inference'],
    ]);
    const { ProductViewSummaries } = await inside.serviceCatalog.send(
      new SearchProductsCommand({
        Filters: { FullTextSearch: ['each night'] },
      }),
    );
    expect(ProductViewSummaries?.map(({ Name }) => Name)).toEqual([
      'batch-inference',
    ]);
  });

  it('have versions, paths and parameters', async () => {
    const { inside } = await startWithAccount();
    const { serviceCatalog } = inside;
    const { productId, artifacts } = await findProduct(
      inside,
      'train-and-register',
    );
    expect(Object.keys(artifacts)).toEqual(['1.0.0', '1.1.0']);
    const { ProvisioningArtifactDetails } = await serviceCatalog.send(
      new ListProvisioningArtifactsCommand({ ProductId: productId }),
    );
    expect(ProvisioningArtifactDetails).toHaveLength(2);
    const { LaunchPathSummaries = [] } = await serviceCatalog.send(
      new ListLaunchPathsCommand({ ProductId: productId }),
    );
    expect(LaunchPathSummaries).toHaveLength(1);
    const { ProvisioningArtifactParameters } = await serviceCatalog.send(
      new DescribeProvisioningParametersCommand({
        ProductId: productId,
        ProvisioningArtifactId: artifacts['1.0.0'],
        PathId: LaunchPathSummaries[0].Id,
      }),
    );
    expect(
      ProvisioningArtifactParameters?.map(({ ParameterKey }) => ParameterKey),
    ).toEqual(['SageMakerProjectName', 'SageMakerProjectId']);
    const { ProvisioningArtifactDetail } = await serviceCatalog.send(
      new DescribeProvisioningArtifactCommand({
        ProductName: 'train-and-register',
        ProvisioningArtifactName: '1.1.0',
      }),
    );
    expect(ProvisioningArtifactDetail).toMatchObject({
      Id: artifacts['1.1.0'],
      Type: 'CLOUD_FORMATION_TEMPLATE',
      Active: true,
    });
    await expect(
      serviceCatalog.send(new DescribeProductCommand({ Id: 'prod-nothing' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('are administered in the governance account alone', async () => {
    const { harness, inside } = await startWithAccount();
    const governance = await harness.account(ACCOUNT_IDS.governance);
    const search = async ({ serviceCatalog }: Clients) => {
      const { ProductViewDetails = [] } = await serviceCatalog.send(
        new SearchProductsAsAdminCommand({}),
      );
      return ProductViewDetails.map(
        ({ ProductViewSummary }) => ProductViewSummary,
      );
    };
    expect(await search(inside)).toEqual([]);
    const products = await search(governance);
    expect(products).toHaveLength(4);
    const { Tags, ProvisioningArtifactSummaries, ProductViewDetail } =
      await governance.serviceCatalog.send(
        new DescribeProductAsAdminCommand({
          Id: products.find(product => product?.Name === 'train-and-register')
            ?.ProductId,
        }),
      );
    expect(Tags).toEqual([
      { Key: 'sagemaker:studio-visibility', Value: 'true' },
      { Key: 'mlops:stage', Value: 'repeatable' },
    ]);
    expect(ProvisioningArtifactSummaries?.map(({ Name }) => Name)).toEqual([
      '1.0.0',
      '1.1.0',
    ]);
    expect(ProductViewDetail?.ProductViewSummary).toMatchObject({
      Owner: 'group:default/platform',
      ShortDescription: expect.stringMatching(/\.$/),
    });
    await expect(
      inside.serviceCatalog.send(
        new DescribeProductAsAdminCommand({ Name: 'train-and-register' }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('provisioned products', () => {
  it('come to be by and by, with what their template declares', async () => {
    const { harness, accountId, inside } = await startWithAccount();
    const { serviceCatalog, sageMaker, kms } = inside;
    const { productId, artifacts } = await findProduct(
      inside,
      'sagemaker-studio',
    );
    const record = await provision(inside, productId, artifacts['1.0.0'], {
      ProvisioningParameters: [{ Key: 'DomainName', Value: 'churn' }],
      Tags: [{ Key: 'team', Value: 'customer-intelligence' }],
    });
    expect(record).toMatchObject({
      Status: 'CREATED',
      RecordType: 'PROVISION_PRODUCT',
      ProvisionedProductName: 'studio',
    });
    const status = async () => {
      const { ProvisionedProductDetail } = await serviceCatalog.send(
        new DescribeProvisionedProductCommand({ Name: 'studio' }),
      );
      const { RecordDetail } = await serviceCatalog.send(
        new DescribeRecordCommand({ Id: record?.RecordId }),
      );
      const { Domains } = await sageMaker.send(new ListDomainsCommand({}));
      return [
        ProvisionedProductDetail?.Status,
        RecordDetail?.Status,
        Domains?.[0]?.Status,
      ];
    };
    expect(await status()).toEqual(['UNDER_CHANGE', 'CREATED', undefined]);
    harness.pass(1);
    expect(await status()).toEqual(['UNDER_CHANGE', 'IN_PROGRESS', 'Pending']);
    harness.pass(15);
    expect(await status()).toEqual(['AVAILABLE', 'SUCCEEDED', 'InService']);

    const { Domains } = await sageMaker.send(new ListDomainsCommand({}));
    expect(Domains).toHaveLength(1);
    const domain = await sageMaker.send(
      new DescribeDomainCommand({ DomainId: Domains?.[0].DomainId }),
    );
    expect(domain).toMatchObject({
      DomainName: 'churn',
      AppNetworkAccessType: 'VpcOnly',
      AuthMode: 'IAM',
      VpcId: expect.stringMatching(/^vpc-[0-9a-f]{17}$/),
      SubnetIds: [
        expect.stringMatching(/^subnet-/),
        expect.stringMatching(/^subnet-/),
      ],
      DefaultUserSettings: {
        ExecutionRole: expect.stringMatching(
          `^arn:aws:iam::${accountId}:role/SC-\\S+-ExecutionRole-`,
        ),
      },
    });
    const { KeyMetadata } = await kms.send(
      new DescribeKeyCommand({ KeyId: domain.KmsKeyId }),
    );
    expect(KeyMetadata).toMatchObject({
      KeyManager: 'CUSTOMER',
      KeyState: 'Enabled',
      Description: 'MLOps portal, SageMaker of this account',
      AWSAccountId: accountId,
    });
    const { Aliases } = await kms.send(
      new ListAliasesCommand({ KeyId: KeyMetadata?.KeyId }),
    );
    expect(Aliases).toMatchObject([{ AliasName: 'alias/mlops-sagemaker' }]);
    const { Tags = [] } = await sageMaker.send(
      new ListTagsCommand({ ResourceArn: domain.DomainArn }),
    );
    expect(
      Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
    ).toEqual({
      team: 'customer-intelligence',
      'aws:servicecatalog:productArn': `arn:aws:catalog:eu-west-1:${ACCOUNT_IDS.governance}:product/${productId}`,
      'aws:servicecatalog:portfolioArn': expect.stringContaining(':portfolio/'),
      'aws:servicecatalog:provisionedProductArn': expect.stringContaining(
        `arn:aws:servicecatalog:eu-west-1:${accountId}:stack/studio/pp-`,
      ),
      'aws:servicecatalog:provisioningArtifactIdentifier': artifacts['1.0.0'],
      'aws:servicecatalog:provisioningPrincipalArn': `arn:aws:sts::${accountId}:assumed-role/mlops-portal-provisioner/test`,
      'aws:cloudformation:stack-name': expect.stringMatching(/^SC-/),
      'aws:cloudformation:stack-id': expect.stringContaining(':stack/SC-'),
      'aws:cloudformation:logical-id': 'Domain',
    });
    const { RecordOutputs } = await serviceCatalog.send(
      new DescribeRecordCommand({ Id: record?.RecordId }),
    );
    expect(RecordOutputs).toMatchObject([
      { OutputKey: 'CloudformationStackARN' },
      { OutputKey: 'DomainId', OutputValue: domain.DomainId },
      { OutputKey: 'DomainUrl', OutputValue: domain.Url },
      { OutputKey: 'ExecutionRoleArn' },
      { OutputKey: 'BucketName' },
    ]);
  });

  it('are the same for the same token', async () => {
    const { inside } = await startWithAccount();
    const { productId, artifacts } = await findProduct(
      inside,
      'sagemaker-studio',
    );
    const once = () =>
      provision(inside, productId, artifacts['1.0.0'], {
        ProvisionToken: 'the-token',
      });
    const first = await once();
    expect(await once()).toEqual(first);
    await expect(
      provision(inside, productId, artifacts['1.0.0'], {
        ProvisionToken: 'another-token',
      }),
    ).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message: 'A stack named studio already exists.',
    });
    const { ProvisionedProducts } = await inside.serviceCatalog.send(
      new SearchProvisionedProductsCommand({}),
    );
    expect(ProvisionedProducts).toHaveLength(1);
  });

  it.each([
    [
      'train-and-register',
      '1.0.0',
      [],
      'Parameters: [SageMakerProjectName, SageMakerProjectId] must have values',
    ],
    [
      'sagemaker-studio',
      '1.0.0',
      [{ Key: 'Size', Value: 'large' }],
      'Parameters: [Size] do not exist in the template',
    ],
    [
      'sagemaker-studio',
      '1.0.0',
      [{ Key: 'AuthMode', Value: 'NONE' }],
      "Parameter 'AuthMode' must be one of AllowedValues: [IAM, SSO]",
    ],
    [
      'sagemaker-studio',
      '1.0.0',
      [{ Key: 'DomainName', Value: 'not a name' }],
      "Parameter 'DomainName' failed to satisfy constraint: up to 63 letters, digits and single hyphens",
    ],
  ])(
    'of %s %s with parameters %j fail as CloudFormation says it',
    async (product, version, ProvisioningParameters, message) => {
      const { harness, inside } = await startWithAccount();
      const { productId, artifacts } = await findProduct(inside, product);
      const record = await provision(inside, productId, artifacts[version], {
        ProvisioningParameters,
      });
      harness.pass(1);
      const { RecordDetail } = await inside.serviceCatalog.send(
        new DescribeRecordCommand({ Id: record?.RecordId }),
      );
      expect(RecordDetail).toMatchObject({
        Status: 'FAILED',
        RecordErrors: [{ Description: message }],
      });
      const { ProvisionedProductDetail } = await inside.serviceCatalog.send(
        new DescribeProvisionedProductCommand({ Name: 'studio' }),
      );
      expect(ProvisionedProductDetail).toMatchObject({
        Status: 'ERROR',
        StatusMessage: message,
      });
      const { Domains } = await inside.sageMaker.send(
        new ListDomainsCommand({}),
      );
      expect(Domains).toEqual([]);
    },
  );

  it('are found by what they are', async () => {
    const { harness, inside } = await startWithAccount();
    const { productId, artifacts } = await findProduct(
      inside,
      'sagemaker-studio',
    );
    await provision(inside, productId, artifacts['1.0.0']);
    harness.pass(20);
    const search = async (query: string) => {
      const { ProvisionedProducts } = await inside.serviceCatalog.send(
        new SearchProvisionedProductsCommand({
          Filters: { SearchQuery: [query] },
          AccessLevelFilter: { Key: 'Account', Value: 'self' },
        }),
      );
      return ProvisionedProducts?.length;
    };
    expect(await search(`productId:${productId}`)).toBe(1);
    expect(await search('status:AVAILABLE')).toBe(1);
    expect(await search('status:ERROR')).toBe(0);
    expect(await search('stud')).toBe(1);
    await expect(search('colour:blue')).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message: expect.stringContaining('colour'),
    });
    const { serviceCatalog } = await harness.account(ACCOUNT_IDS.governance);
    const { ProvisionedProducts } = await serviceCatalog.send(
      new SearchProvisionedProductsCommand({}),
    );
    expect(ProvisionedProducts).toEqual([]);
  });

  it('take with them what they made, but what their template retains', async () => {
    const { harness, inside } = await startWithAccount();
    const { serviceCatalog, sageMaker, cloudFormation } = inside;
    const { productId, artifacts } = await findProduct(
      inside,
      'sagemaker-studio',
    );
    await provision(inside, productId, artifacts['1.0.0']);
    const terminate = () =>
      serviceCatalog.send(
        new TerminateProvisionedProductCommand({
          ProvisionedProductName: 'studio',
        }),
      );
    await expect(terminate()).rejects.toMatchObject({
      name: 'InvalidParametersException',
    });
    harness.pass(20);
    const { Domains } = await sageMaker.send(new ListDomainsCommand({}));
    const { DefaultUserSettings } = await sageMaker.send(
      new DescribeDomainCommand({ DomainId: Domains?.[0].DomainId }),
    );
    const RoleName = DefaultUserSettings?.ExecutionRole?.split('/').at(-1);
    const { RecordDetail } = await terminate();
    expect(RecordDetail?.RecordType).toBe('TERMINATE_PROVISIONED_PRODUCT');
    harness.pass(10);
    const { RecordDetail: done } = await serviceCatalog.send(
      new DescribeRecordCommand({ Id: RecordDetail?.RecordId }),
    );
    expect(done?.Status).toBe('SUCCEEDED');
    await expect(
      inside.iam.send(new GetRoleCommand({ RoleName })),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    const { Domains: left } = await sageMaker.send(new ListDomainsCommand({}));
    expect(left?.map(({ Status }) => Status)).toEqual(['InService']);
    const { StackSummaries = [] } = await cloudFormation.send(
      new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }),
    );
    expect(StackSummaries).toMatchObject([
      { StackName: expect.stringMatching(/^SC-\d{12}-pp-/) },
    ]);
    await expect(terminate()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('stand on the baseline of the account, and on the launch role', async () => {
    const harness = await startHarness();
    const governance = await harness.account(ACCOUNT_IDS.governance);
    const { productId, artifacts } = await findProduct(
      governance,
      'sagemaker-studio',
    );
    const outcome = async (ProvisionedProductName: string) => {
      const record = await provision(
        governance,
        productId,
        artifacts['1.0.0'],
        { ProvisionedProductName },
      );
      harness.pass(2);
      const { RecordDetail } = await governance.serviceCatalog.send(
        new DescribeRecordCommand({ Id: record?.RecordId }),
      );
      return RecordDetail?.RecordErrors?.[0].Description;
    };
    expect(await outcome('before')).toBe(
      'No export named mlops-s3-key-arn found.',
    );
    await governance.cloudFormation.send(
      new DeleteStackCommand({ StackName: 'mlops-portal-roles' }),
    );
    harness.pass(5);
    expect(await outcome('after')).toBe(
      `Access denied while assuming the role arn:aws:iam::${ACCOUNT_IDS.governance}:role/mlops-studio-launch`,
    );
  });

  it('are not made from what an account does not see', async () => {
    const harness = await startHarness();
    const governance = await harness.account(ACCOUNT_IDS.governance);
    const { productId, artifacts } = await findProduct(
      governance,
      'sagemaker-studio',
    );
    const dataLake = await harness.account(ACCOUNT_IDS.dataLake);
    await expect(
      provision(dataLake, productId, artifacts['1.0.0']),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(
      provision(governance, productId, 'pa-nothing'),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(
      provision(governance, productId, artifacts['1.0.0'], {
        ProvisionedProductName: undefined,
      }),
    ).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message: expect.stringContaining('ProvisionedProductName'),
    });
  });
});
