import type {
  CreateEndpointInput,
  CreateEndpointOutput,
  DataCaptureConfigSummary,
  DeleteEndpointInput,
  DescribeEndpointInput,
  DescribeEndpointOutput,
  ListEndpointsInput,
  ListEndpointsOutput,
  ProductionVariantSummary,
  UpdateEndpointInput,
  UpdateEndpointOutput,
} from '@aws-sdk/client-sagemaker';
import {
  lists,
  reads,
  writes,
  type Call,
  type Operations,
} from '../../operation';
import type { Endpoint } from '../../state/modelServing';
import { endpointArn, findNamed } from './endpointArns';
import { requireEndpointConfig } from './endpointConfigs';
import { listServing } from './endpointLists';
import {
  addEndpoint,
  requireEndpoint,
  startEndpointDeletion,
  updateEndpoint,
} from './endpointWork';
import { toTagMap } from './tagMap';

/** What an endpoint serves, once it does. */
function toVariants(
  { state }: Call,
  endpoint: Endpoint,
): ProductionVariantSummary[] | undefined {
  if (endpoint.status === 'Creating') {
    return undefined;
  }
  return endpoint.deployment.variants.map(variant => {
    const model = findNamed(state.models, endpoint, variant.ModelName ?? '');
    const containers = model?.containers ?? [model?.primaryContainer ?? {}];
    return {
      VariantName: variant.VariantName,
      DeployedImages: containers.flatMap(({ Image }) =>
        Image
          ? [
              {
                SpecifiedImage: Image,
                ResolvedImage: Image,
                ResolutionTime: new Date(endpoint.changedAt),
              },
            ]
          : [],
      ),
      CurrentWeight: variant.InitialVariantWeight,
      DesiredWeight: variant.InitialVariantWeight,
      CurrentInstanceCount: variant.InitialInstanceCount,
      DesiredInstanceCount: variant.InitialInstanceCount,
      CurrentServerlessConfig: variant.ServerlessConfig,
    };
  });
}

function toDataCapture({
  status,
  deployment: { dataCapture },
}: Endpoint): DataCaptureConfigSummary | undefined {
  if (!dataCapture) {
    return undefined;
  }
  const isOn = dataCapture.EnableCapture ?? false;
  return {
    EnableCapture: isOn,
    CaptureStatus: isOn && status !== 'Creating' ? 'Started' : 'Stopped',
    CurrentSamplingPercentage: dataCapture.InitialSamplingPercentage,
    DestinationS3Uri: dataCapture.DestinationS3Uri,
    KmsKeyId: dataCapture.KmsKeyId ?? '',
  };
}

export const endpointOperations: Operations = {
  CreateEndpoint: writes<CreateEndpointInput, CreateEndpointOutput>(
    ({ EndpointName, EndpointConfigName, Tags }, call) => {
      const config = requireEndpointConfig(
        call,
        call.caller,
        EndpointConfigName,
      );
      const endpoint = addEndpoint(
        call,
        { name: EndpointName, config },
        toTagMap(Tags),
      );
      return { EndpointArn: endpointArn(endpoint) };
    },
  ),

  UpdateEndpoint: writes<UpdateEndpointInput, UpdateEndpointOutput>(
    ({ EndpointName, EndpointConfigName }, call) => {
      const endpoint = requireEndpoint(call, call.caller, EndpointName);
      const config = requireEndpointConfig(
        call,
        call.caller,
        EndpointConfigName,
      );
      updateEndpoint(call, endpoint, config);
      return { EndpointArn: endpointArn(endpoint) };
    },
  ),

  DescribeEndpoint: reads<DescribeEndpointInput, DescribeEndpointOutput>(
    ({ EndpointName }, call) => {
      const endpoint = requireEndpoint(call, call.caller, EndpointName);
      return {
        EndpointName: endpoint.name,
        EndpointArn: endpointArn(endpoint),
        EndpointConfigName: endpoint.deployment.configName,
        ProductionVariants: toVariants(call, endpoint),
        DataCaptureConfig: toDataCapture(endpoint),
        EndpointStatus: endpoint.status,
        CreationTime: new Date(endpoint.createdAt),
        LastModifiedTime: new Date(endpoint.changedAt),
      };
    },
  ),

  ListEndpoints: lists<ListEndpointsInput, ListEndpointsOutput>(
    (input, call) => {
      const { page, NextToken } = listServing(
        call.state.endpoints,
        input,
        call,
        'ListEndpoints',
      );
      return {
        Endpoints: page.map(endpoint => ({
          EndpointName: endpoint.name,
          EndpointArn: endpointArn(endpoint),
          CreationTime: new Date(endpoint.createdAt),
          LastModifiedTime: new Date(endpoint.changedAt),
          EndpointStatus: endpoint.status,
        })),
        NextToken,
      };
    },
  ),

  DeleteEndpoint: writes<DeleteEndpointInput, {}>(({ EndpointName }, call) => {
    startEndpointDeletion(
      call,
      requireEndpoint(call, call.caller, EndpointName),
    );
    return {};
  }),
};
