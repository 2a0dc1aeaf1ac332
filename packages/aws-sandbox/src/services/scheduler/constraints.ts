// From the Amazon EventBridge Scheduler API Reference.
import type { Constraint, Constraints } from '../../wire/constraints';

const Name: Constraint = {
  minLength: 1,
  maxLength: 64,
  pattern: /^[0-9a-zA-Z-_.]+$/,
};
const State: Constraint = { oneOf: ['ENABLED', 'DISABLED'] };
const schedule: Record<string, Constraint> = {
  Name,
  GroupName: Name,
  ScheduleExpression: { minLength: 1, maxLength: 256 },
  Description: { maxLength: 512 },
  ScheduleExpressionTimezone: { minLength: 1, maxLength: 50 },
  State,
  ClientToken: { minLength: 1, maxLength: 64, pattern: /^[a-zA-Z0-9-_]+$/ },
  ActionAfterCompletion: { oneOf: ['NONE', 'DELETE'] },
};

export const constraints: Constraints = {
  CreateScheduleInput: schedule,
  UpdateScheduleInput: schedule,
  GetScheduleInput: { Name, GroupName: Name },
  DeleteScheduleInput: { Name, GroupName: Name },
  ListSchedulesInput: {
    GroupName: Name,
    NamePrefix: Name,
    State,
    NextToken: { minLength: 1, maxLength: 2048 },
    MaxResults: { min: 1, max: 100 },
  },
  Target: {
    Arn: { minLength: 1, maxLength: 1600 },
    RoleArn: {
      minLength: 1,
      maxLength: 1600,
      pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    },
    Input: { minLength: 1 },
  },
  FlexibleTimeWindow: {
    Mode: { oneOf: ['OFF', 'FLEXIBLE'] },
    MaximumWindowInMinutes: { min: 1, max: 1440 },
  },
  SageMakerPipelineParameters: { PipelineParameterList: { maxLength: 200 } },
};
