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
          Properties: { RoleName: 'explorer' },
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
      'Template format error: Unresolved resource dependencies [Nothing] in the Resources block of the template',
    ],
    [
      'an attribute that is not there',
      output({ 'Fn::GetAtt': ['Key', 'Colour'] }),
      'Template error: Fn::GetAtt references undefined attribute Key.Colour',
    ],
    [
      'a function the sandbox does not know',
      output({ 'Fn::ImportValue': 'vpc' }),
      'Template error: the AWS sandbox does not know the function Fn::ImportValue; it knows Ref, Fn::GetAtt, Fn::Sub, Fn::Join',
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
      "Key 'arn:aws:kms:eu-west-1:100000000002:key/nothing' does not exist",
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
