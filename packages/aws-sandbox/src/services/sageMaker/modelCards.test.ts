import {
  CreateModelCardCommand,
  DeleteModelCardCommand,
  DescribeModelCardCommand,
  ListModelCardsCommand,
  UpdateModelCardCommand,
  type ListModelCardsCommandInput,
} from '@aws-sdk/client-sagemaker';
import { startEventTarget } from '../../__testUtils__/eventTarget';
import { startHarness, type Clients } from '../../__testUtils__/harness';
import { ACCOUNT_IDS } from '../../constants';

const content = (purpose: string) =>
  JSON.stringify({ intended_uses: { purpose_of_model: purpose } });

const create = (
  { sageMaker }: Clients,
  ModelCardName = 'churn',
  Content = content('campaigns'),
) =>
  sageMaker.send(
    new CreateModelCardCommand({
      ModelCardName,
      Content,
      ModelCardStatus: 'Draft',
    }),
  );

describe('model cards', () => {
  it('have a version for each change, which is told', async () => {
    const target = await startEventTarget();
    try {
      const harness = await startHarness({ eventTarget: target.url });
      const inside = await harness.account(ACCOUNT_IDS.governance);
      const { sageMaker } = inside;
      const { ModelCardArn } = await create(inside);
      const update = (input: object) =>
        sageMaker.send(
          new UpdateModelCardCommand({ ModelCardName: 'churn', ...input }),
        );
      await update({ Content: content('retention') });
      harness.pass(5);
      await update({ ModelCardStatus: 'Approved' });
      const describeCard = (ModelCardVersion?: number) =>
        sageMaker.send(
          new DescribeModelCardCommand({
            ModelCardName: ModelCardArn,
            ModelCardVersion,
          }),
        );
      expect(await describeCard()).toMatchObject({
        ModelCardVersion: 3,
        ModelCardStatus: 'Approved',
        Content: content('retention'),
        LastModifiedBy: { IamIdentity: { SourceIdentity: 'tester' } },
      });
      expect(await describeCard(1)).toMatchObject({
        ModelCardStatus: 'Draft',
        Content: content('campaigns'),
      });
      await expect(describeCard(4)).rejects.toMatchObject({
        name: 'ResourceNotFound',
      });
      const events = await target.wait('SageMaker Model Card State Change', 3);
      expect(events[2]).toMatchObject({
        resources: [ModelCardArn],
        detail: {
          ModelCardName: 'churn',
          ModelCardVersion: 3,
          ModelCardStatus: 'Approved',
          AccountId: ACCOUNT_IDS.governance,
        },
      });
    } finally {
      await target.stop();
    }
  });

  it('are listed by status and name, and deleted', async () => {
    const harness = await startHarness();
    const inside = await harness.account(ACCOUNT_IDS.governance);
    await create(inside);
    await create(inside, 'fraud');
    await inside.sageMaker.send(
      new UpdateModelCardCommand({
        ModelCardName: 'fraud',
        ModelCardStatus: 'PendingReview',
      }),
    );
    const list = async (input: ListModelCardsCommandInput) => {
      const { ModelCardSummaries = [] } = await inside.sageMaker.send(
        new ListModelCardsCommand(input),
      );
      return ModelCardSummaries.map(({ ModelCardName }) => ModelCardName);
    };
    expect(await list({ SortBy: 'Name', SortOrder: 'Ascending' })).toEqual([
      'churn',
      'fraud',
    ]);
    expect(await list({ ModelCardStatus: 'PendingReview' })).toEqual(['fraud']);
    await inside.sageMaker.send(
      new DeleteModelCardCommand({ ModelCardName: 'fraud' }),
    );
    expect(await list({ NameContains: 'r' })).toEqual(['churn']);
  });

  it('are refused when they are there, are no JSON or change in two ways', async () => {
    const harness = await startHarness();
    const inside = await harness.account(ACCOUNT_IDS.governance);
    await create(inside);
    await expect(create(inside)).rejects.toMatchObject({
      name: 'ConflictException',
    });
    const invalid = { name: 'ValidationException' };
    await expect(create(inside, 'fraud', '[]')).rejects.toMatchObject(invalid);
    await expect(
      inside.sageMaker.send(
        new UpdateModelCardCommand({
          ModelCardName: 'churn',
          ModelCardStatus: 'Approved',
          Content: content('retention'),
        }),
      ),
    ).rejects.toMatchObject(invalid);
  });
});
