import {
  AddTagsCommand,
  CreateDomainCommand,
  CreateProjectCommand,
  DeleteDomainCommand,
  DeleteProjectCommand,
  DescribeDomainCommand,
  DescribeNotebookInstanceCommand,
  DescribeProjectCommand,
  ListDomainsCommand,
  ListNotebookInstancesCommand,
  ListProjectsCommand,
  ListTagsCommand,
  paginateListProjects,
  type CreateDomainCommandInput,
} from '@aws-sdk/client-sagemaker';
import { DescribeProvisionedProductCommand } from '@aws-sdk/client-service-catalog';
import { accountNamed, createAccount } from '../../__testUtils__/accounts';
import {
  startHarness,
  type Clients,
  type Harness,
} from '../../__testUtils__/harness';
import { findProduct } from '../../__testUtils__/products';
import { ACCOUNT_IDS } from '../../constants';

async function startWithAccount(): Promise<{
  harness: Harness;
  accountId: string;
  inside: Clients;
}> {
  const harness = await startHarness();
  const accountId = await createAccount(harness, 'churn-dev');
  return { harness, accountId, inside: await harness.account(accountId) };
}

const DOMAIN: CreateDomainCommandInput = {
  DomainName: 'studio',
  AuthMode: 'IAM',
  DefaultUserSettings: {
    ExecutionRole: 'arn:aws:iam::123456789012:role/studio-execution',
  },
  VpcId: 'vpc-0123456789abcdef0',
  SubnetIds: ['subnet-0123456789abcdef0'],
  AppNetworkAccessType: 'VpcOnly',
};

describe('domains', () => {
  it('come into service some time later, and go', async () => {
    const { harness, accountId, inside } = await startWithAccount();
    const { sageMaker } = inside;
    const { DomainId, DomainArn, Url } = await sageMaker.send(
      new CreateDomainCommand({
        ...DOMAIN,
        Tags: [{ Key: 'team', Value: 'pricing' }],
      }),
    );
    expect(DomainId).toMatch(/^d-[a-z0-9]{12}$/);
    expect(DomainArn).toBe(
      `arn:aws:sagemaker:eu-west-1:${accountId}:domain/${DomainId}`,
    );
    const describeDomain = () =>
      sageMaker.send(new DescribeDomainCommand({ DomainId }));
    expect((await describeDomain()).Status).toBe('Pending');
    await expect(
      sageMaker.send(new DeleteDomainCommand({ DomainId })),
    ).rejects.toMatchObject({ name: 'ResourceInUse' });
    harness.pass(15);
    expect(await describeDomain()).toMatchObject({
      ...DOMAIN,
      DomainArn,
      Url,
      Status: 'InService',
    });
    await sageMaker.send(new DeleteDomainCommand({ DomainId }));
    expect((await describeDomain()).Status).toBe('Deleting');
    harness.pass(10);
    await expect(describeDomain()).rejects.toMatchObject({
      name: 'ResourceNotFound',
    });
    const { Domains } = await sageMaker.send(new ListDomainsCommand({}));
    expect(Domains).toEqual([]);
  });

  it.each([
    ['DomainName', { DomainName: 'not a name' }],
    ['AuthMode', { AuthMode: 'PASSWORD' as 'IAM' }],
    ['DefaultUserSettings', { DefaultUserSettings: undefined }],
    ['SubnetIds', { SubnetIds: [] }],
    ['VpcId', { VpcId: undefined }],
  ])('are refused when %s is wrong', async (member, input) => {
    const { inside } = await startWithAccount();
    await expect(
      inside.sageMaker.send(new CreateDomainCommand({ ...DOMAIN, ...input })),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(member),
      $metadata: { httpStatusCode: 400 },
    });
  });
});

