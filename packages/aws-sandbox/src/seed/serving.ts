// The endpoints of use cases: what was approved serves in test, then in prod.
import { REGION } from '../constants';
import type { Context } from '../operation';
import { addEndpointConfig } from '../services/sageMaker/endpointConfigs';
import {
  addEndpoint,
  findEndpoint,
  updateEndpoint,
} from '../services/sageMaker/endpointWork';
import { findNamed } from '../services/sageMaker/endpointArns';
import { addModel } from '../services/sageMaker/models';
import { modelPackageArn } from '../services/sageMaker/modelPackages';
import type { State } from '../state/model';
import { createBucket, findBucket } from '../services/s3/objects';
import type { ModelPackage } from '../state/modelBuilding';
import type { EndpointConfig } from '../state/modelServing';
import {
  accountOf,
  baselineOf,
  findAccount,
  serviceRole,
  type Workplace,
} from './workplace';

/** An environment that models are served in. */
export type ServingEnvironment = 'test' | 'prod';

const INSTANCES: Record<ServingEnvironment, number> = { test: 1, prod: 2 };

/** The endpoint that serves a version: the first one keeps its own in prod, where it is to be fallen back on. */
function endpointName(
  { name, practice }: Workplace,
  environment: ServingEnvironment,
  version: number,
): string {
  return environment === 'prod' &&
    practice.serving?.hasFallback &&
    version === 1
    ? `${name}-fallback`
    : name;
}

/** The bucket of an account that keeps what its endpoints are asked and answer. */
export function captureBucket(context: Context, accountId: string): string {
  const name = `sagemaker-captured-${accountId}`;
  if (!findBucket(context.state, name)) {
    createBucket(context, { accountId, region: REGION, name });
  }
  return `s3://${name}`;
}

/** Makes the model that the batch pipeline of a use case predicts with: its newest approved version. */
export function addBatchModel(
  context: Context,
  useCase: Workplace,
  version: ModelPackage,
): void {
  const { accountId } = version;
  addModel(context, {
    ...modelSettings(context, accountId, modelPackageArn(version)),
    name: useCase.name,
    networkIsolation: true,
  });
}

/** What a model in an account is, apart from its name. */
function modelSettings(
  { state }: Context,
  accountId: string,
  versionArn: string,
) {
  const baseline = (output: string) => baselineOf(state, accountId, output);
  return {
    accountId,
    region: REGION,
    primaryContainer: { ModelPackageName: versionArn },
    executionRoleArn: serviceRole(accountId, 'Execution'),
    vpcConfig: {
      SecurityGroupIds: [baseline('mlops-workload-security-group-id')],
      Subnets: baseline('mlops-private-subnet-ids').split(','),
    },
  };
}

/** The configuration of an endpoint, with the model it serves. */
function addConfig(
  context: Context,
  useCase: Workplace,
  environment: ServingEnvironment,
  options: { accountId: string; name: string; arn: string },
): EndpointConfig {
  const { state } = context;
  const { accountId, name, arn } = options;
  const place = { accountId, region: REGION };
  const tags = { 'mlops:use-case': useCase.name };
  const baseline = (output: string) => baselineOf(state, accountId, output);
  addModel(
    context,
    {
      ...modelSettings(context, accountId, arn),
      name,
      networkIsolation: useCase.practice.serving?.isIsolated ?? false,
    },
    tags,
  );
  return addEndpointConfig(
    context,
    {
      ...place,
      name,
      variants: [
        {
          VariantName: 'AllTraffic',
          ModelName: name,
          InitialInstanceCount: INSTANCES[environment],
          InstanceType: 'ml.m5.large',
          InitialVariantWeight: 1,
        },
      ],
      dataCapture: {
        EnableCapture: true,
        InitialSamplingPercentage: 100,
        DestinationS3Uri: `${captureBucket(context, accountId)}/${useCase.name}`,
        KmsKeyId: baseline('mlops-s3-key-arn'),
        CaptureOptions: [{ CaptureMode: 'Input' }, { CaptureMode: 'Output' }],
      },
      kmsKeyId: baseline('mlops-sagemaker-key-arn'),
    },
    tags,
  );
}

/** Has a version served in an environment; does nothing when it is, or while its endpoint is being changed. */
export function serve(
  context: Context,
  useCase: Workplace,
  environment: ServingEnvironment,
  version: ModelPackage,
): void {
  const { state } = context;
  const accountId = accountOf(state, useCase, environment);
  const place = { accountId, region: REGION };
  const endpoint = endpointName(useCase, environment, version.version);
  const present = findEndpoint(context, place, endpoint);
  const name = `${useCase.name}-v${version.version}`;
  const isThere =
    present &&
    [present.deployment, present.next].some(
      deployment => deployment?.configName === name,
    );
  if (isThere || (present && present.status !== 'InService')) {
    return;
  }
  const arn = modelPackageArn(version);
  const config =
    findNamed(state.endpointConfigs, place, name) ??
    addConfig(context, useCase, environment, { accountId, name, arn });
  if (present) {
    updateEndpoint(context, present, config);
  } else {
    const tags = { 'mlops:use-case': useCase.name };
    addEndpoint(context, { name: endpoint, config }, tags);
  }
}

/** The number of the version that an environment serves; 0 when it serves none. */
export function servedVersion(
  state: State,
  useCase: Workplace,
  environment: ServingEnvironment,
): number {
  const accountId = findAccount(state, useCase, environment) ?? '';
  const place = { accountId, region: REGION };
  const endpoint = findEndpoint({ state }, place, useCase.name);
  const names = (endpoint?.deployment.variants ?? []).map(
    ({ ModelName }) => ModelName ?? '',
  );
  const arns = names.map(
    name =>
      findNamed(state.models, place, name)?.primaryContainer
        ?.ModelPackageName ?? '',
  );
  return Math.max(0, ...arns.map(arn => Number(arn.split('/').at(-1)) || 0));
}

/** Whether an environment serves a version by now. */
export function isServed(
  context: Context,
  useCase: Workplace,
  environment: ServingEnvironment,
  { version }: ModelPackage,
): boolean {
  const { state } = context;
  const place = {
    accountId: findAccount(state, useCase, environment) ?? '',
    region: REGION,
  };
  const name = endpointName(useCase, environment, version);
  const endpoint = findEndpoint(context, place, name);
  return (
    endpoint?.status === 'InService' &&
    endpoint.deployment.configName === `${useCase.name}-v${version}`
  );
}
