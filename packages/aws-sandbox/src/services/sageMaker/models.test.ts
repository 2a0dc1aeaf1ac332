import {
  AddTagsCommand,
  CreateModelCommand,
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  DeleteModelCommand,
  DescribeModelCommand,
  ListModelsCommand,
  ListTagsCommand,
  paginateListModels,
  type CreateModelCommandInput,
} from '@aws-sdk/client-sagemaker';
import { startEventTarget } from '../../__testUtils__/eventTarget';
import { startHarness } from '../../__testUtils__/harness';
import {
  createModel,
  EXECUTION_ROLE,
  IMAGE,
} from '../../__testUtils__/serving';
import { ACCOUNT_IDS, ROLES } from '../../constants';

const ARN = `arn:aws:sagemaker:eu-west-1:${ACCOUNT_IDS.dataLake}:model`;

async function start() {
  const harness = await startHarness();
  return { harness, inside: await harness.account(ACCOUNT_IDS.dataLake) };
}

describe('models', () => {
  it('are made, described, tagged and deleted', async () => {
    const { inside } = await start();
    const { sageMaker } = inside;
    const VpcConfig = { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] };
    const { ModelArn } = await sageMaker.send(
      new CreateModelCommand({
        ModelName: 'Churn',
        ExecutionRoleArn: EXECUTION_ROLE,
        EnableNetworkIsolation: true,
        VpcConfig,
        Containers: [{ Image: IMAGE, Environment: { LOG: 'info' } }],
        Tags: [{ Key: 'team', Value: 'pricing' }],
      }),
    );
    expect(ModelArn).toBe(`${ARN}/churn`);
    expect(
      await sageMaker.send(new DescribeModelCommand({ ModelName: 'Churn' })),
    ).toMatchObject({
      ModelName: 'Churn',
      ModelArn,
      VpcConfig,
      EnableNetworkIsolation: true,
      ExecutionRoleArn: EXECUTION_ROLE,
      Containers: [{ Image: IMAGE, Environment: { LOG: 'info' } }],
    });
    await sageMaker.send(
      new AddTagsCommand({
        ResourceArn: ModelArn,
        Tags: [{ Key: 'stage', Value: 'prod' }],
      }),
    );
    const { Tags } = await sageMaker.send(
      new ListTagsCommand({ ResourceArn: ModelArn }),
    );
    expect(Tags).toEqual([
      { Key: 'team', Value: 'pricing' },
      { Key: 'stage', Value: 'prod' },
    ]);
    await sageMaker.send(new DeleteModelCommand({ ModelName: 'churn' }));
    await expect(
      sageMaker.send(new DescribeModelCommand({ ModelName: 'churn' })),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: `Could not find model "${ARN}/churn".`,
    });
  });

  it('serve model packages that are there', async () => {
    const { inside } = await start();
    const { sageMaker } = inside;
    await sageMaker.send(
      new CreateModelPackageGroupCommand({ ModelPackageGroupName: 'churn' }),
    );
    const { ModelPackageArn = '' } = await sageMaker.send(
      new CreateModelPackageCommand({ ModelPackageGroupName: 'churn' }),
    );
    const create = (ModelPackageName: string) =>
      sageMaker.send(
        new CreateModelCommand({
          ModelName: 'churn',
          ExecutionRoleArn: EXECUTION_ROLE,
          PrimaryContainer: { ModelPackageName },
        }),
      );
    await expect(
      create(ModelPackageArn.replace(/1$/, '2')),
    ).rejects.toMatchObject({ name: 'ValidationException' });
    await create(ModelPackageArn);
    expect(
      await sageMaker.send(new DescribeModelCommand({ ModelName: 'churn' })),
    ).toMatchObject({
      PrimaryContainer: { ModelPackageName: ModelPackageArn },
      EnableNetworkIsolation: false,
    });
  });

  it.each<[string, Partial<CreateModelCommandInput>]>([
    ['ModelName', { ModelName: '-churn' }],
    ['PrimaryContainer', { PrimaryContainer: undefined }],
    ['Containers', { Containers: [{ Image: IMAGE }] }],
    ['Image or ModelPackageName', { PrimaryContainer: {} }],
    ['ExecutionRoleArn', { ExecutionRoleArn: 'model-execution' }],
    ['Subnets', { VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: [] } }],
  ])('are refused when %s is wrong', async (member, input) => {
    const { inside } = await start();
    await expect(
      inside.sageMaker.send(
        new CreateModelCommand({
          ModelName: 'churn',
          ExecutionRoleArn: EXECUTION_ROLE,
          PrimaryContainer: { Image: IMAGE },
          ...input,
        }),
      ),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(member),
    });
  });

  it('are there once, in one account and region', async () => {
    const { harness, inside } = await start();
    await createModel(inside);
    await expect(createModel(inside)).rejects.toMatchObject({
      name: 'ValidationException',
      message: `Cannot create already existing model "${ARN}/churn".`,
    });
    const governance = await harness.account(ACCOUNT_IDS.governance);
    const credentials = await harness.assume(ACCOUNT_IDS.dataLake);
    for (const { sageMaker } of [
      governance,
      harness.clients(credentials, 'us-west-2'),
    ]) {
      const { Models } = await sageMaker.send(new ListModelsCommand({}));
      expect(Models).toEqual([]);
    }
  });

  it('are listed newest first, filtered, sorted and paged', async () => {
    const { harness, inside } = await start();
    for (const name of ['b-churn', 'a-churn', 'c-fraud']) {
      await createModel(inside, name);
      harness.pass(60);
    }
    const names = async (input: object) => {
      const { Models } = await inside.sageMaker.send(
        new ListModelsCommand(input),
      );
      return Models?.map(({ ModelName }) => ModelName);
    };
    expect(await names({})).toEqual(['c-fraud', 'a-churn', 'b-churn']);
    expect(await names({ NameContains: 'churn', SortBy: 'Name' })).toEqual([
      'b-churn',
      'a-churn',
    ]);
    const pages: (string | undefined)[][] = [];
    for await (const { Models = [] } of paginateListModels(
      { client: inside.sageMaker, pageSize: 2 },
      { SortOrder: 'Ascending' },
    )) {
      pages.push(Models.map(({ ModelName }) => ModelName));
    }
    expect(pages).toEqual([['b-churn', 'a-churn'], ['c-fraud']]);
  });

  it('may be read, not made, by the reader', async () => {
    const { harness } = await start();
    const reader = await harness.account(ACCOUNT_IDS.dataLake, ROLES.reader);
    await reader.sageMaker.send(new ListModelsCommand({}));
    await expect(createModel(reader)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  it('are announced', async () => {
    const target = await startEventTarget();
    const harness = await startHarness({ eventTarget: target.url });
    const inside = await harness.account(ACCOUNT_IDS.dataLake);
    const arn = await createModel(inside);
    const [event] = await target.wait('SageMaker Model State Change', 1);
    expect(event).toMatchObject({
      source: 'aws.sagemaker',
      account: ACCOUNT_IDS.dataLake,
      resources: [arn],
      detail: { ModelName: 'churn', PrimaryContainer: { Image: IMAGE } },
    });
    await target.stop();
  });
});
