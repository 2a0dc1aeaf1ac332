import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListExportsCommand,
  ListImportsCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
  ValidateTemplateCommand,
  type CreateStackCommandInput,
} from '@aws-sdk/client-cloudformation';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  HeadBucketCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { startHarness, type Clients } from '../../__testUtils__/harness';
import { describeStack, toParameters } from '../../__testUtils__/stacks';
import { ACCOUNT_IDS } from '../../constants';

const TRUST = `
        Statement:
          - Effect: Allow
            Principal: { Service: lambda.amazonaws.com }
            Action: sts:AssumeRole`;

const KEYS = `
Description: Keys that others import
Parameters:
  Text: { Type: String, Default: first }
  Secret: { Type: String, NoEcho: true, Default: hidden }
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties: { Description: !Ref Text, EnableKeyRotation: true }
  Alias:
    Type: AWS::KMS::Alias
    Properties: { AliasName: alias/shared, TargetKeyId: !Ref Key }
Outputs:
  KeyArn:
    Description: The key
    Value: !GetAtt Key.Arn
    Export: { Name: !Sub '\${AWS::StackName}-key' }
`;

const IMPORTER = `
Resources:
  Group:
    Type: AWS::Logs::LogGroup
    Properties: { KmsKeyId: !ImportValue keys-key }
`;

const ROLE = `
Resources:
  Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: kept-by-nobody } }
  Key: { Type: AWS::KMS::Key }
  Role:
    Type: AWS::IAM::Role
    DependsOn: [Bucket, Key]
    Properties:
      RoleName: mlops-portal-reader
      AssumeRolePolicyDocument:${TRUST}
`;

async function start() {
  const harness = await startHarness();
  const inside = await harness.account(ACCOUNT_IDS.dataLake);
  const create = (
    StackName: string,
    TemplateBody: string,
    input: Partial<CreateStackCommandInput> = {},
  ) =>
    inside.cloudFormation.send(
      new CreateStackCommand({ StackName, TemplateBody, ...input }),
    );
  const status = async (name: string) =>
    (await describeStack(inside, name)).StackStatus;
  return { harness, inside, create, status };
}

async function eventsOf({ cloudFormation }: Clients, StackName: string) {
  const { StackEvents = [] } = await cloudFormation.send(
    new DescribeStackEventsCommand({ StackName }),
  );
  return StackEvents.map(
    ({ LogicalResourceId, ResourceStatus, ResourceStatusReason }) =>
      [LogicalResourceId, ResourceStatus, ResourceStatusReason]
        .filter(Boolean)
        .join(' '),
  ).reverse();
}

