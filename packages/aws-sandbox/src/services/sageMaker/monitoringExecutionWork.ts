// Executions of monitoring schedules in the state: what SageMaker finds, and how it tells of it.
import type {
  DescribeProcessingJobResponse,
  MonitoringJobDefinition,
  MonitoringType,
} from '@aws-sdk/client-sagemaker';
import { AWS_SECONDS } from '../../durations';
import { newId } from '../../ids';
import { schedule as scheduleWork, type Context } from '../../operation';
import type {
  Endpoint,
  MonitoringExecution,
  MonitoringSchedule,
} from '../../state/modelServing';
import {
  endpointArn,
  findByArn,
  processingJobArn,
  scheduleArn as arnOfSchedule,
} from './endpointArns';
import { findEndpoint } from './endpointWork';
import { findDefinition } from './monitoringDefinitions';

/** How many executions of a schedule are kept, the newest. */
export const KEPT_EXECUTIONS = 200;

/** Beyond this drift an execution finds violations. */
const TOLERATED_DRIFT = 0.5;

/** The most violations that one execution finds. */
const MOST_VIOLATIONS = 5;

/** The drift that an execution shows which is to find violations. */
const OBVIOUS_DRIFT = 0.75;

/** How many constraints data violates that has drifted so far. */
function violationsOf(drift: number): number {
  return drift > TOLERATED_DRIFT
    ? Math.ceil(
        ((drift - TOLERATED_DRIFT) / (1 - TOLERATED_DRIFT)) * MOST_VIOLATIONS,
      )
    : 0;
}

/**
 * Sets how far what an endpoint sees is from its baseline.
 *
 * @param drift - 0 to 1; above 0.5 executions find violations
 */
export function setDrift(
  { state }: Pick<Context, 'state'>,
  endpoint: Pick<Endpoint, 'accountId' | 'region' | 'name'>,
  type: MonitoringType,
  drift: number,
): void {
  const arn = endpointArn(endpoint);
  state.monitoringDrift[arn] = { ...state.monitoringDrift[arn], [type]: drift };
}

/** How far what an endpoint sees is from its baseline: 0 to 1. */
export function driftOf(
  { state }: Pick<Context, 'state'>,
  {
    accountId,
    region,
    endpointName,
    type,
  }: Pick<MonitoringSchedule, 'accountId' | 'region' | 'endpointName' | 'type'>,
): number {
  const name = endpointName ?? '';
  const arn = endpointArn({ accountId, region, name });
  return state.monitoringDrift[arn]?.[type] ?? 0;
}

/** Executions of a schedule, oldest first. */
export function executionsOf(
  { state }: Pick<Context, 'state'>,
  arn: string,
): MonitoringExecution[] {
  return state.monitoringExecutions[arn] ?? [];
}

/** What a definition says about the processing job of its executions. */
function settingsOf(context: Context, schedule: MonitoringSchedule) {
  const { MonitoringJobDefinition: inline, MonitoringJobDefinitionName: name } =
    schedule.config;
  if (inline) {
    return {
      app: inline.MonitoringAppSpecification,
      resources: inline.MonitoringResources,
      roleArn: inline.RoleArn,
    };
  }
  const { type } = schedule;
  const definition = findDefinition(context, schedule, type, name ?? '');
  const settings = definition?.settings ?? {};
  return {
    app: settings[`${type}AppSpecification`] as
      MonitoringJobDefinition['MonitoringAppSpecification'] | undefined,
    resources: settings.JobResources as
      MonitoringJobDefinition['MonitoringResources'] | undefined,
    roleArn: settings.RoleArn as string | undefined,
  };
}

const JOB_STATUSES = {
  Pending: 'InProgress',
  InProgress: 'InProgress',
  Completed: 'Completed',
  CompletedWithViolations: 'Completed',
  Failed: 'Failed',
  Stopped: 'Stopped',
} as const;

function exitMessageOf({
  status,
  violations,
}: MonitoringExecution): string | undefined {
  if (status === 'CompletedWithViolations') {
    return `CompletedWithViolations: Job completed successfully with ${violations} violations.`;
  }
  return status === 'Completed'
    ? 'Completed: Job completed successfully with no violations.'
    : undefined;
}

/** The detail of an event: the processing job as SageMaker describes it, its times in milliseconds. */
type JobDetail = {
  [Name in keyof DescribeProcessingJobResponse]: Name extends `${string}Time`
    ? number | undefined
    : DescribeProcessingJobResponse[Name];
} & { Tags: Record<string, string> };

function toJob(
  context: Context,
  schedule: MonitoringSchedule,
  execution: MonitoringExecution,
): JobDetail {
  const { accountId, region } = schedule;
  const { jobName: name, createdAt, startedAt, changedAt } = execution;
  const { app, resources, roleArn } = settingsOf(context, schedule);
  const isOver = JOB_STATUSES[execution.status] !== 'InProgress';
  return {
    ProcessingJobName: name,
    ProcessingJobArn: processingJobArn({ accountId, region, name }),
    ProcessingJobStatus: JOB_STATUSES[execution.status],
    ProcessingResources: { ClusterConfig: resources?.ClusterConfig },
    AppSpecification: { ImageUri: app?.ImageUri },
    RoleArn: roleArn,
    Environment: execution.endpointName
      ? { sagemaker_endpoint_name: execution.endpointName }
      : {},
    ExitMessage: exitMessageOf(execution),
    FailureReason: execution.failureReason,
    CreationTime: createdAt,
    ProcessingStartTime: startedAt,
    ProcessingEndTime: isOver ? changedAt : undefined,
    LastModifiedTime: changedAt,
    MonitoringScheduleArn: arnOfSchedule(schedule),
    Tags: context.state.tags[arnOfSchedule(schedule)] ?? {},
  };
}

