// How an execution goes through the stages of its pipeline. A stage holds one execution at a time.
import { AWS_SECONDS } from '../../durations';
import { newUuid } from '../../ids';
import { schedule, type Context } from '../../operation';
import type {
  DeliveryActionExecution,
  DeliveryExecution,
  DeliveryPipeline,
} from '../../state/delivery';
import type { State } from '../../state/model';
import { findRepository } from '../codeCommit/repositories';
import {
  announceAction,
  announceExecution,
  announceStage,
  type Action,
} from './announcements';
import {
  declarationOf,
  requirePipeline,
  type Declaration,
  type Place,
} from './pipelines';

const DAY = 24 * 60 * 60 * 1000;

/** After how long an approval that nobody gives fails. */
const APPROVAL_TIMEOUT = 7 * DAY;

/** The executions of a pipeline, oldest first. */
export function executionsOf(
  { deliveryExecutions }: State,
  { accountId, region }: Place,
  pipelineName: string,
): DeliveryExecution[] {
  return deliveryExecutions.filter(
    execution =>
      execution.accountId === accountId &&
      execution.region === region &&
      execution.pipelineName === pipelineName,
  );
}

/** What an execution runs: the pipeline as it was when it began. */
export function declarationFor(
  state: State,
  execution: DeliveryExecution,
): Declaration {
  return declarationOf(
    requirePipeline(state, execution, execution.pipelineName),
    execution.pipelineVersion,
  );
}

/** The declaration of an action that was executed. */
export function actionOf(
  declaration: Declaration,
  done: DeliveryActionExecution,
): Action {
  const action = declaration.stages
    .find(({ name }) => name === done.stage)
    ?.actions.find(({ name }) => name === done.action);
  if (!action) {
    throw new Error(
      `The pipeline ${declaration.name} has no action ${done.action} in ${done.stage}.`,
    );
  }
  return action;
}

function runOrderOf({ runOrder = 1 }: Action): number {
  return runOrder;
}

function startAction(
  context: Context,
  execution: DeliveryExecution,
  stage: string,
  action: Action,
): void {
  const { state, now } = context;
  const started: DeliveryActionExecution = {
    id: newUuid(state),
    stage,
    action: action.name,
    status: 'InProgress',
    startedAt: now,
    updatedAt: now,
  };
  execution.actions.push(started);
  execution.updatedAt = now;
  announceAction(context, execution, started, action);
  const work = {
    kind: 'complete-delivery-action',
    executionId: execution.id,
    actionExecutionId: started.id,
  } as const;
  const { category } = action.actionTypeId;
  if (category === 'Approval') {
    started.token = newUuid(state);
    // By the calendar, at any speed: people are as fast as they are.
    state.work.push({ dueAt: now + APPROVAL_TIMEOUT, ...work });
  } else {
    schedule(context, AWS_SECONDS.deliveryAction[category], work);
  }
}

function startActions(
  context: Context,
  execution: DeliveryExecution,
  { name, actions }: Declaration['stages'][number],
  runOrder: number,
): void {
  for (const action of actions) {
    if (runOrderOf(action) === runOrder) {
      startAction(context, execution, name, action);
    }
  }
}

function othersInStage(
  state: State,
  execution: DeliveryExecution,
): DeliveryExecution[] {
  return executionsOf(state, execution, execution.pipelineName).filter(
    other =>
      other !== execution &&
      other.status === 'InProgress' &&
      other.stageIndex === execution.stageIndex,
  );
}

function endExecution(
  context: Context,
  execution: DeliveryExecution,
  status: 'Succeeded' | 'Failed' | 'Superseded',
): void {
  execution.status = status;
  execution.isWaiting = false;
  execution.updatedAt = context.now;
  announceExecution(context, execution);
}

/** Brings an execution into its stage, or has it wait before it. */
function enterStage(context: Context, execution: DeliveryExecution): void {
  const declaration = declarationFor(context.state, execution);
  const { executionMode = 'SUPERSEDED' } = declaration;
  const stage = declaration.stages[execution.stageIndex];
  const others =
    executionMode === 'PARALLEL' ? [] : othersInStage(context.state, execution);
  if (others.some(({ isWaiting }) => !isWaiting)) {
    execution.isWaiting = true;
    if (executionMode === 'SUPERSEDED') {
      for (const other of others.filter(({ isWaiting }) => isWaiting)) {
        endExecution(context, other, 'Superseded');
      }
    }
    return;
  }
  execution.isWaiting = false;
  announceStage(context, execution, stage.name, 'STARTED');
  startActions(
    context,
    execution,
    stage,
    Math.min(...stage.actions.map(runOrderOf)),
  );
}

