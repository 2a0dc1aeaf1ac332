// What EventBridge tells of pipeline executions.
import type { Context } from '../../operation';
import type {
  PipelineExecution,
  PipelineStepRun,
} from '../../state/modelBuilding';
import { executionArn, pipelineArn } from './pipelineArns';
import type { DefinedStep } from './pipelineDefinition';
import { eventMetadata } from './pipelineSteps';

function iso(at: number | undefined): string | undefined {
  return at === undefined
    ? undefined
    : `${new Date(at).toISOString().slice(0, 19)}Z`;
}

function subject(execution: PipelineExecution) {
  const { accountId, region, pipelineName: name } = execution;
  return {
    pipelineArn: pipelineArn({ accountId, region, name }),
    pipelineExecutionArn: executionArn(execution),
  };
}

/** Tells that an execution has come to its status. */
export function announceExecution(
  context: Context,
  execution: PipelineExecution,
  previous?: PipelineExecution['status'],
): void {
  const { accountId, region, status, changedAt } = execution;
  const isOver = !['Executing', 'Stopping'].includes(status);
  context.announce({
    source: 'aws.sagemaker',
    detailType: 'SageMaker Model Building Pipeline Execution Status Change',
    accountId,
    region,
    resources: Object.values(subject(execution)),
    detail: {
      pipelineExecutionDisplayName: execution.displayName,
      pipelineExecutionDescription: execution.description,
      currentPipelineExecutionStatus: status,
      previousPipelineExecutionStatus: previous,
      executionStartTime: iso(execution.startedAt),
      executionEndTime: isOver ? iso(changedAt) : undefined,
      ...subject(execution),
    },
  });
}

/** Tells that a step has come to its status. */
export function announceStep(
  context: Context,
  execution: PipelineExecution,
  step: DefinedStep,
  run: PipelineStepRun,
  previous?: PipelineStepRun['status'],
): void {
  const { accountId, region } = execution;
  context.announce({
    source: 'aws.sagemaker',
    detailType:
      'SageMaker Model Building Pipeline Execution Step Status Change',
    accountId,
    region,
    resources: Object.values(subject(execution)),
    detail: {
      metadata: eventMetadata(step, run),
      stepStartTime: iso(run.startedAt),
      stepEndTime: iso(run.endedAt),
      stepName: step.name,
      stepType: step.type,
      previousStepStatus: previous,
      currentStepStatus: run.status,
      failureReason: run.failureReason,
      ...subject(execution),
    },
  });
}
