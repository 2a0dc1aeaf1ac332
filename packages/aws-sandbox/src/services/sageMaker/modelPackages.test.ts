import {
  AddTagsCommand,
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  CreatePipelineCommand,
  DeleteModelPackageCommand,
  DeleteModelPackageGroupCommand,
  DeleteModelPackageGroupPolicyCommand,
  DescribeModelPackageCommand,
  DescribeModelPackageGroupCommand,
  GetModelPackageGroupPolicyCommand,
  ListModelPackageGroupsCommand,
  ListModelPackagesCommand,
  ListTagsCommand,
  paginateListModelPackages,
  PutModelPackageGroupPolicyCommand,
  StartPipelineExecutionCommand,
  UpdateModelPackageCommand,
  type CreateModelPackageCommandInput,
  type ListModelPackagesCommandInput,
} from '@aws-sdk/client-sagemaker';
import { startEventTarget } from '../../__testUtils__/eventTarget';
import { startHarness, type Clients } from '../../__testUtils__/harness';
import { GATED } from '../../__testUtils__/pipelines';
import { ACCOUNT_IDS, ORGANIZATION_ID, ROLES } from '../../constants';

const ACCOUNT = ACCOUNT_IDS.governance;
const ARN = `arn:aws:sagemaker:eu-west-1:${ACCOUNT}`;

async function start() {
  const harness = await startHarness();
  return { harness, inside: await harness.account(ACCOUNT) };
}

const createGroup = ({ sageMaker }: Clients, ModelPackageGroupName = 'churn') =>
  sageMaker.send(
    new CreateModelPackageGroupCommand({
      ModelPackageGroupName,
      ModelPackageGroupDescription: 'Who is about to leave',
      Tags: [{ Key: 'team', Value: 'pricing' }],
    }),
  );

const register = (
  { sageMaker }: Clients,
  input: Partial<CreateModelPackageCommandInput> = {},
) =>
  sageMaker.send(
    new CreateModelPackageCommand({ ModelPackageGroupName: 'churn', ...input }),
  );

const describePackage = (
  { sageMaker }: Clients,
  ModelPackageName = `${ARN}:model-package/churn/1`,
) => sageMaker.send(new DescribeModelPackageCommand({ ModelPackageName }));

describe('model package groups', () => {
  it('are described, listed and tagged, and there once', async () => {
    const { harness, inside } = await start();
    const { ModelPackageGroupArn } = await createGroup(inside);
    expect(ModelPackageGroupArn).toBe(`${ARN}:model-package-group/churn`);
    harness.pass(1);
    await createGroup(inside, 'fraud');
    await expect(createGroup(inside)).rejects.toMatchObject({
      name: 'ValidationException',
      message: `Model Package Group already exists: ${ModelPackageGroupArn}`,
    });
    expect(
      await inside.sageMaker.send(
        new DescribeModelPackageGroupCommand({
          ModelPackageGroupName: ModelPackageGroupArn,
        }),
      ),
    ).toMatchObject({
      ModelPackageGroupName: 'churn',
      ModelPackageGroupDescription: 'Who is about to leave',
      ModelPackageGroupStatus: 'Completed',
      CreatedBy: { IamIdentity: { SourceIdentity: 'tester' } },
    });
    const { ModelPackageGroupSummaryList: groups = [], NextToken } =
      await inside.sageMaker.send(
        new ListModelPackageGroupsCommand({
          MaxResults: 1,
          SortBy: 'Name',
          SortOrder: 'Descending',
        }),
      );
    expect(groups).toMatchObject([{ ModelPackageGroupName: 'fraud' }]);
    expect(NextToken).toBeDefined();
    await inside.sageMaker.send(
      new AddTagsCommand({
        ResourceArn: ModelPackageGroupArn,
        Tags: [{ Key: 'stage', Value: 'pilot' }],
      }),
    );
    const { Tags } = await inside.sageMaker.send(
      new ListTagsCommand({ ResourceArn: ModelPackageGroupArn }),
    );
    expect(Tags).toEqual([
      { Key: 'team', Value: 'pricing' },
      { Key: 'stage', Value: 'pilot' },
    ]);
  });

  it('go only when they are empty', async () => {
    const { inside } = await start();
    await createGroup(inside);
    const { ModelPackageArn } = await register(inside);
    const remove = () =>
      inside.sageMaker.send(
        new DeleteModelPackageGroupCommand({ ModelPackageGroupName: 'churn' }),
      );
    await expect(remove()).rejects.toMatchObject({ name: 'ConflictException' });
    await inside.sageMaker.send(
      new DeleteModelPackageCommand({ ModelPackageName: ModelPackageArn }),
    );
    await remove();
    await expect(
      inside.sageMaker.send(
        new DescribeModelPackageGroupCommand({
          ModelPackageGroupName: 'churn',
        }),
      ),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: `ModelPackageGroup ${ARN}:model-package-group/churn does not exist.`,
    });
  });
});

