import {
  ListAccountsForParentCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-organizations';
import {
  DescribeEndpointCommand,
  DescribeModelPackageCommand,
  ListDomainsCommand,
  ListModelPackageGroupsCommand,
  ListModelPackagesCommand,
  ListMonitoringExecutionsCommand,
  ListMonitoringSchedulesCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
  ListProjectsCommand,
} from '@aws-sdk/client-sagemaker';
import { startHarness, type Harness } from '../__testUtils__/harness';
import { ORGANIZATIONAL_UNIT_IDS, ROLES } from '../constants';

describe('the large organization', () => {
  let harness: Harness;

  beforeEach(async () => {
    harness = await startHarness({ seed: 'large', useCases: 3 });
  });

  async function accountsIn(unit: keyof typeof ORGANIZATIONAL_UNIT_IDS) {
    const { Accounts = [] } = await harness.organizations.send(
      new ListAccountsForParentCommand({
        ParentId: ORGANIZATIONAL_UNIT_IDS[unit],
      }),
    );
    return Accounts.map(({ Id = '' }) => Id);
  }

  async function readerIn(unit: keyof typeof ORGANIZATIONAL_UNIT_IDS) {
    const [, accountId] = await accountsIn(unit);
    const { sageMaker } = await harness.account(accountId, ROLES.reader);
    return sageMaker;
  }

  it('has as many use cases as it was asked for, with four accounts each', async () => {
    const units = [
      'experimentation',
      'development',
      'testing',
      'production',
    ] as const;
    const accounts = await Promise.all(units.map(accountsIn));
    expect(accounts.map(({ length }) => length)).toEqual([3, 3, 3, 3]);
    const { Tags } = await harness.organizations.send(
      new ListTagsForResourceCommand({ ResourceId: accounts[1][1] }),
    );
    expect(Tags).toEqual(
      expect.arrayContaining([
        { Key: 'mlops:use-case', Value: 'use-case-00002' },
        { Key: 'mlops:environment', Value: 'dev' },
      ]),
    );
  });

  it('builds models in dev', async () => {
    const sageMaker = await readerIn('development');
    const { Domains } = await sageMaker.send(new ListDomainsCommand({}));
    expect(Domains).toMatchObject([{ Status: 'InService' }]);
    const { ProjectSummaryList } = await sageMaker.send(
      new ListProjectsCommand({}),
    );
    expect(ProjectSummaryList).toMatchObject([
      { ProjectName: 'use-case-00002', ProjectStatus: 'CreateCompleted' },
    ]);
    const { PipelineSummaries } = await sageMaker.send(
      new ListPipelinesCommand({}),
    );
    expect(PipelineSummaries).toHaveLength(1);
    const { PipelineExecutionSummaries } = await sageMaker.send(
      new ListPipelineExecutionsCommand({
        PipelineName: PipelineSummaries?.[0].PipelineName,
      }),
    );
    expect(PipelineExecutionSummaries).toHaveLength(5);
    const { ModelPackageGroupSummaryList } = await sageMaker.send(
      new ListModelPackageGroupsCommand({}),
    );
    expect(ModelPackageGroupSummaryList).toHaveLength(1);
    const { ModelPackageSummaryList = [] } = await sageMaker.send(
      new ListModelPackagesCommand({
        ModelPackageGroupName: 'use-case-00002',
        SortBy: 'CreationTime',
        SortOrder: 'Descending',
        MaxResults: 100,
      }),
    );
    expect(ModelPackageSummaryList).toHaveLength(10);
    const version = await sageMaker.send(
      new DescribeModelPackageCommand({
        ModelPackageName: ModelPackageSummaryList[0].ModelPackageArn,
      }),
    );
    expect(version.ModelApprovalStatus).toBe('PendingManualApproval');
  });

  it('serves and watches them in prod', async () => {
    const sageMaker = await readerIn('production');
    const endpoint = await sageMaker.send(
      new DescribeEndpointCommand({ EndpointName: 'use-case-00002' }),
    );
    expect(endpoint.EndpointStatus).toBe('InService');
    const { MonitoringScheduleSummaries } = await sageMaker.send(
      new ListMonitoringSchedulesCommand({}),
    );
    expect(MonitoringScheduleSummaries).toHaveLength(2);
    const { MonitoringExecutionSummaries } = await sageMaker.send(
      new ListMonitoringExecutionsCommand({ MaxResults: 100 }),
    );
    expect(MonitoringExecutionSummaries).toHaveLength(20);
  });
});
