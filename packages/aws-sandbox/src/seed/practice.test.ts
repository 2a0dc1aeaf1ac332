// What the use cases of the seed organization have, as the portal sees it: what its stages rest on.
import {
  DescribeTrailsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  GetPipelineCommand,
  ListPipelineExecutionsCommand as ListDeliveriesCommand,
  ListPipelinesCommand as ListDeliveryPipelinesCommand,
} from '@aws-sdk/client-codepipeline';
import { GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { paginateListPermissions } from '@aws-sdk/client-lakeformation';
import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  DescribeModelPackageCommand,
  DescribePipelineCommand,
  ListEndpointsCommand,
  ListExperimentsCommand,
  ListMlflowTrackingServersCommand,
  ListModelCardsCommand,
  ListMonitoringExecutionsCommand,
  ListMonitoringSchedulesCommand,
  ListPipelineExecutionStepsCommand,
  ListPipelinesCommand,
  paginateListModelPackages,
  paginateListPipelineExecutions,
} from '@aws-sdk/client-sagemaker';
import { ListSchedulesCommand } from '@aws-sdk/client-scheduler';
import {
  DescribeProductAsAdminCommand,
  SearchProductsAsAdminCommand,
} from '@aws-sdk/client-service-catalog';
import { accountNamed } from '../__testUtils__/accounts';
import type { Clients, Harness } from '../__testUtils__/harness';
import { startOrganization } from '../__testUtils__/organization';
import { ACCOUNT_IDS, ROLES } from '../constants';

const DAY = 24 * 60 * 60 * 1000;

/** A Thursday, at noon: what Monday's training brought has been released. */
const NOW = Date.UTC(2026, 10, 26, 12);

// Whichever test comes first makes the organization.
jest.setTimeout(60_000);

function start(): Promise<Harness> {
  return startOrganization(NOW);
}

async function inside(harness: Harness, account: string): Promise<Clients> {
  const id = await accountNamed(harness, account);
  return harness.account(id, ROLES.reader);
}

function daysAgo(at: Date | undefined): number {
  return (NOW - Number(at)) / DAY;
}

/** The training pipeline of a use case with its executions, the newest first. */
async function trainingOf({ sageMaker }: Clients, useCase: string) {
  const PipelineName = `${useCase}-training`;
  const { PipelineDefinition = '', PipelineArn } = await sageMaker.send(
    new DescribePipelineCommand({ PipelineName }),
  );
  const executions = [];
  for await (const page of paginateListPipelineExecutions(
    { client: sageMaker, pageSize: 100 },
    { PipelineName },
  )) {
    executions.push(...(page.PipelineExecutionSummaries ?? []));
  }
  return { PipelineArn, PipelineDefinition, executions };
}

/** The steps of a definition, those within conditions too, with what each checks. */
function stepsIn(definition: string): string[] {
  interface Step {
    Type: string;
    CheckType?: string;
    Arguments: { IfSteps?: Step[] };
  }
  const list = (steps: Step[]): string[] =>
    steps.flatMap(({ Type, CheckType, Arguments: { IfSteps = [] } }) => [
      CheckType ?? Type,
      ...list(IfSteps).map(inner => `${Type} > ${inner}`),
    ]);
  return list(JSON.parse(definition).Steps);
}

/** All versions of registered models in an account, the newest first. */
async function versionsIn({ sageMaker }: Clients) {
  const versions = [];
  for await (const page of paginateListModelPackages(
    { client: sageMaker, pageSize: 100 },
    {
      ModelPackageType: 'Versioned',
      SortBy: 'CreationTime',
      SortOrder: 'Descending',
    },
  )) {
    versions.push(...(page.ModelPackageSummaryList ?? []));
  }
  return Promise.all(
    versions.map(({ ModelPackageArn }) =>
      sageMaker.send(
        new DescribeModelPackageCommand({ ModelPackageName: ModelPackageArn }),
      ),
    ),
  );
}

function metricOf(content: string | undefined, name: string): number {
  const [{ metric_groups: groups }] = JSON.parse(
    content ?? '',
  ).evaluation_details;
  const data: { name: string; value: number }[] = groups[0].metric_data;
  return data.find(metric => metric.name === name)?.value ?? Number.NaN;
}

