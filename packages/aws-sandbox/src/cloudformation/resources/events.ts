import type { Context, Validated } from '../../operation';
import {
  putRule,
  putTargets,
  removeRule,
  ruleArn,
  rulesOf,
} from '../../services/eventBridge/rules';
import {
  addSchedule,
  removeSchedule,
  requireGroup,
  scheduleArn,
  schedulesOf,
  updateSchedule,
  type Declaration,
} from '../../services/scheduler/schedules';
import type { EventRule } from '../../state/events';
import type { PutRuleRequest } from '@aws-sdk/client-eventbridge';
import { StackError } from '../StackError';
import {
  asHandler,
  change,
  generatedName,
  missing,
  optional,
  record,
  records,
  required,
  type Properties,
  type ResourceType,
  type StackPlace,
} from './ResourceType';

function dateIn(properties: Properties, name: string): Date | undefined {
  const text = optional(properties, name);
  const date = text === undefined ? undefined : new Date(text);
  if (date && Number.isNaN(date.getTime())) {
    throw new StackError(
      `Properties validation failed: #/${name}: expected type: date-time`,
    );
  }
  return date;
}

function toSchedule(
  name: string,
  logicalId: string,
  properties: Properties,
): Declaration {
  for (const each of ['Target', 'FlexibleTimeWindow']) {
    if (properties[each] === undefined) {
      throw missing(logicalId, each);
    }
  }
  const target = record(properties, 'Target');
  const window = record(properties, 'FlexibleTimeWindow');
  const minutes = optional(window, 'MaximumWindowInMinutes');
  return {
    Name: name,
    GroupName: optional(properties, 'GroupName'),
    ScheduleExpression: required(properties, logicalId, 'ScheduleExpression'),
    ScheduleExpressionTimezone: optional(
      properties,
      'ScheduleExpressionTimezone',
    ),
    State:
      optional(properties, 'State') === 'DISABLED' ? 'DISABLED' : 'ENABLED',
    Description: optional(properties, 'Description'),
    KmsKeyArn: optional(properties, 'KmsKeyArn'),
    StartDate: dateIn(properties, 'StartDate'),
    EndDate: dateIn(properties, 'EndDate'),
    FlexibleTimeWindow: {
      Mode:
        required(window, logicalId, 'Mode') === 'FLEXIBLE' ? 'FLEXIBLE' : 'OFF',
      MaximumWindowInMinutes:
        minutes === undefined ? undefined : Number(minutes),
    },
    Target: {
      ...target,
      Arn: required(target, logicalId, 'Arn'),
      RoleArn: required(target, logicalId, 'RoleArn'),
    },
  };
}

function findSchedule({ state }: Context, place: StackPlace, name: string) {
  return schedulesOf(state, place).find(schedule => schedule.name === name);
}

/** AWS::Scheduler::Schedule */
export const schedule: ResourceType = {
  create(context, place, logicalId, properties) {
    const name =
      optional(properties, 'Name') ?? generatedName(context, place, logicalId);
    const declaration = toSchedule(name, logicalId, properties);
    const made = asHandler(() => addSchedule(context, place, declaration));
    return {
      physicalId: name,
      undo: () => removeSchedule(context.state, made),
    };
  },
  update(context, place, physicalId, properties, logicalId) {
    const found = findSchedule(context, place, physicalId);
    if (!found || (optional(properties, 'Name') ?? physicalId) !== physicalId) {
      return undefined;
    }
    const declaration = toSchedule(physicalId, logicalId, properties);
    const undo = change(found, {});
    asHandler(() => {
      requireGroup(declaration.GroupName);
      updateSchedule(context, found, declaration);
    });
    return { physicalId, undo };
  },
  remove(context, place, physicalId) {
    const found = findSchedule(context, place, physicalId);
    if (found) {
      removeSchedule(context.state, found);
    }
  },
  attributes: (_context, { accountId, region }, name) => ({
    Arn: scheduleArn({ accountId, region, groupName: 'default', name }),
  }),
};

function toRule(
  name: string,
  properties: Properties,
): Validated<PutRuleRequest> {
  const { EventPattern } = properties;
  return {
    Name: name,
    EventPattern:
      EventPattern === undefined || typeof EventPattern === 'string'
        ? EventPattern
        : JSON.stringify(EventPattern),
    ScheduleExpression: optional(properties, 'ScheduleExpression'),
    State:
      optional(properties, 'State') === 'DISABLED' ? 'DISABLED' : 'ENABLED',
    Description: optional(properties, 'Description'),
    RoleArn: optional(properties, 'RoleArn'),
  };
}

function put(
  context: Context,
  place: StackPlace,
  name: string,
  logicalId: string,
  properties: Properties,
): EventRule {
  const targets = records(properties, 'Targets').map(target => ({
    ...target,
    Id: required(target, logicalId, 'Id'),
    Arn: required(target, logicalId, 'Arn'),
  }));
  return asHandler(() => {
    const rule = putRule(context, place, toRule(name, properties));
    rule.targets = [];
    putTargets(context, rule, targets);
    return rule;
  });
}

function findRule({ state }: Context, place: StackPlace, name: string) {
  return rulesOf(state, place).find(rule => rule.name === name);
}

/** Removes a rule with its targets. */
function drop(context: Context, place: StackPlace, name: string): void {
  const rule = findRule(context, place, name);
  if (rule) {
    rule.targets = [];
    removeRule(context.state, place, name);
  }
}

/** AWS::Events::Rule */
export const eventRule: ResourceType = {
  create(context, place, logicalId, properties) {
    const name =
      optional(properties, 'Name') ?? generatedName(context, place, logicalId);
    if (findRule(context, place, name)) {
      throw new StackError(
        `Resource handler returned message: "${name} already exists in stack" (HandlerErrorCode: AlreadyExists)`,
      );
    }
    const made = put(context, place, name, logicalId, properties);
    return {
      physicalId: name,
      arn: ruleArn(made),
      undo: () => drop(context, place, name),
    };
  },
  update(context, place, physicalId, properties, logicalId) {
    const found = findRule(context, place, physicalId);
    if (!found || (optional(properties, 'Name') ?? physicalId) !== physicalId) {
      return undefined;
    }
    const undo = change(found, {});
    put(context, place, physicalId, logicalId, properties);
    return { physicalId, arn: ruleArn(found), undo };
  },
  remove: drop,
  attributes: (_context, { accountId, region }, name) => ({
    Arn: ruleArn({ accountId, region, name }),
  }),
};
