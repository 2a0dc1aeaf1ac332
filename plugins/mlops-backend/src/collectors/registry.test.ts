import {
  CreateModelCardCommand,
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  UpdateModelPackageCommand,
  type CreateModelPackageCommandInput,
} from '@aws-sdk/client-sagemaker';
import type { RegistryEvidence } from '@mlops-portal/backstage-plugin-mlops-common';
import {
  SAGEMAKER_ARN,
  startCollecting,
  type Collecting,
} from './__testUtils__/collecting';
import { registryCollector } from './registry';

const CARD = JSON.stringify({
  evaluation_details: [
    {
      name: 'Evaluation',
      metric_groups: [
        {
          name: 'metrics',
          metric_data: [{ name: 'auc', type: 'number', value: 0.91 }],
        },
      ],
    },
  ],
});

const LISTS = [
  'sagemaker:ListModelPackageGroups',
  'sagemaker:ListModelPackages',
  'sagemaker:ListModelCards',
];

let collecting: Collecting<RegistryEvidence>;

beforeEach(async () => {
  collecting = await startCollecting(registryCollector);
});

async function createGroup(ModelPackageGroupName: string): Promise<void> {
  await collecting.people.sageMaker.send(
    new CreateModelPackageGroupCommand({
      ModelPackageGroupName,
      ModelPackageGroupDescription: 'Who is about to leave',
    }),
  );
}

async function register(
  ModelPackageGroupName: string,
  input: Partial<CreateModelPackageCommandInput> = {},
): Promise<string> {
  const { ModelPackageArn = '' } = await collecting.people.sageMaker.send(
    new CreateModelPackageCommand({ ModelPackageGroupName, ...input }),
  );
  return ModelPackageArn;
}

async function review(
  ModelPackageArn: string,
  ModelApprovalStatus: 'Approved' | 'Rejected' | 'PendingManualApproval',
): Promise<void> {
  await collecting.people.sageMaker.send(
    new UpdateModelPackageCommand({
      ModelPackageArn,
      ModelApprovalStatus,
      ApprovalDescription: 'Bias is within bounds',
    }),
  );
}

it('asks for no versions where there are no models', async () => {
  await expect(collecting.collect()).resolves.toEqual({
    models: [],
    cards: [],
  });
  expect(collecting.calls()).toEqual([LISTS[0], LISTS[2]]);
});

it('reads models, versions and cards, and then lists alone', async () => {
  const { people, collect, calls, allCalls } = collecting;
  await createGroup('churn');
  await createGroup('attrition');
  await register('churn', {
    ModelCard: { ModelCardContent: CARD, ModelCardStatus: 'PendingReview' },
    CustomerMetadataProperties: { recall: '0.7', dataset: 'customers' },
    MetadataProperties: { GeneratedBy: `${SAGEMAKER_ARN}:pipeline/churn` },
  });
  await register('churn');
  await people.sageMaker.send(
    new CreateModelCardCommand({
      ModelCardName: 'churn',
      Content: '{}',
      ModelCardStatus: 'Draft',
    }),
  );

  const first = await collect();

  expect(first).toEqual({
    models: [
      {
        group: 'attrition',
        arn: `${SAGEMAKER_ARN}:model-package-group/attrition`,
        description: 'Who is about to leave',
        createdAt: expect.any(String),
        versions: [],
      },
      expect.objectContaining({
        group: 'churn',
        versions: [
          expect.objectContaining({ version: 2, metrics: [] }),
          {
            arn: `${SAGEMAKER_ARN}:model-package/churn/1`,
            version: 1,
            status: 'Completed',
            approval: 'PendingManualApproval',
            createdAt: expect.any(String),
            generatedBy: `${SAGEMAKER_ARN}:pipeline/churn`,
            metrics: [
              { name: 'auc', value: 0.91 },
              { name: 'recall', value: 0.7 },
            ],
            cardStatus: 'PendingReview',
          },
        ],
      }),
    ],
    cards: [
      {
        name: 'churn',
        arn: `${SAGEMAKER_ARN}:model-card/churn`,
        status: 'Draft',
        lastModifiedAt: expect.any(String),
      },
    ],
  });
  expect(allCalls()).toEqual([...registryCollector.iamActions].sort());
  await expect(collect(first)).resolves.toEqual(first);
  expect(calls()).toEqual(LISTS);
});

it('describes the version that was reviewed, and tells by whom', async () => {
  const { collect, calls } = collecting;
  await createGroup('churn');
  const arn = await register('churn');
  await register('churn');
  const first = await collect();
  await review(arn, 'Approved');

  const second = await collect(first);

  expect(second.models[0].versions[1]).toMatchObject({
    version: 1,
    approval: 'Approved',
    approvalDescription: 'Bias is within bounds',
    reviewedBy: 'amara',
    reviewedAt: expect.any(String),
  });
  expect(second.models[0].versions[0]).toEqual(first.models[0].versions[0]);
  expect(
    calls().filter(call => call === 'sagemaker:DescribeModelPackage'),
  ).toHaveLength(1);

  await review(arn, 'PendingManualApproval');
  const third = await collect(second);
  expect(third.models[0].versions[1]).not.toHaveProperty('reviewedBy');
  expect(third.models[0].versions[1]).not.toHaveProperty('reviewedAt');
});

it('keeps the newest twenty versions of each model, listed a hundred at a time', async () => {
  const { collect, calls } = collecting;
  await createGroup('churn');
  await createGroup('fraud');
  for (let version = 1; version <= 22; version++) {
    await register('churn');
  }
  await register('fraud');

  const { models } = await collect();

  expect(models[0].versions.map(({ version }) => version)).toEqual(
    Array.from({ length: 20 }, (_, index) => 22 - index),
  );
  expect(models[1].versions).toHaveLength(1);
  expect(
    calls().filter(call => call === 'sagemaker:ListModelPackages'),
  ).toHaveLength(1);
});

it('leaves out a version that vanishes between list and description', async () => {
  const { collect, sandbox } = collecting;
  await createGroup('churn');
  const arn = await register('churn');
  await register('churn');
  sandbox.faults.fail('sagemaker:DescribeModelPackage', {
    error: 'ValidationException',
    message: `ModelPackage ${arn} does not exist.`,
    where: { ModelPackageName: arn },
  });
  const { models } = await collect();
  expect(models[0].versions.map(({ version }) => version)).toEqual([2]);
});
