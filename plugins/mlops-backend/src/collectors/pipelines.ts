import type { ScheduleSummary } from '@aws-sdk/client-scheduler';
import {
  DescribePipelineCommand,
  paginateListPipelineExecutions,
  paginateListPipelines,
  type PipelineSummary,
} from '@aws-sdk/client-sagemaker';
import {
  ACCOUNT_CONCERNS,
  type PipelineEvidence,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type {
  AccountCollector,
  CollectorContext,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { byName, listAll, PAGE_SIZE, unlessGone } from './listing';
import { parsePipelineSteps } from './pipelineSteps';
import { listSchedules, readTriggers, type Read } from './pipelineTriggers';

type Context = CollectorContext<PipelineEvidence[]>;
type Execution = PipelineEvidence['executions'][number];

/** How many executions of each pipeline are kept. */
const KEPT_EXECUTIONS = 20;

const UNDER_WAY = ['Executing', 'Stopping'];

/** Whether there is no execution but those that were seen, and they are over. */
function areKnown(executions: Execution[], last: Date | undefined): boolean {
  return (
    executions[0]?.startedAt === last?.toISOString() &&
    !executions.some(({ status }) => UNDER_WAY.includes(status))
  );
}

async function readExecutions(
  { aws, signal }: Context,
  PipelineName: string,
): Promise<Execution[]> {
  const summaries = await listAll(
    paginateListPipelineExecutions(
      { client: aws.sageMaker, pageSize: KEPT_EXECUTIONS },
      { PipelineName, SortBy: 'CreationTime', SortOrder: 'Descending' },
      { abortSignal: signal },
    ),
    page => page.PipelineExecutionSummaries,
    KEPT_EXECUTIONS,
  );
  return summaries
    .flatMap(summary =>
      summary.StartTime
        ? {
            arn: summary.PipelineExecutionArn ?? '',
            status: summary.PipelineExecutionStatus ?? 'Unknown',
            startedAt: summary.StartTime.toISOString(),
          }
        : [],
    )
    .sort(
      (a, b) =>
        b.startedAt.localeCompare(a.startedAt) || a.arn.localeCompare(b.arn),
    );
}

async function readSteps(
  { aws, signal }: Context,
  PipelineName: string,
): Promise<PipelineEvidence['steps']> {
  const { PipelineDefinition } = await aws.sageMaker.send(
    new DescribePipelineCommand({ PipelineName }),
    { abortSignal: signal },
  );
  return parsePipelineSteps(PipelineDefinition);
}

async function readPipeline(
  context: Context,
  summary: PipelineSummary,
  schedules: Read<ScheduleSummary>,
): Promise<PipelineEvidence> {
  const { PipelineName: name = '', PipelineArn: arn = '' } = summary;
  const lastModifiedAt = summary.LastModifiedTime?.toISOString();
  const before = context.before?.find(pipeline => pipeline.arn === arn);
  const known = before?.executions ?? [];
  return {
    name,
    arn,
    lastModifiedAt,
    steps:
      before && before.lastModifiedAt === lastModifiedAt
        ? before.steps
        : await readSteps(context, name),
    executions: areKnown(known, summary.LastExecutionTime)
      ? known
      : await readExecutions(context, name),
    ...(await readTriggers(context, arn, schedules)),
  };
}

/**
 * SageMaker pipelines with their steps, their newest executions and what starts
 * them by itself. The list shows which definition was changed and which pipeline
 * was started; schedules and rules are listed each time, and each rule that
 * starts a pipeline is described, for its state.
 *
 * A schedule whose target is not the pipeline but the API (`aws-sdk:sagemaker:startPipelineExecution`)
 * does not say in the list what it starts, and is not counted.
 */
export const pipelinesCollector: AccountCollector<PipelineEvidence[]> = {
  concern: 'pipelines',
  what: 'the SageMaker pipelines',
  schema: ACCOUNT_CONCERNS.pipelines,
  iamActions: [
    'sagemaker:ListPipelines',
    'sagemaker:DescribePipeline',
    'sagemaker:ListPipelineExecutions',
    'scheduler:ListSchedules',
    'events:ListRuleNamesByTarget',
    'events:DescribeRule',
  ],
  events: [
    {
      source: 'aws.sagemaker',
      detailTypes: [
        'SageMaker Model Building Pipeline Execution Status Change',
      ],
    },
    // Nothing else tells that a schedule or a rule was made or switched off.
    { source: 'aws.scheduler', detailTypes: ['AWS API Call via CloudTrail'] },
    { source: 'aws.events', detailTypes: ['AWS API Call via CloudTrail'] },
  ],
  async collect(context) {
    const { aws, signal } = context;
    const summaries = await listAll(
      paginateListPipelines(
        { client: aws.sageMaker, pageSize: PAGE_SIZE },
        {},
        { abortSignal: signal },
      ),
      page => page.PipelineSummaries,
    );
    if (summaries.length === 0) {
      return [];
    }
    const schedules = await listSchedules(context);
    const pipelines: PipelineEvidence[] = [];
    for (const summary of summaries) {
      const pipeline = await unlessGone(() =>
        readPipeline(context, summary, schedules),
      );
      if (pipeline) {
        pipelines.push(pipeline);
      }
    }
    return pipelines.sort(byName);
  },
};
