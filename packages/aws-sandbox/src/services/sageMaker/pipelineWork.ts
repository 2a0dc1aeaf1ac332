// What becomes of a pipeline execution: SageMaker takes it through its steps.
import { AWS_SECONDS } from '../../durations';
import { newId } from '../../ids';
import { schedule, type Context } from '../../operation';
import type {
  Identity,
  Pipeline,
  PipelineExecution,
  PipelineStepRun,
} from '../../state/modelBuilding';
import { AwsError } from '../../wire/AwsError';
import { addStepToTrial, addTrialOf } from './pipelineExperiments';
import { executionArn } from './pipelineArns';
import {
  parseDefinition,
  type DefinedStep,
  type PipelineDefinition,
} from './pipelineDefinition';
import { announceExecution, announceStep } from './pipelineEvents';
import { createModel, registerModel } from './pipelineModels';
import { jobArn, stepSeconds } from './pipelineSteps';
import { conditionsHold, resolveValue, StepFailure } from './pipelineValues';

/** What somebody may say of an execution that is to start. */
export interface ExecutionOptions {
  startedBy: Identity;
  parameters?: Record<string, string>;
  displayName?: string;
  description?: string;
  /** The pipeline's newest when absent. */
  version?: number;
  parallelism?: number;
  token?: string;
  /** What the evaluation is to find, by the metric's name; drawn when absent. */
  metrics?: Record<string, number>;
}

const isRunning = ({ status }: PipelineStepRun) =>
  ['Starting', 'Executing', 'Stopping'].includes(status);

/** The pipeline that an execution is of; undefined when it was deleted. */
export function pipelineOf(
  { state }: Pick<Context, 'state'>,
  { accountId, region, pipelineName }: PipelineExecution,
): Pipeline | undefined {
  return state.pipelines.find(
    pipeline =>
      pipeline.accountId === accountId &&
      pipeline.region === region &&
      pipeline.name === pipelineName,
  );
}

/** The text of the definition that an execution goes by. */
export function definitionText(
  context: Pick<Context, 'state'>,
  execution: PipelineExecution,
): string {
  const pipeline = pipelineOf(context, execution);
  return pipeline?.versions[execution.version - 1].definition ?? '';
}

/** The definition that an execution goes by. */
export function definitionOf(
  context: Pick<Context, 'state'>,
  execution: PipelineExecution,
): PipelineDefinition {
  return parseDefinition(definitionText(context, execution));
}

function parameterValues(
  { parameters }: PipelineDefinition,
  given: Record<string, string>,
): Record<string, string> {
  const unknown = Object.keys(given).filter(
    name => !parameters.some(parameter => parameter.name === name),
  );
  if (unknown.length > 0) {
    throw new AwsError(
      'ValidationException',
      `Unknown parameter(s) [${unknown.join(', ')}]. The pipeline does not define them.`,
    );
  }
  return Object.fromEntries(
    parameters.map(({ name, type, default: value }) => {
      const actual = given[name] ?? value;
      if (actual === undefined) {
        throw new AwsError(
          'ValidationException',
          `Parameter [${name}] does not have a value assigned and does not have a default value.`,
        );
      }
      const isNumber = type === 'Integer' || type === 'Float';
      if (isNumber && Number.isNaN(Number(actual || NaN))) {
        throw new AwsError(
          'ValidationException',
          `Parameter [${name}] is not of type ${type}: ${actual}.`,
        );
      }
      return [name, actual];
    }),
  );
}

/**
 * Starts a pipeline. The execution goes on by itself.
 *
 * @throws AwsError ValidationException when a parameter is missing, unknown or of another type
 */
export function startExecution(
  context: Context,
  pipeline: Pipeline,
  options: ExecutionOptions,
): PipelineExecution {
  const { state, now } = context;
  const { accountId, region, name } = pipeline;
  const version = options.version ?? pipeline.versions.length;
  const declared = pipeline.versions.at(version - 1);
  if (version < 1 || !declared) {
    throw new AwsError(
      'ResourceNotFound',
      `Version ${version} of pipeline ${name} does not exist.`,
    );
  }
  const definition = parseDefinition(declared.definition);
  const parameters = parameterValues(definition, options.parameters ?? {});
  pipeline.runs += 1;
  pipeline.lastRunAt = now;
  const execution: PipelineExecution = {
    id: newId(state, 12),
    accountId,
    region,
    pipelineName: name,
    version,
    run: pipeline.runs,
    displayName: options.displayName,
    description: options.description,
    status: 'Executing',
    parameters,
    startedAt: now,
    createdBy: options.startedBy,
    changedAt: now,
    changedBy: options.startedBy,
    steps: [],
    metrics: options.metrics,
    parallelism: options.parallelism ?? pipeline.parallelism,
    token: options.token,
  };
  addTrialOf(context, execution, definition);
  state.pipelineExecutions.push(execution);
  announceExecution(context, execution);
  startReadySteps(context, execution, definition);
  return execution;
}

/** Whether all that a step waits for has happened. */
function isReady(step: DefinedStep, runs: Map<string, PipelineStepRun>) {
  const { within, dependsOn } = step;
  const condition = within && runs.get(within.condition);
  return (
    !runs.has(step.name) &&
    (!within ||
      (condition?.status === 'Succeeded' &&
        condition.outcome === within.outcome)) &&
    dependsOn.every(name => runs.get(name)?.status === 'Succeeded')
  );
}

