// Pipelines in the state: shared by the service and by CloudFormation.
import type { Context } from '../../operation';
import type { State } from '../../state/model';
import type { Identity, Pipeline } from '../../state/modelBuilding';
import { AwsError } from '../../wire/AwsError';
import { ownedBy, type Place } from './find';
import { executionArn, pipelineArn } from './pipelineArns';
import { parseDefinition } from './pipelineDefinition';

/** What a pipeline is made of. */
export interface PipelineOptions extends Place {
  name: string;
  /** SageMaker's pipeline definition, JSON. */
  definition: string;
  roleArn: string;
  createdBy: Identity;
  displayName?: string;
  description?: string;
  parallelism?: number;
  token?: string;
}

/** Finds a pipeline by its name. */
export function findPipeline(
  state: State,
  place: Place,
  name: string,
): Pipeline | undefined {
  return ownedBy(state.pipelines, place).find(
    pipeline => pipeline.name === name,
  );
}

/**
 * A new pipeline, that is not in the state yet.
 *
 * @throws AwsError ValidationException when the definition is none
 */
export function newPipeline(
  { now }: Context,
  { definition, ...options }: PipelineOptions,
): Pipeline {
  parseDefinition(definition);
  return {
    ...options,
    createdAt: now,
    changedAt: now,
    changedBy: options.createdBy,
    versions: [{ definition, createdAt: now }],
    runs: 0,
  };
}

/**
 * Puts a new pipeline into the state.
 *
 * @throws AwsError ValidationException when its name is taken
 */
export function addPipeline({ state }: Context, pipeline: Pipeline): void {
  const { name } = pipeline;
  if (findPipeline(state, pipeline, name)) {
    throw new AwsError(
      'ValidationException',
      `Pipeline names must be unique within an AWS account and region. Pipeline with name (${name}) already exists.`,
    );
  }
  state.pipelines.push(pipeline);
}

/** Changes a pipeline; what is undefined stays. Another definition is another version. */
export function changePipeline(
  { now }: Context,
  pipeline: Pipeline,
  changes: Partial<Omit<PipelineOptions, 'name' | 'createdBy'>>,
  by: Identity,
): void {
  const { definition, ...rest } = changes;
  if (definition !== undefined) {
    parseDefinition(definition);
    pipeline.versions.push({ definition, createdAt: now });
  }
  for (const [key, value] of Object.entries(rest)) {
    if (value !== undefined) {
      Object.assign(pipeline, { [key]: value });
    }
  }
  pipeline.changedAt = now;
  pipeline.changedBy = by;
}

/**
 * Removes a pipeline with all its executions.
 *
 * @throws AwsError ConflictException while one of them goes on
 */
export function removePipeline(
  { state }: Pick<Context, 'state'>,
  pipeline: Pipeline,
): void {
  const isOf = ownedBy(state.pipelineExecutions, pipeline).filter(
    ({ pipelineName }) => pipelineName === pipeline.name,
  );
  const running = isOf.find(({ status }) =>
    ['Executing', 'Stopping'].includes(status),
  );
  if (running) {
    throw new AwsError(
      'ConflictException',
      `Pipeline ${pipeline.name} has a running execution: ${executionArn(running)}. Stop it before you delete the pipeline.`,
    );
  }
  const gone = new Set(isOf);
  state.pipelineExecutions = state.pipelineExecutions.filter(
    execution => !gone.has(execution),
  );
  state.pipelines.splice(state.pipelines.indexOf(pipeline), 1);
  delete state.tags[pipelineArn(pipeline)];
}
