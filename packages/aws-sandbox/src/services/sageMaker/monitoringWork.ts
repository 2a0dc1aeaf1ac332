// Monitoring schedules in the state: shared by the service and by CloudFormation.
import type {
  MonitoringScheduleConfig,
  MonitoringType,
} from '@aws-sdk/client-sagemaker';
import { AWS_SECONDS } from '../../durations';
import { schedule as scheduleWork, type Context } from '../../operation';
import type { MonitoringSchedule } from '../../state/modelServing';
import { AwsError } from '../../wire/AwsError';
import {
  definitionArn,
  findByArn,
  findNamed,
  scheduleArn as arnOfSchedule,
} from './endpointArns';
import { requireEndpoint } from './endpointWork';
import { nextHour, readCadence, timeOf } from './monitoringCron';
import { findDefinition } from './monitoringDefinitions';
import {
  addPastExecution,
  KEPT_EXECUTIONS,
  startExecution,
  stopExecutions,
} from './monitoringExecutionWork';

type Place = Pick<MonitoringSchedule, 'accountId' | 'region'>;

function refused(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

function checkExpression({ ScheduleConfig }: MonitoringScheduleConfig): void {
  const cadence = readCadence(ScheduleConfig?.ScheduleExpression);
  const { DataAnalysisStartTime: start, DataAnalysisEndTime: end } =
    ScheduleConfig ?? {};
  if (cadence.kind === 'once' && !(start && end)) {
    throw refused(
      'DataAnalysisStartTime and DataAnalysisEndTime are required when ScheduleExpression is NOW.',
    );
  }
}

/** Type and endpoint of an inline definition. */
function readInline({
  MonitoringJobDefinition: inline,
  MonitoringType: type = 'DataQuality',
}: MonitoringScheduleConfig) {
  const endpoint = inline?.MonitoringInputs?.find(
    ({ EndpointInput }) => EndpointInput,
  )?.EndpointInput;
  return { type, endpointName: endpoint?.EndpointName };
}

/** Type and endpoint of a definition that is named. */
function readNamed(
  context: Context,
  place: Place,
  type: MonitoringType,
  name: string,
) {
  const definition = findDefinition(context, place, type, name);
  if (!definition) {
    const { accountId, region } = place;
    throw refused(
      `Could not find job definition "${definitionArn({ accountId, region, type, name })}".`,
    );
  }
  return { type, endpointName: definition.endpointName };
}

/**
 * What a configuration makes of a schedule.
 *
 * @throws AwsError ValidationException when it names what is not there, or does not say when or what
 */
function readConfig(
  context: Context,
  place: Place,
  config: MonitoringScheduleConfig,
) {
  checkExpression(config);
  const {
    MonitoringJobDefinition: inline,
    MonitoringJobDefinitionName: name,
    MonitoringType: type,
  } = config;
  if ((inline === undefined) === (name === undefined)) {
    throw refused(
      'Exactly one of MonitoringJobDefinition and MonitoringJobDefinitionName must be given.',
    );
  }
  if (name !== undefined && !type) {
    throw refused(
      'MonitoringType is required with MonitoringJobDefinitionName.',
    );
  }
  const read =
    name !== undefined && type
      ? readNamed(context, place, type, name)
      : readInline(config);
  if (read.endpointName !== undefined) {
    requireEndpoint(context, place, read.endpointName);
  }
  return { ...read, config };
}

function activateSoon(context: Context, schedule: MonitoringSchedule): void {
  scheduleWork(context, AWS_SECONDS.activateSchedule, {
    kind: 'activate-monitoring-schedule',
    scheduleArn: arnOfSchedule(schedule),
  });
}

/**
 * Puts a new schedule into the state; it is scheduled some time later.
 *
 * @param tags - by their keys
 * @throws AwsError ResourceInUse when there is one of its name; ValidationException for its configuration
 */
export function addSchedule(
  context: Context,
  options: Place & { name: string; config: MonitoringScheduleConfig },
  tags: Record<string, string> = {},
): MonitoringSchedule {
  const { state, now } = context;
  const { accountId, region, name, config } = options;
  if (findNamed(state.monitoringSchedules, options, name)) {
    throw new AwsError(
      'ResourceInUse',
      `Cannot create already existing monitoring schedule "${arnOfSchedule(options)}".`,
    );
  }
  const schedule: MonitoringSchedule = {
    accountId,
    region,
    name,
    createdAt: now,
    changedAt: now,
    status: 'Pending',
    ...readConfig(context, options, config),
  };
  state.monitoringSchedules.push(schedule);
  state.tags[arnOfSchedule(schedule)] = tags;
  activateSoon(context, schedule);
  return schedule;
}

/** Refuses to touch a schedule that is being made or changed. */
function requireSettled(schedule: MonitoringSchedule): void {
  if (schedule.status === 'Pending') {
    throw refused(
      `Monitoring schedule in status Pending: "${arnOfSchedule(schedule)}".`,
    );
  }
}

/**
 * Gives a schedule another configuration. One that was stopped stays so.
 *
 * @throws AwsError ValidationException when it is pending, or for its configuration
 */
export function updateSchedule(
  context: Context,
  schedule: MonitoringSchedule,
  config: MonitoringScheduleConfig,
): void {
  requireSettled(schedule);
  Object.assign(schedule, readConfig(context, schedule, config));
  schedule.changedAt = context.now;
  delete schedule.nextAt;
  if (schedule.status === 'Scheduled') {
    schedule.status = 'Pending';
    activateSoon(context, schedule);
  }
}

/**
 * Has a schedule that was stopped be executed again; does nothing to others.
 *
 * @throws AwsError ValidationException when it is pending
 */
export function startSchedule(
  context: Context,
  schedule: MonitoringSchedule,
): void {
  requireSettled(schedule);
  if (schedule.status === 'Stopped') {
    schedule.status = 'Pending';
    schedule.changedAt = context.now;
    activateSoon(context, schedule);
  }
}

/**
 * Has a schedule be executed no longer; executions that run go on.
 *
 * @throws AwsError ValidationException when it is pending
 */
export function stopSchedule(
  context: Context,
  schedule: MonitoringSchedule,
): void {
  requireSettled(schedule);
  if (schedule.status === 'Scheduled') {
    schedule.status = 'Stopped';
    schedule.changedAt = context.now;
    delete schedule.nextAt;
  }
}

/**
 * Has a schedule removed by somebody.
 *
 * @throws AwsError ValidationException when it is pending
 */
export function deleteSchedule(
  context: Context,
  schedule: MonitoringSchedule,
): void {
  requireSettled(schedule);
  removeSchedule(context, schedule);
}

/** Removes a schedule, and stops its executions. What they found stays known. */
export function removeSchedule(
  context: Context,
  schedule: MonitoringSchedule,
): void {
  stopExecutions(context, schedule);
  const { monitoringSchedules, tags } = context.state;
  monitoringSchedules.splice(monitoringSchedules.indexOf(schedule), 1);
  delete tags[arnOfSchedule(schedule)];
}

function executeAt(
  { state }: Context,
  schedule: MonitoringSchedule,
  at: number,
): void {
  schedule.nextAt = at;
  state.work.push({
    kind: 'execute-monitoring-schedule',
    scheduleArn: arnOfSchedule(schedule),
    dueAt: at,
  });
}

function scheduleOf({ state }: Context, arn: string) {
  return findByArn(state.monitoringSchedules, arn);
}

function cadenceOf({ config }: MonitoringSchedule) {
  return readCadence(config.ScheduleConfig?.ScheduleExpression);
}

/** Has a new or changed schedule be executed from now on. */
export function activateSchedule(
  context: Context,
  work: { scheduleArn: string },
): void {
  const schedule = scheduleOf(context, work.scheduleArn);
  if (schedule?.status !== 'Pending') {
    return;
  }
  schedule.status = 'Scheduled';
  schedule.changedAt = context.now;
  const cadence = cadenceOf(schedule);
  executeAt(
    context,
    schedule,
    cadence.kind === 'once'
      ? context.now
      : nextHour(cadence.hours, context.now),
  );
}

/**
 * Executes a schedule whose time has come, and sees to the next time. When time
 * made a leap, executions that would not be kept are left out, and only the
 * last is announced.
 */
export function executeSchedule(
  context: Context,
  work: { scheduleArn: string },
): void {
  const { now, until = now } = context;
  const schedule = scheduleOf(context, work.scheduleArn);
  // It may have been stopped, changed or made anew since.
  if (schedule?.status !== 'Scheduled' || schedule.nextAt !== now) {
    return;
  }
  const cadence = cadenceOf(schedule);
  if (cadence.kind === 'once') {
    delete schedule.nextAt;
    startExecution(context, schedule);
    return;
  }
  const { hours } = cadence;
  const next = nextHour(hours, now);
  if (next > until) {
    startExecution(context, schedule);
  } else {
    addPastExecution(context, schedule);
  }
  const worthwhile = until - timeOf(hours, KEPT_EXECUTIONS);
  executeAt(
    context,
    schedule,
    next < worthwhile ? nextHour(hours, worthwhile) : next,
  );
}
