import type {
  ListMonitoringExecutionsRequest,
  ListMonitoringExecutionsResponse,
  MonitoringExecutionSummary,
} from '@aws-sdk/client-sagemaker';
import {
  lists,
  type Call,
  type Operations,
  type Validated,
} from '../../operation';
import type {
  MonitoringExecution,
  MonitoringSchedule,
} from '../../state/modelServing';
import { findByArn, processingJobArn, scheduleArn } from './endpointArns';
import { isBetween } from './find';
import { executionsOf } from './monitoringExecutionWork';
import { pageOf } from './page';

type Question = Validated<ListMonitoringExecutionsRequest>;
type Place = Pick<MonitoringSchedule, 'accountId' | 'region'>;

/** An execution with the name of its schedule, which may be gone. */
interface Listed extends MonitoringExecution {
  scheduleName: string;
}

/** An execution as SageMaker sums it up. */
export function toSummary(
  { accountId, region }: Place,
  scheduleName: string,
  execution: MonitoringExecution,
): MonitoringExecutionSummary {
  const { jobName: name, status } = execution;
  return {
    MonitoringScheduleName: scheduleName,
    ScheduledTime: new Date(execution.scheduledAt),
    CreationTime: new Date(execution.createdAt),
    LastModifiedTime: new Date(execution.changedAt),
    MonitoringExecutionStatus: status,
    // There is a job once SageMaker has started one.
    ProcessingJobArn:
      status === 'Pending'
        ? undefined
        : processingJobArn({ accountId, region, name }),
    EndpointName: execution.endpointName,
    FailureReason: execution.failureReason,
    MonitoringJobDefinitionName: execution.definitionName,
    MonitoringType: execution.type,
  };
}

/** Executions of the caller's schedules, of one when it is named. */
function executionsFor(call: Call, name: string | undefined): Listed[] {
  const { state, caller, listedUntil } = call;
  const { accountId, region } = caller;
  const prefix = scheduleArn({ accountId, region, name: '' });
  const arns =
    name === undefined
      ? Object.keys(state.monitoringExecutions).filter(arn =>
          arn.startsWith(prefix),
        )
      : [scheduleArn({ accountId, region, name })];
  return arns.flatMap(arn => {
    const scheduleName =
      findByArn(state.monitoringSchedules, arn)?.name ??
      arn.slice(prefix.length);
    return executionsOf(call, arn)
      .filter(({ createdAt }) => createdAt <= listedUntil)
      .map(execution => ({ ...execution, scheduleName }));
  });
}

function isAskedFor(execution: Listed, input: Question): boolean {
  const equal = [
    [input.EndpointName, execution.endpointName],
    [input.StatusEquals, execution.status],
    [input.MonitoringTypeEquals, execution.type],
    [input.MonitoringJobDefinitionName, execution.definitionName],
  ];
  return (
    equal.every(([wanted, is]) => !wanted || wanted === is) &&
    isBetween(
      execution.scheduledAt,
      input.ScheduledTimeAfter,
      input.ScheduledTimeBefore,
    ) &&
    isBetween(
      execution.createdAt,
      input.CreationTimeAfter,
      input.CreationTimeBefore,
    ) &&
    isBetween(
      execution.changedAt,
      input.LastModifiedTimeAfter,
      input.LastModifiedTimeBefore,
    )
  );
}

function compare(a: Listed, b: Listed, by: Question['SortBy']): number {
  const byTime =
    by === 'ScheduledTime'
      ? a.scheduledAt - b.scheduledAt
      : a.createdAt - b.createdAt;
  return by === 'Status' ? a.status.localeCompare(b.status) || byTime : byTime;
}

export const monitoringExecutionOperations: Operations = {
  ListMonitoringExecutions: lists<
    ListMonitoringExecutionsRequest,
    ListMonitoringExecutionsResponse
  >((input, call) => {
    const matching = executionsFor(call, input.MonitoringScheduleName)
      .filter(execution => isAskedFor(execution, input))
      .sort((a, b) => compare(a, b, input.SortBy));
    if (input.SortOrder !== 'Ascending') {
      matching.reverse();
    }
    const { page, NextToken } = pageOf(
      matching,
      input,
      'ListMonitoringExecutions',
    );
    return {
      MonitoringExecutionSummaries: page.map(({ scheduleName, ...execution }) =>
        toSummary(call.caller, scheduleName, execution),
      ),
      NextToken,
    };
  }),
};
