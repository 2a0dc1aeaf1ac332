import * as client from '@aws-sdk/client-eventbridge';
import type {
  DeleteRuleRequest,
  DescribeRuleRequest,
  DescribeRuleResponse,
  DisableRuleRequest,
  EnableRuleRequest,
  ListRuleNamesByTargetRequest,
  ListRuleNamesByTargetResponse,
  ListRulesRequest,
  ListRulesResponse,
  ListTargetsByRuleRequest,
  ListTargetsByRuleResponse,
  PutRuleRequest,
  PutRuleResponse,
  PutTargetsRequest,
  PutTargetsResponse,
  RemoveTargetsRequest,
  RemoveTargetsResponse,
  Rule,
} from '@aws-sdk/client-eventbridge';
import {
  lists,
  reads,
  writes,
  type Call,
  type Operations,
} from '../../operation';
import type { EventRule } from '../../state/events';
import { AwsError } from '../../wire/AwsError';
import { paginate } from '../paging';
import type { Service } from '../Service';
import { constraints } from './constraints';
import {
  changeRule,
  DEFAULT_BUS,
  putRule,
  putTargets,
  removeRule,
  requireBus,
  requireRule,
  ruleArn,
  rulesOf,
} from './rules';

function toRule(rule: EventRule): Rule {
  return {
    Name: rule.name,
    Arn: ruleArn(rule),
    EventPattern: rule.eventPattern,
    State: rule.state,
    Description: rule.description,
    ScheduleExpression: rule.scheduleExpression,
    RoleArn: rule.roleArn,
    EventBusName: DEFAULT_BUS,
  };
}

function pageOf<T>(
  items: T[],
  input: { NextToken?: string; Limit?: number },
  operation: string,
): { page: T[]; NextToken: string | undefined } {
  const { NextToken, Limit, ...question } = input;
  const { page, nextToken } = paginate(items, {
    token: NextToken,
    size: Limit,
    defaultSize: 100,
    question: [operation, question],
    invalidToken: () =>
      new AwsError('ValidationException', 'Invalid NextToken.'),
  });
  return { page, NextToken: nextToken };
}

function findRule(
  { state, caller }: Call,
  name: string,
  bus: string | undefined,
): EventRule {
  requireBus(caller, bus);
  return requireRule(state, caller, name);
}

function rulesByName({ state, caller }: Call): EventRule[] {
  return rulesOf(state, caller).sort((a, b) => a.name.localeCompare(b.name));
}

const operations: Operations = {
  PutRule: writes<PutRuleRequest, PutRuleResponse>((input, call) => {
    const { state, caller } = call;
    requireBus(caller, input.EventBusName);
    const arn = ruleArn(putRule(call, caller, input));
    if (input.Tags && !state.tags[arn]) {
      state.tags[arn] = Object.fromEntries(
        input.Tags.map(({ Key, Value }) => [Key, Value]),
      );
    }
    return { RuleArn: arn };
  }),

  DescribeRule: reads<DescribeRuleRequest, DescribeRuleResponse>(
    ({ Name, EventBusName }, call) => ({
      ...toRule(findRule(call, Name, EventBusName)),
      CreatedBy: call.caller.accountId,
    }),
  ),

  ListRules: lists<ListRulesRequest, ListRulesResponse>((input, call) => {
    const { NamePrefix = '', EventBusName } = input;
    requireBus(call.caller, EventBusName);
    const { page, NextToken } = pageOf(
      rulesByName(call).filter(({ name }) => name.startsWith(NamePrefix)),
      input,
      'ListRules',
    );
    return { Rules: page.map(toRule), NextToken };
  }),

  DeleteRule: writes<DeleteRuleRequest, {}>(
    ({ Name, EventBusName }, { state, caller }) => {
      requireBus(caller, EventBusName);
      removeRule(state, caller, Name);
      return {};
    },
  ),

  EnableRule: writes<EnableRuleRequest, {}>(({ Name, EventBusName }, call) => {
    changeRule(call, findRule(call, Name, EventBusName), { state: 'ENABLED' });
    return {};
  }),

  DisableRule: writes<DisableRuleRequest, {}>(
    ({ Name, EventBusName }, call) => {
      const rule = findRule(call, Name, EventBusName);
      changeRule(call, rule, { state: 'DISABLED' });
      return {};
    },
  ),

  PutTargets: writes<PutTargetsRequest, PutTargetsResponse>(
    ({ Rule: name, EventBusName, Targets }, call) => {
      putTargets(call, findRule(call, name, EventBusName), Targets);
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
  ),

  RemoveTargets: writes<RemoveTargetsRequest, RemoveTargetsResponse>(
    ({ Rule: name, EventBusName, Ids }, call) => {
      const rule = findRule(call, name, EventBusName);
      changeRule(call, rule, {
        targets: rule.targets.filter(({ Id }) => !Ids.includes(Id)),
      });
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
  ),

  ListTargetsByRule: lists<ListTargetsByRuleRequest, ListTargetsByRuleResponse>(
    (input, call) => {
      const { targets } = findRule(call, input.Rule, input.EventBusName);
      const { page, NextToken } = pageOf(targets, input, 'ListTargetsByRule');
      return { Targets: page, NextToken };
    },
  ),

  ListRuleNamesByTarget: lists<
    ListRuleNamesByTargetRequest,
    ListRuleNamesByTargetResponse
  >((input, call) => {
    requireBus(call.caller, input.EventBusName);
    const { page, NextToken } = pageOf(
      rulesByName(call).filter(({ targets }) =>
        targets.some(({ Arn }) => Arn === input.TargetArn),
      ),
      input,
      'ListRuleNamesByTarget',
    );
    return { RuleNames: page.map(({ name }) => name), NextToken };
  }),
};

/** Amazon EventBridge: rules on the bus `default`. Those with a schedule start pipelines of SageMaker; other targets are kept, not called. */
export const eventBridge: Service = {
  signingName: 'events',
  protocol: 'awsJson1_1',
  targetPrefix: 'AWSEvents',
  schemas: client,
  validationError: 'ValidationException',
  throttling: { error: 'ThrottlingException', message: 'Rate exceeded' },
  failure: 'InternalException',
  constraints,
  operations,
};
