// CloudFormation of the seeded products: small, and only what each needs.
import type { CloudFormationTemplate } from '../cloudformation/template';

/** What SageMaker tells the template of every project. */
const PROJECT_PARAMETERS = {
  SageMakerProjectName: {
    Type: 'String',
    Description: 'Name of the project',
  },
  SageMakerProjectId: {
    Type: 'String',
    Description: 'Id of the project',
  },
};

const projectKey = {
  Type: 'AWS::KMS::Key',
  Properties: {
    Description: {
      'Fn::Sub': 'Artifacts of the project ${SageMakerProjectName}',
    },
    EnableKeyRotation: true,
  },
};

const artifacts = {
  Type: 'AWS::S3::Bucket',
  DeletionPolicy: 'Retain',
  Properties: {
    BucketName: { 'Fn::Sub': 'sagemaker-project-${SageMakerProjectId}' },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        {
          ServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms',
            KMSMasterKeyID: { 'Fn::GetAtt': ['ProjectKey', 'Arn'] },
          },
        },
      ],
    },
  },
};

function repository(purpose: string) {
  return {
    Type: 'AWS::CodeCommit::Repository',
    Properties: {
      RepositoryName: {
        'Fn::Sub': `sagemaker-\${SageMakerProjectId}-${purpose}`,
      },
      RepositoryDescription: {
        'Fn::Sub': `${purpose} of \${SageMakerProjectName}`,
      },
    },
  };
}

const modelRegistry = {
  Type: 'AWS::SageMaker::ModelPackageGroup',
  Properties: {
    ModelPackageGroupName: {
      'Fn::Join': [
        '-',
        [{ Ref: 'SageMakerProjectName' }, { Ref: 'SageMakerProjectId' }],
      ],
    },
  },
};

function projectTemplate(
  description: string,
  resources: CloudFormationTemplate['Resources'],
): CloudFormationTemplate {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: description,
    Parameters: PROJECT_PARAMETERS,
    Resources: { ProjectKey: projectKey, Artifacts: artifacts, ...resources },
    Outputs: {
      ArtifactBucket: {
        Description: 'Where data and models of the project are kept',
        Value: { Ref: 'Artifacts' },
      },
    },
  };
}

export const trainAndRegister = projectTemplate(
  'Trains a model in a pipeline and registers it',
  {
    ModelBuild: repository('model-build'),
    ModelRegistry: modelRegistry,
  },
);

export const trainDeployMonitor = projectTemplate(
  'Trains a model, registers it, deploys what was approved and monitors it',
  {
    ModelBuild: repository('model-build'),
    ModelDeploy: repository('model-deploy'),
    ModelMonitor: repository('model-monitor'),
    ModelRegistry: modelRegistry,
  },
);

export const batchInference = projectTemplate(
  'Runs an approved model over new data on a schedule',
  {
    BatchInference: repository('batch-inference'),
    Schedule: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        Name: { 'Fn::Sub': 'sagemaker-${SageMakerProjectId}-nightly' },
        ScheduleExpression: 'rate(1 day)',
      },
    },
  },
);

/** Studio as the security standards want it: in a VPC without internet, under a key of one's own. */
export const studio: CloudFormationTemplate = {
  AWSTemplateFormatVersion: '2010-09-09',
  Description: 'SageMaker AI Studio, private and encrypted',
  Parameters: {
    DomainName: {
      Type: 'String',
      Description: 'Name of the domain',
      Default: 'studio',
      AllowedPattern: '[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}',
    },
    AuthMode: {
      Type: 'String',
      Description: 'How people sign in',
      Default: 'IAM',
      AllowedValues: ['IAM', 'SSO'],
    },
  },
  Resources: {
    Vpc: {
      Type: 'AWS::EC2::VPC',
      Properties: { CidrBlock: '10.0.0.0/20' },
    },
    SubnetA: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/22' },
    },
    SubnetB: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.4.0/22' },
    },
    ExecutionRole: {
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: { 'Fn::Sub': '${DomainName}-execution' } },
    },
    StudioKey: {
      Type: 'AWS::KMS::Key',
      Properties: {
        Description: { 'Fn::Sub': 'Data of SageMaker AI Studio ${DomainName}' },
        EnableKeyRotation: true,
      },
    },
    StudioKeyAlias: {
      Type: 'AWS::KMS::Alias',
      Properties: {
        AliasName: { 'Fn::Sub': 'alias/${DomainName}' },
        TargetKeyId: { Ref: 'StudioKey' },
      },
    },
    Domain: {
      Type: 'AWS::SageMaker::Domain',
      Properties: {
        DomainName: { Ref: 'DomainName' },
        AuthMode: { Ref: 'AuthMode' },
        AppNetworkAccessType: 'VpcOnly',
        KmsKeyId: { Ref: 'StudioKey' },
        VpcId: { Ref: 'Vpc' },
        SubnetIds: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }],
        DefaultUserSettings: {
          ExecutionRole: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] },
        },
      },
    },
  },
  Outputs: {
    DomainId: { Description: 'Id of the domain', Value: { Ref: 'Domain' } },
    DomainUrl: {
      Description: 'Where people open Studio',
      Value: { 'Fn::GetAtt': ['Domain', 'Url'] },
    },
  },
};
