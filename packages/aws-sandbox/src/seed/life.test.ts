// The example organization lives: as its clock goes on, its people and AWS do what they do.
import { GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import {
  DescribeEndpointCommand,
  DescribeModelCommand,
  DescribeModelPackageCommand,
  ListModelPackagesCommand,
  ListMonitoringExecutionsCommand,
  ListPipelineExecutionsCommand,
  UpdateModelPackageCommand,
} from '@aws-sdk/client-sagemaker';
import { accountNamed } from '../__testUtils__/accounts';
import type { Clients, Harness } from '../__testUtils__/harness';
import { startOrganization } from '../__testUtils__/organization';
import { durationAt } from '../durations';
import { advance } from '../work';
import { createState } from '.';

const DAY = 24 * 60 * 60 * 1000;

/** A Wednesday, at noon. */
const NOW = Date.UTC(2026, 10, 25, 12);

// Whichever test comes first makes the organization.
jest.setTimeout(60_000);

function start(now = NOW): Promise<Harness> {
  return startOrganization(now);
}

async function inside(harness: Harness, account: string): Promise<Clients> {
  return harness.account(await accountNamed(harness, account));
}

/** The newest version of a use case's model. */
async function newestOf(harness: Harness, useCase: string) {
  const { sageMaker } = await inside(harness, `${useCase}-dev`);
  const { ModelPackageSummaryList = [] } = await sageMaker.send(
    new ListModelPackagesCommand({
      ModelPackageType: 'Versioned',
      SortBy: 'CreationTime',
      SortOrder: 'Descending',
      MaxResults: 1,
    }),
  );
  return sageMaker.send(
    new DescribeModelPackageCommand({
      ModelPackageName: ModelPackageSummaryList[0].ModelPackageArn,
    }),
  );
}

/** ARN of the version that the endpoint of a use case serves. */
async function servedIn(harness: Harness, useCase: string, account: string) {
  const { sageMaker } = await inside(harness, `${useCase}-${account}`);
  const { ProductionVariants, EndpointStatus, EndpointConfigName } =
    await sageMaker.send(
      new DescribeEndpointCommand({ EndpointName: useCase }),
    );
  expect(ProductionVariants).toHaveLength(1);
  const { PrimaryContainer } = await sageMaker.send(
    new DescribeModelCommand({ ModelName: EndpointConfigName }),
  );
  return { EndpointStatus, version: PrimaryContainer?.ModelPackageName };
}

async function dataQualityOf(harness: Harness, useCase: string) {
  const { sageMaker } = await inside(harness, `${useCase}-prod`);
  const { MonitoringExecutionSummaries = [] } = await sageMaker.send(
    new ListMonitoringExecutionsCommand({
      MonitoringScheduleName: `${useCase}-data-quality`,
      MaxResults: 100,
    }),
  );
  return MonitoringExecutionSummaries;
}

describe('in fifteen days', () => {
  it('fraud-detection trains twice, and its new version is approved, tested and serving', async () => {
    const harness = await start();
    const before = await newestOf(harness, 'fraud-detection');
    await harness.sandbox.advance({ days: 15 });
    const after = await newestOf(harness, 'fraud-detection');
    expect(after.ModelPackageVersion).toBe(
      Number(before.ModelPackageVersion) + 2,
    );
    expect(after).toMatchObject({
      ModelApprovalStatus: 'Approved',
      LastModifiedBy: { IamIdentity: { SourceIdentity: 'hannah' } },
    });
    const { sageMaker } = await inside(harness, 'fraud-detection-dev');
    const { PipelineExecutionSummaries = [] } = await sageMaker.send(
      new ListPipelineExecutionsCommand({
        PipelineName: 'fraud-detection-training',
      }),
    );
    expect(PipelineExecutionSummaries[0].StartTime).toEqual(
      new Date(Date.UTC(2026, 11, 7, 3)),
    );
    for (const account of ['test', 'prod']) {
      expect(await servedIn(harness, 'fraud-detection', account)).toEqual({
        EndpointStatus: 'InService',
        version: after.ModelPackageArn,
      });
    }
  });

  it('the data of customer-lifetime-value drifts on, and its version still waits for a person', async () => {
    const harness = await start();
    await harness.sandbox.advance({ days: 15 });
    const executions = await dataQualityOf(harness, 'customer-lifetime-value');
    const newDays = executions.filter(
      ({ ScheduledTime }) => Number(ScheduledTime) > NOW,
    );
    expect(newDays).toHaveLength(15);
    expect(
      new Set(newDays.map(execution => execution.MonitoringExecutionStatus)),
    ).toEqual(new Set(['CompletedWithViolations']));
    const { ModelApprovalStatus } = await newestOf(
      harness,
      'customer-lifetime-value',
    );
    expect(ModelApprovalStatus).toBe('PendingManualApproval');
  });

  it('the new days have their costs', async () => {
    const harness = await start();
    const ask = async (End: string) => {
      const { ResultsByTime = [] } = await harness.costExplorer.send(
        new GetCostAndUsageCommand({
          TimePeriod: { Start: '2026-11-26', End },
          Granularity: 'DAILY',
          Metrics: ['UnblendedCost'],
        }),
      );
      return ResultsByTime.map(({ Total }) =>
        Number(Total?.UnblendedCost?.Amount),
      );
    };
    expect(new Set(await ask('2026-12-01'))).toEqual(new Set([0]));
    await harness.sandbox.advance({ days: 15 });
    const costs = await ask('2026-12-10');
    expect(costs).toHaveLength(14);
    expect(Math.min(...costs)).toBeGreaterThan(100);
  });
});

describe('people who do it themselves', () => {
  it('reject a version, which then never serves', async () => {
    // A Monday at noon: the version of the morning waits.
    const harness = await start(Date.UTC(2026, 10, 23, 12));
    const waiting = await newestOf(harness, 'fraud-detection');
    expect(waiting.ModelApprovalStatus).toBe('PendingManualApproval');
    const { sageMaker } = await inside(harness, 'fraud-detection-dev');
    await sageMaker.send(
      new UpdateModelPackageCommand({
        ModelPackageArn: waiting.ModelPackageArn,
        ModelApprovalStatus: 'Rejected',
      }),
    );
    const before = await servedIn(harness, 'fraud-detection', 'prod');
    await harness.sandbox.advance({ days: 4 });
    expect(await servedIn(harness, 'fraud-detection', 'prod')).toEqual(before);
  });

  it('approve a version, which is released the next morning', async () => {
    const harness = await start(Date.UTC(2026, 10, 23, 4));
    const waiting = await newestOf(harness, 'fraud-detection');
    expect(waiting.ModelApprovalStatus).toBe('PendingManualApproval');
    const { sageMaker } = await inside(harness, 'fraud-detection-dev');
    await sageMaker.send(
      new UpdateModelPackageCommand({
        ModelPackageArn: waiting.ModelPackageArn,
        ModelApprovalStatus: 'Approved',
      }),
    );
    await harness.sandbox.advance({ hours: 8 });
    expect(await servedIn(harness, 'fraud-detection', 'prod')).toMatchObject({
      version: waiting.ModelPackageArn,
    });
  });
});

describe('time', () => {
  it('goes by the same way in one leap as day by day', async () => {
    const versions: unknown[] = [];
    for (const leaps of [[15], Array(15).fill(1)]) {
      const harness = await start();
      for (const days of leaps) {
        await harness.sandbox.advance({ days });
      }
      const { ModelPackageVersion, CreationTime, LastModifiedTime } =
        await newestOf(harness, 'fraud-detection');
      const executions = await dataQualityOf(
        harness,
        'customer-lifetime-value',
      );
      versions.push({
        ModelPackageVersion,
        CreationTime,
        LastModifiedTime,
        found: executions.map(
          ({ MonitoringExecutionStatus: status }) => status,
        ),
      });
    }
    expect(versions[1]).toEqual(versions[0]);
  });

  it('leaves no more to do after a year than before, and monitors keep what is newest', () => {
    const state = createState('organization', NOW);
    const pending = state.work.length;
    advance({
      state,
      now: NOW + 366 * DAY,
      duration: durationAt(1),
      announce: () => undefined,
    });
    expect(state.work.length).toBeLessThan(pending + 5);
    for (const executions of Object.values(state.monitoringExecutions)) {
      expect(executions.length).toBeLessThanOrEqual(200);
    }
  });
});