describe('projects', () => {
  async function launch(
    { sageMaker }: Clients,
    productId: string,
    options: { name?: string; artifactId?: string } = {},
  ) {
    return sageMaker.send(
      new CreateProjectCommand({
        ProjectName: options.name ?? 'churn-prediction',
        ProjectDescription: 'Who is about to leave',
        ServiceCatalogProvisioningDetails: {
          ProductId: productId,
          ProvisioningArtifactId: options.artifactId,
        },
        Tags: [{ Key: 'mlops:use-case', Value: 'churn-prediction' }],
      }),
    );
  }

  const describeProject = ({ sageMaker }: Clients) =>
    sageMaker.send(
      new DescribeProjectCommand({ ProjectName: 'churn-prediction' }),
    );

  it('are launched through Service Catalog', async () => {
    const { harness, accountId, inside } = await startWithAccount();
    const { productId, artifacts } = await findProduct(
      inside,
      'train-and-register',
    );
    const { ProjectId, ProjectArn } = await launch(inside, productId);
    expect(ProjectId).toMatch(/^p-[a-z0-9]{12}$/);
    expect(ProjectArn).toBe(
      `arn:aws:sagemaker:eu-west-1:${accountId}:project/churn-prediction`,
    );
    expect((await describeProject(inside)).ProjectStatus).toBe('Pending');
    harness.pass(3);
    expect((await describeProject(inside)).ProjectStatus).toBe(
      'CreateInProgress',
    );
    harness.pass(5);
    const project = await describeProject(inside);
    expect(project).toMatchObject({
      ProjectId,
      ProjectArn,
      ProjectStatus: 'CreateCompleted',
      ProjectDescription: 'Who is about to leave',
      ServiceCatalogProvisioningDetails: {
        ProductId: productId,
        ProvisioningArtifactId: artifacts['1.1.0'],
      },
      ServiceCatalogProvisionedProductDetails: {
        ProvisionedProductId: expect.stringMatching(/^pp-/),
      },
    });
    const { ProvisionedProductDetail } = await inside.serviceCatalog.send(
      new DescribeProvisionedProductCommand({
        Id: project.ServiceCatalogProvisionedProductDetails
          ?.ProvisionedProductId,
      }),
    );
    expect(ProvisionedProductDetail).toMatchObject({
      Status: 'AVAILABLE',
      Name: `churn-prediction-${ProjectId}`,
    });
  });

  it('make only what their template declares', async () => {
    const { harness, inside } = await startWithAccount();
    const { productId } = await findProduct(inside, 'train-and-register');
    await launch(inside, productId);
    harness.pass(10);
    const { Domains } = await inside.sageMaker.send(new ListDomainsCommand({}));
    expect(Domains).toEqual([]);
  });

  it('fail with the reason of CloudFormation', async () => {
    const { harness, inside } = await startWithAccount();
    const { productId } = await findProduct(inside, 'sagemaker-studio');
    await launch(inside, productId);
    harness.pass(10);
    expect(await describeProject(inside)).toMatchObject({
      ProjectStatus: 'CreateFailed',
      ServiceCatalogProvisionedProductDetails: {
        ProvisionedProductStatusMessage:
          'Parameters: [SageMakerProjectName, SageMakerProjectId] do not exist in the template',
      },
    });
  });

  it('fail when the product does not exist, and can be deleted', async () => {
    const { harness, inside } = await startWithAccount();
    await launch(inside, 'prod-nothing');
    harness.pass(3);
    expect(await describeProject(inside)).toMatchObject({
      ProjectStatus: 'CreateFailed',
      ServiceCatalogProvisionedProductDetails: {
        ProvisionedProductStatusMessage: 'Product prod-nothing not found.',
      },
    });
    await inside.sageMaker.send(
      new DeleteProjectCommand({ ProjectName: 'churn-prediction' }),
    );
    harness.pass(5);
    await expect(describeProject(inside)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Project churn-prediction does not exist.',
    });
  });

  it('are there once, and gone when deleted', async () => {
    const { harness, inside } = await startWithAccount();
    const { productId } = await findProduct(inside, 'batch-inference');
    await launch(inside, productId);
    await expect(launch(inside, productId)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Project with name churn-prediction already exists.',
    });
    await expect(
      inside.sageMaker.send(
        new DeleteProjectCommand({ ProjectName: 'churn-prediction' }),
      ),
    ).rejects.toMatchObject({ name: 'ConflictException' });
    harness.pass(10);
    await inside.sageMaker.send(
      new DeleteProjectCommand({ ProjectName: 'churn-prediction' }),
    );
    expect((await describeProject(inside)).ProjectStatus).toBe(
      'DeleteInProgress',
    );
    harness.pass(5);
    const { ProjectSummaryList } = await inside.sageMaker.send(
      new ListProjectsCommand({}),
    );
    expect(ProjectSummaryList).toEqual([]);
    await launch(inside, productId);
  });

  it('are refused when the name is wrong', async () => {
    const { inside } = await startWithAccount();
    for (const name of ['-churn', 'churn_prediction', 'x'.repeat(33)]) {
      await expect(
        launch(inside, 'prod-nothing', { name }),
      ).rejects.toMatchObject({
        name: 'ValidationException',
        message: expect.stringContaining('ProjectName'),
      });
    }
  });

  it('are paged and sorted', async () => {
    const { harness, inside } = await startWithAccount();
    const { productId } = await findProduct(inside, 'batch-inference');
    for (const name of ['c', 'a', 'b']) {
      await launch(inside, productId, { name });
      harness.pass(1);
    }
    const pages: (string | undefined)[][] = [];
    for await (const { ProjectSummaryList = [] } of paginateListProjects(
      { client: inside.sageMaker, pageSize: 2 },
      { SortBy: 'Name', SortOrder: 'Descending' },
    )) {
      pages.push(ProjectSummaryList.map(({ ProjectName }) => ProjectName));
    }
    expect(pages).toEqual([['c', 'b'], ['a']]);
    const { ProjectSummaryList } = await inside.sageMaker.send(
      new ListProjectsCommand({ NameContains: 'b' }),
    );
    expect(ProjectSummaryList).toHaveLength(1);
  });
});

