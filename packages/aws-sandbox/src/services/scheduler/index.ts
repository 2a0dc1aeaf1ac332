import * as client from '@aws-sdk/client-scheduler';
import type {
  CreateScheduleInput,
  CreateScheduleOutput,
  DeleteScheduleInput,
  DeleteScheduleOutput,
  GetScheduleInput,
  GetScheduleOutput,
  ListSchedulesInput,
  ListSchedulesOutput,
  UpdateScheduleInput,
  UpdateScheduleOutput,
} from '@aws-sdk/client-scheduler';
import { lists, reads, writes, type Operations } from '../../operation';
import { AwsError } from '../../wire/AwsError';
import { paginate } from '../paging';
import type { Service } from '../Service';
import { constraints } from './constraints';
import {
  addSchedule,
  removeSchedule,
  requireGroup,
  requireSchedule,
  scheduleArn,
  schedulesOf,
  updateSchedule,
} from './schedules';

function instant(at: number | undefined): Date | undefined {
  return at === undefined ? undefined : new Date(at);
}

const operations: Operations = {
  CreateSchedule: writes<CreateScheduleInput, CreateScheduleOutput>(
    (input, call) => ({
      ScheduleArn: scheduleArn(addSchedule(call, call.caller, input)),
    }),
  ),

  GetSchedule: reads<GetScheduleInput, GetScheduleOutput>(
    ({ Name, GroupName }, { state, caller }) => {
      requireGroup(GroupName);
      const schedule = requireSchedule(state, caller, Name);
      return {
        Arn: scheduleArn(schedule),
        GroupName: schedule.groupName,
        Name,
        ScheduleExpression: schedule.expression,
        StartDate: instant(schedule.startAt),
        EndDate: instant(schedule.endAt),
        Description: schedule.description,
        ScheduleExpressionTimezone: schedule.timezone,
        State: schedule.state,
        CreationDate: new Date(schedule.createdAt),
        LastModificationDate: new Date(schedule.changedAt),
        KmsKeyArn: schedule.kmsKeyArn,
        Target: schedule.target,
        FlexibleTimeWindow: schedule.flexibleTimeWindow,
        ActionAfterCompletion: schedule.actionAfterCompletion,
      };
    },
  ),

  UpdateSchedule: writes<UpdateScheduleInput, UpdateScheduleOutput>(
    (input, call) => {
      requireGroup(input.GroupName);
      const schedule = requireSchedule(call.state, call.caller, input.Name);
      updateSchedule(call, schedule, input);
      return { ScheduleArn: scheduleArn(schedule) };
    },
  ),

  DeleteSchedule: writes<DeleteScheduleInput, DeleteScheduleOutput>(
    ({ Name, GroupName }, { state, caller }) => {
      requireGroup(GroupName);
      removeSchedule(state, requireSchedule(state, caller, Name));
      return {};
    },
  ),

  ListSchedules: lists<ListSchedulesInput, ListSchedulesOutput>(
    (
      { NextToken, MaxResults, ...question },
      { state, caller, listedUntil },
    ) => {
      const { GroupName, NamePrefix = '', State } = question;
      requireGroup(GroupName);
      const found = schedulesOf(state, caller)
        .filter(
          schedule =>
            schedule.createdAt <= listedUntil &&
            schedule.name.startsWith(NamePrefix) &&
            (!State || schedule.state === State),
        )
        .sort((a, b) => a.name.localeCompare(b.name));
      const { page, nextToken } = paginate(found, {
        token: NextToken,
        size: MaxResults,
        defaultSize: 100,
        question,
        invalidToken: () =>
          new AwsError('ValidationException', 'Invalid NextToken.'),
      });
      return {
        Schedules: page.map(schedule => ({
          Arn: scheduleArn(schedule),
          Name: schedule.name,
          GroupName: schedule.groupName,
          State: schedule.state,
          CreationDate: new Date(schedule.createdAt),
          LastModificationDate: new Date(schedule.changedAt),
          Target: { Arn: schedule.target.Arn },
        })),
        NextToken: nextToken,
      };
    },
  ),
};

/** Amazon EventBridge Scheduler: schedules in the group `default`. Those with a pipeline of SageMaker as their target start it; other targets are kept, not called. */
export const scheduler: Service = {
  signingName: 'scheduler',
  protocol: 'restJson1',
  schemas: client,
  validationError: 'ValidationException',
  throttling: { error: 'ThrottlingException', message: 'Rate exceeded' },
  failure: 'InternalServerException',
  constraints,
  operations,
};
