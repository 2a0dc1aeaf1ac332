import { CreateKeyCommand } from '@aws-sdk/client-kms';
import {
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import type { EndpointEvidence } from '@mlops-portal/backstage-plugin-mlops-common';
import {
  SAGEMAKER_ARN,
  startCollecting,
  type Collecting,
} from './__testUtils__/collecting';
import {
  createConfig,
  createEndpoint,
  createModel,
} from './__testUtils__/serving';
import { endpointsCollector } from './endpoints';

const LISTS = ['sagemaker:ListEndpoints'];

let collecting: Collecting<EndpointEvidence[]>;

beforeEach(async () => {
  collecting = await startCollecting(endpointsCollector);
});

async function createKey(): Promise<{ keyId: string; arn: string }> {
  const { KeyMetadata } = await collecting.people.kms.send(
    new CreateKeyCommand({}),
  );
  return { keyId: KeyMetadata?.KeyId ?? '', arn: KeyMetadata?.Arn ?? '' };
}

async function registerModel(): Promise<string> {
  const { sageMaker } = collecting.people;
  await sageMaker.send(
    new CreateModelPackageGroupCommand({ ModelPackageGroupName: 'churn' }),
  );
  const { ModelPackageArn = '' } = await sageMaker.send(
    new CreateModelPackageCommand({ ModelPackageGroupName: 'churn' }),
  );
  return ModelPackageArn;
}

/** Has a registered model serve, isolated and encrypted. */
async function deploy() {
  const { people } = collecting;
  const modelPackageArn = await registerModel();
  const key = await createKey();
  await createModel(people, {
    PrimaryContainer: { ModelPackageName: modelPackageArn },
    EnableNetworkIsolation: true,
    VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] },
  });
  await createConfig(people, { KmsKeyId: key.keyId });
  await createEndpoint(people);
  return { modelPackageArn, key };
}

it('reads what serves, and how it is kept safe, and then the list alone', async () => {
  const { collect, calls, allCalls, pass } = collecting;
  const { modelPackageArn, key } = await deploy();
  const creating = await collect();
  expect(creating).toMatchObject([{ status: 'Creating' }]);
  await pass({ minutes: 1 });

  const first = await collect(creating);

  expect(first).toEqual([
    {
      name: 'churn',
      arn: `${SAGEMAKER_ARN}:endpoint/churn`,
      status: 'InService',
      createdAt: expect.any(String),
      lastModifiedAt: expect.any(String),
      configName: 'churn-1',
      variants: [
        {
          name: 'AllTraffic',
          modelName: 'churn-1',
          modelPackageArn,
          networkIsolation: true,
          inVpc: true,
        },
      ],
      dataCapture: true,
      key: { ...key, manager: 'CUSTOMER' },
    },
  ]);
  expect(allCalls()).toEqual([...endpointsCollector.iamActions].sort());
  await expect(collect(first)).resolves.toEqual(first);
  expect(calls()).toEqual(LISTS);
});

it('describes again what serves something else', async () => {
  const { people, collect, pass } = collecting;
  await deploy();
  await pass({ minutes: 1 });
  const first = await collect();
  await createModel(people, { ModelName: 'churn-2' });
  await createConfig(people, {
    EndpointConfigName: 'churn-2',
    DataCaptureConfig: undefined,
    ProductionVariants: [
      {
        VariantName: 'AllTraffic',
        ModelName: 'churn-2',
        InitialInstanceCount: 1,
        InstanceType: 'ml.m5.large',
      },
    ],
  });
  await people.sageMaker.send(
    new UpdateEndpointCommand({
      EndpointName: 'churn',
      EndpointConfigName: 'churn-2',
    }),
  );
  await pass({ minutes: 1 });

  const [changed] = await collect(first);

  expect(changed).toMatchObject({
    configName: 'churn-2',
    dataCapture: false,
    variants: [
      {
        name: 'AllTraffic',
        modelName: 'churn-2',
        networkIsolation: false,
        inVpc: false,
      },
    ],
  });
  expect(changed).not.toHaveProperty('key');
  expect(changed.variants[0]).not.toHaveProperty('modelPackageArn');
});

it('keeps the reason when the key cannot be described, and asks for it again', async () => {
  const { collect, calls, sandbox, pass } = collecting;
  const { key } = await deploy();
  await pass({ minutes: 1 });
  sandbox.faults.fail('kms:DescribeKey', {
    error: 'AccessDeniedException',
    status: 403,
  });

  const first = await collect();

  expect(first[0].key).toEqual({
    keyId: key.keyId,
    unknownReason: expect.stringContaining('Could not describe the key'),
  });
  await expect(collect(first)).resolves.toEqual(first);
  sandbox.faults.clear();
  const second = await collect(first);
  expect(second).toEqual([
    { ...first[0], key: { ...key, manager: 'CUSTOMER' } },
  ]);
  expect(calls()).toEqual([...LISTS, 'kms:DescribeKey']);
});

it('still knows what serves when model or configuration were deleted meanwhile', async () => {
  const { people, collect, pass } = collecting;
  await deploy();
  const creating = await collect();
  await people.sageMaker.send(new DeleteModelCommand({ ModelName: 'churn-1' }));
  await pass({ minutes: 1 });
  const [first] = await collect(creating);
  expect(first.status).toBe('InService');
  expect(first.variants).toEqual(creating[0].variants);

  await people.sageMaker.send(
    new DeleteEndpointConfigCommand({ EndpointConfigName: 'churn-1' }),
  );
  const [second] = await collect(creating);
  expect(second).toMatchObject({
    status: 'InService',
    variants: creating[0].variants,
    key: creating[0].key,
  });
});

it('leaves out an endpoint that vanishes between list and description', async () => {
  const { collect, sandbox } = collecting;
  await deploy();
  sandbox.faults.fail('sagemaker:DescribeEndpoint', {
    error: 'ValidationException',
    message: `Could not find endpoint "${SAGEMAKER_ARN}:endpoint/churn".`,
  });
  await expect(collect()).resolves.toEqual([]);
});
