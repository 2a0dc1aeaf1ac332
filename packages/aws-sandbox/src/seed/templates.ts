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
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: {
            'Fn::Sub':
              'arn:aws:sagemaker:${AWS::Region}:${AWS::AccountId}:pipeline/${SageMakerProjectName}-${SageMakerProjectId}',
          },
          RoleArn: {
            'Fn::Sub':
              'arn:aws:iam::${AWS::AccountId}:role/service-role/AmazonSageMakerServiceCatalogProductsEventsRole',
          },
        },
      },
    },
  },
);
