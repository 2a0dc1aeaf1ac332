// Schedules in the state: shared by the service, by CloudFormation and by the seed.
import type { CreateScheduleInput } from '@aws-sdk/client-scheduler';
import type { Context, Validated } from '../../operation';
import type { Schedule } from '../../state/events';
import type { State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { forgetRun, planRun } from './plan';
import { isPipeline, startTarget } from './startTarget';

/** The group that every account has, and the only one here. */
const DEFAULT_GROUP = 'default';

const EXPRESSIONS = [
  /^rate\([1-9]\d* (minute|hour|day)s?\)$/,
  /^cron\((\S+ ){5}\S+\)$/,
  /^at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)$/,
];

/** Where a schedule is. */
export interface Place {
  accountId: string;
  region: string;
}

/** What a schedule is to be. */
export type Declaration = Validated<CreateScheduleInput>;

/** ARN of a schedule. */
export function scheduleArn({
  region,
  accountId,
  groupName,
  name,
}: Place & { groupName: string; name: string }): string {
  return `arn:aws:scheduler:${region}:${accountId}:schedule/${groupName}/${name}`;
}

function runOf(schedule: Schedule) {
  return { kind: 'run-schedule', arn: scheduleArn(schedule) } as const;
}

/** Has a schedule start its pipeline when it comes round next; does nothing for other targets. */
function plan(context: Context, schedule: Schedule, last?: number): void {
  if (schedule.state === 'DISABLED' || !isPipeline(schedule.target)) {
    forgetRun(context.state, runOf(schedule));
    return;
  }
  const { expression, timezone, createdAt, startAt, endAt } = schedule;
  planRun(context, runOf(schedule), {
    expression,
    timezone,
    since: startAt ?? createdAt,
    from: startAt,
    until: endAt,
    last,
  });
}

/** Starts the pipeline of a schedule that has come round. */
export function runSchedule(context: Context, { arn }: { arn: string }): void {
  const { state, now } = context;
  const schedule = state.schedules.find(each => scheduleArn(each) === arn);
  if (!schedule) {
    return;
  }
  startTarget(context, schedule.target, 'scheduler');
  plan(context, schedule, now);
  const isOver = !state.work.some(
    work => work.kind === 'run-schedule' && work.arn === arn,
  );
  if (isOver && schedule.actionAfterCompletion === 'DELETE') {
    removeSchedule(state, schedule);
  }
}

/** The schedules of an account in a region. */
export function schedulesOf(
  { schedules }: State,
  { accountId, region }: Place,
): Schedule[] {
  return schedules.filter(
    schedule => schedule.accountId === accountId && schedule.region === region,
  );
}

/** Refuses a group that is not there. */
export function requireGroup(groupName: string | undefined): void {
  if ((groupName ?? DEFAULT_GROUP) !== DEFAULT_GROUP) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Schedule group ${groupName} does not exist.`,
    );
  }
}

/** The schedule of this name. */
export function requireSchedule(
  state: State,
  place: Place,
  name: string,
): Schedule {
  const found = schedulesOf(state, place).find(
    schedule => schedule.name === name,
  );
  if (!found) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Schedule ${name} does not exist.`,
    );
  }
  return found;
}

function isTimezone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone }));
  } catch {
    // That is how one learns that there is no such time zone.
    return false;
  }
}

function read(declaration: Declaration) {
  const { ScheduleExpression, ScheduleExpressionTimezone = 'UTC' } =
    declaration;
  const { Mode, MaximumWindowInMinutes } = declaration.FlexibleTimeWindow;
  const refuse = (message: string) =>
    new AwsError('ValidationException', message);
  if (!EXPRESSIONS.some(known => known.test(ScheduleExpression))) {
    throw refuse(`Invalid Schedule Expression ${ScheduleExpression}.`);
  }
  if (!isTimezone(ScheduleExpressionTimezone)) {
    throw refuse(
      `Invalid ScheduleExpressionTimezone ${ScheduleExpressionTimezone}.`,
    );
  }
  if ((Mode === 'FLEXIBLE') !== (MaximumWindowInMinutes !== undefined)) {
    throw refuse(
      'MaximumWindowInMinutes has to be given with the mode FLEXIBLE, and with no other.',
    );
  }
  return {
    expression: ScheduleExpression,
    timezone: ScheduleExpressionTimezone,
    startAt: declaration.StartDate?.getTime(),
    endAt: declaration.EndDate?.getTime(),
    state: declaration.State ?? 'ENABLED',
    description: declaration.Description,
    kmsKeyArn: declaration.KmsKeyArn,
    target: declaration.Target,
    flexibleTimeWindow: declaration.FlexibleTimeWindow,
    actionAfterCompletion: declaration.ActionAfterCompletion ?? 'NONE',
  } as const;
}

/**
 * Makes a schedule.
 *
 * @throws AwsError for a name that is taken, a group that is not there and an expression that is none
 */
export function addSchedule(
  context: Context,
  { accountId, region }: Place,
  declaration: Declaration,
): Schedule {
  const { state, now } = context;
  const { Name: name, ClientToken: token } = declaration;
  requireGroup(declaration.GroupName);
  const present = schedulesOf(state, { accountId, region }).find(
    schedule => schedule.name === name,
  );
  if (present && token !== undefined && present.token === token) {
    return present;
  }
  if (present) {
    throw new AwsError('ConflictException', `Schedule ${name} already exists.`);
  }
  const schedule: Schedule = {
    accountId,
    region,
    groupName: DEFAULT_GROUP,
    name,
    token,
    createdAt: now,
    changedAt: now,
    ...read(declaration),
  };
  state.schedules.push(schedule);
  plan(context, schedule);
  return schedule;
}

/** Makes a schedule what is declared, and nothing of what it was. */
export function updateSchedule(
  context: Context,
  schedule: Schedule,
  declaration: Declaration,
): void {
  Object.assign(schedule, read(declaration), { changedAt: context.now });
  plan(context, schedule);
}

/** Removes a schedule. */
export function removeSchedule(state: State, schedule: Schedule): void {
  state.schedules = state.schedules.filter(other => other !== schedule);
  forgetRun(state, runOf(schedule));
}
