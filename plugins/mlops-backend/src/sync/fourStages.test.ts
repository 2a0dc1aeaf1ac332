// A use case walks through all four stages: a team does on AWS what teams do, and the ladder follows.
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  ListExportsCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CloudTrailClient,
  CreateTrailCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  CodePipelineClient,
  CreatePipelineCommand as CreateDeliveryCommand,
  ListPipelineExecutionsCommand as ListDeliveriesCommand,
} from '@aws-sdk/client-codepipeline';
import {
  GrantPermissionsCommand,
  LakeFormationClient,
} from '@aws-sdk/client-lakeformation';
import {
  EnableAWSServiceAccessCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  CreateDataQualityJobDefinitionCommand,
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelBiasJobDefinitionCommand,
  CreateModelCommand,
  CreateModelExplainabilityJobDefinitionCommand,
  CreateModelQualityJobDefinitionCommand,
  CreateMonitoringScheduleCommand,
  CreatePipelineCommand,
  CreateProjectCommand,
  DescribeEndpointCommand,
  DescribePipelineExecutionCommand,
  DescribeProjectCommand,
  ListDomainsCommand,
  ListModelPackagesCommand,
  PutModelPackageGroupPolicyCommand,
  SageMakerClient,
  StartPipelineExecutionCommand,
  UpdateModelPackageCommand,
  UpdatePipelineCommand,
  type MonitoringType,
} from '@aws-sdk/client-sagemaker';
import {
  CreateScheduleCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import {
  ProvisionProductCommand,
  SearchProductsCommand,
  DescribeProductCommand,
  ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import {
  ACCOUNT_IDS,
  ADMINISTRATOR_CREDENTIALS,
  createSandboxClient,
  ORGANIZATIONAL_UNIT_IDS,
  REGION,
} from '@mlops-portal/aws-sandbox';
import type {
  Environment,
  MaturityResponse,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { waitUntil } from '@mlops-portal/backstage-plugin-mlops-node';
import {
  createAccount,
  credentialsOf,
  placeAccount,
  type Credentials,
} from '../__testUtils__/aws';
import { startPortal, type Portal } from '../__testUtils__/portal';

const USE_CASE = 'churn-prediction';

const UNITS: Record<Environment, string> = {
  experimentation: ORGANIZATIONAL_UNIT_IDS.experimentation,
  dev: ORGANIZATIONAL_UNIT_IDS.development,
  test: ORGANIZATIONAL_UNIT_IDS.testing,
  prod: ORGANIZATIONAL_UNIT_IDS.production,
};

const PROCESSING = {
  Name: 'Prepare',
  Type: 'Processing',
  Arguments: { AppSpecification: { ImageUri: 'image' } },
};
const TRAINING = {
  Name: 'Train',
  Type: 'Training',
  DependsOn: ['Prepare'],
  Arguments: { AlgorithmSpecification: { TrainingInputMode: 'File' } },
};
const REGISTRATION = {
  Name: 'Register',
  Type: 'RegisterModel',
  Arguments: {
    ModelPackageGroupName: USE_CASE,
    ModelApprovalStatus: 'PendingManualApproval',
    InferenceSpecification: {
      Containers: [
        {
          Image: 'image',
          ModelDataUrl: { Get: 'Steps.Train.ModelArtifacts.S3ModelArtifacts' },
        },
      ],
      SupportedContentTypes: ['text/csv'],
      SupportedResponseMIMETypes: ['text/csv'],
    },
  },
};

function definition(steps: object[]): string {
  return JSON.stringify({
    Version: '2020-12-01',
    Parameters: [],
    Steps: steps,
  });
}

/** What a team begins with: it trains and registers, and checks nothing. */
const FIRST_DEFINITION = definition([
  PROCESSING,
  TRAINING,
  { ...REGISTRATION, DependsOn: ['Train'] },
]);

/** With a gate on the evaluation, and checks for bias and explainability. */
const SECOND_DEFINITION = definition([
  PROCESSING,
  TRAINING,
  {
    Name: 'Evaluate',
    Type: 'Processing',
    DependsOn: ['Train'],
    Arguments: { AppSpecification: { ImageUri: 'image' } },
  },
  {
    Name: 'Bias',
    Type: 'ClarifyCheck',
    CheckType: 'MODEL_BIAS',
    DependsOn: ['Train'],
    Arguments: { ProcessingJobName: 'bias' },
  },
  {
    Name: 'Explain',
    Type: 'ClarifyCheck',
    CheckType: 'MODEL_EXPLAINABILITY',
    DependsOn: ['Train'],
    Arguments: { ProcessingJobName: 'explain' },
  },
  {
    Name: 'Gate',
    Type: 'Condition',
    DependsOn: ['Evaluate'],
    Arguments: {
      Conditions: [
        { Type: 'GreaterThanOrEqualTo', LeftValue: 0.9, RightValue: 0.8 },
      ],
      IfSteps: [REGISTRATION],
      ElseSteps: [],
    },
  },
]);

let portal: Portal;
const accounts: Partial<Record<Environment, string>> = {};

beforeAll(async () => {
  portal = await startPortal({ sandbox: { seed: 'empty' } });
  await portal.api('post', '/use-cases', {
    body: { name: USE_CASE, owner: 'group:default/pricing' },
  });
});

function config(credentials: Credentials) {
  return { endpoint: portal.sandbox.url, region: REGION, credentials };
}

async function inside(environment: Environment) {
  const accountId = accounts[environment] ?? '';
  const options = config(await credentialsOf(portal.sandbox, accountId));
  return {
    accountId,
    sageMaker: new SageMakerClient(options),
    serviceCatalog: new ServiceCatalogClient(options),
    cloudFormation: new CloudFormationClient(options),
    codePipeline: new CodePipelineClient(options),
    scheduler: new SchedulerClient(options),
  };
}

async function addAccount(environment: Environment): Promise<void> {
  const id = await createAccount(portal.sandbox, `${USE_CASE}-${environment}`, {
    'mlops:use-case': USE_CASE,
    'mlops:environment': environment,
    'mlops:owner': 'group:default/pricing',
    'mlops:managed-by': 'mlops-portal',
  });
  accounts[environment] = id;
  await placeAccount(portal.sandbox, id, UNITS[environment]);
  // The baseline comes by itself.
  await waitUntil({
    what: `baseline of ${environment}`,
    delayMs: 50,
    poll: async () =>
      (await exportsOf(environment)).has('mlops-vpc-id') || undefined,
  });
}

async function exportsOf(
  environment: Environment,
): Promise<Map<string, string>> {
  const { cloudFormation } = await inside(environment);
  const { Exports = [] } = await cloudFormation.send(
    new ListExportsCommand({}),
  );
  return new Map(
    Exports.map(({ Name = '', Value = '' }) => [Name, Value] as const),
  );
}

async function product(environment: Environment, name: string) {
  const { serviceCatalog } = await inside(environment);
  const { ProductViewSummaries = [] } = await serviceCatalog.send(
    new SearchProductsCommand({ Filters: { FullTextSearch: [name] } }),
  );
  const found = ProductViewSummaries.find(({ Name }) => Name === name);
  const { ProvisioningArtifacts = [], LaunchPaths = [] } =
    await serviceCatalog.send(
      new DescribeProductCommand({ Id: found?.ProductId }),
    );
  return {
    ProductId: found?.ProductId ?? '',
    ProvisioningArtifactId: ProvisioningArtifacts.filter(
      ({ Guidance }) => Guidance !== 'DEPRECATED',
    ).at(-1)?.Id,
    PathId: LaunchPaths[0]?.Id,
  };
}

async function deployStudio(environment: Environment): Promise<void> {
  const { serviceCatalog, sageMaker } = await inside(environment);
  await serviceCatalog.send(
    new ProvisionProductCommand({
      ...(await product(environment, 'sagemaker-studio')),
      ProvisionedProductName: 'studio',
      ProvisionToken: `studio-${environment}`,
    }),
  );
  await waitUntil({
    what: `Studio in ${environment}`,
    delayMs: 50,
    async poll() {
      const { Domains = [] } = await sageMaker.send(new ListDomainsCommand({}));
      return Domains.some(({ Status }) => Status === 'InService') || undefined;
    },
  });
}

async function launchProject(): Promise<void> {
  const { sageMaker } = await inside('dev');
  const ProjectName = USE_CASE;
  await sageMaker.send(
    new CreateProjectCommand({
      ProjectName,
      ServiceCatalogProvisioningDetails: await product(
        'dev',
        'train-deploy-monitor',
      ),
    }),
  );
  await waitUntil({
    what: 'the project',
    delayMs: 50,
    poll: async () =>
      (await sageMaker.send(new DescribeProjectCommand({ ProjectName })))
        .ProjectStatus === 'CreateCompleted' || undefined,
  });
}

async function runPipeline(): Promise<void> {
  const { sageMaker } = await inside('dev');
  const { PipelineExecutionArn } = await sageMaker.send(
    new StartPipelineExecutionCommand({ PipelineName: USE_CASE }),
  );
  await waitUntil({
    what: 'the execution',
    delayMs: 50,
    async poll() {
      const { PipelineExecutionStatus, FailureReason } = await sageMaker.send(
        new DescribePipelineExecutionCommand({ PipelineExecutionArn }),
      );
      if (PipelineExecutionStatus === 'Failed') {
        throw new Error(FailureReason);
      }
      return PipelineExecutionStatus === 'Succeeded' || undefined;
    },
  });
}

async function shareData(): Promise<void> {
  const lake = new LakeFormationClient(
    config(await credentialsOf(portal.sandbox, ACCOUNT_IDS.dataLake)),
  );
  await lake.send(
    new GrantPermissionsCommand({
      Principal: { DataLakePrincipalIdentifier: accounts.dev },
      Resource: { Database: { Name: 'customers' } },
      Permissions: ['DESCRIBE'],
    }),
  );
}

async function newestVersion(): Promise<string> {
  const { sageMaker } = await inside('dev');
  const { ModelPackageSummaryList = [] } = await sageMaker.send(
    new ListModelPackagesCommand({
      ModelPackageGroupName: USE_CASE,
      SortBy: 'CreationTime',
      SortOrder: 'Descending',
    }),
  );
  return ModelPackageSummaryList[0]?.ModelPackageArn ?? '';
}

async function approve(): Promise<void> {
  const { sageMaker } = await inside('dev');
  await sageMaker.send(
    new UpdateModelPackageCommand({
      ModelPackageArn: await newestVersion(),
      ModelApprovalStatus: 'Approved',
      ApprovalDescription: 'Better than the one before, and as fair.',
    }),
  );
  const resource = `arn:aws:sagemaker:${REGION}:${accounts.dev}`;
  await sageMaker.send(
    new PutModelPackageGroupPolicyCommand({
      ModelPackageGroupName: USE_CASE,
      ResourcePolicy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: {
              AWS: [accounts.test, accounts.prod].map(
                id => `arn:aws:iam::${id}:root`,
              ),
            },
            Action: ['sagemaker:DescribeModelPackage', 'sagemaker:CreateModel'],
            Resource: [
              `${resource}:model-package-group/${USE_CASE}`,
              `${resource}:model-package/${USE_CASE}/*`,
            ],
          },
        ],
      }),
    }),
  );
}

