// From the Amazon EventBridge API Reference.
import type { Constraint, Constraints } from '../../wire/constraints';

const ruleName: Constraint = {
  minLength: 1,
  maxLength: 64,
  pattern: /^[.\-_A-Za-z0-9]+$/,
};
const EventBusName: Constraint = { minLength: 1, maxLength: 1600 };
const NextToken: Constraint = { minLength: 1, maxLength: 2048 };
const Limit: Constraint = { min: 1, max: 100 };
const targetId: Constraint = { ...ruleName };

export const constraints: Constraints = {
  PutRuleRequest: {
    Name: ruleName,
    ScheduleExpression: { maxLength: 256 },
    EventPattern: { maxLength: 4096 },
    State: {
      oneOf: [
        'ENABLED',
        'DISABLED',
        'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      ],
    },
    Description: { maxLength: 512 },
    RoleArn: { minLength: 1, maxLength: 1600 },
    EventBusName,
  },
  DescribeRuleRequest: { Name: ruleName, EventBusName },
  ListRulesRequest: { NamePrefix: ruleName, EventBusName, NextToken, Limit },
  DeleteRuleRequest: { Name: ruleName, EventBusName },
  EnableRuleRequest: { Name: ruleName, EventBusName },
  DisableRuleRequest: { Name: ruleName, EventBusName },
  PutTargetsRequest: {
    Rule: ruleName,
    EventBusName,
    Targets: { minLength: 1, maxLength: 100 },
  },
  Target: {
    Id: targetId,
    Arn: { minLength: 1, maxLength: 1600 },
    RoleArn: { minLength: 1, maxLength: 1600 },
    Input: { maxLength: 8192 },
  },
  RemoveTargetsRequest: {
    Rule: ruleName,
    EventBusName,
    Ids: { minLength: 1, maxLength: 100 },
  },
  ListTargetsByRuleRequest: { Rule: ruleName, EventBusName, NextToken, Limit },
  ListRuleNamesByTargetRequest: {
    TargetArn: { minLength: 1, maxLength: 1600 },
    EventBusName,
    NextToken,
    Limit,
  },
};
