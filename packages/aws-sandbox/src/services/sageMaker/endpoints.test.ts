import {
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  ListEndpointConfigsCommand,
  ListEndpointsCommand,
  paginateListEndpoints,
  UpdateEndpointCommand,
  type CreateEndpointConfigCommandInput,
} from '@aws-sdk/client-sagemaker';
import { startEventTarget } from '../../__testUtils__/eventTarget';
import { startHarness } from '../../__testUtils__/harness';
import {
  CONFIG,
  createConfig,
  createEndpoint,
  createModel,
  deploy,
  IMAGE,
  watch,
} from '../../__testUtils__/serving';
import { ACCOUNT_IDS } from '../../constants';

const ARN = `arn:aws:sagemaker:eu-west-1:${ACCOUNT_IDS.dataLake}`;

async function start() {
  const harness = await startHarness();
  const inside = await harness.account(ACCOUNT_IDS.dataLake);
  const describeEndpoint = (EndpointName = 'churn') =>
    inside.sageMaker.send(new DescribeEndpointCommand({ EndpointName }));
  return { harness, inside, describeEndpoint };
}

describe('endpoint configurations', () => {
  it('are made, described, listed and deleted', async () => {
    const { inside } = await start();
    const { sageMaker } = inside;
    await createModel(inside);
    await createConfig(inside);
    const name = { EndpointConfigName: 'churn-1' };
    expect(
      await sageMaker.send(new DescribeEndpointConfigCommand(name)),
    ).toMatchObject({
      ...CONFIG,
      EndpointConfigArn: `${ARN}:endpoint-config/churn-1`,
      ProductionVariants: [
        { ...CONFIG.ProductionVariants[0], InitialVariantWeight: 1 },
      ],
    });
    const list = async (NameContains: string) => {
      const { EndpointConfigs } = await sageMaker.send(
        new ListEndpointConfigsCommand({ NameContains }),
      );
      return EndpointConfigs?.map(config => config.EndpointConfigName);
    };
    expect(await list('churn')).toEqual(['churn-1']);
    expect(await list('fraud')).toEqual([]);
    await sageMaker.send(new DeleteEndpointConfigCommand(name));
    await expect(
      sageMaker.send(new DescribeEndpointConfigCommand(name)),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: `Could not find endpoint configuration "${ARN}:endpoint-config/churn-1".`,
    });
  });

  it.each<[string, Partial<CreateEndpointConfigCommandInput>]>([
    [
      `Could not find model "${ARN}:model/fraud".`,
      {
        ProductionVariants: [
          { ...CONFIG.ProductionVariants[0], ModelName: 'fraud' },
        ],
      },
    ],
    ['ProductionVariants', { ProductionVariants: [] }],
    [
      'InitialInstanceCount',
      { ProductionVariants: [{ VariantName: 'a', ModelName: 'churn' }] },
    ],
    [
      'unique',
      {
        ProductionVariants: [
          CONFIG.ProductionVariants[0],
          CONFIG.ProductionVariants[0],
        ],
      },
    ],
    [
      'DataCaptureConfig.InitialSamplingPercentage',
      {
        DataCaptureConfig: {
          InitialSamplingPercentage: 101,
          DestinationS3Uri: 's3://captured',
          CaptureOptions: [{ CaptureMode: 'Input' }],
        },
      },
    ],
    ['KmsKeyId', { KmsKeyId: 'not a key' }],
  ])('are refused: %s', async (message, input) => {
    const { inside } = await start();
    await createModel(inside);
    await expect(createConfig(inside, input)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });
});

