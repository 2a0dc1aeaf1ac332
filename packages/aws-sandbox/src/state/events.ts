import type { Target as RuleTarget } from '@aws-sdk/client-eventbridge';
import type { CreateScheduleInput } from '@aws-sdk/client-scheduler';
import type { Validated } from '../operation';

/** A schedule of Amazon EventBridge Scheduler. */
export interface Schedule {
  accountId: string;
  region: string;
  groupName: string;
  name: string;
  /** `rate(1 day)`, `cron(0 3 * * ? *)`, `at(2026-11-25T03:00:00)`. */
  expression: string;
  timezone: string;
  startAt?: number;
  endAt?: number;
  state: 'ENABLED' | 'DISABLED';
  description?: string;
  kmsKeyArn?: string;
  target: Validated<CreateScheduleInput>['Target'];
  flexibleTimeWindow: Validated<CreateScheduleInput>['FlexibleTimeWindow'];
  actionAfterCompletion: 'NONE' | 'DELETE';
  createdAt: number;
  changedAt: number;
  /** A second request with the same token is the same request. */
  token?: string;
}

/** A rule of Amazon EventBridge, on the bus `default`. */
export interface EventRule {
  accountId: string;
  region: string;
  name: string;
  createdAt: number;
  /** JSON. */
  eventPattern?: string;
  scheduleExpression?: string;
  state: 'ENABLED' | 'DISABLED';
  description?: string;
  roleArn?: string;
  targets: Validated<RuleTarget>[];
}
