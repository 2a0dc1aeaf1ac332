import {
  CreateKeyCommand,
  DescribeKeyCommand,
  GetKeyRotationStatusCommand,
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
    const managers = new Map<string | undefined, string | undefined>();
    for (const { AliasName, AliasArn } of Aliases) {
      const byName = await kms.send(
        new DescribeKeyCommand({ KeyId: AliasName }),
      );
      const byArn = await kms.send(new DescribeKeyCommand({ KeyId: AliasArn }));
      expect(byArn.KeyMetadata).toEqual(byName.KeyMetadata);
      managers.set(AliasName, byName.KeyMetadata?.KeyManager);
    }
    expect(Object.fromEntries(managers)).toEqual({
      'alias/aws/sagemaker': 'AWS',
      'alias/mlops-s3': 'CUSTOMER',
      'alias/mlops-ebs': 'CUSTOMER',
      'alias/mlops-efs': 'CUSTOMER',
      'alias/mlops-sagemaker': 'CUSTOMER',
      'alias/mlops-logs': 'CUSTOMER',
    });
  });

  it('says which keys rotate', async () => {
    const harness = await startHarness({ seed: 'organization' });
    const { kms } = await harness.account(
      await accountNamed(harness, 'price-elasticity-experimentation'),
    );
    const rotation = async (alias: string) => {
      const { KeyMetadata } = await kms.send(
        new DescribeKeyCommand({ KeyId: alias }),
      );
      const { KeyRotationEnabled } = await kms.send(
        new GetKeyRotationStatusCommand({ KeyId: KeyMetadata?.KeyId }),
      );
      return KeyRotationEnabled;
    };
    expect(await rotation('alias/mlops-sagemaker')).toBe(true);
    expect(await rotation('alias/aws/sagemaker')).toBe(false);
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