describe('endpoints', () => {
  it('come into service some time later', async () => {
    const { harness, inside, describeEndpoint } = await start();
    await deploy(inside);
    const creating = await describeEndpoint();
    expect(creating).toMatchObject({
      EndpointArn: `${ARN}:endpoint/churn`,
      EndpointConfigName: 'churn-1',
      EndpointStatus: 'Creating',
      DataCaptureConfig: { EnableCapture: true, CaptureStatus: 'Stopped' },
    });
    expect(creating.ProductionVariants).toBeUndefined();
    harness.pass(10);
    const serving = await describeEndpoint();
    expect(serving).toMatchObject({
      EndpointStatus: 'InService',
      ProductionVariants: [
        {
          VariantName: 'AllTraffic',
          CurrentWeight: 1,
          CurrentInstanceCount: 2,
          DeployedImages: [{ SpecifiedImage: IMAGE }],
        },
      ],
      DataCaptureConfig: {
        CaptureStatus: 'Started',
        CurrentSamplingPercentage: 100,
        DestinationS3Uri: 's3://captured/churn',
      },
    });
    expect(Number(serving.LastModifiedTime)).toBeGreaterThan(
      Number(serving.CreationTime),
    );
  });

  it('serve the old until the new is ready, whatever becomes of their configurations', async () => {
    const { harness, inside, describeEndpoint } = await start();
    const { sageMaker } = inside;
    await deploy(inside);
    await createModel(inside, 'churn-2');
    await createConfig(inside, {
      EndpointConfigName: 'churn-2',
      DataCaptureConfig: undefined,
      ProductionVariants: [
        {
          VariantName: 'Serverless',
          ModelName: 'churn-2',
          ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 2 },
        },
      ],
    });
    const update = () =>
      sageMaker.send(
        new UpdateEndpointCommand({
          EndpointName: 'churn',
          EndpointConfigName: 'churn-2',
        }),
      );
    const inProgress = {
      name: 'ValidationException',
      message: `Cannot update in-progress endpoint "${ARN}:endpoint/churn".`,
    };
    await expect(update()).rejects.toMatchObject(inProgress);
    harness.pass(10);
    await update();
    await sageMaker.send(
      new DeleteEndpointConfigCommand({ EndpointConfigName: 'churn-2' }),
    );
    expect(await describeEndpoint()).toMatchObject({
      EndpointStatus: 'Updating',
      EndpointConfigName: 'churn-1',
      ProductionVariants: [{ VariantName: 'AllTraffic' }],
    });
    await expect(
      sageMaker.send(new DeleteEndpointCommand({ EndpointName: 'churn' })),
    ).rejects.toMatchObject(inProgress);
    harness.pass(10);
    const updated = await describeEndpoint();
    expect(updated).toMatchObject({
      EndpointStatus: 'InService',
      EndpointConfigName: 'churn-2',
      ProductionVariants: [{ VariantName: 'Serverless' }],
    });
    expect(updated.DataCaptureConfig).toBeUndefined();
  });

  it('are refused without their configuration or its model, and a second time', async () => {
    const { inside, describeEndpoint } = await start();
    const refusal = (message: string) => ({
      name: 'ValidationException',
      message,
    });
    await expect(createEndpoint(inside)).rejects.toMatchObject(
      refusal(
        `Could not find endpoint configuration "${ARN}:endpoint-config/churn-1".`,
      ),
    );
    await createModel(inside);
    await createConfig(inside);
    await inside.sageMaker.send(new DeleteModelCommand({ ModelName: 'churn' }));
    await expect(createEndpoint(inside)).rejects.toMatchObject(
      refusal(`Could not find model "${ARN}:model/churn".`),
    );
    await createModel(inside);
    await createEndpoint(inside);
    await expect(createEndpoint(inside)).rejects.toMatchObject(
      refusal(
        `Cannot create already existing endpoint "${ARN}:endpoint/churn".`,
      ),
    );
    await expect(describeEndpoint('fraud')).rejects.toMatchObject(
      refusal(`Could not find endpoint "${ARN}:endpoint/fraud".`),
    );
  });

  it('go some time after they are deleted, and not while they are watched', async () => {
    const { harness, inside, describeEndpoint } = await start();
    await deploy(inside);
    await createEndpoint(inside, 'watched');
    await createEndpoint(inside, 'idle');
    harness.pass(10);
    await watch(inside, 'cron(0 * ? * * *)');
    const remove = (EndpointName: string) =>
      inside.sageMaker.send(new DeleteEndpointCommand({ EndpointName }));
    await expect(remove('churn')).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('churn-data'),
    });
    await remove('idle');
    expect((await describeEndpoint('idle')).EndpointStatus).toBe('Deleting');
    harness.pass(2);
    await expect(describeEndpoint('idle')).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('are listed by status and time of change, sorted and paged', async () => {
    const { harness, inside } = await start();
    const { sageMaker } = inside;
    await deploy(inside);
    harness.pass(60);
    await createEndpoint(inside, 'a-new');
    await createEndpoint(inside, 'b-new');
    const list = async (input: object) => {
      const { Endpoints } = await sageMaker.send(
        new ListEndpointsCommand(input),
      );
      return Endpoints?.map(({ EndpointName }) => EndpointName);
    };
    expect(await list({ StatusEquals: 'InService' })).toEqual(['churn']);
    expect(await list({ SortBy: 'Status', SortOrder: 'Ascending' })).toEqual([
      'a-new',
      'b-new',
      'churn',
    ]);
    const { LastModifiedTime } = await sageMaker.send(
      new DescribeEndpointCommand({ EndpointName: 'a-new' }),
    );
    expect(
      await list({ LastModifiedTimeAfter: LastModifiedTime, SortBy: 'Name' }),
    ).toEqual(['b-new', 'a-new']);
    expect(
      await list({
        LastModifiedTimeBefore: new Date(Number(LastModifiedTime) - 1000),
      }),
    ).toEqual(['churn']);
    const pages: (string | undefined)[][] = [];
    for await (const { Endpoints = [] } of paginateListEndpoints(
      { client: sageMaker, pageSize: 2 },
      { SortBy: 'Name', SortOrder: 'Ascending' },
    )) {
      pages.push(Endpoints.map(({ EndpointName }) => EndpointName));
    }
    expect(pages).toEqual([['a-new', 'b-new'], ['churn']]);
    await expect(list({ NextToken: 'made-up' })).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await expect(list({ StatusEquals: 'Broken' })).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('StatusEquals'),
    });
  });

  it('are announced with their configurations, in the words of EventBridge', async () => {
    const target = await startEventTarget();
    const harness = await startHarness({ eventTarget: target.url });
    const inside = await harness.account(ACCOUNT_IDS.dataLake);
    await deploy(inside);
    harness.pass(10);
    await inside.sageMaker.send(
      new DeleteEndpointCommand({ EndpointName: 'churn' }),
    );
    harness.pass(2);
    await inside.sageMaker.send(new ListEndpointsCommand({}));
    const events = await target.wait('SageMaker Endpoint State Change', 4);
    expect(events.map(({ detail }) => detail.EndpointStatus)).toEqual([
      'CREATING',
      'IN_SERVICE',
      'DELETING',
      'DELETED',
    ]);
    expect(events[1]).toMatchObject({
      source: 'aws.sagemaker',
      account: ACCOUNT_IDS.dataLake,
      resources: [`${ARN}:endpoint/churn`],
      detail: {
        EndpointName: 'churn',
        EndpointConfigName: 'churn-1',
        ProductionVariants: [{ DesiredInstanceCount: 2, DesiredWeight: 1 }],
        CreationTime: expect.any(Number),
      },
    });
    const [config] = await target.wait(
      'SageMaker Endpoint Config State Change',
      1,
    );
    expect(config.detail).toMatchObject({ EndpointConfigName: 'churn-1' });
    await target.stop();
  });
});
