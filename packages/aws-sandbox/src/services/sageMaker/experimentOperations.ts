import type {
  CreateExperimentRequest,
  CreateExperimentResponse,
  CreateTrialRequest,
  CreateTrialResponse,
  DescribeExperimentRequest,
  DescribeExperimentResponse,
  ListExperimentsRequest,
  ListExperimentsResponse,
  ListTrialsRequest,
  ListTrialsResponse,
} from '@aws-sdk/client-sagemaker';
import {
  lists,
  reads,
  writes,
  type Call,
  type Operations,
} from '../../operation';
import type { Experiment } from '../../state/modelBuilding';
import { AwsError } from '../../wire/AwsError';
import {
  addExperiment,
  addTrial,
  experimentArn,
  findExperiment,
  trialArn,
} from './experiments';
import { isBetween, listedOf } from './find';
import { pageOf, sortBy } from './page';
import { toTagMap } from './tagMap';
import { identityOf, toUserContext } from './userContext';

function requireExperiment(call: Call, name: string): Experiment {
  const experiment = findExperiment(call.state, call.caller, name);
  if (!experiment) {
    throw new AwsError(
      'ResourceNotFound',
      `Experiment '${name}' does not exist.`,
    );
  }
  return experiment;
}

/** Where an experiment or a trial came from, as SageMaker tells of it. */
function toSource(arn: string | undefined, type: string) {
  return arn ? { SourceArn: arn, SourceType: type } : undefined;
}

export const experimentOperations: Operations = {
  CreateExperiment: writes<CreateExperimentRequest, CreateExperimentResponse>(
    (input, call) => {
      const { accountId, region } = call.caller;
      const tags = toTagMap(input.Tags);
      const experiment = addExperiment(call, {
        accountId,
        region,
        name: input.ExperimentName,
        displayName: input.DisplayName,
        description: input.Description,
        createdBy: identityOf(call.caller),
      });
      call.state.tags[experimentArn(experiment)] = tags;
      return { ExperimentArn: experimentArn(experiment) };
    },
  ),

  DescribeExperiment: reads<
    DescribeExperimentRequest,
    DescribeExperimentResponse
  >(({ ExperimentName }, call) => {
    const experiment = requireExperiment(call, ExperimentName);
    return {
      ExperimentName: experiment.name,
      ExperimentArn: experimentArn(experiment),
      DisplayName: experiment.displayName ?? experiment.name,
      Description: experiment.description,
      Source: toSource(experiment.sourceArn, 'SageMakerPipeline'),
      CreationTime: new Date(experiment.createdAt),
      CreatedBy: toUserContext(experiment.createdBy),
      LastModifiedTime: new Date(experiment.changedAt),
      LastModifiedBy: toUserContext(experiment.createdBy),
    };
  }),

  ListExperiments: lists<ListExperimentsRequest, ListExperimentsResponse>(
    (input, call) => {
      const matching = listedOf(call.state.experiments, call).filter(
        ({ createdAt }) =>
          isBetween(createdAt, input.CreatedAfter, input.CreatedBefore),
      );
      const { page, NextToken } = pageOf(
        sortBy(matching, input.SortBy, input.SortOrder ?? 'Descending'),
        input,
        'ListExperiments',
      );
      return {
        ExperimentSummaries: page.map(experiment => ({
          ExperimentArn: experimentArn(experiment),
          ExperimentName: experiment.name,
          DisplayName: experiment.displayName ?? experiment.name,
          ExperimentSource: toSource(experiment.sourceArn, 'SageMakerPipeline'),
          CreationTime: new Date(experiment.createdAt),
          LastModifiedTime: new Date(experiment.changedAt),
        })),
        NextToken,
      };
    },
  ),

  CreateTrial: writes<CreateTrialRequest, CreateTrialResponse>(
    (input, call) => {
      const { accountId, region } = call.caller;
      const tags = toTagMap(input.Tags);
      const experiment = requireExperiment(call, input.ExperimentName);
      const trial = addTrial(call, {
        accountId,
        region,
        name: input.TrialName,
        displayName: input.DisplayName,
        experimentName: experiment.name,
        createdBy: identityOf(call.caller),
      });
      experiment.changedAt = call.now;
      call.state.tags[trialArn(trial)] = tags;
      return { TrialArn: trialArn(trial) };
    },
  ),

  ListTrials: lists<ListTrialsRequest, ListTrialsResponse>((input, call) => {
    if (input.ExperimentName) {
      requireExperiment(call, input.ExperimentName);
    }
    const matching = listedOf(call.state.trials, call).filter(
      ({ experimentName, components, createdAt }) =>
        (!input.ExperimentName || experimentName === input.ExperimentName) &&
        (!input.TrialComponentName ||
          components.includes(input.TrialComponentName)) &&
        isBetween(createdAt, input.CreatedAfter, input.CreatedBefore),
    );
    const { page, NextToken } = pageOf(
      sortBy(matching, input.SortBy, input.SortOrder ?? 'Descending'),
      input,
      'ListTrials',
    );
    return {
      TrialSummaries: page.map(trial => ({
        TrialArn: trialArn(trial),
        TrialName: trial.name,
        DisplayName: trial.displayName ?? trial.name,
        TrialSource: toSource(trial.sourceArn, 'SageMakerPipelineExecution'),
        CreationTime: new Date(trial.createdAt),
        LastModifiedTime: new Date(trial.changedAt),
      })),
      NextToken,
    };
  }),
};
