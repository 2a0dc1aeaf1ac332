// Rules in the state: shared by the service, by CloudFormation and by the seed.
import type { PutRuleRequest, Target } from '@aws-sdk/client-eventbridge';
import type { Context, Validated } from '../../operation';
import type { EventRule } from '../../state/events';
import type { State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { forgetRun, planRun } from '../scheduler/plan';
import { isPipeline, startTarget } from '../scheduler/startTarget';

/** The bus that every account has, and the only one here. */
export const DEFAULT_BUS = 'default';

/** How many targets a rule has. */
const MAX_TARGETS = 5;

const SCHEDULE =
  /^(rate\([1-9]\d* (minute|hour|day)s?\)|cron\((\S+ ){5}\S+\))$/;

/** Where a rule is. */
export interface Place {
  accountId: string;
  region: string;
}

/** ARN of a rule. */
export function ruleArn({
  region,
  accountId,
  name,
}: Place & { name: string }): string {
  return `arn:aws:events:${region}:${accountId}:rule/${name}`;
}

/** The rules of an account in a region. */
export function rulesOf(
  { eventRules }: State,
  { accountId, region }: Place,
): EventRule[] {
  return eventRules.filter(
    rule => rule.accountId === accountId && rule.region === region,
  );
}

function runOf(rule: EventRule) {
  return { kind: 'run-rule', arn: ruleArn(rule) } as const;
}

/** Has a rule start its pipelines when its schedule comes round next. */
function plan(context: Context, rule: EventRule, last?: number): void {
  const { scheduleExpression: expression, state, targets } = rule;
  if (!expression || state === 'DISABLED' || !targets.some(isPipeline)) {
    forgetRun(context.state, runOf(rule));
    return;
  }
  planRun(context, runOf(rule), {
    expression,
    timezone: 'UTC',
    since: rule.createdAt,
    last,
  });
}

/** Starts the pipelines of a rule whose schedule has come round. */
export function runRule(context: Context, { arn }: { arn: string }): void {
  const rule = context.state.eventRules.find(each => ruleArn(each) === arn);
  if (rule) {
    rule.targets.forEach(target => startTarget(context, target, 'events'));
    plan(context, rule, context.now);
  }
}

/** Changes a rule. */
export function changeRule(
  context: Context,
  rule: EventRule,
  changes: Partial<EventRule>,
): void {
  Object.assign(rule, changes);
  plan(context, rule);
}

/** Refuses a bus that is not there; it goes by its name or ARN. */
export function requireBus(
  { accountId, region }: Place,
  bus: string = DEFAULT_BUS,
): void {
  const arn = `arn:aws:events:${region}:${accountId}:event-bus/${DEFAULT_BUS}`;
  if (bus !== DEFAULT_BUS && bus !== arn) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Event bus ${bus} does not exist.`,
    );
  }
}

/** The rule of this name. */
export function requireRule(
  state: State,
  place: Place,
  name: string,
): EventRule {
  const found = rulesOf(state, place).find(rule => rule.name === name);
  if (!found) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Rule ${name} does not exist on EventBus ${DEFAULT_BUS}.`,
    );
  }
  return found;
}

function isPattern(text: string): boolean {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch {
    // Told with whatever else is no pattern.
    return false;
  }
  const isLeafOrObject = (value: unknown): boolean =>
    Array.isArray(value)
      ? value.length > 0
      : typeof value === 'object' &&
        value !== null &&
        Object.values(value).length > 0 &&
        Object.values(value).every(isLeafOrObject);
  return !Array.isArray(pattern) && isLeafOrObject(pattern);
}

function check(declaration: Validated<PutRuleRequest>): void {
  const { EventPattern, ScheduleExpression } = declaration;
  if (!EventPattern && !ScheduleExpression) {
    throw new AwsError(
      'ValidationException',
      'Parameter(s) EventPattern or ScheduleExpression must be specified.',
    );
  }
  if (EventPattern && !isPattern(EventPattern)) {
    throw new AwsError(
      'InvalidEventPatternException',
      'Event pattern is not valid. Reason: it is not an object of objects and non-empty lists',
    );
  }
  if (ScheduleExpression && !SCHEDULE.test(ScheduleExpression)) {
    throw new AwsError(
      'ValidationException',
      'Parameter ScheduleExpression is not valid.',
    );
  }
}

/**
 * Makes a rule, or makes the one of this name what is declared; its targets
 * stay.
 *
 * @throws AwsError for a pattern or an expression that is none
 */
export function putRule(
  context: Context,
  { accountId, region }: Place,
  declaration: Validated<PutRuleRequest>,
): EventRule {
  const { state, now } = context;
  check(declaration);
  const { Name: name, State: asked = 'ENABLED' } = declaration;
  const present = rulesOf(state, { accountId, region }).find(
    rule => rule.name === name,
  );
  const rule: EventRule = {
    accountId,
    region,
    name,
    createdAt: present?.createdAt ?? now,
    eventPattern: declaration.EventPattern,
    scheduleExpression: declaration.ScheduleExpression,
    state: asked === 'DISABLED' ? 'DISABLED' : 'ENABLED',
    description: declaration.Description,
    roleArn: declaration.RoleArn,
    targets: present?.targets ?? [],
  };
  if (present) {
    changeRule(context, present, rule);
    return present;
  }
  state.eventRules.push(rule);
  plan(context, rule);
  return rule;
}

/**
 * Adds targets to a rule, in place of those with the same ids.
 *
 * @throws AwsError when there would be too many
 */
export function putTargets(
  context: Context,
  rule: EventRule,
  targets: Validated<Target>[],
): void {
  const ids = new Set(targets.map(({ Id }) => Id));
  const all = [...rule.targets.filter(({ Id }) => !ids.has(Id)), ...targets];
  if (all.length > MAX_TARGETS) {
    throw new AwsError(
      'LimitExceededException',
      `The requested resource exceeds the maximum number allowed: ${MAX_TARGETS} targets of a rule.`,
    );
  }
  changeRule(context, rule, { targets: all });
}

/**
 * Removes a rule; does nothing when it is not there.
 *
 * @throws AwsError when it has targets yet
 */
export function removeRule(state: State, place: Place, name: string): void {
  const rule = rulesOf(state, place).find(other => other.name === name);
  if (rule && rule.targets.length > 0) {
    throw new AwsError(
      'ValidationException',
      "Rule can't be deleted since it has targets.",
    );
  }
  if (rule) {
    state.eventRules = state.eventRules.filter(other => other !== rule);
    delete state.tags[ruleArn(rule)];
    forgetRun(state, runOf(rule));
  }
}
