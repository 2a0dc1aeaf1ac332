import type {
  DescribePipelineDefinitionForExecutionRequest,
  DescribePipelineDefinitionForExecutionResponse,
  DescribePipelineExecutionRequest,
  DescribePipelineExecutionResponse,
  ListPipelineExecutionsRequest,
  ListPipelineExecutionsResponse,
  ListPipelineExecutionStepsRequest,
  ListPipelineExecutionStepsResponse,
  ListPipelineParametersForExecutionRequest,
  ListPipelineParametersForExecutionResponse,
  StartPipelineExecutionRequest,
  StartPipelineExecutionResponse,
  StopPipelineExecutionRequest,
  StopPipelineExecutionResponse,
} from '@aws-sdk/client-sagemaker';
import {
  lists,
  reads,
  writes,
  type Call,
  type Operations,
} from '../../operation';
import type { PipelineExecution } from '../../state/modelBuilding';
import { AwsError } from '../../wire/AwsError';
import { isBetween, ownedBy } from './find';
import { pageOf, sortBy } from './page';
import { executionArn, pipelineArn } from './pipelineArns';
import { requirePipeline } from './pipelineOperations';
import { toStep } from './pipelineSteps';
import {
  definitionOf,
  definitionText,
  pipelineOf,
  startExecution,
  startStop,
} from './pipelineWork';
import { identityOf, toUserContext } from './userContext';

function requireExecution(call: Call, arn: string): PipelineExecution {
  const execution = ownedBy(call.state.pipelineExecutions, call.caller).find(
    candidate => executionArn(candidate) === arn,
  );
  if (!execution) {
    throw new AwsError(
      'ResourceNotFound',
      `Pipeline execution '${arn}' does not exist.`,
    );
  }
  return execution;
}

function executionsOf(call: Call, pipelineName: string): PipelineExecution[] {
  return ownedBy(call.state.pipelineExecutions, call.caller).filter(
    execution => execution.pipelineName === pipelineName,
  );
}

