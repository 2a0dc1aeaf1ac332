// ARNs of what serves models and of what watches them. SageMaker writes them in lower case.
import type { MonitoringType } from '@aws-sdk/client-sagemaker';
import type { State } from '../../state/model';
import type { MonitoringDefinition } from '../../state/modelServing';
import { withKey } from '../../state/withKey';

interface Named {
  accountId: string;
  region: string;
  name: string;
}

function lowerCase(name: string): string {
  return name.toLocaleLowerCase('en-US');
}

function arnOf(kind: string, { region, accountId, name }: Named): string {
  return `arn:aws:sagemaker:${region}:${accountId}:${kind}/${lowerCase(name)}`;
}

/** ARN of a model. */
export function modelArn(model: Named): string {
  return arnOf('model', model);
}

/** ARN of an endpoint configuration. */
export function endpointConfigArn(config: Named): string {
  return arnOf('endpoint-config', config);
}

/** ARN of an endpoint. */
export function endpointArn(endpoint: Named): string {
  return arnOf('endpoint', endpoint);
}

const DEFINITION_KINDS: Record<MonitoringType, string> = {
  DataQuality: 'data-quality-job-definition',
  ModelQuality: 'model-quality-job-definition',
  ModelBias: 'model-bias-job-definition',
  ModelExplainability: 'model-explainability-job-definition',
};

/** ARN of a monitoring job definition. */
export function definitionArn(
  definition: Named & Pick<MonitoringDefinition, 'type'>,
): string {
  return arnOf(DEFINITION_KINDS[definition.type], definition);
}

/** ARN of a monitoring schedule. */
export function scheduleArn(schedule: Named): string {
  return arnOf('monitoring-schedule', schedule);
}

/** ARN of a processing job, which executes a monitoring schedule. */
export function processingJobArn(job: Named): string {
  return arnOf('processing-job', job);
}

/** The thing of a name, which SageMaker does not tell apart by upper and lower case. */
export function findNamed<T extends Named>(
  items: T[],
  { accountId, region }: Pick<Named, 'accountId' | 'region'>,
  name: string,
): T | undefined {
  const wanted = lowerCase(name);
  return withKey(items, 'accountId', accountId).find(
    item => item.region === region && lowerCase(item.name) === wanted,
  );
}

/** The thing of an ARN, which is one of such things. */
export function findByArn<T extends Named>(
  items: T[],
  arn: string,
): T | undefined {
  const [, , , region, accountId, resource = ''] = arn.split(':');
  const name = resource.slice(resource.indexOf('/') + 1);
  return findNamed(items, { accountId, region }, name);
}

/** The monitoring job definition of an ARN. */
export function findDefinitionByArn(
  { monitoringDefinitions }: Pick<State, 'monitoringDefinitions'>,
  arn: string,
): MonitoringDefinition | undefined {
  return findByArn(
    monitoringDefinitions.filter(({ type }) =>
      arn.includes(`:${DEFINITION_KINDS[type]}/`),
    ),
    arn,
  );
}

/** Whether there is something that serves or watches models under an ARN. */
export function isModelServingArn(state: State, arn: string): boolean {
  const kind = arn.split(':').at(5)?.split('/')[0] ?? '';
  const found = {
    model: () => findByArn(state.models, arn),
    'endpoint-config': () => findByArn(state.endpointConfigs, arn),
    endpoint: () => findByArn(state.endpoints, arn),
    'monitoring-schedule': () => findByArn(state.monitoringSchedules, arn),
  };
  return Object.hasOwn(found, kind)
    ? found[kind as keyof typeof found]() !== undefined
    : findDefinitionByArn(state, arn) !== undefined;
}