describe('a stack', () => {
  it('is created by and by, and tells what it does', async () => {
    const { harness, inside, create, status } = await start();
    const { StackId } = await create('keys', KEYS, {
      Tags: [{ Key: 'team', Value: 'platform' }],
    });
    expect(StackId).toMatch(
      /^arn:aws:cloudformation:eu-west-1:100000000003:stack\/keys\/[0-9a-f-]{36}$/,
    );
    expect(await status('keys')).toBe('CREATE_IN_PROGRESS');
    expect(await eventsOf(inside, 'keys')).toEqual([
      'keys CREATE_IN_PROGRESS User Initiated',
    ]);
    harness.pass(5);
    const { outputs, ...stack } = await describeStack(inside, 'keys');
    expect(stack).toMatchObject({
      StackId,
      StackName: 'keys',
      StackStatus: 'CREATE_COMPLETE',
      Description: 'Keys that others import',
      Parameters: [
        { ParameterKey: 'Text', ParameterValue: 'first' },
        { ParameterKey: 'Secret', ParameterValue: '****' },
      ],
      Tags: [{ Key: 'team', Value: 'platform' }],
      Outputs: [
        { OutputKey: 'KeyArn', Description: 'The key', ExportName: 'keys-key' },
      ],
    });
    const { KeyMetadata } = await inside.kms.send(
      new DescribeKeyCommand({ KeyId: 'alias/shared' }),
    );
    expect(outputs).toEqual({ KeyArn: KeyMetadata?.Arn });
    expect(await eventsOf(inside, 'keys')).toEqual([
      'keys CREATE_IN_PROGRESS User Initiated',
      'Key CREATE_IN_PROGRESS',
      'Alias CREATE_IN_PROGRESS',
      'Key CREATE_COMPLETE',
      'Alias CREATE_COMPLETE',
      'keys CREATE_COMPLETE',
    ]);
    const { StackResources } = await inside.cloudFormation.send(
      new DescribeStackResourcesCommand({ StackName: 'keys' }),
    );
    expect(StackResources).toMatchObject([
      {
        LogicalResourceId: 'Key',
        PhysicalResourceId: KeyMetadata?.KeyId,
        ResourceType: 'AWS::KMS::Key',
        ResourceStatus: 'CREATE_COMPLETE',
        StackName: 'keys',
      },
      { LogicalResourceId: 'Alias', PhysicalResourceId: 'alias/shared' },
    ]);
    const { StackResourceSummaries } = await inside.cloudFormation.send(
      new ListStackResourcesCommand({ StackName: StackId }),
    );
    expect(StackResourceSummaries).toHaveLength(2);
    const { Exports } = await inside.cloudFormation.send(
      new ListExportsCommand({}),
    );
    expect(Exports).toEqual([
      { ExportingStackId: StackId, Name: 'keys-key', Value: KeyMetadata?.Arn },
    ]);
    const { TemplateBody } = await inside.cloudFormation.send(
      new GetTemplateCommand({ StackName: 'keys' }),
    );
    expect(TemplateBody).toBe(KEYS);
  });

  it("is its account's and region's own", async () => {
    const { harness, create } = await start();
    await create('keys', KEYS);
    const governance = await harness.account(ACCOUNT_IDS.governance);
    await expect(describeStack(governance, 'keys')).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id keys does not exist',
    });
    const elsewhere = harness.clients(
      await harness.assume(ACCOUNT_IDS.dataLake),
      'us-east-1',
    );
    const { Stacks } = await elsewhere.cloudFormation.send(
      new DescribeStacksCommand({}),
    );
    expect(Stacks).toEqual([]);
  });

  it('is the same for the same token', async () => {
    const { create } = await start();
    const first = await create('keys', KEYS, { ClientRequestToken: 'once' });
    const again = await create('keys', KEYS, { ClientRequestToken: 'once' });
    expect(again.StackId).toBe(first.StackId);
    await expect(
      create('keys', KEYS, { ClientRequestToken: 'twice' }),
    ).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Stack [keys] already exists',
    });
  });

  it('is made of a template in S3', async () => {
    const { harness, inside, create, status } = await start();
    await inside.s3.send(
      new CreateBucketCommand({
        Bucket: 'templates-of-mine',
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      }),
    );
    await inside.s3.send(
      new PutObjectCommand({
        Bucket: 'templates-of-mine',
        Key: 'stacks/keys.yaml',
        Body: KEYS,
      }),
    );
    const address = 'https://templates-of-mine.s3.eu-west-1.amazonaws.com';
    const at = (TemplateURL: string) =>
      create('keys', KEYS, { TemplateBody: undefined, TemplateURL });
    await expect(at(`${address}/nothing.yaml`)).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'S3 error: Access Denied',
    });
    await expect(at('https://example.com/keys.yaml')).rejects.toMatchObject({
      name: 'ValidationError',
    });
    await at(`${address}/stacks/keys.yaml`);
    harness.pass(5);
    expect(await status('keys')).toBe('CREATE_COMPLETE');
  });

  it.each<[string, string, Partial<CreateStackCommandInput>, object]>([
    [
      'names roles without leave',
      ROLE,
      {},
      {
        name: 'InsufficientCapabilitiesException',
        message: 'Requires capabilities : [CAPABILITY_NAMED_IAM]',
      },
    ],
    [
      'has unknown parameters',
      KEYS,
      { Parameters: toParameters({ Colour: 'blue' }) },
      {
        name: 'ValidationError',
        message: 'Parameters: [Colour] do not exist in the template',
      },
    ],
    [
      'is no YAML',
      'Resources: [',
      {},
      {
        name: 'ValidationError',
        message: expect.stringContaining('YAML not well-formed. (line 1'),
      },
    ],
    [
      'is no JSON',
      '{"Resources":',
      {},
      {
        name: 'ValidationError',
        message: 'Template format error: JSON not well-formed.',
      },
    ],
    [
      'has no resources',
      'Resources: {}',
      {},
      {
        name: 'ValidationError',
        message:
          'Template format error: At least one Resources member must be defined.',
      },
    ],
    [
      'names what is not there',
      'Resources: { Key: { Type: AWS::KMS::Key, DependsOn: Lock } }',
      {},
      {
        name: 'ValidationError',
        message:
          'Template format error: Unresolved resource dependencies [Lock] in the Resources block of the template',
      },
    ],
    [
      'breaks a rule',
      `
Parameters: { Bucket: { Type: String, Default: mine }, Key: { Type: String, Default: '' } }
Rules:
  Together:
    RuleCondition: !Not [!Equals [!Ref Bucket, '']]
    Assertions:
      - { Assert: !Not [!Equals [!Ref Key, '']], AssertDescription: Key is needed with Bucket }
Resources: { It: { Type: AWS::KMS::Key } }`,
      {},
      {
        name: 'ValidationError',
        message: expect.stringContaining('Key is needed with Bucket'),
      },
    ],
  ])('that %s is refused at once', async (_what, body, input, error) => {
    const { inside, create } = await start();
    await expect(create('it', body, input)).rejects.toMatchObject(error);
    await expect(describeStack(inside, 'it')).rejects.toMatchObject({
      message: 'Stack with id it does not exist',
    });
  });

  it.each([
    [{ Type: 'Number', MinValue: 2 }, '1', 'must be a number not less than 2'],
    [
      { Type: 'Number', MaxValue: 2 },
      '3',
      'must be a number not greater than 2',
    ],
    [{ Type: 'Number' }, 'one', 'must be a number'],
    [
      { Type: 'String', MinLength: 3 },
      'ab',
      'must contain at least 3 characters',
    ],
    [
      { Type: 'String', MaxLength: 1 },
      'ab',
      'must contain at most 1 characters',
    ],
    [
      { Type: 'CommaDelimitedList', AllowedValues: ['a'] },
      'a,b',
      'must be one of AllowedValues: [a]',
    ],
    [
      { Type: 'String', AllowedPattern: 'a+', ConstraintDescription: 'only a' },
      'b',
      'failed to satisfy constraint: only a',
    ],
  ])('takes no parameter %j of %s', async (It, value, why) => {
    const { create } = await start();
    await expect(
      create(
        'it',
        JSON.stringify({
          Parameters: { It },
          Resources: { Key: { Type: 'AWS::KMS::Key' } },
        }),
        { Parameters: toParameters({ It: value }) },
      ),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: `Parameter 'It' ${why}`,
    });
  });

  it('that fails leaves nothing, and says why', async () => {
    const { harness, inside, create, status } = await start();
    const { Keys: before } = await inside.kms.send(new ListKeysCommand({}));
    await create('roles', ROLE, { Capabilities: ['CAPABILITY_NAMED_IAM'] });
    harness.pass(0.15);
    expect(await status('roles')).toBe('ROLLBACK_IN_PROGRESS');
    harness.pass(1);
    expect(await status('roles')).toBe('ROLLBACK_COMPLETE');
    expect(await eventsOf(inside, 'roles')).toEqual([
      'roles CREATE_IN_PROGRESS User Initiated',
      'Bucket CREATE_IN_PROGRESS',
      'Bucket CREATE_COMPLETE',
      'Key CREATE_IN_PROGRESS',
      'Key CREATE_COMPLETE',
      'Role CREATE_FAILED Resource handler returned message: "Role with name mlops-portal-reader already exists." (HandlerErrorCode: AlreadyExists)',
      'roles ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Role]. Rollback requested by user.',
      'Key DELETE_COMPLETE',
      'Bucket DELETE_COMPLETE',
      'roles ROLLBACK_COMPLETE',
    ]);
    const { Keys } = await inside.kms.send(new ListKeysCommand({}));
    expect(Keys).toEqual(before);
    await expect(
      inside.s3.send(new HeadBucketCommand({ Bucket: 'kept-by-nobody' })),
    ).rejects.toMatchObject({ name: 'NotFound' });
    await expect(
      inside.cloudFormation.send(
        new UpdateStackCommand({
          StackName: 'roles',
          TemplateBody: KEYS,
        }),
      ),
    ).rejects.toMatchObject({
      message: expect.stringContaining(
        'is in ROLLBACK_COMPLETE state and can not be updated.',
      ),
    });
    await inside.cloudFormation.send(
      new DeleteStackCommand({ StackName: 'roles' }),
    );
    harness.pass(5);
    await expect(describeStack(inside, 'roles')).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });
});

