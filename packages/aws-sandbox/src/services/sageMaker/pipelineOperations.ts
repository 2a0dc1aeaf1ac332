import type {
  CreatePipelineRequest,
  CreatePipelineResponse,
  DeletePipelineRequest,
  DeletePipelineResponse,
  DescribePipelineRequest,
  DescribePipelineResponse,
  ListPipelinesRequest,
  ListPipelinesResponse,
  PipelineDefinitionS3Location,
  UpdatePipelineRequest,
  UpdatePipelineResponse,
} from '@aws-sdk/client-sagemaker';
import {
  lists,
  reads,
  writes,
  type Call,
  type Operations,
  type Validated,
} from '../../operation';
import type { Pipeline } from '../../state/modelBuilding';
import { AwsError } from '../../wire/AwsError';
import { readObject } from '../s3/objects';
import { isBetween, listedOf, nameIn } from './find';
import { pageOf, sortBy } from './page';
import { pipelineArn } from './pipelineArns';
import {
  addPipeline,
  changePipeline,
  findPipeline,
  newPipeline,
  removePipeline,
} from './pipelines';
import { toTagMap } from './tagMap';
import { identityOf, toUserContext } from './userContext';

/**
 * The pipeline of a name or an ARN.
 *
 * @throws AwsError ResourceNotFound when the caller has none
 */
export function requirePipeline(call: Call, nameOrArn: string): Pipeline {
  const name = nameIn(nameOrArn);
  const pipeline = findPipeline(call.state, call.caller, name);
  const arn = pipelineArn({ ...call.caller, name });
  if (!pipeline || (nameOrArn !== name && nameOrArn !== arn)) {
    throw new AwsError(
      'ResourceNotFound',
      `Pipeline '${nameOrArn === name ? arn : nameOrArn}' does not exist.`,
    );
  }
  return pipeline;
}

/** The text of a definition, given as such or as an object of S3; undefined when there is none. */
function definitionIn(
  { state, caller }: Call,
  text: string | undefined,
  location: Validated<PipelineDefinitionS3Location> | undefined,
): string | undefined {
  if (text !== undefined && location) {
    throw new AwsError(
      'ValidationException',
      "Both Pipeline Definition and Pipeline Definition S3 location shouldn't be present.",
    );
  }
  if (!location) {
    return text;
  }
  const { Bucket, ObjectKey } = location;
  const isOwn = state.buckets.some(
    ({ name, accountId }) => name === Bucket && accountId === caller.accountId,
  );
  const body = isOwn ? readObject(state, Bucket, ObjectKey) : undefined;
  if (!body) {
    throw new AwsError(
      'ValidationException',
      `Could not read the pipeline definition s3://${Bucket}/${ObjectKey}.`,
    );
  }
  return Buffer.from(body).toString('utf8');
}

export const pipelineOperations: Operations = {
  CreatePipeline: writes<CreatePipelineRequest, CreatePipelineResponse>(
    (input, call) => {
      const { accountId, region } = call.caller;
      const { PipelineName: name, ClientRequestToken: token } = input;
      const before = findPipeline(call.state, call.caller, name);
      if (before?.token !== undefined && before.token === token) {
        return { PipelineArn: pipelineArn(before) };
      }
      const tags = toTagMap(input.Tags);
      const definition = definitionIn(
        call,
        input.PipelineDefinition,
        input.PipelineDefinitionS3Location,
      );
      if (definition === undefined) {
        throw new AwsError(
          'ValidationException',
          'Either Pipeline Definition or Pipeline Definition S3 location should be provided.',
        );
      }
      const pipeline = newPipeline(call, {
        accountId,
        region,
        name,
        definition,
        token,
        roleArn: input.RoleArn,
        displayName: input.PipelineDisplayName,
        description: input.PipelineDescription,
        parallelism: input.ParallelismConfiguration?.MaxParallelExecutionSteps,
        createdBy: identityOf(call.caller),
      });
      addPipeline(call, pipeline);
      const arn = pipelineArn(pipeline);
      call.state.tags[arn] = tags;
      return { PipelineArn: arn };
    },
  ),

  UpdatePipeline: writes<UpdatePipelineRequest, UpdatePipelineResponse>(
    (input, call) => {
      const pipeline = requirePipeline(call, input.PipelineName);
      changePipeline(
        call,
        pipeline,
        {
          definition: definitionIn(
            call,
            input.PipelineDefinition,
            input.PipelineDefinitionS3Location,
          ),
          roleArn: input.RoleArn,
          displayName: input.PipelineDisplayName,
          description: input.PipelineDescription,
          parallelism:
            input.ParallelismConfiguration?.MaxParallelExecutionSteps,
        },
        identityOf(call.caller),
      );
      return {
        PipelineArn: pipelineArn(pipeline),
        PipelineVersionId: pipeline.versions.length,
      };
    },
  ),

  DeletePipeline: writes<DeletePipelineRequest, DeletePipelineResponse>(
    ({ PipelineName }, call) => {
      const pipeline = requirePipeline(call, PipelineName);
      removePipeline(call, pipeline);
      return { PipelineArn: pipelineArn(pipeline) };
    },
  ),

  DescribePipeline: reads<DescribePipelineRequest, DescribePipelineResponse>(
    ({ PipelineName, PipelineVersionId }, call) => {
      const pipeline = requirePipeline(call, PipelineName);
      const number = PipelineVersionId ?? pipeline.versions.length;
      const version = pipeline.versions.at(number - 1);
      if (number < 1 || !version) {
        throw new AwsError(
          'ResourceNotFound',
          `Version ${number} of pipeline ${pipeline.name} does not exist.`,
        );
      }
      const { lastRunAt, parallelism } = pipeline;
      return {
        PipelineArn: pipelineArn(pipeline),
        PipelineName: pipeline.name,
        PipelineDisplayName: pipeline.displayName ?? pipeline.name,
        PipelineDefinition: version.definition,
        PipelineDescription: pipeline.description,
        RoleArn: pipeline.roleArn,
        PipelineStatus: 'Active',
        CreationTime: new Date(pipeline.createdAt),
        CreatedBy: toUserContext(pipeline.createdBy),
        LastModifiedTime: new Date(pipeline.changedAt),
        LastModifiedBy: toUserContext(pipeline.changedBy),
        LastRunTime: lastRunAt === undefined ? undefined : new Date(lastRunAt),
        ParallelismConfiguration: parallelism
          ? { MaxParallelExecutionSteps: parallelism }
          : undefined,
      };
    },
  ),

  ListPipelines: lists<ListPipelinesRequest, ListPipelinesResponse>(
    (input, call) => {
      const matching = listedOf(call.state.pipelines, call).filter(
        ({ name, createdAt }) =>
          name.startsWith(input.PipelineNamePrefix ?? '') &&
          isBetween(createdAt, input.CreatedAfter, input.CreatedBefore),
      );
      const { page, NextToken } = pageOf(
        sortBy(matching, input.SortBy, input.SortOrder ?? 'Descending'),
        input,
        'ListPipelines',
      );
      return {
        PipelineSummaries: page.map(pipeline => ({
          PipelineArn: pipelineArn(pipeline),
          PipelineName: pipeline.name,
          PipelineDisplayName: pipeline.displayName ?? pipeline.name,
          PipelineDescription: pipeline.description,
          RoleArn: pipeline.roleArn,
          CreationTime: new Date(pipeline.createdAt),
          LastModifiedTime: new Date(pipeline.changedAt),
          LastExecutionTime:
            pipeline.lastRunAt === undefined
              ? undefined
              : new Date(pipeline.lastRunAt),
        })),
        NextToken,
      };
    },
  ),
};