/** Lets the execution that waits longest into a stage that has become free. */
function freeStage(
  context: Context,
  left: DeliveryExecution,
  stageIndex: number,
): void {
  const [next] = othersInStage(context.state, { ...left, stageIndex }).filter(
    ({ id, isWaiting }) => isWaiting && id !== left.id,
  );
  if (next) {
    enterStage(context, next);
  }
}

function leaveStage(
  context: Context,
  execution: DeliveryExecution,
  { stages }: Declaration,
  result: 'SUCCEEDED' | 'FAILED',
): void {
  const { stageIndex } = execution;
  announceStage(context, execution, stages[stageIndex].name, result);
  if (result === 'FAILED') {
    endExecution(context, execution, 'Failed');
  } else if (stageIndex + 1 === stages.length) {
    endExecution(context, execution, 'Succeeded');
  } else {
    execution.stageIndex += 1;
    enterStage(context, execution);
  }
  freeStage(context, execution, stageIndex);
}

/** Goes on once actions have ended: with the next ones, the next stage, or not at all. */
function goOn(
  context: Context,
  execution: DeliveryExecution,
  declaration: Declaration,
): void {
  const stage = declaration.stages[execution.stageIndex];
  const done = execution.actions.filter(action => action.stage === stage.name);
  if (done.some(({ status }) => status === 'InProgress')) {
    return;
  }
  if (done.some(({ status }) => status === 'Failed')) {
    leaveStage(context, execution, declaration, 'FAILED');
    return;
  }
  const names = new Set(done.map(({ action }) => action));
  const left = stage.actions.filter(({ name }) => !names.has(name));
  if (left.length === 0) {
    leaveStage(context, execution, declaration, 'SUCCEEDED');
    return;
  }
  startActions(context, execution, stage, Math.min(...left.map(runOrderOf)));
}

/** How an action ended. */
export type ActionOutcome = Pick<
  DeliveryActionExecution,
  'updatedBy' | 'summary' | 'error'
>;

/** Ends an action, well when there is no error, and goes on. */
export function endAction(
  context: Context,
  execution: DeliveryExecution,
  done: DeliveryActionExecution,
  outcome: ActionOutcome,
): void {
  const declaration = declarationFor(context.state, execution);
  Object.assign(done, outcome);
  done.status = outcome.error ? 'Failed' : 'Succeeded';
  done.updatedAt = context.now;
  execution.updatedAt = context.now;
  announceAction(context, execution, done, actionOf(declaration, done));
  goOn(context, execution, declaration);
}

/** Starts an execution of the newest version of a pipeline. */
export function startExecution(
  context: Context,
  pipeline: DeliveryPipeline,
  options: Pick<DeliveryExecution, 'trigger' | 'token'> & {
    variables?: Record<string, string>;
  },
): DeliveryExecution {
  const { state, now } = context;
  const { accountId, region, name } = pipeline;
  const { variables: declared = [] } = declarationOf(pipeline);
  const defaults = Object.fromEntries(
    declared.map(variable => [variable.name, variable.defaultValue ?? '']),
  );
  const execution: DeliveryExecution = {
    id: newUuid(state),
    accountId,
    region,
    pipelineName: name,
    pipelineVersion: pipeline.declarations.length,
    status: 'InProgress',
    stageIndex: 0,
    isWaiting: false,
    startedAt: now,
    updatedAt: now,
    trigger: options.trigger,
    token: options.token,
    variables: { ...defaults, ...options.variables },
    actions: [],
  };
  state.deliveryExecutions.push(execution);
  announceExecution(context, execution);
  enterStage(context, execution);
  return execution;
}

/** Why an action fails where nobody runs it: its repository has to be there, its approval has to be given. */
function failureOf(
  state: State,
  place: Place,
  { actionTypeId, configuration = {} }: Action,
): DeliveryActionExecution['error'] {
  const { category, provider } = actionTypeId;
  if (category === 'Approval') {
    return {
      code: 'JobTimedOut',
      message: 'The approval action has timed out after 7 days.',
    };
  }
  const { RepositoryName } = configuration;
  return provider === 'CodeCommit' &&
    !findRepository(state, place, RepositoryName)
    ? {
        code: 'ConfigurationError',
        message: `The action failed because the repository ${RepositoryName} does not exist.`,
      }
    : undefined;
}

/** Ends an action whose time has come. */
export function completeDeliveryAction(
  context: Context,
  work: { executionId: string; actionExecutionId: string },
): void {
  const { state } = context;
  const execution = state.deliveryExecutions.find(
    ({ id }) => id === work.executionId,
  );
  const done = execution?.actions.find(
    ({ id }) => id === work.actionExecutionId,
  );
  if (execution?.status === 'InProgress' && done?.status === 'InProgress') {
    const action = actionOf(declarationFor(state, execution), done);
    endAction(context, execution, done, {
      error: failureOf(state, execution, action),
    });
  }
}
