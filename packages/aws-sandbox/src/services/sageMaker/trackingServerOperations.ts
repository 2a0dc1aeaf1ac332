import type {
  CreateMlflowTrackingServerRequest,
  CreateMlflowTrackingServerResponse,
  DeleteMlflowTrackingServerRequest,
  DeleteMlflowTrackingServerResponse,
  DescribeMlflowTrackingServerRequest,
  DescribeMlflowTrackingServerResponse,
  ListMlflowTrackingServersRequest,
  ListMlflowTrackingServersResponse,
  StartMlflowTrackingServerRequest,
  StartMlflowTrackingServerResponse,
  StopMlflowTrackingServerRequest,
  StopMlflowTrackingServerResponse,
  TrackingServerSummary,
} from '@aws-sdk/client-sagemaker';
import {
  lists,
  reads,
  writes,
  type Call,
  type Operations,
} from '../../operation';
import type { TrackingServer } from '../../state/modelBuilding';
import { AwsError } from '../../wire/AwsError';
import { isBetween, listedOf } from './find';
import { pageOf, sortBy } from './page';
import { toTagMap } from './tagMap';
import {
  addTrackingServer,
  findTrackingServer,
  isActive,
  newTrackingServer,
  startChange,
  trackingServerArn,
  trackingServerUrl,
} from './trackingServers';
import { identityOf, toUserContext } from './userContext';

function requireServer(call: Call, name: string): TrackingServer {
  const server = findTrackingServer(call.state, call.caller, name);
  if (!server) {
    throw new AwsError(
      'ResourceNotFound',
      `Tracking Server with ARN ${trackingServerArn({ ...call.caller, name })} does not exist.`,
    );
  }
  return server;
}

/** Has a server change that is in one of the states it can be changed from. */
function change(
  call: Call,
  name: string,
  status: 'Starting' | 'Stopping' | 'Deleting',
  from: TrackingServer['status'][],
) {
  const server = requireServer(call, name);
  if (!from.includes(server.status)) {
    throw new AwsError(
      'ConflictException',
      `Tracking Server ${name} is ${server.status}; it has to be ${from.join(' or ')}.`,
    );
  }
  startChange(call, server, status, identityOf(call.caller));
  return { TrackingServerArn: trackingServerArn(server) };
}

function toSummary(server: TrackingServer) {
  return {
    TrackingServerArn: trackingServerArn(server),
    TrackingServerName: server.name,
    CreationTime: new Date(server.createdAt),
    LastModifiedTime: new Date(server.changedAt),
    TrackingServerStatus: server.status,
    IsActive: isActive(server) ? 'Active' : 'Inactive',
    MlflowVersion: server.mlflowVersion,
  } satisfies TrackingServerSummary;
}

export const trackingServerOperations: Operations = {
  CreateMlflowTrackingServer: writes<
    CreateMlflowTrackingServerRequest,
    CreateMlflowTrackingServerResponse
  >((input, call) => {
    const { accountId, region } = call.caller;
    const tags = toTagMap(input.Tags);
    const server = newTrackingServer(call, {
      accountId,
      region,
      name: input.TrackingServerName,
      artifactStoreUri: input.ArtifactStoreUri,
      roleArn: input.RoleArn,
      size: input.TrackingServerSize,
      mlflowVersion: input.MlflowVersion,
      automaticModelRegistration: input.AutomaticModelRegistration,
      weeklyMaintenanceWindowStart: input.WeeklyMaintenanceWindowStart,
      createdBy: identityOf(call.caller),
    });
    addTrackingServer(call, server);
    const arn = trackingServerArn(server);
    call.state.tags[arn] = tags;
    return { TrackingServerArn: arn };
  }),

  DescribeMlflowTrackingServer: reads<
    DescribeMlflowTrackingServerRequest,
    DescribeMlflowTrackingServerResponse
  >(({ TrackingServerName }, call) => {
    const server = requireServer(call, TrackingServerName);
    return {
      ...toSummary(server),
      ArtifactStoreUri: server.artifactStoreUri,
      TrackingServerSize: server.size,
      RoleArn: server.roleArn,
      TrackingServerUrl: isActive(server)
        ? trackingServerUrl(server)
        : undefined,
      WeeklyMaintenanceWindowStart: server.weeklyMaintenanceWindowStart,
      AutomaticModelRegistration: server.automaticModelRegistration,
      CreatedBy: toUserContext(server.createdBy),
      LastModifiedBy: toUserContext(server.changedBy),
    };
  }),

  ListMlflowTrackingServers: lists<
    ListMlflowTrackingServersRequest,
    ListMlflowTrackingServersResponse
  >((input, call) => {
    const order = input.SortOrder ?? 'Descending';
    const matching = listedOf(call.state.trackingServers, call).filter(
      ({ createdAt, status, mlflowVersion }) =>
        isBetween(createdAt, input.CreatedAfter, input.CreatedBefore) &&
        (!input.TrackingServerStatus ||
          status === input.TrackingServerStatus) &&
        (!input.MlflowVersion || mlflowVersion === input.MlflowVersion),
    );
    const sorted = sortBy(matching, input.SortBy, order);
    if (input.SortBy === 'Status') {
      sorted.sort((a, b) => a.status.localeCompare(b.status));
      if (order === 'Descending') {
        sorted.reverse();
      }
    }
    const { page, NextToken } = pageOf(
      sorted,
      input,
      'ListMlflowTrackingServers',
    );
    return { TrackingServerSummaries: page.map(toSummary), NextToken };
  }),

  StartMlflowTrackingServer: writes<
    StartMlflowTrackingServerRequest,
    StartMlflowTrackingServerResponse
  >(({ TrackingServerName }, call) =>
    change(call, TrackingServerName, 'Starting', ['Stopped']),
  ),

  StopMlflowTrackingServer: writes<
    StopMlflowTrackingServerRequest,
    StopMlflowTrackingServerResponse
  >(({ TrackingServerName }, call) =>
    change(call, TrackingServerName, 'Stopping', ['Created', 'Started']),
  ),

  DeleteMlflowTrackingServer: writes<
    DeleteMlflowTrackingServerRequest,
    DeleteMlflowTrackingServerResponse
  >(({ TrackingServerName }, call) =>
    change(call, TrackingServerName, 'Deleting', [
      'Created',
      'Started',
      'Stopped',
    ]),
  ),
};
