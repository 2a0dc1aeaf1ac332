import {
  CreateStackCommand,
  DeleteStackCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateModelPackageCommand,
  CreateProjectCommand,
  DescribeMlflowTrackingServerCommand,
  DescribeModelPackageGroupCommand,
  DescribePipelineCommand,
  DescribeProjectCommand,
  ListModelPackageGroupsCommand,
  ListTagsCommand,
} from '@aws-sdk/client-sagemaker';
import { createAccount } from '../../__testUtils__/accounts';
import { startHarness } from '../../__testUtils__/harness';
import { GATED } from '../../__testUtils__/pipelines';
import { findProduct } from '../../__testUtils__/products';
import { describeStack } from '../../__testUtils__/stacks';
import { ACCOUNT_IDS } from '../../constants';

const ROLE = `arn:aws:iam::${ACCOUNT_IDS.governance}:role/pipelines`;

const template = (definition: unknown, description: string) =>
  JSON.stringify({
    Resources: {
      Training: {
        Type: 'AWS::SageMaker::Pipeline',
        Properties: {
          PipelineName: 'churn-training',
          PipelineDescription: description,
          PipelineDefinition: definition,
          RoleArn: ROLE,
        },
      },
      Registry: {
        Type: 'AWS::SageMaker::ModelPackageGroup',
        Properties: { ModelPackageGroupName: 'churn' },
      },
      Experiments: {
        Type: 'AWS::SageMaker::MlflowTrackingServer',
        Properties: {
          TrackingServerName: 'experiments',
          ArtifactStoreUri: 's3://artifacts/mlflow',
          RoleArn: ROLE,
        },
      },
    },
    Outputs: {
      Pipeline: { Value: { Ref: 'Training' } },
      Group: { Value: { Ref: 'Registry' } },
      Server: { Value: { 'Fn::GetAtt': ['Experiments', 'TrackingServerArn'] } },
    },
  });

const describePipeline = new DescribePipelineCommand({
  PipelineName: 'churn-training',
});

describe('what builds models', () => {
  it('comes, changes and goes with its stack', async () => {
    const harness = await startHarness();
    const inside = await harness.account(ACCOUNT_IDS.governance);
    const { cloudFormation, sageMaker } = inside;
    await cloudFormation.send(
      new CreateStackCommand({
        StackName: 'churn',
        TemplateBody: template({ PipelineDefinitionBody: GATED }, 'first'),
        Tags: [{ Key: 'team', Value: 'pricing' }],
      }),
    );
    harness.pass(120);
    const stack = await describeStack(inside, 'churn');
    const arn = `arn:aws:sagemaker:eu-west-1:${ACCOUNT_IDS.governance}`;
    expect(stack).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      outputs: {
        Pipeline: 'churn-training',
        Group: `${arn}:model-package-group/churn`,
        Server: `${arn}:mlflow-tracking-server/experiments`,
      },
    });
    const made = await sageMaker.send(describePipeline);
    expect(JSON.parse(made.PipelineDefinition ?? '')).toEqual(GATED);
    expect(
      await sageMaker.send(
        new DescribeMlflowTrackingServerCommand({
          TrackingServerName: 'experiments',
        }),
      ),
    ).toMatchObject({ TrackingServerStatus: 'Created' });
    const { Tags } = await sageMaker.send(
      new ListTagsCommand({ ResourceArn: stack.outputs.Group }),
    );
    expect(Tags).toContainEqual({ Key: 'team', Value: 'pricing' });

    const shorter = { ...GATED, Steps: GATED.Steps.slice(0, 1) };
    await cloudFormation.send(
      new UpdateStackCommand({
        StackName: 'churn',
        TemplateBody: template(
          { PipelineDefinitionBody: JSON.stringify(shorter) },
          'second',
        ),
      }),
    );
    harness.pass(60);
    const changed = await sageMaker.send(describePipeline);
    expect(changed.PipelineDescription).toBe('second');
    expect(JSON.parse(changed.PipelineDefinition ?? '')).toEqual(shorter);

    await cloudFormation.send(new DeleteStackCommand({ StackName: 'churn' }));
    harness.pass(60);
    await expect(sageMaker.send(describePipeline)).rejects.toMatchObject({
      name: 'ResourceNotFound',
    });
    const { ModelPackageGroupSummaryList } = await sageMaker.send(
      new ListModelPackageGroupsCommand({}),
    );
    expect(ModelPackageGroupSummaryList).toEqual([]);
  });

  it('fails the stack when it is refused, and stays while it is used', async () => {
    const harness = await startHarness();
    const inside = await harness.account(ACCOUNT_IDS.governance);
    const { cloudFormation, sageMaker } = inside;
    const create = (StackName: string, definition: unknown) =>
      cloudFormation.send(
        new CreateStackCommand({
          StackName,
          TemplateBody: template(definition, 'first'),
        }),
      );
    await create('broken', { PipelineDefinitionBody: '{}' });
    harness.pass(120);
    expect((await describeStack(inside, 'broken')).StackStatus).toBe(
      'ROLLBACK_COMPLETE',
    );
    await create('churn', GATED);
    harness.pass(120);
    await sageMaker.send(
      new CreateModelPackageCommand({ ModelPackageGroupName: 'churn' }),
    );
    await cloudFormation.send(new DeleteStackCommand({ StackName: 'churn' }));
    harness.pass(60);
    expect((await describeStack(inside, 'churn')).StackStatus).toBe(
      'DELETE_FAILED',
    );
  });

  it('comes with a project of the library', async () => {
    const harness = await startHarness();
    const inside = await harness.account(
      await createAccount(harness, 'churn-dev'),
    );
    const { productId } = await findProduct(inside, 'train-and-register');
    await inside.sageMaker.send(
      new CreateProjectCommand({
        ProjectName: 'churn',
        ServiceCatalogProvisioningDetails: { ProductId: productId },
      }),
    );
    harness.pass(15);
    const { ProjectId } = await inside.sageMaker.send(
      new DescribeProjectCommand({ ProjectName: 'churn' }),
    );
    expect(
      await inside.sageMaker.send(
        new DescribeModelPackageGroupCommand({
          ModelPackageGroupName: `churn-${ProjectId}`,
        }),
      ),
    ).toMatchObject({ ModelPackageGroupStatus: 'Completed' });
  });
});
