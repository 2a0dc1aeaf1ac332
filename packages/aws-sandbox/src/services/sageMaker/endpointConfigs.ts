// Endpoint configurations: shared by the service and by CloudFormation.
import type {
  CreateEndpointConfigInput,
  CreateEndpointConfigOutput,
  DeleteEndpointConfigInput,
  DescribeEndpointConfigInput,
  DescribeEndpointConfigOutput,
  ListEndpointConfigsInput,
  ListEndpointConfigsOutput,
  ProductionVariant,
} from '@aws-sdk/client-sagemaker';
import {
  lists,
  reads,
  writes,
  type Context,
  type Operations,
  type Validated,
} from '../../operation';
import type { EndpointConfig } from '../../state/modelServing';
import { AwsError } from '../../wire/AwsError';
import { endpointConfigArn, findNamed } from './endpointArns';
import { listServing } from './endpointLists';
import { requireModel } from './models';
import { toTagMap } from './tagMap';

function refused(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

function announce(context: Context, config: EndpointConfig): void {
  const { accountId, region } = config;
  const arn = endpointConfigArn(config);
  context.announce({
    source: 'aws.sagemaker',
    // SageMaker's own abbreviation.
    detailType: 'SageMaker Endpoint Config State Change',
    accountId,
    region,
    resources: [arn],
    detail: {
      EndpointConfigName: config.name,
      EndpointConfigArn: arn,
      ProductionVariants: config.variants,
      CreationTime: config.createdAt,
      Tags: context.state.tags[arn] ?? {},
    },
  });
}

/**
 * Puts a new endpoint configuration into the state.
 *
 * @param tags - by their keys
 * @throws AwsError ValidationException when there is one of its name, or a model of it is not there
 */
export function addEndpointConfig(
  context: Context,
  options: Omit<EndpointConfig, 'createdAt'>,
  tags: Record<string, string> = {},
): EndpointConfig {
  const { state, now } = context;
  const config: EndpointConfig = { createdAt: now, ...options };
  const arn = endpointConfigArn(config);
  if (findNamed(state.endpointConfigs, config, config.name)) {
    throw refused(
      `Cannot create already existing endpoint configuration "${arn}".`,
    );
  }
  requireModels(context, config);
  state.endpointConfigs.push(config);
  state.tags[arn] = tags;
  announce(context, config);
  return config;
}

/** Removes an endpoint configuration; endpoints go on serving what it said. */
export function removeEndpointConfig(
  context: Context,
  config: EndpointConfig,
): void {
  const { state } = context;
  state.endpointConfigs.splice(state.endpointConfigs.indexOf(config), 1);
  announce(context, config);
  delete state.tags[endpointConfigArn(config)];
}

/**
 * The endpoint configuration of a name in an account and region.
 *
 * @throws AwsError ValidationException when there is none
 */
export function requireEndpointConfig(
  { state }: Pick<Context, 'state'>,
  place: Pick<EndpointConfig, 'accountId' | 'region'>,
  name: string,
): EndpointConfig {
  const config = findNamed(state.endpointConfigs, place, name);
  if (!config) {
    const { accountId, region } = place;
    throw refused(
      `Could not find endpoint configuration "${endpointConfigArn({ accountId, region, name })}".`,
    );
  }
  return config;
}

/** Refuses a configuration whose models are not there. */
export function requireModels(context: Context, config: EndpointConfig): void {
  for (const { ModelName } of config.variants) {
    if (ModelName) {
      requireModel(context, config, ModelName);
    }
  }
}

/** Production variants with what SageMaker fills in. */
function readVariants(
  variants: Validated<ProductionVariant>[],
): ProductionVariant[] {
  const names = variants.map(({ VariantName }) => VariantName);
  if (new Set(names).size < names.length) {
    throw refused('The names of the production variants must be unique.');
  }
  return variants.map(variant => {
    const { VariantName, ModelName, ServerlessConfig } = variant;
    if (!ModelName) {
      throw refused(
        `The production variant ${VariantName} needs ModelName: the AWS sandbox knows no inference components.`,
      );
    }
    const { InitialInstanceCount, InstanceType } = variant;
    if (!ServerlessConfig && !(InitialInstanceCount && InstanceType)) {
      throw refused(
        `The production variant ${VariantName} needs InitialInstanceCount and InstanceType, or ServerlessConfig.`,
      );
    }
    return { InitialVariantWeight: 1, ...variant };
  });
}

export const endpointConfigOperations: Operations = {
  CreateEndpointConfig: writes<
    CreateEndpointConfigInput,
    CreateEndpointConfigOutput
  >((input, call) => {
    const { accountId, region } = call.caller;
    const config = addEndpointConfig(
      call,
      {
        accountId,
        region,
        name: input.EndpointConfigName,
        variants: readVariants(input.ProductionVariants),
        dataCapture: input.DataCaptureConfig,
        kmsKeyId: input.KmsKeyId,
        executionRoleArn: input.ExecutionRoleArn,
        vpcConfig: input.VpcConfig,
        networkIsolation: input.EnableNetworkIsolation,
      },
      toTagMap(input.Tags),
    );
    return { EndpointConfigArn: endpointConfigArn(config) };
  }),

  DescribeEndpointConfig: reads<
    DescribeEndpointConfigInput,
    DescribeEndpointConfigOutput
  >(({ EndpointConfigName }, call) => {
    const config = requireEndpointConfig(call, call.caller, EndpointConfigName);
    return {
      EndpointConfigName: config.name,
      EndpointConfigArn: endpointConfigArn(config),
      ProductionVariants: config.variants,
      DataCaptureConfig: config.dataCapture,
      KmsKeyId: config.kmsKeyId,
      ExecutionRoleArn: config.executionRoleArn,
      VpcConfig: config.vpcConfig,
      EnableNetworkIsolation: config.networkIsolation ?? false,
      CreationTime: new Date(config.createdAt),
    };
  }),

  ListEndpointConfigs: lists<
    ListEndpointConfigsInput,
    ListEndpointConfigsOutput
  >((input, call) => {
    const { page, NextToken } = listServing(
      call.state.endpointConfigs,
      input,
      call,
      'ListEndpointConfigs',
    );
    return {
      EndpointConfigs: page.map(config => ({
        EndpointConfigName: config.name,
        EndpointConfigArn: endpointConfigArn(config),
        CreationTime: new Date(config.createdAt),
      })),
      NextToken,
    };
  }),

  DeleteEndpointConfig: writes<DeleteEndpointConfigInput, {}>(
    ({ EndpointConfigName }, call) => {
      removeEndpointConfig(
        call,
        requireEndpointConfig(call, call.caller, EndpointConfigName),
      );
      return {};
    },
  ),
};