async function deploy(environment: 'test' | 'prod'): Promise<void> {
  const { sageMaker, accountId } = await inside(environment);
  const baseline = await exportsOf(environment);
  await sageMaker.send(
    new CreateModelCommand({
      ModelName: USE_CASE,
      PrimaryContainer: { ModelPackageName: await newestVersion() },
      ExecutionRoleArn: `arn:aws:iam::${accountId}:role/endpoint-execution`,
      EnableNetworkIsolation: true,
      VpcConfig: {
        SecurityGroupIds: [
          baseline.get('mlops-workload-security-group-id') ?? '',
        ],
        Subnets: baseline.get('mlops-private-subnet-ids')?.split(',') ?? [],
      },
    }),
  );
  await sageMaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: USE_CASE,
      KmsKeyId: baseline.get('mlops-sagemaker-key-arn'),
      ProductionVariants: [
        {
          VariantName: 'AllTraffic',
          ModelName: USE_CASE,
          InstanceType: 'ml.m5.large',
          InitialInstanceCount: 1,
        },
      ],
      DataCaptureConfig: {
        EnableCapture: true,
        InitialSamplingPercentage: 100,
        DestinationS3Uri: 's3://captured/churn',
        CaptureOptions: [{ CaptureMode: 'Input' }],
      },
    }),
  );
  await sageMaker.send(
    new CreateEndpointCommand({
      EndpointName: USE_CASE,
      EndpointConfigName: USE_CASE,
    }),
  );
  await waitUntil({
    what: `the endpoint in ${environment}`,
    delayMs: 50,
    poll: async () =>
      (
        await sageMaker.send(
          new DescribeEndpointCommand({ EndpointName: USE_CASE }),
        )
      ).EndpointStatus === 'InService' || undefined,
  });
}

