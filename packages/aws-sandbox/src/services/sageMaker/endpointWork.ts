// Endpoints in the state: shared by the service and by CloudFormation.
import { AWS_SECONDS } from '../../durations';
import { schedule, type Context } from '../../operation';
import type {
  Deployment,
  Endpoint,
  EndpointConfig,
} from '../../state/modelServing';
import { AwsError } from '../../wire/AwsError';
import { endpointArn, findByArn, findNamed } from './endpointArns';
import { requireModels } from './endpointConfigs';
import { ownedBy } from './find';

type Place = Pick<Endpoint, 'accountId' | 'region'>;

/** What EventBridge calls a status: `IN_SERVICE`. */
function statusOfEvent(status: string): string {
  return status.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}

function announce(
  context: Context,
  endpoint: Endpoint,
  status: string = endpoint.status,
): void {
  const { accountId, region, deployment } = endpoint;
  const arn = endpointArn(endpoint);
  context.announce({
    source: 'aws.sagemaker',
    detailType: 'SageMaker Endpoint State Change',
    accountId,
    region,
    resources: [arn],
    detail: {
      EndpointName: endpoint.name,
      EndpointArn: arn,
      EndpointConfigName: deployment.configName,
      ProductionVariants: deployment.variants.map(variant => ({
        VariantName: variant.VariantName,
        DesiredWeight: variant.InitialVariantWeight,
        DesiredInstanceCount: variant.InitialInstanceCount,
      })),
      EndpointStatus: statusOfEvent(status),
      CreationTime: endpoint.createdAt,
      LastModifiedTime: endpoint.changedAt,
      Tags: context.state.tags[arn] ?? {},
    },
  });
}

/** What is deployed by a configuration; it stays when the configuration goes. */
function deploymentOf(context: Context, config: EndpointConfig): Deployment {
  requireModels(context, config);
  return structuredClone({
    configName: config.name,
    variants: config.variants,
    dataCapture: config.dataCapture,
  });
}

/** The endpoint of a name in an account and region, if there is one. */
export function findEndpoint(
  { state }: Pick<Context, 'state'>,
  place: Place,
  name: string,
): Endpoint | undefined {
  return findNamed(state.endpoints, place, name);
}

/**
 * The endpoint of a name in an account and region.
 *
 * @throws AwsError ValidationException when there is none
 */
export function requireEndpoint(
  context: Pick<Context, 'state'>,
  place: Place,
  name: string,
): Endpoint {
  const endpoint = findEndpoint(context, place, name);
  if (!endpoint) {
    const { accountId, region } = place;
    throw new AwsError(
      'ValidationException',
      `Could not find endpoint "${endpointArn({ accountId, region, name })}".`,
    );
  }
  return endpoint;
}

/**
 * Puts a new endpoint into the state; it is in service some time later.
 *
 * @param config - what it is to serve, in its account and region
 * @param tags - by their keys
 * @throws AwsError ValidationException when there is one of its name, or a model is not there
 */
export function addEndpoint(
  context: Context,
  { name, config }: { name: string; config: EndpointConfig },
  tags: Record<string, string> = {},
): Endpoint {
  const { state, now } = context;
  const { accountId, region } = config;
  const endpoint: Endpoint = {
    accountId,
    region,
    name,
    createdAt: now,
    changedAt: now,
    status: 'Creating',
    deployment: deploymentOf(context, config),
  };
  const arn = endpointArn(endpoint);
  if (findEndpoint(context, config, name)) {
    throw new AwsError(
      'ValidationException',
      `Cannot create already existing endpoint "${arn}".`,
    );
  }
  state.endpoints.push(endpoint);
  state.tags[arn] = tags;
  schedule(context, AWS_SECONDS.deployModel, {
    kind: 'complete-endpoint',
    endpointArn: arn,
  });
  announce(context, endpoint);
  return endpoint;
}

/** Refuses to change an endpoint that is being changed. */
function requireInService(endpoint: Endpoint): void {
  if (endpoint.status !== 'InService') {
    throw new AwsError(
      'ValidationException',
      `Cannot update in-progress endpoint "${endpointArn(endpoint)}".`,
    );
  }
}

/**
 * Has an endpoint serve what another configuration says; it does so some time
 * later, and serves what it served until then.
 *
 * @throws AwsError ValidationException when it is being changed, or a model is not there
 */
export function updateEndpoint(
  context: Context,
  endpoint: Endpoint,
  config: EndpointConfig,
): void {
  requireInService(endpoint);
  endpoint.next = deploymentOf(context, config);
  endpoint.status = 'Updating';
  endpoint.changedAt = context.now;
  schedule(context, AWS_SECONDS.deployModel, {
    kind: 'complete-endpoint',
    endpointArn: endpointArn(endpoint),
  });
  announce(context, endpoint);
}

/**
 * Starts to delete an endpoint.
 *
 * @throws AwsError ValidationException when it is being changed, or is watched
 */
export function startEndpointDeletion(
  context: Context,
  endpoint: Endpoint,
): void {
  const arn = endpointArn(endpoint);
  const watching = ownedBy(context.state.monitoringSchedules, endpoint).find(
    ({ accountId, region, endpointName = '' }) =>
      endpointArn({ accountId, region, name: endpointName }) === arn,
  );
  requireInService(endpoint);
  if (watching) {
    throw new AwsError(
      'ValidationException',
      `Cannot delete endpoint "${arn}": delete its monitoring schedule ${watching.name} first.`,
    );
  }
  endpoint.status = 'Deleting';
  endpoint.changedAt = context.now;
  schedule(context, AWS_SECONDS.deleteEndpoint, {
    kind: 'delete-endpoint',
    endpointArn: arn,
  });
  announce(context, endpoint);
}

function endpointOf(
  { state }: Context,
  arn: string,
  statuses: Endpoint['status'][],
): Endpoint | undefined {
  const endpoint = findByArn(state.endpoints, arn);
  return endpoint && statuses.includes(endpoint.status) ? endpoint : undefined;
}

/** Brings an endpoint, or what is new about it, into service. */
export function completeEndpoint(
  context: Context,
  work: { endpointArn: string },
): void {
  const endpoint = endpointOf(context, work.endpointArn, [
    'Creating',
    'Updating',
  ]);
  if (endpoint) {
    endpoint.deployment = endpoint.next ?? endpoint.deployment;
    delete endpoint.next;
    endpoint.status = 'InService';
    endpoint.changedAt = context.now;
    announce(context, endpoint);
  }
}

/** Removes an endpoint. */
export function deleteEndpoint(
  context: Context,
  work: { endpointArn: string },
): void {
  const { state } = context;
  const endpoint = endpointOf(context, work.endpointArn, ['Deleting']);
  if (endpoint) {
    state.endpoints.splice(state.endpoints.indexOf(endpoint), 1);
    announce(context, endpoint, 'Deleted');
    delete state.tags[work.endpointArn];
    delete state.monitoringDrift[work.endpointArn];
  }
}