describe('tags', () => {
  it('are added to what is there, in the own account', async () => {
    const { harness, inside } = await startWithAccount();
    const { sageMaker } = inside;
    const { DomainArn } = await sageMaker.send(new CreateDomainCommand(DOMAIN));
    await sageMaker.send(
      new AddTagsCommand({
        ResourceArn: DomainArn,
        Tags: [{ Key: 'team', Value: 'pricing' }],
      }),
    );
    const { Tags } = await sageMaker.send(
      new ListTagsCommand({ ResourceArn: DomainArn }),
    );
    expect(Tags).toEqual([{ Key: 'team', Value: 'pricing' }]);
    await expect(
      sageMaker.send(
        new AddTagsCommand({
          ResourceArn: DomainArn,
          Tags: [{ Key: 'aws:team', Value: 'pricing' }],
        }),
      ),
    ).rejects.toMatchObject({ name: 'ValidationException' });
    const governance = await harness.account(ACCOUNT_IDS.governance);
    await expect(
      governance.sageMaker.send(
        new ListTagsCommand({ ResourceArn: DomainArn }),
      ),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('notebook instances', () => {
  it('are described and filtered', async () => {
    const harness = await startHarness({ seed: 'organization' });
    const accountId = await accountNamed(
      harness,
      'ad-click-prediction-experimentation',
    );
    const { sageMaker } = await harness.account(accountId);
    const list = async (NameContains: string) => {
      const { NotebookInstances = [] } = await sageMaker.send(
        new ListNotebookInstancesCommand({ NameContains }),
      );
      return NotebookInstances.map(
        ({ NotebookInstanceName }) => NotebookInstanceName,
      );
    };
    expect(await list('feature')).toEqual(['feature-exploration']);
    expect(await list('other')).toEqual([]);
    expect(
      await sageMaker.send(
        new DescribeNotebookInstanceCommand({
          NotebookInstanceName: 'feature-exploration',
        }),
      ),
    ).toMatchObject({
      NotebookInstanceStatus: 'InService',
      DirectInternetAccess: 'Enabled',
      KmsKeyId: expect.stringContaining(`:${accountId}:key/`),
    });
    await expect(
      sageMaker.send(
        new DescribeNotebookInstanceCommand({ NotebookInstanceName: 'other' }),
      ),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