async function monitor(): Promise<void> {
  const { sageMaker, accountId } = await inside('prod');
  const control = createSandboxClient(portal.sandbox.url);
  const common = {
    JobResources: {
      ClusterConfig: {
        InstanceCount: 1,
        InstanceType: 'ml.m5.large' as const,
        VolumeSizeInGB: 20,
      },
    },
    RoleArn: `arn:aws:iam::${accountId}:role/monitoring`,
  };
  const input = {
    EndpointInput: { EndpointName: USE_CASE, LocalPath: '/opt/ml/input' },
  };
  const truth = { GroundTruthS3Input: { S3Uri: 's3://truth/churn' } };
  const output = {
    MonitoringOutputs: [
      {
        S3Output: { S3Uri: 's3://reports/churn', LocalPath: '/opt/ml/output' },
      },
    ],
  };
  const named = (type: MonitoringType) => ({
    JobDefinitionName: `${USE_CASE}-${type}`,
    ...common,
  });
  await sageMaker.send(
    new CreateDataQualityJobDefinitionCommand({
      ...named('DataQuality'),
      DataQualityAppSpecification: { ImageUri: 'image' },
      DataQualityJobInput: input,
      DataQualityJobOutputConfig: output,
    }),
  );
  await sageMaker.send(
    new CreateModelQualityJobDefinitionCommand({
      ...named('ModelQuality'),
      ModelQualityAppSpecification: {
        ImageUri: 'image',
        ProblemType: 'BinaryClassification',
      },
      ModelQualityJobInput: { ...input, ...truth },
      ModelQualityJobOutputConfig: output,
    }),
  );
  await sageMaker.send(
    new CreateModelBiasJobDefinitionCommand({
      ...named('ModelBias'),
      ModelBiasAppSpecification: {
        ImageUri: 'image',
        ConfigUri: 's3://config/bias.json',
      },
      ModelBiasJobInput: { ...input, ...truth },
      ModelBiasJobOutputConfig: output,
    }),
  );
  await sageMaker.send(
    new CreateModelExplainabilityJobDefinitionCommand({
      ...named('ModelExplainability'),
      ModelExplainabilityAppSpecification: {
        ImageUri: 'image',
        ConfigUri: 's3://config/explainability.json',
      },
      ModelExplainabilityJobInput: input,
      ModelExplainabilityJobOutputConfig: output,
    }),
  );
  for (const type of [
    'DataQuality',
    'ModelQuality',
    'ModelBias',
    'ModelExplainability',
  ] as const) {
    const schedule = `${USE_CASE}-${type}`;
    await sageMaker.send(
      new CreateMonitoringScheduleCommand({
        MonitoringScheduleName: schedule,
        MonitoringScheduleConfig: {
          MonitoringType: type,
          MonitoringJobDefinitionName: schedule,
          ScheduleConfig: { ScheduleExpression: 'cron(0 3 ? * * *)' },
        },
      }),
    );
    await waitUntil({
      what: `the execution of ${schedule}`,
      delayMs: 50,
      poll: async () => {
        try {
          return await control.runMonitor({
            accountId,
            schedule,
            violations: false,
          });
        } catch (error) {
          // A new schedule is pending for a moment.
          if (/Pending/.test(`${error}`)) {
            return undefined;
          }
          throw error;
        }
      },
    });
  }
}

