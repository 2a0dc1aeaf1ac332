import {
  CreateKeyCommand,
  DescribeKeyCommand,
  ListAliasesCommand,
  ListKeysCommand,
  paginateListKeys,
} from '@aws-sdk/client-kms';
import { accountNamed } from '../../__testUtils__/accounts';
import { startHarness } from '../../__testUtils__/harness';
import { ACCOUNT_IDS } from '../../constants';

describe('KMS', () => {
  it('creates keys and describes them by id and ARN', async () => {
    const harness = await startHarness();
    const { kms } = await harness.account(ACCOUNT_IDS.dataLake);
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({ Description: 'Features' }),
    );
    expect(KeyMetadata).toMatchObject({
      AWSAccountId: ACCOUNT_IDS.dataLake,
      Description: 'Features',
      Enabled: true,
      KeyManager: 'CUSTOMER',
      KeyState: 'Enabled',
    });
    for (const KeyId of [KeyMetadata?.KeyId, KeyMetadata?.Arn]) {
      const described = await kms.send(new DescribeKeyCommand({ KeyId }));
      expect(described.KeyMetadata).toEqual(KeyMetadata);
    }
    const { Keys } = await kms.send(new ListKeysCommand({}));
    expect(Keys).toEqual([
      { KeyId: KeyMetadata?.KeyId, KeyArn: KeyMetadata?.Arn },
    ]);
  });

  it('describes keys by alias, and says who manages them', async () => {
    const harness = await startHarness({ seed: 'organization' });
    const { kms } = await harness.account(
      await accountNamed(harness, 'price-elasticity-experimentation'),
    );
    const { Aliases = [] } = await kms.send(new ListAliasesCommand({}));
    expect(Aliases).toHaveLength(1);
    for (const KeyId of [Aliases[0].AliasName, Aliases[0].AliasArn]) {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
      expect(KeyMetadata?.KeyManager).toBe('AWS');
    }
  });

  it('pages', async () => {
    const harness = await startHarness();
    const { kms } = await harness.account(ACCOUNT_IDS.dataLake);
    for (let index = 0; index < 3; index += 1) {
      await kms.send(new CreateKeyCommand({}));
    }
    const pages: number[] = [];
    for await (const { Keys = [] } of paginateListKeys(
      { client: kms, pageSize: 2 },
      {},
    )) {
      pages.push(Keys.length);
    }
    expect(pages).toEqual([2, 1]);
  });

  it.each([
    [
      '00000000-0000-0000-0000-000000000000',
      'NotFoundException',
      "Key 'arn:aws:kms:eu-west-1:100000000003:key/00000000-0000-0000-0000-000000000000' does not exist",
    ],
    [
      'alias/nothing',
      'NotFoundException',
      'Alias arn:aws:kms:eu-west-1:100000000003:alias/nothing is not found.',
    ],
    [
      'arn:aws:kms:eu-west-1:100000000002:key/00000000-0000-0000-0000-000000000000',
      'AccessDeniedException',
      'not authorized to perform: kms:DescribeKey',
    ],
  ])('does not find %s', async (KeyId, name, message) => {
    const harness = await startHarness();
    const { kms } = await harness.account(ACCOUNT_IDS.dataLake);
    await expect(
      kms.send(new DescribeKeyCommand({ KeyId })),
    ).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });
});
