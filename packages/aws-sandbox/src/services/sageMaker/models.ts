// Models: shared by the service and by CloudFormation.
import type {
  ContainerDefinition,
  CreateModelInput,
  CreateModelOutput,
  DeleteModelInput,
  DescribeModelInput,
  DescribeModelOutput,
  ListModelsInput,
  ListModelsOutput,
} from '@aws-sdk/client-sagemaker';
import {
  lists,
  reads,
  writes,
  type Call,
  type Context,
  type Operations,
} from '../../operation';
import type { Model } from '../../state/modelServing';
import { AwsError } from '../../wire/AwsError';
import { findNamed, modelArn } from './endpointArns';
import { listServing } from './endpointLists';
import { requireModelPackage } from './modelPackageAccess';
import { toTagMap } from './tagMap';

function announce(context: Context, model: Model): void {
  const { accountId, region } = model;
  const arn = modelArn(model);
  context.announce({
    source: 'aws.sagemaker',
    detailType: 'SageMaker Model State Change',
    accountId,
    region,
    resources: [arn],
    detail: {
      ModelName: model.name,
      ModelArn: arn,
      PrimaryContainer: model.primaryContainer,
      Containers: model.containers,
      ExecutionRoleArn: model.executionRoleArn,
      VpcConfig: model.vpcConfig,
      EnableNetworkIsolation: model.networkIsolation,
      CreationTime: model.createdAt,
      Tags: context.state.tags[arn] ?? {},
    },
  });
}

/**
 * Puts a new model into the state.
 *
 * @param tags - by their keys
 * @throws AwsError ValidationException when there is one of its name
 */
export function addModel(
  context: Context,
  options: Omit<Model, 'createdAt'>,
  tags: Record<string, string> = {},
): Model {
  const { state, now } = context;
  const model: Model = { createdAt: now, ...options };
  const arn = modelArn(model);
  if (findNamed(state.models, model, model.name)) {
    throw new AwsError(
      'ValidationException',
      `Cannot create already existing model "${arn}".`,
    );
  }
  state.models.push(model);
  state.tags[arn] = tags;
  announce(context, model);
  return model;
}

/** Removes a model; what serves it goes on serving it. */
export function removeModel(context: Context, model: Model): void {
  const { state } = context;
  state.models.splice(state.models.indexOf(model), 1);
  announce(context, model);
  delete state.tags[modelArn(model)];
}

/**
 * The model of a name in an account and region.
 *
 * @throws AwsError ValidationException when there is none
 */
export function requireModel(
  { state }: Pick<Context, 'state'>,
  place: Pick<Model, 'accountId' | 'region'>,
  name: string,
): Model {
  const model = findNamed(state.models, place, name);
  if (!model) {
    const { accountId, region } = place;
    throw new AwsError(
      'ValidationException',
      `Could not find model "${modelArn({ accountId, region, name })}".`,
    );
  }
  return model;
}

/** Refuses what cannot serve, and model packages that are not there or closed to the caller. */
function checkContainer(call: Call, container: ContainerDefinition): void {
  const { Image, ModelPackageName } = container;
  if (ModelPackageName) {
    requireModelPackage(call, ModelPackageName, 'DescribeModelPackage');
  } else if (!Image) {
    throw new AwsError(
      'ValidationException',
      'A container definition must have Image or ModelPackageName.',
    );
  }
}

export const modelOperations: Operations = {
  CreateModel: writes<CreateModelInput, CreateModelOutput>((input, call) => {
    const { accountId, region } = call.caller;
    const { PrimaryContainer, Containers } = input;
    if ((PrimaryContainer === undefined) === (Containers === undefined)) {
      throw new AwsError(
        'ValidationException',
        'Exactly one of PrimaryContainer and Containers must be given.',
      );
    }
    const containers = Containers ?? [PrimaryContainer ?? {}];
    containers.forEach(container => checkContainer(call, container));
    const model = addModel(
      call,
      {
        accountId,
        region,
        name: input.ModelName,
        primaryContainer: PrimaryContainer,
        containers: Containers,
        executionRoleArn: input.ExecutionRoleArn,
        vpcConfig: input.VpcConfig,
        networkIsolation: input.EnableNetworkIsolation ?? false,
      },
      toTagMap(input.Tags),
    );
    return { ModelArn: modelArn(model) };
  }),

  DescribeModel: reads<DescribeModelInput, DescribeModelOutput>(
    ({ ModelName }, call) => {
      const model = requireModel(call, call.caller, ModelName);
      return {
        ModelName: model.name,
        ModelArn: modelArn(model),
        PrimaryContainer: model.primaryContainer,
        Containers: model.containers,
        ExecutionRoleArn: model.executionRoleArn,
        VpcConfig: model.vpcConfig,
        EnableNetworkIsolation: model.networkIsolation,
        CreationTime: new Date(model.createdAt),
      };
    },
  ),

  ListModels: lists<ListModelsInput, ListModelsOutput>((input, call) => {
    const { page, NextToken } = listServing(
      call.state.models,
      input,
      call,
      'ListModels',
    );
    return {
      Models: page.map(model => ({
        ModelName: model.name,
        ModelArn: modelArn(model),
        CreationTime: new Date(model.createdAt),
      })),
      NextToken,
    };
  }),

  DeleteModel: writes<DeleteModelInput, {}>(({ ModelName }, call) => {
    removeModel(call, requireModel(call, call.caller, ModelName));
    return {};
  }),
};
