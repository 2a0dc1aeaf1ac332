// The SageMaker pipelines of use cases, and who starts them.
import { REGION } from '../constants';
import type { Context } from '../operation';
import {
  addPipeline,
  findPipeline,
  newPipeline,
} from '../services/sageMaker/pipelines';
import { pipelineArn } from '../services/sageMaker/pipelineArns';
import { startExecution } from '../services/sageMaker/pipelineWork';
import { findGroup } from '../services/sageMaker/modelPackageGroups';
import { addSchedule } from '../services/scheduler/schedules';
import type { State } from '../state/model';
import {
  batchDefinition,
  trainingDefinition,
  type PipelineSite,
} from './definition';
import { personOf } from './people';
import type { SeedRun } from './practice';
import {
  accountOf,
  baselineOf,
  projectIdOf,
  projectTags,
  serviceRole,
  type Workplace,
} from './workplace';

/** The name of the training pipeline of a use case. */
function trainingName({ name }: Workplace): string {
  return `${name}-training`;
}

/** Where the project of a use case has its pipelines. */
function siteOf(state: State, useCase: Workplace): PipelineSite {
  const accountId = accountOf(state, useCase, 'dev');
  const baseline = (name: string) => baselineOf(state, accountId, name);
  return {
    roleArn: serviceRole(accountId, 'Execution'),
    bucket: `sagemaker-project-${projectIdOf(state, useCase)}`,
    kmsKeyArn: baseline('mlops-sagemaker-key-arn'),
    subnets: baseline('mlops-private-subnet-ids').split(','),
    securityGroup: baseline('mlops-workload-security-group-id'),
    database: useCase.practice.database,
  };
}

/** The model package group of a use case: that of its project, where its template has one. */
export function groupNameOf(state: State, useCase: Workplace): string {
  const accountId = accountOf(state, useCase, 'dev');
  const ofProject = `${useCase.name}-${projectIdOf(state, useCase)}`;
  return findGroup(state, { accountId, region: REGION }, ofProject)
    ? ofProject
    : useCase.name;
}

function add(
  context: Context,
  useCase: Workplace,
  options: { name: string; description: string; definition: string },
): void {
  const { state } = context;
  const accountId = accountOf(state, useCase, 'dev');
  const pipeline = newPipeline(context, {
    ...options,
    accountId,
    region: REGION,
    roleArn: serviceRole(accountId, 'Execution'),
    createdBy: personOf(context, useCase.team, 'trains', accountId),
  });
  addPipeline(context, pipeline);
  state.tags[pipelineArn(pipeline)] = projectTags(state, useCase);
}

/** Makes the training pipeline of a use case. */
export function addTrainingPipeline(
  context: Context,
  useCase: Workplace,
): void {
  const { state } = context;
  add(context, useCase, {
    name: trainingName(useCase),
    description: `Trains and registers the model of ${useCase.name}`,
    definition: trainingDefinition(siteOf(state, useCase), {
      ...useCase.practice.pipeline,
      group: groupNameOf(state, useCase),
    }),
  });
}

/** Makes the pipeline that the schedule of the project starts each night. */
export function addBatchPipeline(context: Context, useCase: Workplace): void {
  const { state } = context;
  const { name } = useCase;
  add(context, useCase, {
    name: `${name}-${projectIdOf(state, useCase)}`,
    description: `Predicts for the next day of ${name}`,
    definition: batchDefinition(siteOf(state, useCase), name),
  });
}

/** Has somebody start the training pipeline of a use case. */
export function startTraining(
  context: Context,
  useCase: Workplace,
  { metrics }: Pick<SeedRun, 'metrics'>,
): void {
  const { state } = context;
  const accountId = accountOf(state, useCase, 'dev');
  const name = trainingName(useCase);
  const pipeline = findPipeline(state, { accountId, region: REGION }, name);
  if (!pipeline) {
    throw new Error(`There is no pipeline ${name}.`);
  }
  startExecution(context, pipeline, {
    startedBy: personOf(context, useCase.team, 'trains', accountId),
    metrics,
  });
}

/** Has a schedule start the training pipeline of a use case from now on. */
export function automateTraining(
  context: Context,
  useCase: Workplace,
  expression: string,
): void {
  const accountId = accountOf(context.state, useCase, 'dev');
  const name = trainingName(useCase);
  addSchedule(
    context,
    { accountId, region: REGION },
    {
      Name: `${useCase.name}-retraining`,
      Description: `Starts ${name}`,
      ScheduleExpression: expression,
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: pipelineArn({ accountId, region: REGION, name }),
        RoleArn: serviceRole(accountId, 'Events'),
      },
    },
  );
}