describe('an update', () => {
  it('changes what changed and keeps the rest', async () => {
    const { harness, inside, create, status } = await start();
    await create('keys', KEYS);
    harness.pass(5);
    const before = await describeStack(inside, 'keys');
    const update = (input: object) =>
      inside.cloudFormation.send(
        new UpdateStackCommand({
          StackName: 'keys',
          UsePreviousTemplate: true,
          ...input,
        }),
      );
    await expect(update({})).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'No updates are to be performed.',
    });
    await update({ Parameters: toParameters({ Text: 'second' }) });
    expect(await status('keys')).toBe('UPDATE_IN_PROGRESS');
    await expect(update({})).rejects.toMatchObject({
      message: expect.stringContaining('UPDATE_IN_PROGRESS state'),
    });
    harness.pass(5);
    const after = await describeStack(inside, 'keys');
    expect(after).toMatchObject({
      StackStatus: 'UPDATE_COMPLETE',
      outputs: before.outputs,
    });
    const { KeyMetadata } = await inside.kms.send(
      new DescribeKeyCommand({ KeyId: 'alias/shared' }),
    );
    expect(KeyMetadata?.Description).toBe('second');
    // A name of its own makes it another one; what is not declared any longer goes.
    await update({
      UsePreviousTemplate: undefined,
      TemplateBody: KEYS.replace('alias/shared', 'alias/other'),
      Parameters: [{ ParameterKey: 'Text', UsePreviousValue: true }],
    });
    harness.pass(5);
    await expect(
      inside.kms.send(new DescribeKeyCommand({ KeyId: 'alias/shared' })),
    ).rejects.toMatchObject({ name: 'NotFoundException' });
    const { KeyMetadata: other } = await inside.kms.send(
      new DescribeKeyCommand({ KeyId: 'alias/other' }),
    );
    expect(other?.KeyId).toBe(KeyMetadata?.KeyId);
    expect(other?.Description).toBe('second');
  });

  it('that fails brings back what was', async () => {
    const { harness, inside, create, status } = await start();
    await create('keys', KEYS);
    harness.pass(5);
    const role = ROLE.replace(/Resources:|^ {2}(Bucket|Key): .*$/gm, '');
    await inside.cloudFormation.send(
      new UpdateStackCommand({
        StackName: 'keys',
        TemplateBody: KEYS.replace(
          'Outputs:',
          `${role.replace('[Bucket, Key]', 'Key').trim().replace(/^/, '  ')}\nOutputs:`,
        ),
        Parameters: toParameters({ Text: 'second' }),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    harness.pass(5);
    expect(await status('keys')).toBe('UPDATE_ROLLBACK_COMPLETE');
    const { KeyMetadata } = await inside.kms.send(
      new DescribeKeyCommand({ KeyId: 'alias/shared' }),
    );
    expect(KeyMetadata?.Description).toBe('first');
  });
});

describe('exports', () => {
  it('stay as long as somebody imports them', async () => {
    const { harness, inside, create, status } = await start();
    await create('importer', IMPORTER);
    harness.pass(5);
    expect(await status('importer')).toBe('ROLLBACK_COMPLETE');
    await create('keys', KEYS);
    harness.pass(5);
    await create('importer-2', IMPORTER);
    harness.pass(5);
    const { Imports } = await inside.cloudFormation.send(
      new ListImportsCommand({ ExportName: 'keys-key' }),
    );
    expect(Imports).toEqual(['importer-2']);
    const remove = (StackName: string) =>
      inside.cloudFormation.send(new DeleteStackCommand({ StackName }));
    await remove('keys');
    expect(await describeStack(inside, 'keys')).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      StackStatusReason:
        'Delete canceled. Cannot delete export keys-key as it is in use by importer-2.',
    });
    await inside.cloudFormation.send(
      new UpdateStackCommand({
        StackName: 'keys',
        TemplateBody: KEYS.replace(/Outputs:[^]*/, ''),
      }),
    );
    harness.pass(5);
    expect(await status('keys')).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await eventsOf(inside, 'keys')).toContain(
      'keys UPDATE_ROLLBACK_IN_PROGRESS Export keys-key cannot be deleted as it is in use by importer-2',
    );
    await remove('importer-2');
    harness.pass(5);
    await remove('keys');
    harness.pass(5);
    const { StackSummaries } = await inside.cloudFormation.send(
      new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }),
    );
    expect(StackSummaries?.map(({ StackName }) => StackName)).toEqual([
      'importer-2',
      'keys',
    ]);
  });

  it('have one name once', async () => {
    const { harness, inside, create, status } = await start();
    const named = KEYS.replace(/!Sub '[^']*'/, 'the-key');
    await create('one', named);
    harness.pass(5);
    await create('two', named.replace('alias/shared', 'alias/two'));
    harness.pass(5);
    expect(await status('two')).toBe('ROLLBACK_COMPLETE');
    expect((await eventsOf(inside, 'two')).join('\n')).toContain(
      'Export with name the-key is already exported by stack one.',
    );
  });
});

