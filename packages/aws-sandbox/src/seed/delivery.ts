// How versions get to test and prod: through CI/CD pipelines.
import { REGION } from '../constants';
import { schedule, type Context } from '../operation';
import {
  endAction,
  executionsOf,
  startExecution,
} from '../services/codePipeline/executions';
import {
  addPipeline,
  pipelineArn,
  pipelinesOf,
  type Declaration,
} from '../services/codePipeline/pipelines';
import { modelPackageArn } from '../services/sageMaker/modelPackages';
import type {
  DeliveryActionExecution,
  DeliveryExecution,
  DeliveryPipeline,
} from '../state/delivery';
import type { LifeWork } from '../state/life';
import type { State } from '../state/model';
import type { ModelPackage } from '../state/modelBuilding';
import { personOf } from './people';
import { versionsOf } from './registry';
import { isServed, serve } from './serving';
import {
  accountOf,
  findAccount,
  findWorkplace,
  projectIdOf,
  projectTags,
  serviceRole,
  type Workplace,
} from './workplace';

/** How often somebody looks how a release goes, in AWS's seconds: more often than any action takes. */
const LOOK_EVERY = 60;

type Category =
  Declaration['stages'][number]['actions'][number]['actionTypeId']['category'];

/** The stages of a CI/CD pipeline, each with the one action in it. */
const STAGES: Record<string, { category: Category; provider: string }> = {
  Source: { category: 'Source', provider: 'CodeCommit' },
  Build: { category: 'Build', provider: 'CodeBuild' },
  DeployTest: { category: 'Deploy', provider: 'CloudFormation' },
  Approval: { category: 'Approval', provider: 'Manual' },
  DeployProd: { category: 'Deploy', provider: 'CloudFormation' },
};

/** The repository that a use case is deployed from: one of its project's. */
function repositoryOf(state: State, useCase: Workplace): string {
  const accountId = accountOf(state, useCase, 'dev');
  const prefix = `sagemaker-${projectIdOf(state, useCase)}-`;
  const names = state.codeRepositories
    .filter(repository => repository.accountId === accountId)
    .map(({ name }) => name)
    .filter(name => name.startsWith(prefix));
  return names.find(name => name.endsWith('deploy')) ?? names[0];
}

function configurationOf(
  state: State,
  useCase: Workplace,
  stage: string,
): Record<string, string> {
  const { name } = useCase;
  switch (stage) {
    case 'Source':
      return {
        RepositoryName: repositoryOf(state, useCase),
        BranchName: 'main',
      };
    case 'Build':
      return { ProjectName: `${name}-deploy` };
    case 'Approval':
      return { CustomData: `The version serves in ${name}-test.` };
    default:
      return { ActionMode: 'CREATE_UPDATE', StackName: `${name}-endpoint` };
  }
}

/** Makes the CI/CD pipeline of a use case. */
export function addDelivery(context: Context, useCase: Workplace): void {
  const { state } = context;
  const accountId = accountOf(state, useCase, 'dev');
  const place = { accountId, region: REGION };
  const pipeline = addPipeline(context, place, {
    name: `${useCase.name}-deploy`,
    roleArn: serviceRole(accountId, 'CodePipeline'),
    artifactStore: {
      type: 'S3',
      location: `sagemaker-project-${projectIdOf(state, useCase)}`,
    },
    stages: Object.entries(STAGES).map(([name, { category, provider }]) => ({
      name,
      actions: [
        {
          name,
          actionTypeId: { category, owner: 'AWS', provider, version: '1' },
          configuration: configurationOf(state, useCase, name),
        },
      ],
    })),
  });
  state.tags[pipelineArn(pipeline)] = projectTags(state, useCase);
}

/** The CI/CD pipeline of a use case, if it has one. */
export function deliveryOf(
  state: State,
  useCase: Workplace,
): DeliveryPipeline | undefined {
  const accountId = findAccount(state, useCase, 'dev') ?? '';
  return pipelinesOf(state, { accountId, region: REGION }).find(
    ({ name }) => name === `${useCase.name}-deploy`,
  );
}

/** Whether a version is on its way through a CI/CD pipeline. */
export function isUnderWay(state: State, pipeline: DeliveryPipeline): boolean {
  return executionsOf(state, pipeline, pipeline.name).some(
    ({ status }) => status === 'InProgress',
  );
}

function look(context: Context, work: LifeWork): void {
  schedule(context, LOOK_EVERY, work);
}

/** Sends a version through a CI/CD pipeline; somebody sees to it that it arrives. */
export function release(
  context: Context,
  useCase: Workplace,
  pipeline: DeliveryPipeline,
  version: ModelPackage,
): void {
  const { accountId } = pipeline;
  const by = personOf(context, useCase.team, 'reviews', accountId);
  const { id } = startExecution(context, pipeline, {
    trigger: { type: 'StartPipelineExecution', detail: by.arn },
  });
  look(context, {
    kind: 'follow-release',
    useCase: useCase.name,
    modelPackageArn: modelPackageArn(version),
    executionId: id,
  });
}

/** Does what an action that is under way is there for. */
function attend(
  context: Context,
  useCase: Workplace,
  version: ModelPackage,
  execution: DeliveryExecution,
  action: DeliveryActionExecution,
): void {
  switch (action.stage) {
    case 'DeployTest':
      serve(context, useCase, 'test', version);
      break;
    case 'Approval':
      if (isServed(context, useCase, 'test', version)) {
        const { accountId } = execution;
        const { arn } = personOf(context, useCase.team, 'reviews', accountId);
        endAction(context, execution, action, {
          updatedBy: arn,
          summary: 'It answers in test as it should.',
        });
      }
      break;
    case 'DeployProd':
      serve(context, useCase, 'prod', version);
      break;
    default:
      break;
  }
}

/** Looks how a release goes, and does what is to be done for it. */
export function followRelease(
  context: Context,
  work: Extract<LifeWork, { kind: 'follow-release' }>,
): void {
  const { state } = context;
  const useCase = findWorkplace(work.useCase);
  const execution = state.deliveryExecutions.find(
    ({ id }) => id === work.executionId,
  );
  if (!useCase || execution?.status !== 'InProgress') {
    return;
  }
  const hasAccounts = (['dev', 'test', 'prod'] as const).every(environment =>
    findAccount(state, useCase, environment),
  );
  const version =
    hasAccounts &&
    versionsOf(state, useCase).find(
      candidate => modelPackageArn(candidate) === work.modelPackageArn,
    );
  if (!version) {
    return;
  }
  for (const action of execution.actions) {
    if (action.status === 'InProgress') {
      attend(context, useCase, version, execution, action);
    }
  }
  look(context, work);
}
