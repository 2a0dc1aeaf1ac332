// Monitoring job definitions: four types that are alike but for their names.
import type {
  EndpointInput,
  ListDataQualityJobDefinitionsRequest,
  ListDataQualityJobDefinitionsResponse,
  MonitoringResources,
  MonitoringType,
  Tag,
} from '@aws-sdk/client-sagemaker';
import {
  lists,
  reads,
  writes,
  type Call,
  type Context,
  type Operations,
} from '../../operation';
import type { MonitoringDefinition } from '../../state/modelServing';
import { AwsError } from '../../wire/AwsError';
import { definitionArn, findNamed } from './endpointArns';
import { listServing } from './endpointLists';
import { toTagMap } from './tagMap';

/** The types of monitors that SageMaker has. */
export const MONITORING_TYPES = [
  'DataQuality',
  'ModelQuality',
  'ModelBias',
  'ModelExplainability',
] as const satisfies readonly MonitoringType[];

/** What all four requests have in common; the rest is named after the type. */
interface CreateRequest {
  JobDefinitionName: string | undefined;
  Tags?: Tag[];
  JobResources: MonitoringResources | undefined;
  RoleArn: string | undefined;
}

interface CreateResponse {
  JobDefinitionArn: string;
}

interface NameRequest {
  JobDefinitionName: string | undefined;
}

interface DescribeResponse extends CreateResponse {
  JobDefinitionName: string;
  CreationTime: Date;
}

/** In words: `model quality job definition`. */
function wordsOf(type: MonitoringType): string {
  const words = type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return `${words} job definition`;
}

function ofType(
  { state }: Pick<Context, 'state'>,
  type: MonitoringType,
): MonitoringDefinition[] {
  return state.monitoringDefinitions.filter(
    definition => definition.type === type,
  );
}

/** The job definition of a type and name in an account and region, if there is one. */
export function findDefinition(
  context: Pick<Context, 'state'>,
  place: Pick<MonitoringDefinition, 'accountId' | 'region'>,
  type: MonitoringType,
  name: string,
): MonitoringDefinition | undefined {
  return findNamed(ofType(context, type), place, name);
}

/** The member of a request that says what to look at: `DataQualityJobInput`. */
function endpointIn(
  type: MonitoringType,
  settings: Record<string, unknown>,
): string | undefined {
  const input = settings[`${type}JobInput`] as
    { EndpointInput?: EndpointInput } | undefined;
  return input?.EndpointInput?.EndpointName;
}

/**
 * Puts a new job definition into the state.
 *
 * @param options - its settings under SageMaker's names: `DataQualityJobInput` …
 * @param tags - by their keys
 * @throws AwsError ResourceInUse when there is one of its type and name
 */
export function addDefinition(
  context: Context,
  options: Omit<MonitoringDefinition, 'createdAt' | 'endpointName'>,
  tags: Record<string, string> = {},
): MonitoringDefinition {
  const { state, now } = context;
  const { type, name, settings } = options;
  const definition: MonitoringDefinition = {
    createdAt: now,
    endpointName: endpointIn(type, settings),
    ...options,
  };
  const arn = definitionArn(definition);
  if (findDefinition(context, definition, type, name)) {
    throw new AwsError(
      'ResourceInUse',
      `Cannot create already existing ${wordsOf(type)} "${arn}".`,
    );
  }
  state.monitoringDefinitions.push(definition);
  state.tags[arn] = tags;
  return definition;
}

/** Removes a job definition. */
export function removeDefinition(
  { state }: Context,
  definition: MonitoringDefinition,
): void {
  const { monitoringDefinitions } = state;
  monitoringDefinitions.splice(monitoringDefinitions.indexOf(definition), 1);
  delete state.tags[definitionArn(definition)];
}

function requireDefinition(
  call: Call,
  type: MonitoringType,
  name: string,
): MonitoringDefinition {
  const definition = findDefinition(call, call.caller, type, name);
  if (!definition) {
    const arn = definitionArn({ ...call.caller, type, name });
    throw new AwsError(
      'ResourceNotFound',
      `Could not find ${wordsOf(type)} "${arn}".`,
    );
  }
  return definition;
}

function operationsOf(type: MonitoringType): Operations {
  return {
    [`Create${type}JobDefinition`]: writes<CreateRequest, CreateResponse>(
      ({ JobDefinitionName, Tags, ...settings }, call) => {
        const { accountId, region } = call.caller;
        const definition = addDefinition(
          call,
          { accountId, region, name: JobDefinitionName, type, settings },
          toTagMap(Tags),
        );
        return { JobDefinitionArn: definitionArn(definition) };
      },
    ),

    [`Describe${type}JobDefinition`]: reads<NameRequest, DescribeResponse>(
      ({ JobDefinitionName }, call) => {
        const definition = requireDefinition(call, type, JobDefinitionName);
        return {
          JobDefinitionArn: definitionArn(definition),
          JobDefinitionName: definition.name,
          CreationTime: new Date(definition.createdAt),
          ...definition.settings,
        };
      },
    ),

    [`List${type}JobDefinitions`]: lists<
      ListDataQualityJobDefinitionsRequest,
      ListDataQualityJobDefinitionsResponse
    >((input, call) => {
      const { EndpointName } = input;
      const { page, NextToken } = listServing(
        ofType(call, type).filter(
          ({ endpointName }) => !EndpointName || endpointName === EndpointName,
        ),
        input,
        call,
        `List${type}JobDefinitions`,
      );
      return {
        JobDefinitionSummaries: page.map(definition => ({
          MonitoringJobDefinitionName: definition.name,
          MonitoringJobDefinitionArn: definitionArn(definition),
          CreationTime: new Date(definition.createdAt),
          EndpointName: definition.endpointName,
        })),
        NextToken,
      };
    }),

    [`Delete${type}JobDefinition`]: writes<NameRequest, {}>(
      ({ JobDefinitionName }, call) => {
        removeDefinition(
          call,
          requireDefinition(call, type, JobDefinitionName),
        );
        return {};
      },
    ),
  };
}

export const monitoringDefinitionOperations: Operations = Object.assign(
  {},
  ...MONITORING_TYPES.map(operationsOf),
);