describe('deleting a stack', () => {
  it('keeps what its template retains, and stops at what cannot go', async () => {
    const { harness, inside, create, status } = await start();
    await create(
      'buckets',
      `
Resources:
  Kept: { Type: AWS::S3::Bucket, DeletionPolicy: Retain, Properties: { BucketName: kept-bucket } }
  Full: { Type: AWS::S3::Bucket, Properties: { BucketName: full-bucket } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: goes
      AssumeRolePolicyDocument:${TRUST}`,
      {
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        EnableTerminationProtection: true,
      },
    );
    harness.pass(5);
    const put = new PutObjectCommand({
      Bucket: 'full-bucket',
      Key: 'file',
      Body: 'text',
    });
    await inside.s3.send(put);
    const remove = (RetainResources?: string[]) =>
      inside.cloudFormation.send(
        new DeleteStackCommand({ StackName: 'buckets', RetainResources }),
      );
    await expect(remove()).rejects.toMatchObject({
      message:
        'Stack [buckets] cannot be deleted while TerminationProtection is enabled',
    });
    await inside.cloudFormation.send(
      new UpdateTerminationProtectionCommand({
        StackName: 'buckets',
        EnableTerminationProtection: false,
      }),
    );
    await remove();
    expect(await status('buckets')).toBe('DELETE_IN_PROGRESS');
    harness.pass(5);
    expect(await describeStack(inside, 'buckets')).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [Full]. ',
    });
    await expect(
      inside.iam.send(new GetRoleCommand({ RoleName: 'goes' })),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    await remove(['Full']);
    harness.pass(5);
    await expect(status('buckets')).rejects.toMatchObject({
      name: 'ValidationError',
    });
    for (const Bucket of ['kept-bucket', 'full-bucket']) {
      await inside.s3.send(new HeadBucketCommand({ Bucket }));
    }
  });
});

describe('templates', () => {
  it('are read without a stack', async () => {
    const { inside } = await start();
    const { cloudFormation } = inside;
    const validated = await cloudFormation.send(
      new ValidateTemplateCommand({ TemplateBody: ROLE }),
    );
    expect(validated).toMatchObject({
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      CapabilitiesReason:
        'The following resource(s) require capabilities: [AWS::IAM::Role]',
    });
    const summary = await cloudFormation.send(
      new GetTemplateSummaryCommand({ TemplateBody: KEYS }),
    );
    expect(summary).toMatchObject({
      Description: 'Keys that others import',
      Parameters: [
        { ParameterKey: 'Text', DefaultValue: 'first', NoEcho: false },
        { ParameterKey: 'Secret', NoEcho: true },
      ],
      ResourceTypes: ['AWS::KMS::Key', 'AWS::KMS::Alias'],
    });
    await expect(
      cloudFormation.send(
        new ValidateTemplateCommand({ TemplateBody: 'Colours: {}' }),
      ),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Invalid template property or properties [Colours]',
    });
  });
});