describe('model packages', () => {
  it('are numbered, and a number is not used again', async () => {
    const { inside } = await start();
    await createGroup(inside);
    await register(inside);
    const { ModelPackageArn } = await register(inside);
    expect(ModelPackageArn).toBe(`${ARN}:model-package/churn/2`);
    await inside.sageMaker.send(
      new DeleteModelPackageCommand({ ModelPackageName: ModelPackageArn }),
    );
    await expect(
      describePackage(inside, ModelPackageArn),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: `ModelPackage ${ModelPackageArn} does not exist.`,
    });
    expect((await register(inside)).ModelPackageArn).toBe(
      `${ARN}:model-package/churn/3`,
    );
  });

  it('wait for approval; who approved them, when and why is kept', async () => {
    const { harness, inside } = await start();
    await createGroup(inside);
    await register(inside, {
      CustomerMetadataProperties: { dataset: 'customers', rows: '1200' },
    });
    const before = await describePackage(inside);
    expect(before).toMatchObject({
      ModelPackageVersion: 1,
      ModelPackageStatus: 'Completed',
      ModelApprovalStatus: 'PendingManualApproval',
    });
    expect(before.LastModifiedBy).toBeUndefined();
    harness.pass(60);
    await inside.sageMaker.send(
      new UpdateModelPackageCommand({
        ModelPackageArn: before.ModelPackageArn,
        ModelApprovalStatus: 'Approved',
        ApprovalDescription: 'Better than the one before',
        CustomerMetadataProperties: { reviewed: 'yes' },
        CustomerMetadataPropertiesToRemove: ['rows'],
        ModelLifeCycle: { Stage: 'Staging', StageStatus: 'Approved' },
      }),
    );
    const after = await describePackage(inside);
    expect(after).toMatchObject({
      ModelApprovalStatus: 'Approved',
      ApprovalDescription: 'Better than the one before',
      CustomerMetadataProperties: { dataset: 'customers', reviewed: 'yes' },
      ModelLifeCycle: { Stage: 'Staging', StageStatus: 'Approved' },
      LastModifiedBy: {
        IamIdentity: {
          Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${ROLES.provisioner}/test`,
          PrincipalId: expect.stringMatching(/:test$/),
          SourceIdentity: 'tester',
        },
      },
    });
    expect(after.CustomerMetadataProperties).not.toHaveProperty('rows');
    expect(Number(after.LastModifiedTime) - Number(after.CreationTime)).toBe(
      60_000,
    );
  });

  it('are listed by group and approval; without a group only when versions are asked for', async () => {
    const { harness, inside } = await start();
    for (const group of ['churn', 'fraud']) {
      await createGroup(inside, group);
      await register(inside, { ModelPackageGroupName: group });
      harness.pass(1);
    }
    await register(inside, { ModelApprovalStatus: 'Approved' });
    const list = async (input: ListModelPackagesCommandInput) => {
      const arns: (string | undefined)[] = [];
      for await (const page of paginateListModelPackages(
        { client: inside.sageMaker, pageSize: 1 },
        input,
      )) {
        const [summary] = page.ModelPackageSummaryList ?? [];
        arns.push(summary?.ModelPackageArn?.split(':').at(-1));
      }
      return arns.filter(Boolean);
    };
    expect(await list({ ModelPackageGroupName: 'churn' })).toEqual([
      'model-package/churn/1',
      'model-package/churn/2',
    ]);
    expect(
      await list({
        ModelPackageType: 'Versioned',
        ModelApprovalStatus: 'PendingManualApproval',
        SortOrder: 'Descending',
      }),
    ).toEqual(['model-package/fraud/1', 'model-package/churn/1']);
    expect(await list({})).toEqual([]);
  });

  it.each([
    ['no group', { ModelPackageGroupName: undefined }],
    ['a group that is not there', { ModelPackageGroupName: 'other' }],
    ['tags', { Tags: [{ Key: 'team', Value: 'pricing' }] }],
    ['an approval of their own', { ModelApprovalStatus: 'Fine' as 'Approved' }],
    ['a card that is none', { ModelCard: { ModelCardContent: 'good' } }],
  ])('are refused with %s', async (_what, input) => {
    const { inside } = await start();
    await createGroup(inside);
    await expect(register(inside, input)).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('come out of pipelines with the metrics of their evaluation, in a group made for them', async () => {
    const { harness, inside } = await start();
    const { sageMaker } = inside;
    await sageMaker.send(
      new CreatePipelineCommand({
        PipelineName: 'churn-training',
        PipelineDefinition: JSON.stringify(GATED),
        RoleArn: `arn:aws:iam::${ACCOUNT}:role/pipelines`,
      }),
    );
    const run = async (status: string) => {
      const { PipelineExecutionArn } = await sageMaker.send(
        new StartPipelineExecutionCommand({
          PipelineName: 'churn-training',
          PipelineParameters: [{ Name: 'ModelApprovalStatus', Value: status }],
        }),
      );
      harness.pass(60);
      return PipelineExecutionArn ?? '';
    };
    const execution = await run('PendingManualApproval');
    await run('Approved');
    const described = await describePackage(inside);
    expect(described).toMatchObject({
      ModelApprovalStatus: 'PendingManualApproval',
      CustomerMetadataProperties: { dataset: 'customers' },
      MetadataProperties: { GeneratedBy: execution },
      InferenceSpecification: {
        Containers: [
          { ModelDataUrl: expect.stringMatching(/^s3:.*\/model\.tar\.gz$/) },
        ],
      },
      CreatedBy: { IamIdentity: { SourceIdentity: 'tester' } },
      ModelCard: { ModelCardStatus: 'Draft' },
    });
    const card = JSON.parse(described.ModelCard?.ModelCardContent ?? '');
    expect(card.evaluation_details[0].metric_groups[0].metric_data).toEqual(
      ['accuracy', 'auc', 'f1'].map(name => ({
        name,
        type: 'number',
        value: expect.any(Number),
      })),
    );
    expect(
      await describePackage(inside, `${ARN}:model-package/churn/2`),
    ).toMatchObject({ ModelApprovalStatus: 'Approved' });
  });
});

describe('resource policies', () => {
  const policy = (statement: object = {}) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${ACCOUNT_IDS.dataLake}:root` },
          Action: ['sagemaker:Describe*', 'sagemaker:ListModelPackages'],
          Resource: [
            `${ARN}:model-package-group/churn`,
            `${ARN}:model-package/churn/*`,
          ],
          ...statement,
        },
      ],
    });

  const put = ({ sageMaker }: Clients, ResourcePolicy: string) =>
    sageMaker.send(
      new PutModelPackageGroupPolicyCommand({
        ModelPackageGroupName: 'churn',
        ResourcePolicy,
      }),
    );

  it('let another account look, and do no more', async () => {
    const { harness, inside } = await start();
    const outside = await harness.account(ACCOUNT_IDS.dataLake);
    await createGroup(inside);
    await register(inside);
    const refused = { name: 'AccessDeniedException' };
    await expect(describePackage(outside)).rejects.toMatchObject(refused);
    await put(inside, policy());
    expect(await describePackage(outside)).toMatchObject({
      ModelPackageVersion: 1,
    });
    const { ModelPackageSummaryList } = await outside.sageMaker.send(
      new ListModelPackagesCommand({
        ModelPackageGroupName: `${ARN}:model-package-group/churn`,
      }),
    );
    expect(ModelPackageSummaryList).toHaveLength(1);
    await expect(
      outside.sageMaker.send(
        new UpdateModelPackageCommand({
          ModelPackageArn: `${ARN}:model-package/churn/1`,
          ModelApprovalStatus: 'Approved',
        }),
      ),
    ).rejects.toMatchObject(refused);
    await inside.sageMaker.send(
      new DeleteModelPackageGroupPolicyCommand({
        ModelPackageGroupName: 'churn',
      }),
    );
    await expect(describePackage(outside)).rejects.toMatchObject(refused);
  });

  it('let in those whom their conditions name', async () => {
    const { harness, inside } = await start();
    const outside = await harness.account(ACCOUNT_IDS.dataLake);
    await createGroup(inside);
    await register(inside);
    const ofOrganization = (id: string) =>
      policy({
        Principal: '*',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': id } },
      });
    await put(inside, ofOrganization('o-another'));
    await expect(describePackage(outside)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await put(inside, ofOrganization(ORGANIZATION_ID));
    await describePackage(outside);
    const { ResourcePolicy } = await inside.sageMaker.send(
      new GetModelPackageGroupPolicyCommand({ ModelPackageGroupName: 'churn' }),
    );
    expect(ResourcePolicy).toBe(ofOrganization(ORGANIZATION_ID));
  });

  it.each([
    ['not JSON', '{'],
    ['without statements', '{}'],
    ['without a principal', policy({ Principal: undefined })],
  ])('are refused when they are %s', async (_what, text) => {
    const { inside } = await start();
    await createGroup(inside);
    await expect(put(inside, text)).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});

describe('events', () => {
  it('tell of steps, executions, model packages and their approval', async () => {
    const target = await startEventTarget();
    try {
      const harness = await startHarness({ eventTarget: target.url });
      const { sageMaker } = await harness.account(ACCOUNT);
      await sageMaker.send(
        new CreatePipelineCommand({
          PipelineName: 'churn-training',
          PipelineDefinition: JSON.stringify(GATED),
          RoleArn: `arn:aws:iam::${ACCOUNT}:role/pipelines`,
        }),
      );
      const { PipelineExecutionArn } = await sageMaker.send(
        new StartPipelineExecutionCommand({ PipelineName: 'churn-training' }),
      );
      harness.pass(60);
      const ModelPackageArn = `${ARN}:model-package/churn/1`;
      await sageMaker.send(
        new UpdateModelPackageCommand({
          ModelPackageArn,
          ModelApprovalStatus: 'Approved',
        }),
      );
      const executions = await target.wait(
        'SageMaker Model Building Pipeline Execution Status Change',
        2,
      );
      expect(executions[1]).toMatchObject({
        source: 'aws.sagemaker',
        account: ACCOUNT,
        resources: [`${ARN}:pipeline/churn-training`, PipelineExecutionArn],
        detail: {
          previousPipelineExecutionStatus: 'Executing',
          currentPipelineExecutionStatus: 'Succeeded',
          pipelineExecutionArn: PipelineExecutionArn,
          executionEndTime: expect.stringMatching(/Z$/),
        },
      });
      const steps = await target.wait(
        'SageMaker Model Building Pipeline Execution Step Status Change',
        18,
      );
      expect(
        steps
          .map(({ detail }) => detail)
          .filter(({ stepName }) => stepName === 'Train'),
      ).toMatchObject([
        { currentStepStatus: 'Starting' },
        { previousStepStatus: 'Starting', currentStepStatus: 'Executing' },
        {
          previousStepStatus: 'Executing',
          currentStepStatus: 'Succeeded',
          stepType: 'Training',
          metadata: {
            trainingJob: { arn: expect.stringContaining(':training-job/') },
          },
        },
      ]);
      const [made, approved] = await target.wait(
        'SageMaker Model Package State Change',
        2,
      );
      expect(made).toMatchObject({
        resources: [ModelPackageArn],
        detail: { ModelApprovalStatus: 'PendingManualApproval' },
      });
      expect(approved.detail).toMatchObject({
        ModelPackageGroupName: 'churn',
        ModelPackageVersion: 1,
        ModelApprovalStatus: 'Approved',
        UpdatedModelPackageFields: ['ModelApprovalStatus'],
      });
    } finally {
      await target.stop();
    }
  });
});
