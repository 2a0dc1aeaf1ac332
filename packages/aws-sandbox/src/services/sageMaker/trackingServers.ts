// MLflow tracking servers in the state: shared by the service and by CloudFormation.
import { AWS_SECONDS } from '../../durations';
import { newId } from '../../ids';
import { schedule, type Context } from '../../operation';
import type { State } from '../../state/model';
import type { Identity, TrackingServer } from '../../state/modelBuilding';
import { AwsError } from '../../wire/AwsError';
import { ownedBy, type Place } from './find';

/** The version of MLflow that a server has when none is asked for. */
const MLFLOW_VERSION = '3.0';

/** What a tracking server is made of. */
export interface TrackingServerOptions extends Place {
  name: string;
  artifactStoreUri: string;
  roleArn: string;
  createdBy: Identity;
  size?: TrackingServer['size'];
  mlflowVersion?: string;
  automaticModelRegistration?: boolean;
  weeklyMaintenanceWindowStart?: string;
}

type Going = 'Creating' | 'Starting' | 'Stopping' | 'Deleting';

/** How long SageMaker takes for each change, in seconds. */
const SECONDS: Record<Going, number> = {
  Creating: AWS_SECONDS.createTrackingServer,
  Starting: AWS_SECONDS.startTrackingServer,
  Stopping: AWS_SECONDS.stopTrackingServer,
  Deleting: AWS_SECONDS.deleteTrackingServer,
};

/** ARN of a tracking server. */
export function trackingServerArn({
  region,
  accountId,
  name,
}: Pick<TrackingServer, 'region' | 'accountId' | 'name'>): string {
  return `arn:aws:sagemaker:${region}:${accountId}:mlflow-tracking-server/${name}`;
}

/** Where people open a tracking server. */
export function trackingServerUrl({
  host,
  region,
}: Pick<TrackingServer, 'host' | 'region'>): string {
  return `https://${host}.${region}.experiments.sagemaker.aws`;
}

/** Finds a tracking server by its name. */
export function findTrackingServer(
  state: State,
  place: Place,
  name: string,
): TrackingServer | undefined {
  return ownedBy(state.trackingServers, place).find(
    server => server.name === name,
  );
}

/** Whether people can use a tracking server. */
export function isActive({ status }: TrackingServer): boolean {
  return status === 'Created' || status === 'Started';
}

/** A new tracking server, that is not in the state yet. */
export function newTrackingServer(
  { state, now }: Context,
  options: TrackingServerOptions,
): TrackingServer {
  return {
    ...options,
    size: options.size ?? 'Small',
    mlflowVersion: options.mlflowVersion ?? MLFLOW_VERSION,
    automaticModelRegistration: options.automaticModelRegistration ?? false,
    status: 'Creating',
    host: `t-${newId(state, 12)}`,
    createdAt: now,
    changedAt: now,
    changedBy: options.createdBy,
  };
}

/**
 * Puts a new tracking server into the state; it can be used some time later.
 *
 * @throws AwsError ConflictException when its name is taken
 */
export function addTrackingServer(
  context: Context,
  server: TrackingServer,
): void {
  const { state } = context;
  if (findTrackingServer(state, server, server.name)) {
    throw new AwsError(
      'ConflictException',
      `Tracking Server with ARN ${trackingServerArn(server)} already exists.`,
    );
  }
  state.trackingServers.push(server);
  complete(context, server, 'Creating');
}

/** Starts to change a tracking server: to start, stop or delete it. */
export function startChange(
  context: Context,
  server: TrackingServer,
  status: Going,
  by: Identity,
): void {
  Object.assign(server, { status, changedAt: context.now, changedBy: by });
  complete(context, server, status);
}

function complete(
  context: Context,
  server: TrackingServer,
  status: Going,
): void {
  schedule(context, SECONDS[status], {
    kind: 'complete-tracking-server',
    trackingServerArn: trackingServerArn(server),
  });
}

/** Ends what a tracking server is being changed to. */
export function completeTrackingServer(
  { state, now }: Context,
  work: { trackingServerArn: string },
): void {
  const server = state.trackingServers.find(
    candidate => trackingServerArn(candidate) === work.trackingServerArn,
  );
  if (server?.status === 'Deleting') {
    state.trackingServers.splice(state.trackingServers.indexOf(server), 1);
    delete state.tags[work.trackingServerArn];
    return;
  }
  const next = {
    Creating: 'Created',
    Starting: 'Started',
    Stopping: 'Stopped',
  } as const;
  if (server && server.status in next) {
    server.status = next[server.status as keyof typeof next];
    server.changedAt = now;
  }
}
