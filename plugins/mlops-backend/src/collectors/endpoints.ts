import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  paginateListEndpoints,
  type DescribeEndpointConfigCommandOutput,
  type DescribeModelCommandOutput,
  type EndpointSummary,
  type ProductionVariant,
} from '@aws-sdk/client-sagemaker';
import {
  ACCOUNT_CONCERNS,
  type EndpointEvidence,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type {
  AccountCollector,
  CollectorContext,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { describeKey } from './keys';
import { byName, listAll, PAGE_SIZE, unlessGone } from './listing';

type Context = CollectorContext<EndpointEvidence[]>;
type Variant = EndpointEvidence['variants'][number];

function modelPackageOf({
  PrimaryContainer,
  Containers = [],
}: DescribeModelCommandOutput): string | undefined {
  return [PrimaryContainer, ...Containers].find(
    container => container?.ModelPackageName,
  )?.ModelPackageName;
}

/** A variant without a model of its own serves inference components, which the configuration secures. */
async function readVariant(
  { aws, signal }: Context,
  { VariantName: name = '', ModelName }: ProductionVariant,
  config: DescribeEndpointConfigCommandOutput,
  before: EndpointEvidence | undefined,
): Promise<Variant> {
  const model = ModelName
    ? await unlessGone(() =>
        aws.sageMaker.send(new DescribeModelCommand({ ModelName }), {
          abortSignal: signal,
        }),
      )
    : undefined;
  const seen = before?.variants.find(
    variant => variant.name === name && variant.modelName === ModelName,
  );
  // A model may be deleted while it serves: then what was seen of it is still so.
  if (ModelName && !model && seen) {
    return seen;
  }
  const { EnableNetworkIsolation, VpcConfig } = model ?? config;
  return {
    name,
    modelName: ModelName ?? '',
    modelPackageArn: model && modelPackageOf(model),
    networkIsolation: EnableNetworkIsolation ?? false,
    inVpc: VpcConfig !== undefined,
  };
}

/** What a configuration says; when it was deleted while its endpoint serves, what was seen of it. */
async function readConfig(
  context: Context,
  EndpointConfigName: string,
  before: EndpointEvidence | undefined,
): Promise<Pick<EndpointEvidence, 'variants' | 'key'>> {
  const { aws, signal } = context;
  const config = await unlessGone(() =>
    aws.sageMaker.send(
      new DescribeEndpointConfigCommand({ EndpointConfigName }),
      { abortSignal: signal },
    ),
  );
  if (!config) {
    return before?.configName === EndpointConfigName
      ? { variants: before.variants, key: before.key }
      : { variants: [] };
  }
  const variants: Variant[] = [];
  for (const variant of config.ProductionVariants ?? []) {
    variants.push(await readVariant(context, variant, config, before));
  }
  return {
    variants: variants.sort(byName),
    key: config.KmsKeyId
      ? await describeKey(aws.kms, config.KmsKeyId, signal)
      : undefined,
  };
}

async function describeEndpoint(
  context: Context,
  { EndpointName = '', LastModifiedTime }: EndpointSummary,
  before: EndpointEvidence | undefined,
): Promise<EndpointEvidence> {
  const { aws, signal } = context;
  const endpoint = await aws.sageMaker.send(
    new DescribeEndpointCommand({ EndpointName }),
    { abortSignal: signal },
  );
  const configName = endpoint.EndpointConfigName ?? '';
  const { variants, key } = await readConfig(context, configName, before);
  return {
    name: EndpointName,
    arn: endpoint.EndpointArn ?? '',
    status: endpoint.EndpointStatus ?? 'Unknown',
    createdAt: endpoint.CreationTime?.toISOString(),
    lastModifiedAt: LastModifiedTime?.toISOString(),
    configName,
    variants,
    dataCapture: endpoint.DataCaptureConfig?.EnableCapture ?? false,
    key,
  };
}

async function readEndpoint(
  context: Context,
  summary: EndpointSummary,
): Promise<EndpointEvidence> {
  const before = context.before?.find(({ arn }) => arn === summary.EndpointArn);
  if (
    !before ||
    before.status !== summary.EndpointStatus ||
    before.lastModifiedAt !== summary.LastModifiedTime?.toISOString()
  ) {
    return describeEndpoint(context, summary, before);
  }
  // Whoever could not describe the key may be allowed to by now.
  return before.key?.unknownReason
    ? {
        ...before,
        key: await describeKey(
          context.aws.kms,
          before.key.keyId,
          context.signal,
        ),
      }
    : before;
}

/** SageMaker endpoints with the models behind them and the key they use; described when the list shows a change. */
export const endpointsCollector: AccountCollector<EndpointEvidence[]> = {
  concern: 'endpoints',
  what: 'the SageMaker endpoints',
  schema: ACCOUNT_CONCERNS.endpoints,
  iamActions: [
    'sagemaker:ListEndpoints',
    'sagemaker:DescribeEndpoint',
    'sagemaker:DescribeEndpointConfig',
    'sagemaker:DescribeModel',
    'kms:DescribeKey',
  ],
  events: [
    {
      source: 'aws.sagemaker',
      detailTypes: ['SageMaker Endpoint State Change'],
    },
  ],
  async collect(context) {
    const { aws, signal } = context;
    const summaries = await listAll(
      paginateListEndpoints(
        { client: aws.sageMaker, pageSize: PAGE_SIZE },
        {},
        { abortSignal: signal },
      ),
      page => page.Endpoints,
    );
    const endpoints: EndpointEvidence[] = [];
    for (const summary of summaries) {
      const endpoint = await unlessGone(() => readEndpoint(context, summary));
      if (endpoint) {
        endpoints.push(endpoint);
      }
    }
    return endpoints.sort(byName);
  },
};