function announce(
  context: Context,
  schedule: MonitoringSchedule,
  execution: MonitoringExecution,
): void {
  const { accountId, region } = schedule;
  const detail = toJob(context, schedule, execution);
  context.announce({
    source: 'aws.sagemaker',
    detailType: 'SageMaker Processing Job State Change',
    accountId,
    region,
    resources: [String(detail.ProcessingJobArn)],
    detail,
  });
}

/** `model-monitoring-202611250900-…`, as SageMaker names its processing jobs. */
function newJobName({ state }: Context, scheduledAt: number): string {
  const minute = new Date(scheduledAt)
    .toISOString()
    .slice(0, 16)
    .replace(/\D/g, '');
  return `model-monitoring-${minute}-${newId(state, 24, 'hexadecimal')}`;
}

function add(
  context: Context,
  schedule: MonitoringSchedule,
): MonitoringExecution {
  const { state, now } = context;
  const execution: MonitoringExecution = {
    jobName: newJobName(context, now),
    type: schedule.type,
    definitionName: schedule.config.MonitoringJobDefinitionName,
    endpointName: schedule.endpointName,
    scheduledAt: now,
    createdAt: now,
    changedAt: now,
    status: 'Pending',
    violations: 0,
  };
  const arn = arnOfSchedule(schedule);
  state.monitoringExecutions[arn] = [
    ...executionsOf(context, arn),
    execution,
  ].slice(-KEPT_EXECUTIONS);
  return execution;
}

/** Why an execution finds nothing to look at; undefined when it does. */
function obstacle(
  context: Context,
  schedule: MonitoringSchedule,
): string | undefined {
  const { endpointName, config, type } = schedule;
  const name = config.MonitoringJobDefinitionName;
  if (name && !findDefinition(context, schedule, type, name)) {
    return `The job definition ${name} does not exist.`;
  }
  if (endpointName === undefined) {
    return undefined;
  }
  const endpoint = findEndpoint(context, schedule, endpointName);
  const isCaptured =
    endpoint &&
    ['InService', 'Updating'].includes(endpoint.status) &&
    endpoint.deployment.dataCapture?.EnableCapture;
  return isCaptured ? undefined : 'Job inputs had no data';
}

function complete(
  execution: MonitoringExecution,
  at: number,
  drift: number,
): void {
  execution.violations = violationsOf(drift);
  execution.status =
    execution.violations > 0 ? 'CompletedWithViolations' : 'Completed';
  execution.changedAt = at;
}

/** Ends an execution at a moment, with what it finds. */
function finish(
  context: Context,
  schedule: MonitoringSchedule,
  execution: MonitoringExecution,
  at: number,
): void {
  const reason = obstacle(context, schedule);
  if (reason) {
    execution.status = 'Failed';
    execution.failureReason = reason;
    execution.changedAt = at;
  } else {
    complete(execution, at, driftOf(context, schedule));
  }
}

/** Ends what executions of a schedule are under way. */
export function stopExecutions(
  context: Context,
  schedule: MonitoringSchedule,
): void {
  for (const execution of executionsOf(context, arnOfSchedule(schedule))) {
    if (JOB_STATUSES[execution.status] === 'InProgress') {
      execution.status = 'Stopped';
      execution.changedAt = context.now;
      announce(context, schedule, execution);
    }
  }
}

/** Starts an execution of a schedule, which goes on by itself. */
export function startExecution(
  context: Context,
  schedule: MonitoringSchedule,
): void {
  const { jobName } = add(context, schedule);
  scheduleWork(context, AWS_SECONDS.startProcessingJob, {
    kind: 'advance-monitoring-execution',
    scheduleArn: arnOfSchedule(schedule),
    jobName,
  });
}

/** Makes an execution that was over before anybody looked, and tells nobody. */
export function addPastExecution(
  context: Context,
  schedule: MonitoringSchedule,
): void {
  const execution = add(context, schedule);
  const { startProcessingJob, monitor } = AWS_SECONDS;
  execution.startedAt = context.now + context.duration(startProcessingJob);
  finish(
    context,
    schedule,
    execution,
    execution.startedAt + context.duration(monitor),
  );
}

/**
 * Makes an execution that is over at once, whatever the endpoint sees.
 *
 * @param hasViolations - whether it finds any
 */
export function addFinishedExecution(
  context: Context,
  schedule: MonitoringSchedule,
  hasViolations: boolean,
): MonitoringExecution {
  const execution = add(context, schedule);
  execution.startedAt = context.now;
  complete(execution, context.now, hasViolations ? OBVIOUS_DRIFT : 0);
  announce(context, schedule, execution);
  return execution;
}

/** Brings an execution a step further: from `Pending` to `InProgress`, and from there to its end. */
export function advanceExecution(
  context: Context,
  { scheduleArn, jobName }: { scheduleArn: string; jobName: string },
): void {
  const schedule = findByArn(context.state.monitoringSchedules, scheduleArn);
  const execution = executionsOf(context, scheduleArn).find(
    candidate => candidate.jobName === jobName,
  );
  if (!schedule || !execution || execution.status === 'Stopped') {
    return;
  }
  if (execution.status === 'Pending') {
    execution.status = 'InProgress';
    execution.startedAt = context.now;
    execution.changedAt = context.now;
    scheduleWork(context, AWS_SECONDS.monitor, {
      kind: 'advance-monitoring-execution',
      scheduleArn,
      jobName,
    });
  } else {
    finish(context, schedule, execution, context.now);
  }
  announce(context, schedule, execution);
}
