import type {
  CreateMonitoringScheduleRequest,
  CreateMonitoringScheduleResponse,
  DeleteMonitoringScheduleRequest,
  DescribeMonitoringScheduleRequest,
  DescribeMonitoringScheduleResponse,
  ListMonitoringSchedulesRequest,
  ListMonitoringSchedulesResponse,
  StartMonitoringScheduleRequest,
  StopMonitoringScheduleRequest,
  UpdateMonitoringScheduleRequest,
  UpdateMonitoringScheduleResponse,
} from '@aws-sdk/client-sagemaker';
import {
  lists,
  reads,
  writes,
  type Call,
  type Operations,
} from '../../operation';
import type { MonitoringSchedule } from '../../state/modelServing';
import { AwsError } from '../../wire/AwsError';
import { findNamed, scheduleArn } from './endpointArns';
import { listServing } from './endpointLists';
import { ownedBy } from './find';
import { executionsOf } from './monitoringExecutionWork';
import { toSummary } from './monitoringExecutions';
import {
  addSchedule,
  deleteSchedule,
  startSchedule,
  stopSchedule,
  updateSchedule,
} from './monitoringWork';
import { toTagMap } from './tagMap';

function requireSchedule(call: Call, name: string): MonitoringSchedule {
  const { state, caller } = call;
  const schedule = findNamed(state.monitoringSchedules, caller, name);
  if (!schedule) {
    const { accountId, region } = caller;
    throw new AwsError(
      'ResourceNotFound',
      `Could not find monitoring schedule "${scheduleArn({ accountId, region, name })}".`,
    );
  }
  return schedule;
}

export const monitoringScheduleOperations: Operations = {
  CreateMonitoringSchedule: writes<
    CreateMonitoringScheduleRequest,
    CreateMonitoringScheduleResponse
  >((input, call) => {
    const { accountId, region } = call.caller;
    const schedule = addSchedule(
      call,
      {
        accountId,
        region,
        name: input.MonitoringScheduleName,
        config: input.MonitoringScheduleConfig,
      },
      toTagMap(input.Tags),
    );
    return { MonitoringScheduleArn: scheduleArn(schedule) };
  }),

  DescribeMonitoringSchedule: reads<
    DescribeMonitoringScheduleRequest,
    DescribeMonitoringScheduleResponse
  >(({ MonitoringScheduleName }, call) => {
    const schedule = requireSchedule(call, MonitoringScheduleName);
    const arn = scheduleArn(schedule);
    const last = executionsOf(call, arn).at(-1);
    return {
      MonitoringScheduleArn: arn,
      MonitoringScheduleName: schedule.name,
      MonitoringScheduleStatus: schedule.status,
      MonitoringType: schedule.type,
      CreationTime: new Date(schedule.createdAt),
      LastModifiedTime: new Date(schedule.changedAt),
      MonitoringScheduleConfig: schedule.config,
      EndpointName: schedule.endpointName,
      LastMonitoringExecutionSummary:
        last && toSummary(schedule, schedule.name, last),
    };
  }),

  ListMonitoringSchedules: lists<
    ListMonitoringSchedulesRequest,
    ListMonitoringSchedulesResponse
  >((input, call) => {
    const {
      EndpointName,
      MonitoringTypeEquals,
      MonitoringJobDefinitionName: definition,
    } = input;
    const { page, NextToken } = listServing(
      ownedBy(call.state.monitoringSchedules, call.caller).filter(
        ({ endpointName, type, config }) =>
          (!EndpointName || endpointName === EndpointName) &&
          (!MonitoringTypeEquals || type === MonitoringTypeEquals) &&
          (!definition || config.MonitoringJobDefinitionName === definition),
      ),
      input,
      call,
      'ListMonitoringSchedules',
    );
    return {
      MonitoringScheduleSummaries: page.map(schedule => ({
        MonitoringScheduleName: schedule.name,
        MonitoringScheduleArn: scheduleArn(schedule),
        CreationTime: new Date(schedule.createdAt),
        LastModifiedTime: new Date(schedule.changedAt),
        MonitoringScheduleStatus: schedule.status,
        EndpointName: schedule.endpointName,
        MonitoringJobDefinitionName:
          schedule.config.MonitoringJobDefinitionName,
        MonitoringType: schedule.type,
      })),
      NextToken,
    };
  }),

  UpdateMonitoringSchedule: writes<
    UpdateMonitoringScheduleRequest,
    UpdateMonitoringScheduleResponse
  >(({ MonitoringScheduleName, MonitoringScheduleConfig }, call) => {
    const schedule = requireSchedule(call, MonitoringScheduleName);
    updateSchedule(call, schedule, MonitoringScheduleConfig);
    return { MonitoringScheduleArn: scheduleArn(schedule) };
  }),

  StartMonitoringSchedule: writes<StartMonitoringScheduleRequest, {}>(
    ({ MonitoringScheduleName }, call) => {
      startSchedule(call, requireSchedule(call, MonitoringScheduleName));
      return {};
    },
  ),

  StopMonitoringSchedule: writes<StopMonitoringScheduleRequest, {}>(
    ({ MonitoringScheduleName }, call) => {
      stopSchedule(call, requireSchedule(call, MonitoringScheduleName));
      return {};
    },
  ),

  DeleteMonitoringSchedule: writes<DeleteMonitoringScheduleRequest, {}>(
    ({ MonitoringScheduleName }, call) => {
      deleteSchedule(call, requireSchedule(call, MonitoringScheduleName));
      return {};
    },
  ),
};
