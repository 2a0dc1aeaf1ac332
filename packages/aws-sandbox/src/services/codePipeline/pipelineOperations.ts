import type {
  CreatePipelineInput,
  CreatePipelineOutput,
  DeletePipelineInput,
  GetPipelineInput,
  GetPipelineOutput,
  ListPipelinesInput,
  ListPipelinesOutput,
  UpdatePipelineInput,
  UpdatePipelineOutput,
} from '@aws-sdk/client-codepipeline';
import { lists, reads, writes, type Operations } from '../../operation';
import { startExecution } from './executions';
import { pageOf } from './page';
import {
  addPipeline,
  declarationOf,
  pipelineArn,
  pipelinesOf,
  removePipeline,
  requirePipeline,
  updatePipeline,
} from './pipelines';

export const pipelineOperations: Operations = {
  CreatePipeline: writes<CreatePipelineInput, CreatePipelineOutput>(
    ({ pipeline: declaration, tags = [] }, call) => {
      const pipeline = addPipeline(call, call.caller, declaration);
      call.state.tags[pipelineArn(pipeline)] = Object.fromEntries(
        tags.map(({ key, value }) => [key, value]),
      );
      // A new pipeline runs at once.
      startExecution(call, pipeline, {
        trigger: { type: 'CreatePipeline', detail: call.caller.arn },
      });
      return { pipeline: declarationOf(pipeline), tags };
    },
  ),

  GetPipeline: reads<GetPipelineInput, GetPipelineOutput>(
    ({ name, version }, { state, caller }) => {
      const pipeline = requirePipeline(state, caller, name);
      return {
        pipeline: declarationOf(pipeline, version),
        metadata: {
          pipelineArn: pipelineArn(pipeline),
          created: new Date(pipeline.createdAt),
          updated: new Date(pipeline.updatedAt),
        },
      };
    },
  ),

  UpdatePipeline: writes<UpdatePipelineInput, UpdatePipelineOutput>(
    ({ pipeline: declaration }, call) => {
      const { state, caller } = call;
      const pipeline = requirePipeline(state, caller, declaration.name);
      updatePipeline(call, pipeline, declaration);
      return { pipeline: declarationOf(pipeline) };
    },
  ),

  DeletePipeline: writes<DeletePipelineInput, {}>(
    ({ name }, { state, caller }) => {
      removePipeline(state, caller, name);
      return {};
    },
  ),

  ListPipelines: lists<ListPipelinesInput, ListPipelinesOutput>(
    (input, { state, caller, listedUntil }) => {
      const { page, nextToken } = pageOf(
        pipelinesOf(state, caller)
          .filter(({ createdAt }) => createdAt <= listedUntil)
          .sort((a, b) => a.name.localeCompare(b.name)),
        input,
        'ListPipelines',
        1000,
      );
      return {
        pipelines: page.map(pipeline => {
          const { version, pipelineType, executionMode } =
            declarationOf(pipeline);
          return {
            name: pipeline.name,
            version,
            pipelineType,
            executionMode,
            created: new Date(pipeline.createdAt),
            updated: new Date(pipeline.updatedAt),
          };
        }),
        nextToken,
      };
    },
  ),
};
