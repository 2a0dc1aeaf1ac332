// A product with a template of the test's own comes into the sandbox the way all its state can: with the state file.
import { writeFileSync } from 'node:fs';
import { DescribeKeyCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import {
  DescribeNotebookInstanceCommand,
  ListDomainsCommand,
} from '@aws-sdk/client-sagemaker';
import {
  DescribeRecordCommand,
  ProvisionProductCommand,
  SearchProvisionedProductsCommand,
} from '@aws-sdk/client-service-catalog';
import { temporaryPath } from '../__testUtils__/files';
import { startHarness } from '../__testUtils__/harness';
import { findProduct } from '../__testUtils__/products';
import { ACCOUNT_IDS } from '../constants';
import { createState } from '../seed';
import type { CloudFormationTemplate } from './template';

async function provision(
  template: CloudFormationTemplate,
  parameters: Record<string, string> = {},
) {
  const statePath = temporaryPath('state.json');
  const state = createState('empty', Date.now());
  state.products[0].artifacts[0].template = template;
  writeFileSync(statePath, JSON.stringify(state));
  const harness = await startHarness({ statePath });
  const inside = await harness.account(ACCOUNT_IDS.governance);
  const { productId, artifacts } = await findProduct(
    inside,
    state.products[0].name,
  );
  const { RecordDetail } = await inside.serviceCatalog.send(
    new ProvisionProductCommand({
      ProductId: productId,
      ProvisioningArtifactId: artifacts['1.0.0'],
      ProvisionedProductName: 'made',
      ProvisioningParameters: Object.entries(parameters).map(
        ([Key, Value]) => ({ Key, Value }),
      ),
    }),
  );
  harness.pass(30);
  const { RecordDetail: record, RecordOutputs = [] } =
    await inside.serviceCatalog.send(
      new DescribeRecordCommand({ Id: RecordDetail?.RecordId }),
    );
  return {
    ...inside,
    status: record?.Status,
    reason: record?.RecordErrors?.[0]?.Description,
    outputs: Object.fromEntries(
      RecordOutputs.map(({ OutputKey, OutputValue }) => [
        OutputKey,
        OutputValue,
      ]),
    ),
  };
}

const KEY = { Type: 'AWS::KMS::Key' };

function output(value: unknown): CloudFormationTemplate {
  return { Resources: { Key: KEY }, Outputs: { It: { Value: value } } };
}

describe('templates', () => {
  it('resolve parameters, pseudo parameters and functions', async () => {
    const { outputs, status } = await provision(
      {
        Parameters: {
          Given: { Type: 'String' },
          Default: { Type: 'String', Default: 'default' },
          List: { Type: 'CommaDelimitedList', Default: 'a, b,c' },
        },
        Resources: { Key: KEY },
        Outputs: {
          Ref: { Value: { Ref: 'Given' } },
          Default: { Value: { Ref: 'Default' } },
          Join: { Value: { 'Fn::Join': ['-', { Ref: 'List' }] } },
          Sub: {
            Value: {
              'Fn::Sub': [
                '${Given}/${Own}/${AWS::AccountId}/${AWS::Region}/${!Literal}/${Key}',
                { Own: { Ref: 'Default' } },
              ],
            },
          },
          GetAtt: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } },
          Stack: { Value: { Ref: 'AWS::StackName' } },
        },
      },
      { Given: 'given' },
    );
    expect(status).toBe('SUCCEEDED');
    const [, keyId] = /key\/(.*)$/.exec(outputs.GetAtt ?? '') ?? [];
    expect(outputs).toMatchObject({
      Ref: 'given',
      Default: 'default',
      Join: 'a-b-c',
      Sub: `given/default/${ACCOUNT_IDS.governance}/eu-west-1/\${Literal}/${keyId}`,
      GetAtt: `arn:aws:kms:eu-west-1:${ACCOUNT_IDS.governance}:key/${keyId}`,
      Stack: expect.stringMatching(/^SC-100000000002-pp-/),
    });
  });

  it('resolve conditions, lists, mappings and blocks of addresses', async () => {
    const { outputs, status } = await provision({
      Parameters: {
        Size: { Type: 'Number', Default: 2, MinValue: 1, MaxValue: 3 },
        Names: { Type: 'CommaDelimitedList', Default: 'a, b' },
        Bucket: { Type: 'String', Default: '' },
      },
      Mappings: { Sizes: { two: { Text: 'second' } } },
      Conditions: {
        IsTwo: { 'Fn::Equals': [{ Ref: 'Size' }, '2'] },
        IsNamed: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Bucket' }, ''] }] },
        Either: {
          'Fn::Or': [{ Condition: 'IsTwo' }, { Condition: 'IsNamed' }],
        },
        Both: { 'Fn::And': [{ Condition: 'IsTwo' }, { Condition: 'IsNamed' }] },
      },
      Resources: {
        Vpc: {
          Type: 'AWS::EC2::VPC',
          Properties: { CidrBlock: '10.0.0.0/20' },
        },
        Bucket2: { Type: 'AWS::S3::Bucket', Condition: 'Both' },
        Key: { ...KEY, DependsOn: 'Bucket2' },
      },
      Outputs: {
        If: { Value: { 'Fn::If': ['Either', 'yes', 'no'] } },
        Absent: { Condition: 'Both', Value: { Ref: 'Bucket2' } },
        Split: {
          Value: { 'Fn::Select': [1, { 'Fn::Split': ['/', 'x/y/z'] }] },
        },
        Zone: { Value: { 'Fn::Select': ['0', { 'Fn::GetAZs': '' }] } },
        Cidr: {
          Value: {
            'Fn::Join': [
              ' ',
              { 'Fn::Cidr': [{ 'Fn::GetAtt': ['Vpc', 'CidrBlock'] }, 2, 10] },
            ],
          },
        },
        Map: { Value: { 'Fn::FindInMap': ['Sizes', 'two', 'Text'] } },
        Base64: { Value: { 'Fn::Base64': 'text' } },
      },
    });
    expect(status).toBe('SUCCEEDED');
    expect(outputs).toEqual({
      CloudformationStackARN: expect.any(String),
      If: 'yes',
      Split: 'y',
      Zone: 'eu-west-1a',
      Cidr: '10.0.0.0/22 10.0.4.0/22',
      Map: 'second',
      Base64: 'dGV4dA==',
    });
  });

  it('make resources in the order of their dependencies', async () => {
    const { sageMaker, kms, status } = await provision({
      Resources: {
        Notebook: {
          Type: 'AWS::SageMaker::NotebookInstance',
          Properties: {
            NotebookInstanceName: 'explore',
            InstanceType: 'ml.t3.medium',
            RoleArn: { 'Fn::GetAtt': 'Role.Arn' },
            KmsKeyId: { Ref: 'Key' },
            DirectInternetAccess: 'Disabled',
            SubnetId: { Ref: 'AWS::NoValue' },
          },
        },
        Alias: {
          Type: 'AWS::KMS::Alias',
          Properties: {
            AliasName: 'alias/explore',
            TargetKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
          },
        },
        Key: KEY,
        Role: {
          Type: 'AWS::IAM::Role',
          DependsOn: 'Bucket',
          Properties: {
            RoleName: 'explorer',
            AssumeRolePolicyDocument: {
              Statement: {
                Effect: 'Allow',
                Principal: { Service: 'sagemaker.amazonaws.com' },
                Action: 'sts:AssumeRole',
              },
            },
          },
        },
        Bucket: { Type: 'AWS::S3::Bucket' },
      },
    });
    expect(status).toBe('SUCCEEDED');
    const notebook = await sageMaker.send(
      new DescribeNotebookInstanceCommand({ NotebookInstanceName: 'explore' }),
    );
    expect(notebook).toMatchObject({
      NotebookInstanceStatus: 'InService',
      DirectInternetAccess: 'Disabled',
      RoleArn: `arn:aws:iam::${ACCOUNT_IDS.governance}:role/explorer`,
    });
    expect(notebook.SubnetId).toBeUndefined();
    const { KeyMetadata } = await kms.send(
      new DescribeKeyCommand({ KeyId: 'alias/explore' }),
    );
    expect(KeyMetadata?.KeyId).toBe(notebook.KmsKeyId);
  });

  it.each<[string, CloudFormationTemplate, string]>([
    [
      'a name that leads nowhere',
      output({ Ref: 'Nothing' }),
      'Template format error: Unresolved resource dependencies [Nothing] in the Outputs block of the template',
    ],
    [
      'an attribute that is not there',
      output({ 'Fn::GetAtt': ['Key', 'Colour'] }),
      'Template error: Fn::GetAtt references undefined attribute Key.Colour',
    ],
    [
      'a function the sandbox does not know',
      output({ 'Fn::Transform': { Name: 'AWS::Include' } }),
      'Template error: the AWS sandbox does not know the function Fn::Transform; it knows Ref, Fn::GetAtt, Fn::Sub, Fn::Join, Fn::Split, Fn::Select, Fn::GetAZs, Fn::Cidr, Fn::ImportValue, Fn::FindInMap, Fn::If, Fn::Base64',
    ],
    [
      'an export that is not there',
      output({ 'Fn::ImportValue': 'vpc' }),
      'No export named vpc found.',
    ],
    [
      'a missing property',
      { Resources: { Domain: { Type: 'AWS::SageMaker::Domain' } } },
      'Properties validation failed for resource Domain with message: #: required key [DomainName] not found',
    ],
    [
      'an alias without a key',
      {
        Resources: {
          Key: KEY,
          Alias: {
            Type: 'AWS::KMS::Alias',
            Properties: { AliasName: 'alias/a', TargetKeyId: 'nothing' },
          },
        },
      },
      `Resource handler returned message: "Key 'arn:aws:kms:eu-west-1:100000000002:key/nothing' does not exist" (HandlerErrorCode: NotFound)`,
    ],
    [
      'resources that need each other',
      {
        Resources: {
          One: { Type: 'AWS::S3::Bucket', DependsOn: ['Two'] },
          Two: { Type: 'AWS::S3::Bucket', DependsOn: ['One'] },
        },
      },
      'Circular dependency between resources: [One, Two]',
    ],
    [
      'something that is no type',
      { Resources: { It: { Type: 'Bucket' } } },
      'Template format error: Unrecognized resource types: [Bucket]',
    ],
  ])('with %s fail, and leave nothing', async (_what, template, reason) => {
    const made = await provision(template);
    expect(made).toMatchObject({ status: 'FAILED', reason });
    const { Keys } = await made.kms.send(new ListKeysCommand({}));
    expect(Keys).toEqual([]);
    const { Domains } = await made.sageMaker.send(new ListDomainsCommand({}));
    expect(Domains).toEqual([]);
    const { ProvisionedProducts } = await made.serviceCatalog.send(
      new SearchProvisionedProductsCommand({}),
    );
    expect(ProvisionedProducts).toMatchObject([
      { Status: 'ERROR', StatusMessage: reason },
    ]);
  });
});