async function deliver(): Promise<void> {
  const { codePipeline, sageMaker, accountId } = await inside('dev');
  const { ProjectId } = await sageMaker.send(
    new DescribeProjectCommand({ ProjectName: USE_CASE }),
  );
  const action = (
    category: 'Source' | 'Build' | 'Deploy',
    provider: string,
    configuration: Record<string, string>,
  ) => ({
    name: category,
    actionTypeId: {
      category,
      owner: 'AWS' as const,
      provider,
      version: '1',
    },
    configuration,
    ...(category === 'Source'
      ? { outputArtifacts: [{ name: 'source' }] }
      : { inputArtifacts: [{ name: 'source' }] }),
  });
  await codePipeline.send(
    new CreateDeliveryCommand({
      pipeline: {
        name: USE_CASE,
        roleArn: `arn:aws:iam::${accountId}:role/delivery`,
        artifactStore: { type: 'S3', location: 'artifacts' },
        stages: [
          {
            name: 'Source',
            actions: [
              action('Source', 'CodeCommit', {
                RepositoryName: `sagemaker-${ProjectId}-model-build`,
                BranchName: 'main',
              }),
            ],
          },
          {
            name: 'Deploy',
            actions: [
              action('Deploy', 'CloudFormation', {
                ActionMode: 'CREATE_UPDATE',
                StackName: USE_CASE,
              }),
            ],
          },
        ],
      },
    }),
  );
  await waitUntil({
    what: 'the delivery',
    delayMs: 50,
    async poll() {
      const { pipelineExecutionSummaries = [] } = await codePipeline.send(
        new ListDeliveriesCommand({ pipelineName: USE_CASE }),
      );
      const [newest] = pipelineExecutionSummaries;
      if (newest?.status === 'Failed') {
        throw new Error('The delivery failed.');
      }
      return newest?.status === 'Succeeded' || undefined;
    },
  });
}

