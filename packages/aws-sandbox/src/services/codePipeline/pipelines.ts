// Pipelines in the state: shared by the service, by CloudFormation and by the seed.
import type { PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import type { Context, Validated } from '../../operation';
import type { DeliveryPipeline } from '../../state/delivery';
import type { State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';

/** A pipeline as it is declared: stages with their actions. */
export type Declaration = Validated<PipelineDeclaration>;

/** Where a pipeline is. */
export interface Place {
  accountId: string;
  region: string;
}

/** ARN of a pipeline. */
export function pipelineArn({
  region,
  accountId,
  name,
}: Place & { name: string }): string {
  return `arn:aws:codepipeline:${region}:${accountId}:${name}`;
}

/** The pipelines of an account in a region. */
export function pipelinesOf(
  { deliveryPipelines }: State,
  { accountId, region }: Place,
): DeliveryPipeline[] {
  return deliveryPipelines.filter(
    pipeline => pipeline.accountId === accountId && pipeline.region === region,
  );
}

/** The pipeline of this name. */
export function requirePipeline(
  state: State,
  place: Place,
  name: string,
): DeliveryPipeline {
  const found = pipelinesOf(state, place).find(
    pipeline => pipeline.name === name,
  );
  if (!found) {
    throw new AwsError(
      'PipelineNotFoundException',
      `Account '${place.accountId}' does not have a pipeline with name '${name}'`,
    );
  }
  return found;
}

/** A version of a pipeline; the newest when none is named. */
export function declarationOf(
  { name, declarations }: DeliveryPipeline,
  version: number = declarations.length,
): Declaration {
  const found = declarations[version - 1];
  if (!found) {
    throw new AwsError(
      'PipelineVersionNotFoundException',
      `The pipeline '${name}' does not have a version ${version}`,
    );
  }
  return found;
}

function refuseRepeated(kind: string, names: string[]): void {
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated) {
    throw new AwsError(
      'InvalidStructureException',
      `${kind} names must be unique; ${repeated} is used more than once`,
    );
  }
}

/** Refuses a pipeline that could not run. */
function checkStructure({
  stages,
  artifactStore,
  artifactStores,
}: Declaration) {
  const refuse = (message: string) =>
    new AwsError('InvalidStructureException', message);
  if (stages.length < 2) {
    throw refuse('Pipeline should have at least 2 stages');
  }
  if (Boolean(artifactStore) === Boolean(artifactStores)) {
    throw refuse(
      'Pipeline should have either artifactStore or artifactStores, but not both',
    );
  }
  refuseRepeated(
    'Stage',
    stages.map(({ name }) => name),
  );
  for (const [index, { name, actions }] of stages.entries()) {
    if (actions.length === 0) {
      throw refuse(`Stage ${name} should have at least 1 action`);
    }
    refuseRepeated(
      'Action',
      actions.map(action => action.name),
    );
    const sources = actions.filter(
      ({ actionTypeId }) => actionTypeId.category === 'Source',
    );
    if (index === 0 && sources.length < actions.length) {
      throw refuse(
        'Pipeline should start with a stage that only contains source actions',
      );
    }
    if (index > 0 && sources.length > 0) {
      throw refuse('Source actions may only occur in the first stage');
    }
  }
}

/** A declaration with what AWS fills in. */
function complete(declaration: Declaration): Declaration {
  return {
    executionMode: 'SUPERSEDED',
    pipelineType: 'V1',
    ...declaration,
    stages: declaration.stages.map(stage => ({
      ...stage,
      actions: stage.actions.map(action => ({ runOrder: 1, ...action })),
    })),
  };
}

/**
 * Makes a pipeline. Nothing runs in it yet.
 *
 * @throws AwsError for a name that is taken and a structure that cannot run
 */
export function addPipeline(
  { state, now }: Context,
  { accountId, region }: Place,
  declaration: Declaration,
): DeliveryPipeline {
  const { name } = declaration;
  checkStructure(declaration);
  if (pipelinesOf(state, { accountId, region }).some(p => p.name === name)) {
    throw new AwsError(
      'PipelineNameInUseException',
      `A pipeline with the name '${name}' already exists in account '${accountId}'`,
    );
  }
  const pipeline: DeliveryPipeline = {
    accountId,
    region,
    name,
    createdAt: now,
    updatedAt: now,
    declarations: [{ ...complete(declaration), version: 1 }],
  };
  state.deliveryPipelines.push(pipeline);
  return pipeline;
}

/**
 * Gives a pipeline a new version; executions under way go on with theirs.
 *
 * @throws AwsError for a structure that cannot run
 */
export function updatePipeline(
  { now }: Context,
  pipeline: DeliveryPipeline,
  declaration: Declaration,
): void {
  checkStructure(declaration);
  const version = pipeline.declarations.length + 1;
  pipeline.declarations = [
    ...pipeline.declarations,
    { ...complete(declaration), version },
  ];
  pipeline.updatedAt = now;
}

/** Removes a pipeline with its executions; does nothing when it is not there. */
export function removePipeline(state: State, place: Place, name: string): void {
  const [pipeline] = pipelinesOf(state, place).filter(p => p.name === name);
  if (!pipeline) {
    return;
  }
  const executions = state.deliveryExecutions.filter(
    execution =>
      execution.accountId === place.accountId &&
      execution.region === place.region &&
      execution.pipelineName === name,
  );
  const ids = new Set(executions.map(({ id }) => id));
  state.deliveryPipelines = state.deliveryPipelines.filter(
    other => other !== pipeline,
  );
  state.deliveryExecutions = state.deliveryExecutions.filter(
    ({ id }) => !ids.has(id),
  );
  state.work = state.work.filter(
    work =>
      work.kind !== 'complete-delivery-action' || !ids.has(work.executionId),
  );
  delete state.tags[pipelineArn(pipeline)];
}
