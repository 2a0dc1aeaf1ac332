// What CodePipeline tells EventBridge: changes of executions, of their stages and of their actions.
import type { Context } from '../../operation';
import type {
  DeliveryActionExecution,
  DeliveryExecution,
} from '../../state/delivery';
import { pipelineArn, type Declaration } from './pipelines';

/** An action as a pipeline declares it. */
export type Action = Declaration['stages'][number]['actions'][number];

function announce(
  { announce: tell }: Context,
  kind: 'Pipeline' | 'Stage' | 'Action',
  execution: DeliveryExecution,
  detail: Record<string, unknown>,
): void {
  const { accountId, region, pipelineName } = execution;
  tell({
    source: 'aws.codepipeline',
    detailType: `CodePipeline ${kind} Execution State Change`,
    accountId,
    region,
    resources: [pipelineArn({ accountId, region, name: pipelineName })],
    detail: {
      pipeline: pipelineName,
      'execution-id': execution.id,
      'start-time': new Date(execution.startedAt).toISOString(),
      version: execution.pipelineVersion,
      'pipeline-execution-attempt': 1,
      ...detail,
    },
  });
}

/** Tells that an execution has begun or ended. */
export function announceExecution(
  context: Context,
  execution: DeliveryExecution,
): void {
  const { status, trigger } = execution;
  announce(context, 'Pipeline', execution, {
    state: status === 'InProgress' ? 'STARTED' : status.toUpperCase(),
    'execution-trigger': {
      'trigger-type': trigger.type,
      'trigger-detail': trigger.detail,
    },
  });
}

/** Tells that a stage has begun or ended. */
export function announceStage(
  context: Context,
  execution: DeliveryExecution,
  stage: string,
  state: 'STARTED' | 'SUCCEEDED' | 'FAILED',
): void {
  announce(context, 'Stage', execution, { stage, state });
}

/** Tells that an action has begun or ended. */
export function announceAction(
  context: Context,
  execution: DeliveryExecution,
  done: DeliveryActionExecution,
  { actionTypeId, region }: Pick<Action, 'actionTypeId' | 'region'>,
): void {
  const { category, owner, provider, version } = actionTypeId;
  announce(context, 'Action', execution, {
    stage: done.stage,
    action: done.action,
    'action-execution-id': done.id,
    'start-time': new Date(done.startedAt).toISOString(),
    state: done.status === 'InProgress' ? 'STARTED' : done.status.toUpperCase(),
    region: region ?? execution.region,
    type: { owner, provider, category, version },
    ...(done.status !== 'InProgress' && {
      'execution-result': {
        'external-execution-summary': done.summary ?? done.error?.message,
        'external-execution-id': done.id,
        ...(done.error && { 'error-code': done.error.code }),
      },
    }),
  });
}
