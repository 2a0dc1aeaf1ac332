import type {
  ActionExecutionDetail,
  ApprovalResult,
  GetPipelineExecutionInput,
  GetPipelineExecutionOutput,
  GetPipelineStateInput,
  GetPipelineStateOutput,
  ListActionExecutionsInput,
  ListActionExecutionsOutput,
  ListPipelineExecutionsInput,
  ListPipelineExecutionsOutput,
  PutApprovalResultInput,
  PutApprovalResultOutput,
  StageExecutionStatus,
  StageState,
  StartPipelineExecutionInput,
  StartPipelineExecutionOutput,
} from '@aws-sdk/client-codepipeline';
import {
  lists,
  reads,
  writes,
  type Operations,
  type Validated,
} from '../../operation';
import type {
  DeliveryActionExecution,
  DeliveryExecution,
} from '../../state/delivery';
import type { State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import {
  actionOf,
  declarationFor,
  endAction,
  executionsOf,
  startExecution,
  type ActionOutcome,
} from './executions';
import { pageOf } from './page';
import {
  declarationOf,
  requirePipeline,
  type Declaration,
  type Place,
} from './pipelines';

type Stage = Declaration['stages'][number];

function requireExecution(
  state: State,
  place: Place,
  pipelineName: string,
  id: string,
): DeliveryExecution {
  requirePipeline(state, place, pipelineName);
  const found = executionsOf(state, place, pipelineName).find(
    execution => execution.id === id,
  );
  if (!found) {
    throw new AwsError(
      'PipelineExecutionNotFoundException',
      `The pipeline execution '${id}' does not exist for the pipeline '${pipelineName}'`,
    );
  }
  return found;
}

function stageStatus(
  { actions }: Stage,
  done: DeliveryActionExecution[],
): StageExecutionStatus {
  const statuses = done.map(({ status }) => status);
  if (statuses.includes('InProgress')) {
    return 'InProgress';
  }
  if (statuses.includes('Failed')) {
    return 'Failed';
  }
  return done.length < actions.length ? 'InProgress' : 'Succeeded';
}

function toStageState(
  stage: Stage,
  executions: DeliveryExecution[],
  stageIndex: number,
): StageState {
  const doneIn = (execution: DeliveryExecution | undefined) =>
    execution?.actions.filter(action => action.stage === stage.name) ?? [];
  const newest = executions.findLast(each => doneIn(each).length > 0);
  const inbound = executions
    .filter(each => each.isWaiting && each.stageIndex === stageIndex)
    .map(each => ({
      pipelineExecutionId: each.id,
      status: 'InProgress' as const,
    }));
  return {
    stageName: stage.name,
    inboundExecution: inbound[0],
    inboundExecutions: inbound,
    inboundTransitionState: { enabled: true },
    latestExecution: newest && {
      pipelineExecutionId: newest.id,
      status: stageStatus(stage, doneIn(newest)),
    },
    actionStates: stage.actions.map(({ name }) => {
      const latest = executions
        .flatMap(doneIn)
        .findLast(({ action }) => action === name);
      return {
        actionName: name,
        latestExecution: latest && {
          actionExecutionId: latest.id,
          status: latest.status,
          summary: latest.summary,
          lastStatusChange: new Date(latest.updatedAt),
          token: latest.status === 'InProgress' ? latest.token : undefined,
          lastUpdatedBy: latest.updatedBy,
          errorDetails: latest.error,
        },
      };
    }),
  };
}

/** What an approval's result makes of its action. */
function outcomeOf(
  { status, summary }: Validated<ApprovalResult>,
  updatedBy: string,
): ActionOutcome {
  return {
    updatedBy,
    summary,
    error:
      status === 'Rejected'
        ? {
            code: 'JobFailed',
            message: `The approval was rejected: ${summary}`,
          }
        : undefined,
  };
}

function toDetail(
  state: State,
  execution: DeliveryExecution,
  done: DeliveryActionExecution,
): ActionExecutionDetail {
  const action = actionOf(declarationFor(state, execution), done);
  return {
    pipelineExecutionId: execution.id,
    actionExecutionId: done.id,
    pipelineVersion: execution.pipelineVersion,
    stageName: done.stage,
    actionName: done.action,
    startTime: new Date(done.startedAt),
    lastUpdateTime: new Date(done.updatedAt),
    updatedBy: done.updatedBy,
    status: done.status,
    input: {
      actionTypeId: action.actionTypeId,
      configuration: action.configuration,
      resolvedConfiguration: action.configuration,
      roleArn: action.roleArn,
      region: action.region ?? execution.region,
      namespace: action.namespace,
      inputArtifacts: action.inputArtifacts?.map(({ name }) => ({ name })),
    },
    output: {
      outputArtifacts: action.outputArtifacts?.map(({ name }) => ({ name })),
      outputVariables: {},
      executionResult: {
        externalExecutionId: done.id,
        externalExecutionSummary: done.summary ?? done.error?.message,
        errorDetails: done.error,
      },
    },
  };
}

export const executionOperations: Operations = {
  GetPipelineState: reads<GetPipelineStateInput, GetPipelineStateOutput>(
    ({ name }, { state, caller }) => {
      const pipeline = requirePipeline(state, caller, name);
      const { stages, version } = declarationOf(pipeline);
      const executions = executionsOf(state, caller, name);
      return {
        pipelineName: name,
        pipelineVersion: version,
        stageStates: stages.map((stage, index) =>
          toStageState(stage, executions, index),
        ),
        created: new Date(pipeline.createdAt),
        updated: new Date(pipeline.updatedAt),
      };
    },
  ),

  StartPipelineExecution: writes<
    StartPipelineExecutionInput,
    StartPipelineExecutionOutput
  >(({ name, clientRequestToken: token, variables = [] }, call) => {
    const { state, caller } = call;
    const pipeline = requirePipeline(state, caller, name);
    const before = executionsOf(state, caller, name).find(
      execution => token !== undefined && execution.token === token,
    );
    const execution =
      before ??
      startExecution(call, pipeline, {
        trigger: { type: 'StartPipelineExecution', detail: caller.arn },
        token,
        variables: Object.fromEntries(
          variables.map(variable => [variable.name, variable.value]),
        ),
      });
    return { pipelineExecutionId: execution.id };
  }),

  ListPipelineExecutions: lists<
    ListPipelineExecutionsInput,
    ListPipelineExecutionsOutput
  >((input, { state, caller, listedUntil }) => {
    const { pipelineName, filter } = input;
    const pipeline = requirePipeline(state, caller, pipelineName);
    const stageName = filter?.succeededInStage?.stageName;
    const found = executionsOf(state, caller, pipelineName).filter(
      execution => {
        const stage = declarationFor(state, execution).stages.find(
          ({ name }) => name === stageName,
        );
        const done = execution.actions.filter(
          action => action.stage === stageName,
        );
        return (
          execution.startedAt <= listedUntil &&
          (stageName === undefined ||
            (stage && stageStatus(stage, done) === 'Succeeded'))
        );
      },
    );
    const { page, nextToken } = pageOf(
      found.reverse(),
      input,
      'ListPipelineExecutions',
    );
    return {
      pipelineExecutionSummaries: page.map(execution => ({
        pipelineExecutionId: execution.id,
        status: execution.status,
        startTime: new Date(execution.startedAt),
        lastUpdateTime: new Date(execution.updatedAt),
        sourceRevisions: [],
        trigger: {
          triggerType: execution.trigger.type,
          triggerDetail: execution.trigger.detail,
        },
        executionMode: declarationOf(pipeline, execution.pipelineVersion)
          .executionMode,
        executionType: 'STANDARD',
      })),
      nextToken,
    };
  }),

  GetPipelineExecution: reads<
    GetPipelineExecutionInput,
    GetPipelineExecutionOutput
  >(({ pipelineName, pipelineExecutionId }, { state, caller }) => {
    const execution = requireExecution(
      state,
      caller,
      pipelineName,
      pipelineExecutionId,
    );
    return {
      pipelineExecution: {
        pipelineName,
        pipelineVersion: execution.pipelineVersion,
        pipelineExecutionId,
        status: execution.status,
        artifactRevisions: [],
        variables: Object.entries(execution.variables).map(
          ([name, resolvedValue]) => ({ name, resolvedValue }),
        ),
        trigger: {
          triggerType: execution.trigger.type,
          triggerDetail: execution.trigger.detail,
        },
        executionMode: declarationFor(state, execution).executionMode,
        executionType: 'STANDARD',
      },
    };
  }),

  PutApprovalResult: writes<PutApprovalResultInput, PutApprovalResultOutput>(
    ({ pipelineName, stageName, actionName, result, token }, call) => {
      const { state, caller, now } = call;
      const pipeline = requirePipeline(state, caller, pipelineName);
      const stage = declarationOf(pipeline).stages.find(
        ({ name }) => name === stageName,
      );
      if (!stage) {
        throw new AwsError(
          'StageNotFoundException',
          `The stage '${stageName}' does not exist in the pipeline '${pipelineName}'`,
        );
      }
      if (!stage.actions.some(({ name }) => name === actionName)) {
        throw new AwsError(
          'ActionNotFoundException',
          `The action '${actionName}' does not exist in the stage '${stageName}'`,
        );
      }
      for (const execution of executionsOf(state, caller, pipelineName)) {
        const waiting = execution.actions.find(
          done =>
            done.stage === stageName &&
            done.action === actionName &&
            done.token === token,
        );
        if (waiting && waiting.status !== 'InProgress') {
          throw new AwsError(
            'ApprovalAlreadyCompletedException',
            'The approval action has already been approved or rejected.',
          );
        }
        if (waiting) {
          endAction(call, execution, waiting, outcomeOf(result, caller.arn));
          return { approvedAt: new Date(now) };
        }
      }
      throw new AwsError(
        'InvalidApprovalTokenException',
        'The approval token is not valid.',
      );
    },
  ),

  ListActionExecutions: lists<
    ListActionExecutionsInput,
    ListActionExecutionsOutput
  >((input, { state, caller, listedUntil }) => {
    const { pipelineName, filter } = input;
    requirePipeline(state, caller, pipelineName);
    const executionId =
      filter?.pipelineExecutionId ??
      filter?.latestInPipelineExecution?.pipelineExecutionId;
    const executions =
      executionId === undefined
        ? executionsOf(state, caller, pipelineName)
        : [requireExecution(state, caller, pipelineName, executionId)];
    const done = executions
      .flatMap(execution =>
        execution.actions.map(action => ({ execution, action })),
      )
      .filter(({ action }) => action.startedAt <= listedUntil)
      .reverse();
    const { page, nextToken } = pageOf(done, input, 'ListActionExecutions');
    return {
      actionExecutionDetails: page.map(({ execution, action }) =>
        toDetail(state, execution, action),
      ),
      nextToken,
    };
  }),
};