/** The endpoints of an account, with what they serve and how they are kept safe. */
async function endpointsIn({ sageMaker, kms }: Clients) {
  const { Endpoints = [] } = await sageMaker.send(
    new ListEndpointsCommand({ SortBy: 'Name', SortOrder: 'Ascending' }),
  );
  return Promise.all(
    Endpoints.map(async ({ EndpointName }) => {
      const endpoint = await sageMaker.send(
        new DescribeEndpointCommand({ EndpointName }),
      );
      const config = await sageMaker.send(
        new DescribeEndpointConfigCommand({
          EndpointConfigName: endpoint.EndpointConfigName,
        }),
      );
      const model = await sageMaker.send(
        new DescribeModelCommand({
          ModelName: config.ProductionVariants?.[0].ModelName,
        }),
      );
      const { KeyMetadata } = await kms.send(
        new DescribeKeyCommand({ KeyId: config.KmsKeyId }),
      );
      return {
        name: EndpointName,
        status: endpoint.EndpointStatus,
        since: endpoint.LastModifiedTime,
        version: model.PrimaryContainer?.ModelPackageName,
        isSafe:
          model.EnableNetworkIsolation === true &&
          (model.VpcConfig?.Subnets ?? []).length > 0 &&
          KeyMetadata?.KeyManager === 'CUSTOMER',
        isCaptured: endpoint.DataCaptureConfig?.EnableCapture,
      };
    }),
  );
}

/** Of each monitor in an account, what its executions found, the newest first. */
async function monitorsIn({ sageMaker }: Clients) {
  const { MonitoringScheduleSummaries = [] } = await sageMaker.send(
    new ListMonitoringSchedulesCommand({}),
  );
  const found: Record<string, (string | undefined)[]> = {};
  for (const schedule of MonitoringScheduleSummaries) {
    expect(schedule.MonitoringScheduleStatus).toBe('Scheduled');
    const { MonitoringExecutionSummaries = [] } = await sageMaker.send(
      new ListMonitoringExecutionsCommand({
        MonitoringScheduleName: schedule.MonitoringScheduleName,
        MaxResults: 100,
      }),
    );
    found[schedule.MonitoringType ?? ''] = MonitoringExecutionSummaries.map(
      ({ MonitoringExecutionStatus }) => MonitoringExecutionStatus,
    );
  }
  return found;
}

/** The CI/CD pipelines of an account: their actions, and how their newest executions ended. */
async function deliveryIn({ codePipeline }: Clients) {
  const { pipelines = [] } = await codePipeline.send(
    new ListDeliveryPipelinesCommand({}),
  );
  return Promise.all(
    pipelines.map(async ({ name }) => {
      const { pipeline } = await codePipeline.send(
        new GetPipelineCommand({ name }),
      );
      const { pipelineExecutionSummaries = [] } = await codePipeline.send(
        new ListDeliveriesCommand({ pipelineName: name, maxResults: 5 }),
      );
      return {
        stages: pipeline?.stages?.map(stage => stage.name),
        runs: pipelineExecutionSummaries.map(({ status }) => status),
      };
    }),
  );
}

