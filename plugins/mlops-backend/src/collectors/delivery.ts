import {
  GetPipelineCommand,
  paginateListPipelineExecutions,
  paginateListPipelines,
  type PipelineSummary,
} from '@aws-sdk/client-codepipeline';
import {
  ACCOUNT_CONCERNS,
  type DeliveryEvidence,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type {
  AccountCollector,
  CollectorContext,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { byName, listAll, PAGE_SIZE, unlessGone } from './listing';

type Context = CollectorContext<DeliveryEvidence[]>;
type Definition = Pick<DeliveryEvidence, 'arn' | 'actions'>;
type Execution = DeliveryEvidence['executions'][number];

/** How many executions of each pipeline are kept. */
const KEPT_EXECUTIONS = 5;

async function readDefinition(
  { aws, signal }: Context,
  name: string,
): Promise<Definition> {
  const { pipeline, metadata } = await aws.codePipeline.send(
    new GetPipelineCommand({ name }),
    { abortSignal: signal },
  );
  return {
    arn: metadata?.pipelineArn ?? '',
    actions: (pipeline?.stages ?? []).flatMap(stage =>
      (stage.actions ?? []).map(action => ({
        stage: stage.name ?? '',
        name: action.name ?? '',
        category: action.actionTypeId?.category ?? '',
        provider: action.actionTypeId?.provider ?? '',
      })),
    ),
  };
}

async function readExecutions(
  { aws, signal }: Context,
  pipelineName: string,
): Promise<Execution[]> {
  const summaries = await listAll(
    paginateListPipelineExecutions(
      { client: aws.codePipeline, pageSize: KEPT_EXECUTIONS },
      { pipelineName },
      { abortSignal: signal },
    ),
    page => page.pipelineExecutionSummaries,
    KEPT_EXECUTIONS,
  );
  return summaries
    .map(summary => ({
      id: summary.pipelineExecutionId ?? '',
      status: summary.status ?? 'Unknown',
      startedAt: summary.startTime?.toISOString(),
    }))
    .sort(
      (a, b) =>
        (b.startedAt ?? '').localeCompare(a.startedAt ?? '') ||
        a.id.localeCompare(b.id),
    );
}

async function readPipeline(
  context: Context,
  { name = '', updated }: PipelineSummary,
): Promise<DeliveryEvidence> {
  const lastModifiedAt = updated?.toISOString();
  const before = context.before?.find(pipeline => pipeline.name === name);
  const { arn, actions } =
    before && before.lastModifiedAt === lastModifiedAt
      ? before
      : await readDefinition(context, name);
  return {
    name,
    arn,
    lastModifiedAt,
    actions,
    executions: await readExecutions(context, name),
  };
}

/** CI/CD pipelines with their actions and newest executions; the list shows which pipeline was changed, but not which was started. */
export const deliveryCollector: AccountCollector<DeliveryEvidence[]> = {
  concern: 'delivery',
  what: 'the CI/CD pipelines',
  schema: ACCOUNT_CONCERNS.delivery,
  iamActions: [
    'codepipeline:ListPipelines',
    'codepipeline:GetPipeline',
    'codepipeline:ListPipelineExecutions',
  ],
  events: [
    {
      source: 'aws.codepipeline',
      detailTypes: ['CodePipeline Pipeline Execution State Change'],
    },
  ],
  async collect(context) {
    const { aws, signal } = context;
    const summaries = await listAll(
      paginateListPipelines(
        { client: aws.codePipeline, pageSize: PAGE_SIZE },
        {},
        { abortSignal: signal },
      ),
      page => page.pipelines,
    );
    const pipelines: DeliveryEvidence[] = [];
    for (const summary of summaries) {
      const pipeline = await unlessGone(() => readPipeline(context, summary));
      if (pipeline) {
        pipelines.push(pipeline);
      }
    }
    return pipelines.sort(byName);
  },
};
