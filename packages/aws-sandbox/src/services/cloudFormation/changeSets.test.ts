import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  ListChangeSetsCommand,
  type CreateChangeSetCommandInput,
} from '@aws-sdk/client-cloudformation';
import { startHarness } from '../../__testUtils__/harness';
import { describeStack } from '../../__testUtils__/stacks';
import { ACCOUNT_IDS } from '../../constants';

const KEY = `
Parameters: { Text: { Type: String, Default: first } }
Resources:
  Key: { Type: AWS::KMS::Key, Properties: { Description: !Ref Text } }
`;

async function start() {
  const harness = await startHarness();
  const inside = await harness.account(ACCOUNT_IDS.dataLake);
  const { cloudFormation } = inside;
  return {
    harness,
    inside,
    cloudFormation,
    create: (input: Partial<CreateChangeSetCommandInput>) =>
      cloudFormation.send(
        new CreateChangeSetCommand({
          StackName: 'keys',
          ChangeSetName: 'change',
          TemplateBody: KEY,
          ...input,
        }),
      ),
    describe: (ChangeSetName: string) =>
      cloudFormation.send(
        new DescribeChangeSetCommand({ ChangeSetName, StackName: 'keys' }),
      ),
    execute: (ChangeSetName: string) =>
      cloudFormation.send(
        new ExecuteChangeSetCommand({ ChangeSetName, StackName: 'keys' }),
      ),
  };
}

describe('change sets', () => {
  it('make a stack, and then change it, as `aws cloudformation deploy` does', async () => {
    const { harness, inside, create, describe: look, execute } = await start();
    await expect(create({})).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id keys does not exist',
    });
    await create({ ChangeSetType: 'CREATE' });
    expect((await describeStack(inside, 'keys')).StackStatus).toBe(
      'REVIEW_IN_PROGRESS',
    );
    expect(await look('change')).toMatchObject({
      Status: 'CREATE_PENDING',
      ExecutionStatus: 'UNAVAILABLE',
    });
    await expect(execute('change')).rejects.toMatchObject({
      name: 'InvalidChangeSetStatusException',
    });
    harness.pass(1);
    expect(await look('change')).toMatchObject({
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
      Changes: [
        {
          Type: 'Resource',
          ResourceChange: {
            Action: 'Add',
            LogicalResourceId: 'Key',
            ResourceType: 'AWS::KMS::Key',
          },
        },
      ],
    });
    await execute('change');
    harness.pass(5);
    expect((await describeStack(inside, 'keys')).StackStatus).toBe(
      'CREATE_COMPLETE',
    );

    await create({ ChangeSetName: 'nothing' });
    expect(await look('nothing')).toMatchObject({
      Status: 'FAILED',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
    await create({
      ChangeSetName: 'text',
      Parameters: [{ ParameterKey: 'Text', ParameterValue: 'second' }],
    });
    harness.pass(1);
    const { Changes } = await look('text');
    expect(
      Changes?.map(({ ResourceChange }) => ResourceChange?.Action),
    ).toEqual(['Modify']);
    await execute('text');
    harness.pass(5);
    expect(await describeStack(inside, 'keys')).toMatchObject({
      StackStatus: 'UPDATE_COMPLETE',
      Parameters: [{ ParameterKey: 'Text', ParameterValue: 'second' }],
    });
  });

  it('are listed and deleted', async () => {
    const { cloudFormation, create, describe: look } = await start();
    await create({ ChangeSetType: 'CREATE' });
    const { Summaries } = await cloudFormation.send(
      new ListChangeSetsCommand({ StackName: 'keys' }),
    );
    expect(Summaries?.map(({ ChangeSetName }) => ChangeSetName)).toEqual([
      'change',
    ]);
    await cloudFormation.send(
      new DeleteChangeSetCommand({
        StackName: 'keys',
        ChangeSetName: 'change',
      }),
    );
    await expect(look('change')).rejects.toMatchObject({
      name: 'ChangeSetNotFoundException',
    });
  });
});