describe('fraud-detection, which is Scalable', () => {
  it('trains each week by itself, with all checks, and registers better and better versions', async () => {
    const dev = await inside(await start(), 'fraud-detection-dev');
    const training = await trainingOf(dev, 'fraud-detection');
    expect(stepsIn(training.PipelineDefinition)).toEqual([
      'Processing',
      'DATA_QUALITY',
      'DATA_BIAS',
      'Training',
      'Processing',
      'MODEL_QUALITY',
      'MODEL_BIAS',
      'MODEL_EXPLAINABILITY',
      'Condition',
      'Condition > RegisterModel',
    ]);
    const recent = training.executions.filter(
      ({ StartTime }) => daysAgo(StartTime) < 90,
    );
    expect(recent.length).toBeGreaterThanOrEqual(12);
    expect(
      new Set(
        training.executions.map(execution => execution.PipelineExecutionStatus),
      ),
    ).toEqual(new Set(['Succeeded']));
    const { Schedules = [] } = await dev.scheduler.send(
      new ListSchedulesCommand({}),
    );
    expect(Schedules).toMatchObject([
      { State: 'ENABLED', Target: { Arn: training.PipelineArn } },
    ]);
    const versions = await versionsIn(dev);
    expect(versions.length).toBe(training.executions.length);
    expect(
      versions.map(version => version.MetadataProperties?.GeneratedBy),
    ).toEqual(
      training.executions.map(execution => execution.PipelineExecutionArn),
    );
    const auc = versions.map(({ ModelCard }) =>
      metricOf(ModelCard?.ModelCardContent, 'auc'),
    );
    expect(auc[0]).toBeGreaterThan(auc[auc.length - 1] + 0.1);
    for (const version of versions.slice(0, 5)) {
      expect(version).toMatchObject({
        ModelApprovalStatus: 'Approved',
        LastModifiedBy: { IamIdentity: { SourceIdentity: 'hannah' } },
      });
      expect(Number(version.LastModifiedTime)).toBeGreaterThan(
        Number(version.CreationTime) + DAY,
      );
    }
  });

  it('serves its newest version in test and prod, safely, and was there in sixty days', async () => {
    const harness = await start();
    const dev = await inside(harness, 'fraud-detection-dev');
    const [newest, ...older] = await versionsIn(dev);
    const test = await endpointsIn(
      await inside(harness, 'fraud-detection-test'),
    );
    const prod = await endpointsIn(
      await inside(harness, 'fraud-detection-prod'),
    );
    expect(test).toMatchObject([
      { status: 'InService', version: newest.ModelPackageArn, isSafe: true },
    ]);
    expect(prod).toMatchObject([
      {
        name: 'fraud-detection',
        status: 'InService',
        version: newest.ModelPackageArn,
        isSafe: true,
        isCaptured: true,
      },
      {
        name: 'fraud-detection-fallback',
        status: 'InService',
        version: older.at(-1)?.ModelPackageArn,
        isSafe: true,
      },
    ]);
    expect(Number(test[0].since)).toBeLessThan(Number(prod[0].since));
    // The accounts are 400 days old.
    expect(400 - daysAgo(prod[1].since)).toBeLessThan(60);
    const { sageMaker } = await inside(harness, 'fraud-detection-prod');
    await expect(
      sageMaker.send(
        new DescribeModelPackageCommand({
          ModelPackageName: newest.ModelPackageArn,
        }),
      ),
    ).resolves.toMatchObject({ ModelApprovalStatus: 'Approved' });
  });

  it('has four monitors that found nothing in ninety days', async () => {
    const prod = await inside(await start(), 'fraud-detection-prod');
    const found = await monitorsIn(prod);
    expect(Object.keys(found).sort()).toEqual([
      'DataQuality',
      'ModelBias',
      'ModelExplainability',
      'ModelQuality',
    ]);
    for (const statuses of Object.values(found)) {
      expect(statuses).toEqual(Array(90).fill('Completed'));
    }
  });

  it('has a green CI/CD pipeline with an approval, a tracking server and a card', async () => {
    const dev = await inside(await start(), 'fraud-detection-dev');
    expect(await deliveryIn(dev)).toEqual([
      {
        stages: ['Source', 'Build', 'DeployTest', 'Approval', 'DeployProd'],
        runs: Array(5).fill('Succeeded'),
      },
    ]);
    const { TrackingServerSummaries } = await dev.sageMaker.send(
      new ListMlflowTrackingServersCommand({}),
    );
    expect(TrackingServerSummaries).toMatchObject([{ IsActive: 'Active' }]);
    const { ModelCardSummaries } = await dev.sageMaker.send(
      new ListModelCardsCommand({}),
    );
    expect(ModelCardSummaries).toMatchObject([{ ModelCardStatus: 'Approved' }]);
  });
});