async function recordAll(): Promise<void> {
  const administrator = config(ADMINISTRATOR_CREDENTIALS);
  await new OrganizationsClient(administrator).send(
    new EnableAWSServiceAccessCommand({
      ServicePrincipal: 'cloudtrail.amazonaws.com',
    }),
  );
  const cloudFormation = new CloudFormationClient(administrator);
  const S3BucketName = 'audit-records';
  await cloudFormation.send(
    new CreateStackCommand({
      StackName: 'audit',
      TemplateBody: JSON.stringify({
        Resources: {
          Records: {
            Type: 'AWS::S3::Bucket',
            Properties: { BucketName: S3BucketName },
          },
        },
      }),
    }),
  );
  await waitUntil({
    what: 'the bucket of the trail',
    delayMs: 50,
    async poll() {
      const { Stacks = [] } = await cloudFormation.send(
        new DescribeStacksCommand({ StackName: 'audit' }),
      );
      return Stacks[0]?.StackStatus === 'CREATE_COMPLETE' || undefined;
    },
  });
  const cloudTrail = new CloudTrailClient(administrator);
  const Name = 'everything';
  await cloudTrail.send(
    new CreateTrailCommand({
      Name,
      S3BucketName,
      IsOrganizationTrail: true,
      IsMultiRegionTrail: true,
      EnableLogFileValidation: true,
    }),
  );
  await cloudTrail.send(new StartLoggingCommand({ Name }));
}

