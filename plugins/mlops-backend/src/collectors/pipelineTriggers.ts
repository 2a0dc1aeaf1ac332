// What starts SageMaker pipelines by itself: schedules of EventBridge Scheduler and rules of EventBridge.
import {
  DescribeRuleCommand,
  ListRuleNamesByTargetCommand,
  type ListRuleNamesByTargetCommandOutput,
} from '@aws-sdk/client-eventbridge';
import {
  paginateListSchedules,
  type ScheduleSummary,
} from '@aws-sdk/client-scheduler';
import type { PipelineEvidence } from '@mlops-portal/backstage-plugin-mlops-common';
import {
  explainAwsError,
  type CollectorContext,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { listAll, PAGE_SIZE, unlessGone } from './listing';

type Context = Pick<
  CollectorContext<PipelineEvidence[]>,
  'aws' | 'account' | 'signal'
>;
type Trigger = PipelineEvidence['triggers'][number];

/** What could be read, and why not all. */
export interface Read<T> {
  items: T[];
  unknownReason?: string;
}

/** Reads; what cannot be read has a reason. */
async function attempt<T>(
  signal: AbortSignal,
  what: { tried: string; on: string },
  read: () => Promise<T[]>,
): Promise<Read<T>> {
  try {
    return { items: await read() };
  } catch (error) {
    signal.throwIfAborted();
    const { message } = explainAwsError(error, { ...what, lasting: true });
    return { items: [], unknownReason: message };
  }
}

/** Lists the schedules of an account, whatever they start. */
export function listSchedules({
  aws,
  account,
  signal,
}: Context): Promise<Read<ScheduleSummary>> {
  const what = {
    tried: 'list the schedules',
    on: `account ${account.accountId}`,
  };
  return attempt(signal, what, () =>
    listAll(
      paginateListSchedules(
        { client: aws.scheduler, pageSize: PAGE_SIZE },
        {},
        { abortSignal: signal },
      ),
      page => page.Schedules,
    ),
  );
}

async function ruleNames(
  { aws, signal }: Context,
  TargetArn: string,
): Promise<string[]> {
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const page: ListRuleNamesByTargetCommandOutput = await aws.eventBridge.send(
      new ListRuleNamesByTargetCommand({ TargetArn, NextToken }),
      { abortSignal: signal },
    );
    names.push(...(page.RuleNames ?? []));
    ({ NextToken } = page);
  } while (NextToken);
  return names;
}

async function readRules(context: Context, arn: string): Promise<Trigger[]> {
  const { aws, signal } = context;
  const triggers: Trigger[] = [];
  for (const name of await ruleNames(context, arn)) {
    const rule = await unlessGone(() =>
      aws.eventBridge.send(new DescribeRuleCommand({ Name: name }), {
        abortSignal: signal,
      }),
    );
    if (rule) {
      triggers.push({
        type: 'rule',
        name,
        arn: rule.Arn,
        enabled: rule.State !== 'DISABLED',
      });
    }
  }
  return triggers;
}

function toTrigger({ Name = '', Arn, State }: ScheduleSummary): Trigger {
  return {
    type: 'schedule',
    name: Name,
    arn: Arn,
    enabled: State === 'ENABLED',
  };
}

/**
 * Reads what starts a pipeline by itself: the schedules whose target it is and
 * the rules of the default bus whose target it is. Where one of the two cannot
 * be read, the other is told nevertheless.
 *
 * @param arn - of the pipeline
 * @param schedules - all of the account
 */
export async function readTriggers(
  context: Context,
  arn: string,
  schedules: Read<ScheduleSummary>,
): Promise<Pick<PipelineEvidence, 'triggers' | 'triggersUnknownReason'>> {
  const what = { tried: 'list the rules that start the pipeline', on: arn };
  const rules = await attempt(context.signal, what, () =>
    readRules(context, arn),
  );
  const reasons = [schedules.unknownReason, rules.unknownReason].filter(
    Boolean,
  );
  const triggers = [
    ...schedules.items
      .filter(({ Target }) => Target?.Arn === arn)
      .map(toTrigger),
    ...rules.items,
  ];
  const key = ({ type, name, arn: own }: Trigger) =>
    [type, name, own].join(' ');
  return {
    triggers: triggers.sort((a, b) => key(a).localeCompare(key(b))),
    triggersUnknownReason: reasons.length > 0 ? reasons.join(' ') : undefined,
  };
}