describe('demand-forecasting, which is Reliable', () => {
  it('has all that is Reliable, but no schedule that trains it', async () => {
    const harness = await start();
    const dev = await inside(harness, 'demand-forecasting-dev');
    const prod = await inside(harness, 'demand-forecasting-prod');
    const training = await trainingOf(dev, 'demand-forecasting');
    expect(stepsIn(training.PipelineDefinition)).toEqual(
      expect.arrayContaining([
        'DATA_BIAS',
        'MODEL_EXPLAINABILITY',
        'Condition > RegisterModel',
      ]),
    );
    const { Schedules = [] } = await dev.scheduler.send(
      new ListSchedulesCommand({}),
    );
    const targets = Schedules.map(({ Target }) => Target?.Arn);
    expect(targets).toHaveLength(1);
    expect(targets).not.toContain(training.PipelineArn);
    const { PipelineSummaries = [] } = await dev.sageMaker.send(
      new ListPipelinesCommand({}),
    );
    expect(PipelineSummaries.map(({ PipelineArn }) => PipelineArn)).toContain(
      targets[0],
    );
    const approved = (await versionsIn(dev)).filter(
      ({ ModelApprovalStatus }) => ModelApprovalStatus === 'Approved',
    );
    expect(await endpointsIn(prod)).toMatchObject([
      { version: approved[0].ModelPackageArn, isSafe: true },
    ]);
    const found = await monitorsIn(prod);
    expect(Object.values(found).map(([newest]) => newest)).toEqual(
      Array(4).fill('Completed'),
    );
    expect((await deliveryIn(dev))[0].runs[0]).toBe('Succeeded');
  });
});

describe('the use cases that are Repeatable', () => {
  it('include customer-lifetime-value, whose data drifts while a new version waits', async () => {
    const harness = await start();
    const prod = await inside(harness, 'customer-lifetime-value-prod');
    const { DataQuality, ModelQuality } = await monitorsIn(prod);
    const drifting = DataQuality.findIndex(status => status === 'Completed');
    expect(drifting).toBeGreaterThanOrEqual(2);
    expect(drifting).toBeLessThan(7);
    expect(new Set(DataQuality.slice(0, drifting))).toEqual(
      new Set(['CompletedWithViolations']),
    );
    expect(new Set(ModelQuality)).toEqual(new Set(['Completed']));
    const dev = await inside(harness, 'customer-lifetime-value-dev');
    const [newest] = await versionsIn(dev);
    expect(newest.ModelApprovalStatus).toBe('PendingManualApproval');
    expect(daysAgo(newest.CreationTime)).toBeLessThan(3);
  });

  it('include dynamic-pricing, which checks no bias and serves without isolation or monitors', async () => {
    const harness = await start();
    const dev = await inside(harness, 'dynamic-pricing-dev');
    const prod = await inside(harness, 'dynamic-pricing-prod');
    const { PipelineDefinition } = await trainingOf(dev, 'dynamic-pricing');
    expect(PipelineDefinition).not.toContain('ClarifyCheck');
    expect(await endpointsIn(prod)).toMatchObject([
      { status: 'InService', isSafe: false },
    ]);
    expect(await monitorsIn(prod)).toEqual({});
  });

  it('include next-best-offer, which trains and registers without a gate', async () => {
    const dev = await inside(await start(), 'next-best-offer-dev');
    const training = await trainingOf(dev, 'next-best-offer');
    expect(stepsIn(training.PipelineDefinition)).toEqual([
      'Processing',
      'Training',
      'Processing',
      'RegisterModel',
    ]);
    expect(training.executions[0].PipelineExecutionStatus).toBe('Succeeded');
    expect((await versionsIn(dev)).length).toBe(3);
    expect(await deliveryIn(dev)).toEqual([]);
  });
});

describe('the others', () => {
  it('include credit-scoring, whose last model was not good enough', async () => {
    const dev = await inside(await start(), 'credit-scoring-dev');
    const { executions } = await trainingOf(dev, 'credit-scoring');
    expect(executions[0].PipelineExecutionStatus).toBe('Failed');
    const { PipelineExecutionSteps = [] } = await dev.sageMaker.send(
      new ListPipelineExecutionStepsCommand({
        PipelineExecutionArn: executions[0].PipelineExecutionArn,
      }),
    );
    expect(PipelineExecutionSteps).toContainEqual(
      expect.objectContaining({
        StepName: 'NotGoodEnough',
        FailureReason: 'The auc is not at least 0.7',
      }),
    );
  });

  it.each([
    ['inventory-optimization-dev', ['reorder-point', 'safety-stock']],
    ['ad-click-prediction-experimentation', ['click-rate-baseline']],
    ['customer-segmentation-experimentation', ['recency-and-frequency']],
    ['campaign-uplift-experimentation', []],
  ])('has in %s the experiments %j', async (account, names) => {
    const { sageMaker } = await inside(await start(), account);
    const { ExperimentSummaries = [] } = await sageMaker.send(
      new ListExperimentsCommand({ SortBy: 'Name', SortOrder: 'Ascending' }),
    );
    expect(
      ExperimentSummaries.map(({ ExperimentName }) => ExperimentName),
    ).toEqual(names);
  });
});