export const pipelineExecutionOperations: Operations = {
  StartPipelineExecution: writes<
    StartPipelineExecutionRequest,
    StartPipelineExecutionResponse
  >((input, call) => {
    const pipeline = requirePipeline(call, input.PipelineName);
    const { ClientRequestToken: token } = input;
    const before = executionsOf(call, pipeline.name).find(
      execution => execution.token !== undefined && execution.token === token,
    );
    if (before) {
      return { PipelineExecutionArn: executionArn(before) };
    }
    if (input.SelectiveExecutionConfig) {
      throw new AwsError(
        'ValidationException',
        'SelectiveExecutionConfig: the AWS sandbox executes whole pipelines only.',
      );
    }
    const execution = startExecution(call, pipeline, {
      startedBy: identityOf(call.caller),
      parameters: Object.fromEntries(
        (input.PipelineParameters ?? []).map(({ Name, Value }) => [
          Name,
          Value,
        ]),
      ),
      displayName: input.PipelineExecutionDisplayName,
      description: input.PipelineExecutionDescription,
      version: input.PipelineVersionId,
      parallelism: input.ParallelismConfiguration?.MaxParallelExecutionSteps,
      token,
    });
    return { PipelineExecutionArn: executionArn(execution) };
  }),

  StopPipelineExecution: writes<
    StopPipelineExecutionRequest,
    StopPipelineExecutionResponse
  >(({ PipelineExecutionArn }, call) => {
    const execution = requireExecution(call, PipelineExecutionArn);
    if (!['Executing', 'Stopping'].includes(execution.status)) {
      throw new AwsError(
        'ConflictException',
        `Pipeline execution with ARN ${PipelineExecutionArn} is ${execution.status} and cannot be stopped.`,
      );
    }
    if (execution.status === 'Executing') {
      startStop(call, execution, identityOf(call.caller));
    }
    return { PipelineExecutionArn };
  }),

  ListPipelineExecutions: lists<
    ListPipelineExecutionsRequest,
    ListPipelineExecutionsResponse
  >((input, call) => {
    const pipeline = requirePipeline(call, input.PipelineName);
    const matching = executionsOf(call, pipeline.name)
      .map(execution => ({
        execution,
        createdAt: execution.startedAt,
        name: executionArn(execution),
      }))
      .filter(
        ({ createdAt }) =>
          createdAt <= call.listedUntil &&
          isBetween(createdAt, input.CreatedAfter, input.CreatedBefore),
      );
    const { page, NextToken } = pageOf(
      sortBy(
        matching,
        input.SortBy === 'PipelineExecutionArn' ? 'Name' : undefined,
        input.SortOrder ?? 'Descending',
      ),
      input,
      'ListPipelineExecutions',
    );
    return {
      PipelineExecutionSummaries: page.map(({ execution, name: arn }) => ({
        PipelineExecutionArn: arn,
        StartTime: new Date(execution.startedAt),
        PipelineExecutionStatus: execution.status,
        PipelineExecutionDescription: execution.description,
        PipelineExecutionDisplayName: execution.displayName,
        PipelineExecutionFailureReason: execution.failureReason,
      })),
      NextToken,
    };
  }),

  DescribePipelineExecution: reads<
    DescribePipelineExecutionRequest,
    DescribePipelineExecutionResponse
  >(({ PipelineExecutionArn }, call) => {
    const execution = requireExecution(call, PipelineExecutionArn);
    const { accountId, region, pipelineName: name, parallelism } = execution;
    return {
      PipelineArn: pipelineArn({ accountId, region, name }),
      PipelineExecutionArn,
      PipelineExecutionDisplayName: execution.displayName,
      PipelineExecutionStatus: execution.status,
      PipelineExecutionDescription: execution.description,
      PipelineExperimentConfig: execution.experimentName
        ? {
            ExperimentName: execution.experimentName,
            TrialName: execution.trialName,
          }
        : undefined,
      FailureReason: execution.failureReason,
      CreationTime: new Date(execution.startedAt),
      CreatedBy: toUserContext(execution.createdBy),
      LastModifiedTime: new Date(execution.changedAt),
      LastModifiedBy: toUserContext(execution.changedBy),
      PipelineVersionId: execution.version,
      ParallelismConfiguration: parallelism
        ? { MaxParallelExecutionSteps: parallelism }
        : undefined,
    };
  }),

  ListPipelineExecutionSteps: lists<
    ListPipelineExecutionStepsRequest,
    ListPipelineExecutionStepsResponse
  >((input, call) => {
    const execution = requireExecution(call, input.PipelineExecutionArn ?? '');
    const { steps } = definitionOf(call, execution);
    const started = execution.steps.flatMap(run => {
      const step = steps.find(({ name }) => name === run.name);
      return step ? [toStep(step, run)] : [];
    });
    const { page, NextToken } = pageOf(
      input.SortOrder === 'Ascending' ? started : started.reverse(),
      input,
      'ListPipelineExecutionSteps',
    );
    return { PipelineExecutionSteps: page, NextToken };
  }),

  DescribePipelineDefinitionForExecution: reads<
    DescribePipelineDefinitionForExecutionRequest,
    DescribePipelineDefinitionForExecutionResponse
  >(({ PipelineExecutionArn }, call) => {
    const execution = requireExecution(call, PipelineExecutionArn);
    const version = pipelineOf(call, execution)?.versions.at(
      execution.version - 1,
    );
    return {
      PipelineDefinition: definitionText(call, execution),
      CreationTime: version && new Date(version.createdAt),
    };
  }),

  ListPipelineParametersForExecution: lists<
    ListPipelineParametersForExecutionRequest,
    ListPipelineParametersForExecutionResponse
  >((input, call) => {
    const execution = requireExecution(call, input.PipelineExecutionArn);
    const { page, NextToken } = pageOf(
      Object.entries(execution.parameters),
      input,
      'ListPipelineParametersForExecution',
    );
    return {
      PipelineParameters: page.map(([Name, Value]) => ({ Name, Value })),
      NextToken,
    };
  }),
};