function start(
  context: Context,
  execution: PipelineExecution,
  step: DefinedStep,
): void {
  const run: PipelineStepRun = {
    name: step.name,
    status: 'Starting',
    startedAt: context.now,
  };
  execution.steps.push(run);
  announceStep(context, execution, step, run);
  schedule(context, AWS_SECONDS.startPipelineStep, {
    kind: 'execute-pipeline-step',
    executionArn: executionArn(execution),
    stepName: step.name,
  });
}

/** Starts the steps that are ready; ends the execution when nothing is left. */
function startReadySteps(
  context: Context,
  execution: PipelineExecution,
  { steps }: PipelineDefinition,
): void {
  const failed = execution.steps.some(({ status }) => status === 'Failed');
  const runs = new Map(execution.steps.map(run => [run.name, run]));
  const running = execution.steps.filter(isRunning).length;
  const ready = failed ? [] : steps.filter(step => isReady(step, runs));
  ready
    .slice(0, (execution.parallelism ?? Infinity) - running)
    .forEach(step => start(context, execution, step));
  if (ready.length + running === 0) {
    end(context, execution, failed ? 'Failed' : 'Succeeded');
  }
}

function end(
  context: Context,
  execution: PipelineExecution,
  status: PipelineExecution['status'],
): void {
  const previous = execution.status;
  execution.status = status;
  execution.changedAt = context.now;
  if (status === 'Failed') {
    execution.failureReason = 'Step failure: One or multiple steps failed.';
  }
  announceExecution(context, execution, previous);
}

interface StepAtWork {
  execution: PipelineExecution;
  definition: PipelineDefinition;
  step: DefinedStep;
  run: PipelineStepRun;
}

/** The step that work is about; undefined when its execution is gone or no longer goes on. */
function stepAtWork(
  context: Context,
  work: { executionArn: string; stepName: string },
): StepAtWork | undefined {
  const execution = context.state.pipelineExecutions.find(
    candidate => executionArn(candidate) === work.executionArn,
  );
  if (execution?.status !== 'Executing') {
    return undefined;
  }
  const definition = definitionOf(context, execution);
  const step = definition.steps.find(({ name }) => name === work.stepName);
  const run = execution.steps.find(({ name }) => name === work.stepName);
  return step && run && { execution, definition, step, run };
}

/** Has a step that was started execute. */
export function executeStep(
  context: Context,
  work: { executionArn: string; stepName: string },
): void {
  const found = stepAtWork(context, work);
  if (!found) {
    return;
  }
  const { execution, step, run } = found;
  run.status = 'Executing';
  run.arn = jobArn(execution, step, newId(context.state, 10));
  announceStep(context, execution, step, run, 'Starting');
  schedule(context, stepSeconds(step), {
    kind: 'complete-pipeline-step',
    executionArn: executionArn(execution),
    stepName: step.name,
  });
}

/** Does what a step is there for. @throws StepFailure */
function perform(
  context: Context,
  { execution, definition, step, run }: StepAtWork,
): void {
  switch (step.type) {
    case 'Condition':
      run.outcome = conditionsHold(execution, step.arguments.Conditions);
      break;
    case 'Fail':
      throw new StepFailure(
        String(resolveValue(execution, step.arguments.ErrorMessage ?? '')),
      );
    case 'Model':
      run.arn = createModel(context, execution, step);
      break;
    case 'RegisterModel':
      run.arn = registerModel(context, execution, definition, step);
      break;
    default:
      // What the job computes is nowhere to be seen: all there is of it is its ARN.
      break;
  }
}

/** Ends a step, and starts those that waited for it. */
export function completeStep(
  context: Context,
  work: { executionArn: string; stepName: string },
): void {
  const found = stepAtWork(context, work);
  if (!found) {
    return;
  }
  const { execution, definition, step, run } = found;
  run.endedAt = context.now;
  try {
    perform(context, found);
    run.status = 'Succeeded';
  } catch (error) {
    if (!(error instanceof StepFailure) && !(error instanceof AwsError)) {
      throw error;
    }
    run.status = 'Failed';
    run.failureReason = error.message;
  }
  execution.changedAt = context.now;
  addStepToTrial(context, execution, run);
  announceStep(context, execution, step, run, 'Executing');
  startReadySteps(context, execution, definition);
}

/** Starts to stop an execution that goes on. */
export function startStop(
  context: Context,
  execution: PipelineExecution,
  by: Identity,
): void {
  const { steps } = definitionOf(context, execution);
  const previous = execution.status;
  Object.assign(execution, {
    status: 'Stopping',
    changedAt: context.now,
    changedBy: by,
  });
  announceExecution(context, execution, previous);
  changeRunning(context, execution, steps, 'Stopping');
  schedule(context, AWS_SECONDS.stopPipelineExecution, {
    kind: 'stop-pipeline-execution',
    executionArn: executionArn(execution),
  });
}

function changeRunning(
  context: Context,
  execution: PipelineExecution,
  steps: DefinedStep[],
  status: 'Stopping' | 'Stopped',
): void {
  for (const run of execution.steps.filter(isRunning)) {
    const previous = run.status;
    run.status = status;
    if (status === 'Stopped') {
      run.endedAt = context.now;
    }
    const step = steps.find(({ name }) => name === run.name);
    if (step) {
      announceStep(context, execution, step, run, previous);
    }
  }
}

/** Stops an execution for good. */
export function stopExecution(
  context: Context,
  work: { executionArn: string },
): void {
  const execution = context.state.pipelineExecutions.find(
    candidate => executionArn(candidate) === work.executionArn,
  );
  if (execution?.status !== 'Stopping') {
    return;
  }
  const { steps } = definitionOf(context, execution);
  changeRunning(context, execution, steps, 'Stopped');
  end(context, execution, 'Stopped');
}