describe('the organization', () => {
  it('records every account in a trail that logs and validates its files', async () => {
    const harness = await start();
    const { cloudTrail } = await inside(
      harness,
      'campaign-uplift-experimentation',
    );
    const { trailList = [] } = await cloudTrail.send(
      new DescribeTrailsCommand({}),
    );
    const trail = trailList.find(
      ({ IsOrganizationTrail }) => IsOrganizationTrail,
    );
    expect(trail).toMatchObject({
      LogFileValidationEnabled: true,
      IsMultiRegionTrail: true,
      KmsKeyId: expect.stringContaining(`:${ACCOUNT_IDS.governance}:key/`),
    });
    const status = await cloudTrail.send(
      new GetTrailStatusCommand({ Name: trail?.TrailARN }),
    );
    expect(status.IsLogging).toBe(true);
  });

  it('grants data of the lake to the accounts that models are built in', async () => {
    const harness = await start();
    const { lakeFormation } = await harness.account(
      ACCOUNT_IDS.dataLake,
      ROLES.reader,
    );
    const principals = new Set<string | undefined>();
    for await (const page of paginateListPermissions(
      { client: lakeFormation },
      {},
    )) {
      for (const grant of page.PrincipalResourcePermissions ?? []) {
        principals.add(grant.Principal?.DataLakePrincipalIdentifier);
      }
    }
    for (const name of ['fraud-detection', 'next-best-offer']) {
      expect(principals).toContain(await accountNamed(harness, `${name}-dev`));
    }
    expect(principals).not.toContain(
      await accountNamed(harness, 'inventory-optimization-dev'),
    );
  });

  it('has a library of several teams, with one version that is no longer supported', async () => {
    const { serviceCatalog } = await (
      await start()
    ).account(ACCOUNT_IDS.governance, ROLES.reader);
    const { ProductViewDetails = [] } = await serviceCatalog.send(
      new SearchProductsAsAdminCommand({}),
    );
    const owners = ProductViewDetails.map(
      ({ ProductViewSummary }) => ProductViewSummary?.Owner,
    );
    expect([...new Set(owners)].sort()).toEqual([
      'group:default/platform',
      'group:default/supply-chain',
    ]);
    const { ProvisioningArtifactSummaries = [] } = await serviceCatalog.send(
      new DescribeProductAsAdminCommand({ Name: 'batch-inference' }),
    );
    expect(ProvisioningArtifactSummaries.map(({ Name }) => Name)).toEqual([
      '1.0.0',
      '1.1.0',
    ]);
  });

  it('paid twice as much as usual for one use case yesterday', async () => {
    const harness = await start();
    const accounts = await Promise.all(
      ['experimentation', 'dev', 'test', 'prod'].map(environment =>
        accountNamed(harness, `dynamic-pricing-${environment}`),
      ),
    );
    const { ResultsByTime = [] } = await harness.costExplorer.send(
      new GetCostAndUsageCommand({
        TimePeriod: { Start: '2026-10-27', End: '2026-11-26' },
        Granularity: 'DAILY',
        Metrics: ['UnblendedCost'],
        Filter: { Dimensions: { Key: 'LINKED_ACCOUNT', Values: accounts } },
      }),
    );
    const days = ResultsByTime.map(({ Total }) =>
      Number(Total?.UnblendedCost?.Amount),
    );
    const yesterday = days.pop() ?? 0;
    expect(days).toHaveLength(29);
    expect(yesterday).toBeGreaterThan(2 * Math.max(...days));
  });
});