async function automate(): Promise<void> {
  const { scheduler, accountId } = await inside('dev');
  await scheduler.send(
    new CreateScheduleCommand({
      Name: `${USE_CASE}-weekly`,
      ScheduleExpression: 'rate(7 days)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: `arn:aws:sagemaker:${REGION}:${accountId}:pipeline/${USE_CASE}`,
        RoleArn: `arn:aws:iam::${accountId}:role/retraining`,
      },
    }),
  );
}

/** The ladder after a refresh: the stage, and what is not met of the next one. */
async function ladder() {
  const refreshed = await portal.api('post', `/use-cases/${USE_CASE}/refresh`);
  expect(refreshed.status).toBe(200);
  const { body } = await portal.api('get', `/use-cases/${USE_CASE}/maturity`);
  const maturity: MaturityResponse = body;
  const next = maturity.stages.find(
    ({ stage }) => stage === maturity.nextStage,
  );
  return {
    stage: maturity.stage,
    missing: next?.criteria
      .filter(({ verdict }) => verdict !== 'met')
      .map(({ id }) => id.split('.')[1]),
  };
}

it('walks through all four stages', async () => {
  expect(await ladder()).toEqual({
    stage: 'none',
    missing: [
      'experimentation-account',
      'guard-rails',
      'studio',
      'no-public-internet',
      'customer-managed-keys',
    ],
  });

  await addAccount('experimentation');
  expect((await ladder()).missing).toEqual([
    'studio',
    'no-public-internet',
    'customer-managed-keys',
  ]);
  await deployStudio('experimentation');
  expect(await ladder()).toEqual({
    stage: 'initial',
    missing: [
      'dev-account',
      'studio-from-service-catalog',
      'project-from-library',
      'repository',
      'training-pipeline',
      'experiments',
      'model-registry',
      'data-lake',
    ],
  });

  await addAccount('dev');
  await deployStudio('dev');
  await launchProject();
  expect((await ladder()).missing).toEqual([
    'training-pipeline',
    'experiments',
    'model-registry',
    'data-lake',
  ]);
  const { sageMaker, accountId } = await inside('dev');
  const RoleArn = `arn:aws:iam::${accountId}:role/pipeline-execution`;
  await sageMaker.send(
    new CreatePipelineCommand({
      PipelineName: USE_CASE,
      ClientRequestToken: 'a-token-that-is-long-enough-to-be-one',
      PipelineDefinition: FIRST_DEFINITION,
      RoleArn,
    }),
  );
  await runPipeline();
  expect((await ladder()).missing).toEqual(['data-lake']);
  await shareData();
  await portal.sync();
  const repeatable = await ladder();
  expect(repeatable.stage).toBe('repeatable');
  expect(repeatable.missing).toContain('evaluation-gate');

  await addAccount('test');
  await addAccount('prod');
  await sageMaker.send(
    new UpdatePipelineCommand({
      PipelineName: USE_CASE,
      PipelineDefinition: SECOND_DEFINITION,
    }),
  );
  await runPipeline();
  await approve();
  await recordAll();
  expect((await ladder()).missing).toEqual([
    'test-before-prod',
    'approved-in-prod',
    'data-quality-monitor',
    'model-quality-monitor',
    'bias-monitor',
    'explainability-monitor',
    'delivery-green',
    'endpoint-security',
  ]);
  await deploy('test');
  await deploy('prod');
  await deliver();
  expect((await ladder()).missing).toEqual([
    'data-quality-monitor',
    'model-quality-monitor',
    'bias-monitor',
    'explainability-monitor',
  ]);
  await monitor();
  expect(await ladder()).toEqual({
    stage: 'reliable',
    missing: ['automated-retraining'],
  });

  await automate();
  expect(await ladder()).toEqual({ stage: 'scalable', missing: undefined });

  const { body: history } = await portal.api(
    'get',
    `/use-cases/${USE_CASE}/history`,
  );
  expect(
    history.changes.map(({ from, to }: { from: string; to: string }) => [
      from,
      to,
    ]),
  ).toEqual([
    ['reliable', 'scalable'],
    ['repeatable', 'reliable'],
    ['initial', 'repeatable'],
    ['none', 'initial'],
  ]);
}, 180_000);
