import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { startHarness, type Clients } from '../../__testUtils__/harness';
import { ACCOUNT_IDS } from '../../constants';

const PIPELINE = `arn:aws:sagemaker:eu-west-1:${ACCOUNT_IDS.governance}:pipeline/churn`;
const PATTERN = JSON.stringify({ source: ['aws.sagemaker'] });

function put({ eventBridge }: Clients, input: object = {}) {
  return eventBridge.send(
    new PutRuleCommand({ Name: 'drift', EventPattern: PATTERN, ...input }),
  );
}

function target(Id: string, Arn = PIPELINE) {
  return { Id, Arn };
}

describe('EventBridge', () => {
  it('puts rules, and switches them off and on', async () => {
    const harness = await startHarness();
    const clients = await harness.account(ACCOUNT_IDS.governance);
    const { eventBridge } = clients;
    const { RuleArn } = await put(clients);
    expect(RuleArn).toBe('arn:aws:events:eu-west-1:100000000002:rule/drift');
    const describeRule = () =>
      eventBridge.send(new DescribeRuleCommand({ Name: 'drift' }));
    expect(await describeRule()).toMatchObject({
      Arn: RuleArn,
      EventPattern: PATTERN,
      State: 'ENABLED',
      EventBusName: 'default',
    });
    await eventBridge.send(new DisableRuleCommand({ Name: 'drift' }));
    expect((await describeRule()).State).toBe('DISABLED');
    await eventBridge.send(new EnableRuleCommand({ Name: 'drift' }));
    expect((await describeRule()).State).toBe('ENABLED');
    await put(clients, {
      EventPattern: undefined,
      ScheduleExpression: 'rate(1 day)',
    });
    const changed = await describeRule();
    expect(changed.ScheduleExpression).toBe('rate(1 day)');
    expect(changed).not.toHaveProperty('EventPattern');
  });

  it('keeps targets, and tells which rules have one', async () => {
    const harness = await startHarness();
    const clients = await harness.account(ACCOUNT_IDS.governance);
    const { eventBridge } = clients;
    await put(clients);
    await put(clients, { Name: 'nightly' });
    const putTargets = (Rule: string, ...Targets: object[]) =>
      eventBridge.send(
        new PutTargetsCommand({
          Rule,
          Targets: Targets as ReturnType<typeof target>[],
        }),
      );
    await putTargets('drift', target('retrain'), target('tell', 'arn:aws:x'));
    await putTargets('drift', {
      ...target('retrain'),
      SageMakerPipelineParameters: {
        PipelineParameterList: [{ Name: 'Depth', Value: '6' }],
      },
    });
    await putTargets('nightly', target('1'));
    const { Targets } = await eventBridge.send(
      new ListTargetsByRuleCommand({ Rule: 'drift' }),
    );
    expect(Targets).toEqual([
      target('tell', 'arn:aws:x'),
      {
        ...target('retrain'),
        SageMakerPipelineParameters: {
          PipelineParameterList: [{ Name: 'Depth', Value: '6' }],
        },
      },
    ]);
    const byTarget = async () => {
      const { RuleNames } = await eventBridge.send(
        new ListRuleNamesByTargetCommand({ TargetArn: PIPELINE }),
      );
      return RuleNames;
    };
    expect(await byTarget()).toEqual(['drift', 'nightly']);
    await expect(
      eventBridge.send(new DeleteRuleCommand({ Name: 'drift' })),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: "Rule can't be deleted since it has targets.",
    });
    await eventBridge.send(
      new RemoveTargetsCommand({ Rule: 'drift', Ids: ['retrain', 'tell'] }),
    );
    expect(await byTarget()).toEqual(['nightly']);
    await eventBridge.send(new DeleteRuleCommand({ Name: 'drift' }));
    // AWS takes a second time for done.
    await eventBridge.send(new DeleteRuleCommand({ Name: 'drift' }));
    await expect(
      putTargets('nightly', ...['2', '3', '4', '5', '6'].map(id => target(id))),
    ).rejects.toMatchObject({ name: 'LimitExceededException' });
  });

  it('lists by prefix, and pages', async () => {
    const harness = await startHarness();
    const clients = await harness.account(ACCOUNT_IDS.governance);
    for (const Name of ['b', 'a-2', 'a-1']) {
      await put(clients, { Name });
    }
    const list = (input: object) =>
      clients.eventBridge.send(new ListRulesCommand(input));
    const first = await list({ NamePrefix: 'a', Limit: 1 });
    expect(first.Rules).toMatchObject([{ Name: 'a-1' }]);
    const second = await list({
      NamePrefix: 'a',
      Limit: 1,
      NextToken: first.NextToken,
    });
    expect(second.Rules).toMatchObject([{ Name: 'a-2' }]);
    expect(second.NextToken).toBeUndefined();
    await expect(
      list({ NamePrefix: 'b', NextToken: first.NextToken }),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it.each([
    [
      'without pattern and schedule',
      { EventPattern: undefined },
      'ValidationException',
    ],
    [
      'with a pattern that is no JSON',
      { EventPattern: '{' },
      'InvalidEventPatternException',
    ],
    [
      'with a pattern that matches nothing',
      { EventPattern: '{"source":"aws.sagemaker"}' },
      'InvalidEventPatternException',
    ],
    [
      'with a schedule that is none',
      { ScheduleExpression: 'daily' },
      'ValidationException',
    ],
    ['on another bus', { EventBusName: 'mine' }, 'ResourceNotFoundException'],
  ])('refuses a rule %s', async (_what, input, name) => {
    const harness = await startHarness();
    await expect(
      put(await harness.account(ACCOUNT_IDS.governance), input),
    ).rejects.toMatchObject({ name });
  });

  it('does not find the rule of another account', async () => {
    const harness = await startHarness();
    await put(await harness.account(ACCOUNT_IDS.governance));
    const { eventBridge } = await harness.account(ACCOUNT_IDS.dataLake);
    await expect(
      eventBridge.send(new DescribeRuleCommand({ Name: 'drift' })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Rule drift does not exist on EventBus default.',
    });
  });
});
