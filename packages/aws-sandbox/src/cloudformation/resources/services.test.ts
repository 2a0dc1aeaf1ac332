// Stacks with what stands around SageMaker: repositories, pipelines, schedules, rules, trails, shares.
import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeTrailsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import { ListRepositoriesCommand } from '@aws-sdk/client-codecommit';
import {
  GetPipelineCommand,
  ListPipelinesCommand,
} from '@aws-sdk/client-codepipeline';
import {
  DescribeRuleCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { ListPermissionsCommand } from '@aws-sdk/client-lakeformation';
import {
  GetResourceSharesCommand,
  ListResourcesCommand,
} from '@aws-sdk/client-ram';
import {
  GetScheduleCommand,
  ListSchedulesCommand,
} from '@aws-sdk/client-scheduler';
import { startHarness, type Clients } from '../../__testUtils__/harness';
import { describeStack } from '../../__testUtils__/stacks';
import { ACCOUNT_IDS } from '../../constants';

const { dataLake, governance } = ACCOUNT_IDS;

/** Resources that are made in one go; `Depth` and `Permissions` change. */
const template = (changes: { text?: string; permissions?: string } = {}) => `
Resources:
  Records: { Type: AWS::S3::Bucket, Properties: { BucketName: records } }
  Repository:
    Type: AWS::CodeCommit::Repository
    Properties:
      RepositoryName: model-build
      RepositoryDescription: ${changes.text ?? 'first'}
  Delivery:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      Name: model-deploy
      RoleArn: arn:aws:iam::${dataLake}:role/pipeline
      ArtifactStore: { Type: S3, Location: !Ref Records }
      Stages:
        - Name: Source
          Actions:
            - Name: Code
              ActionTypeId: { Category: Source, Owner: AWS, Provider: CodeCommit, Version: '1' }
              Configuration: { RepositoryName: !GetAtt Repository.Name, PollForSourceChanges: false }
              OutputArtifacts: [{ Name: Code }]
        - Name: ${changes.text ?? 'first'}
          Actions:
            - Name: Review
              ActionTypeId: { Category: Approval, Owner: AWS, Provider: Manual, Version: '1' }
  Schedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      Name: nightly
      Description: ${changes.text ?? 'first'}
      ScheduleExpression: rate(1 day)
      FlexibleTimeWindow: { Mode: 'OFF' }
      Target:
        Arn: !Sub arn:aws:sagemaker:\${AWS::Region}:\${AWS::AccountId}:pipeline/churn
        RoleArn: arn:aws:iam::${dataLake}:role/scheduler
  Rule:
    Type: AWS::Events::Rule
    Properties:
      Name: drift
      Description: ${changes.text ?? 'first'}
      EventPattern: { source: [aws.sagemaker] }
      Targets:
        - Id: pipeline
          Arn: !Sub arn:aws:codepipeline:\${AWS::Region}:\${AWS::AccountId}:\${Delivery}
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      TrailName: audit
      S3BucketName: !Ref Records
      IsLogging: ${changes.text ? 'false' : 'true'}
      EnableLogFileValidation: true
  Share:
    Type: AWS::RAM::ResourceShare
    Properties:
      Name: models
      Principals: ['${governance}']
      ResourceArns:
        - arn:aws:sagemaker:eu-west-1:${dataLake}:model-package-group/${changes.text ?? 'first'}
  Grant:
    Type: AWS::LakeFormation::PrincipalPermissions
    Properties:
      Principal: { DataLakePrincipalIdentifier: '${governance}' }
      Resource: { Table: { CatalogId: '${dataLake}', DatabaseName: sales, TableWildcard: {} } }
      Permissions: [${changes.permissions ?? 'SELECT'}]
      PermissionsWithGrantOption: []
Outputs:
  Repository: { Value: !GetAtt Repository.Arn }
  Version: { Value: !GetAtt Delivery.Version }
  Schedule: { Value: !GetAtt Schedule.Arn }
  Rule: { Value: !GetAtt Rule.Arn }
  Trail: { Value: !GetAtt Trail.Arn }
  Share: { Value: !GetAtt Share.Arn }
`;

const BROKEN = `${template().replace(
  'Outputs:',
  `  Twice:
    Type: AWS::CodeCommit::Repository
    DependsOn: [Delivery, Schedule, Rule, Trail, Share, Grant]
    Properties: { RepositoryName: model-build }
Outputs:`,
)}`;

async function start() {
  const harness = await startHarness();
  const clients = await harness.account(dataLake);
  const create = async (TemplateBody: string) => {
    await clients.cloudFormation.send(
      new CreateStackCommand({ StackName: 'around', TemplateBody }),
    );
    harness.pass(20);
  };
  return { harness, clients, create };
}

/** What there is, as the services themselves tell. */
async function names(clients: Clients) {
  const { repositories = [] } = await clients.codeCommit.send(
    new ListRepositoriesCommand({}),
  );
  const { pipelines = [] } = await clients.codePipeline.send(
    new ListPipelinesCommand({}),
  );
  const { Schedules = [] } = await clients.scheduler.send(
    new ListSchedulesCommand({}),
  );
  const { Rules = [] } = await clients.eventBridge.send(
    new ListRulesCommand({}),
  );
  const { trailList = [] } = await clients.cloudTrail.send(
    new DescribeTrailsCommand({}),
  );
  const { resourceShares = [] } = await clients.ram.send(
    new GetResourceSharesCommand({
      resourceOwner: 'SELF',
      resourceShareStatus: 'ACTIVE',
    }),
  );
  const { PrincipalResourcePermissions = [] } =
    await clients.lakeFormation.send(new ListPermissionsCommand({}));
  return {
    repositories: repositories.map(({ repositoryName }) => repositoryName),
    pipelines: pipelines.map(({ name }) => name),
    schedules: Schedules.map(({ Name }) => Name),
    rules: Rules.map(({ Name }) => Name),
    trails: trailList.map(({ Name }) => Name),
    shares: resourceShares.map(({ name = '' }) => name.replace(/V3-.*/, 'V3')),
    grants: PrincipalResourcePermissions.map(({ Permissions }) => Permissions),
  };
}

const ALL = {
  repositories: ['model-build'],
  pipelines: ['model-deploy'],
  schedules: ['nightly'],
  rules: ['drift'],
  trails: ['audit'],
  shares: ['models', 'LakeFormation-V3'],
  grants: [['SELECT']],
};

const NOTHING = Object.fromEntries(Object.keys(ALL).map(name => [name, []]));

describe('a stack', () => {
  it('makes what its template declares, for the services to tell of', async () => {
    const { clients, create } = await start();
    await create(template());
    const { StackStatus, outputs } = await describeStack(clients, 'around');
    expect(StackStatus).toBe('CREATE_COMPLETE');
    expect(outputs).toMatchObject({
      Repository: `arn:aws:codecommit:eu-west-1:${dataLake}:model-build`,
      Version: '1',
      Schedule: `arn:aws:scheduler:eu-west-1:${dataLake}:schedule/default/nightly`,
      Rule: `arn:aws:events:eu-west-1:${dataLake}:rule/drift`,
      Trail: `arn:aws:cloudtrail:eu-west-1:${dataLake}:trail/audit`,
      Share: expect.stringMatching(
        /^arn:aws:ram:eu-west-1:\d{12}:resource-share\//,
      ),
    });
    expect(await names(clients)).toEqual(ALL);
    const { pipeline } = await clients.codePipeline.send(
      new GetPipelineCommand({ name: 'model-deploy' }),
    );
    expect(pipeline).toMatchObject({
      artifactStore: { type: 'S3', location: 'records' },
      stages: [
        {
          actions: [
            {
              actionTypeId: { category: 'Source', provider: 'CodeCommit' },
              configuration: {
                RepositoryName: 'model-build',
                PollForSourceChanges: 'false',
              },
              runOrder: 1,
            },
          ],
        },
        { actions: [{ actionTypeId: { category: 'Approval' } }] },
      ],
    });
    const schedule = await clients.scheduler.send(
      new GetScheduleCommand({ Name: 'nightly' }),
    );
    expect(schedule.Target?.Arn).toBe(
      `arn:aws:sagemaker:eu-west-1:${dataLake}:pipeline/churn`,
    );
    const rule = await clients.eventBridge.send(
      new DescribeRuleCommand({ Name: 'drift' }),
    );
    expect(rule.EventPattern).toBe('{"source":["aws.sagemaker"]}');
    const { Targets } = await clients.eventBridge.send(
      new ListTargetsByRuleCommand({ Rule: 'drift' }),
    );
    expect(Targets).toEqual([
      {
        Id: 'pipeline',
        Arn: `arn:aws:codepipeline:eu-west-1:${dataLake}:model-deploy`,
      },
    ]);
    const { IsLogging } = await clients.cloudTrail.send(
      new GetTrailStatusCommand({ Name: 'audit' }),
    );
    expect(IsLogging).toBe(true);
  });

  it('changes it in place, and takes it away with itself', async () => {
    const { harness, clients, create } = await start();
    await create(template());
    await clients.cloudFormation.send(
      new UpdateStackCommand({
        StackName: 'around',
        TemplateBody: template({
          text: 'second',
          permissions: 'SELECT, DESCRIBE',
        }),
      }),
    );
    harness.pass(20);
    const { StackStatus, outputs } = await describeStack(clients, 'around');
    expect(StackStatus).toBe('UPDATE_COMPLETE');
    expect(outputs.Version).toBe('2');
    expect(await names(clients)).toEqual({
      ...ALL,
      grants: [['DESCRIBE', 'SELECT']],
    });
    const { resources = [] } = await clients.ram.send(
      new ListResourcesCommand({
        resourceOwner: 'SELF',
        resourceShareArns: [outputs.Share],
      }),
    );
    expect(resources.map(({ arn, type }) => [type, arn])).toEqual([
      [
        'sagemaker:ModelPackageGroup',
        `arn:aws:sagemaker:eu-west-1:${dataLake}:model-package-group/second`,
      ],
    ]);
    const { IsLogging } = await clients.cloudTrail.send(
      new GetTrailStatusCommand({ Name: 'audit' }),
    );
    expect(IsLogging).toBe(false);
    await clients.cloudFormation.send(
      new DeleteStackCommand({ StackName: 'around' }),
    );
    harness.pass(20);
    expect(await names(clients)).toEqual(NOTHING);
  });

  it('that fails leaves nothing of it', async () => {
    const { clients, create } = await start();
    await create(BROKEN);
    const { Stacks: [stack] = [] } = await clients.cloudFormation.send(
      new DescribeStacksCommand({ StackName: 'around' }),
    );
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await names(clients)).toEqual(NOTHING);
  });
});
