// Models, endpoints and monitors: what a template declares is what the operation takes that makes them.
import * as client from '@aws-sdk/client-sagemaker';
import type {
  CreateEndpointInput,
  CreateMonitoringScheduleRequest,
  MonitoringType,
} from '@aws-sdk/client-sagemaker';
import type { NormalizedSchema } from '@smithy/core/schema';
import { AWS_SECONDS } from '../../durations';
import type { Context, Operation, Validated } from '../../operation';
import { constraints } from '../../services/sageMaker/constraints';
import {
  definitionArn,
  endpointArn,
  endpointConfigArn,
  findByArn,
  findDefinitionByArn,
  modelArn,
  scheduleArn,
} from '../../services/sageMaker/endpointArns';
import {
  endpointConfigOperations,
  removeEndpointConfig,
  requireEndpointConfig,
} from '../../services/sageMaker/endpointConfigs';
import { endpointOperations } from '../../services/sageMaker/endpoints';
import {
  startEndpointDeletion,
  updateEndpoint,
} from '../../services/sageMaker/endpointWork';
import { modelOperations, removeModel } from '../../services/sageMaker/models';
import {
  monitoringDefinitionOperations,
  removeDefinition,
} from '../../services/sageMaker/monitoringDefinitions';
import { monitoringScheduleOperations } from '../../services/sageMaker/monitoringSchedules';
import {
  removeSchedule,
  updateSchedule,
} from '../../services/sageMaker/monitoringWork';
import type { State } from '../../state/model';
import { schemaOf } from '../../wire/schemas';
import { validate } from '../../wire/validate';
import { StackError } from '../StackError';
import {
  asHandler,
  callOperation,
  change,
  generatedName,
  type Made,
  type Properties,
  type ResourceType,
  type StackPlace,
} from './ResourceType';

/** A value of a template as the schema wants it: templates write numbers and booleans as texts, too. */
function fit(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isListSchema() && Array.isArray(value)) {
    return value.map(item => fit(schema.getValueSchema(), item));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value);
    if (schema.isMapSchema()) {
      const of = schema.getValueSchema();
      return Object.fromEntries(
        entries.map(([key, item]) => [key, fit(of, item)]),
      );
    }
    if (schema.isStructSchema()) {
      const members = new Map(schema.structIterator());
      return Object.fromEntries(
        entries.flatMap(([key, item]) => {
          const member = members.get(key);
          return member ? [[key, fit(member, item)]] : [];
        }),
      );
    }
  }
  if (schema.isStringSchema() && ['number', 'boolean'].includes(typeof value)) {
    return String(value);
  }
  if (schema.isNumericSchema() && typeof value === 'string' && value !== '') {
    return Number.isNaN(Number(value)) ? value : Number(value);
  }
  if (schema.isBooleanSchema() && /^(true|false)$/.test(String(value))) {
    return String(value) === 'true';
  }
  return value;
}

/** Properties as the input of an operation. */
function toInput<Input>(
  schema: unknown,
  logicalId: string,
  properties: Properties,
): Validated<Input> {
  const shape = schemaOf(schema);
  const input = fit(shape, properties);
  const violations = validate(shape, constraints, input);
  if (violations.length > 0) {
    throw new StackError(
      `Properties validation failed for resource ${logicalId} with message: ${violations
        .map(({ text }) => text)
        .join('; ')}`,
    );
  }
  return input as Validated<Input>;
}

/** Takes back what was made under an ARN. */
function forget(state: State, arn: string): void {
  state.models = state.models.filter(item => modelArn(item) !== arn);
  state.endpointConfigs = state.endpointConfigs.filter(
    item => endpointConfigArn(item) !== arn,
  );
  state.endpoints = state.endpoints.filter(item => endpointArn(item) !== arn);
  state.monitoringDefinitions = state.monitoringDefinitions.filter(
    item => definitionArn(item) !== arn,
  );
  state.monitoringSchedules = state.monitoringSchedules.filter(
    item => scheduleArn(item) !== arn,
  );
  delete state.tags[arn];
  forgetWork(state, arn);
}

/** Forgets work on something that is not there, or not changed, after all. */
function forgetWork(state: State, arn: string): void {
  state.work = state.work.filter(
    work =>
      !('endpointArn' in work && work.endpointArn === arn) &&
      !('scheduleArn' in work && work.scheduleArn === arn),
  );
}

/** How a type of resource is made by an operation of SageMaker. */
interface Maker {
  operation: Operation;
  /** Of the operation's input. */
  input: unknown;
  /** The property that names it; CloudFormation makes a name up when it is absent. */
  nameProperty: string;
  arnOf(place: StackPlace & { name: string }): string;
  awsSeconds?: number;
}

function createWith(maker: Maker): ResourceType['create'] {
  return (context, place, logicalId, properties): Made => {
    const { nameProperty } = maker;
    const name = String(
      properties[nameProperty] ?? generatedName(context, place, logicalId),
    );
    const input = toInput<object>(maker.input, logicalId, {
      ...properties,
      [nameProperty]: name,
    });
    callOperation(maker.operation, input, context, place);
    const arn = maker.arnOf({ ...place, name });
    return {
      physicalId: arn,
      arn,
      awsSeconds: maker.awsSeconds,
      undo: () => forget(context.state, arn),
    };
  };
}

function timeOf(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}

function modelOf({ state }: Context, arn: string) {
  return findByArn(state.models, arn);
}

/** AWS::SageMaker::Model */
export const model: ResourceType = {
  create: createWith({
    operation: modelOperations.CreateModel,
    input: client.CreateModelInput$,
    nameProperty: 'ModelName',
    arnOf: modelArn,
  }),
  remove(context, _place, arn) {
    const found = modelOf(context, arn);
    if (found) {
      removeModel(context, found);
    }
  },
  attributes: (context, _place, arn) => ({
    ModelName: modelOf(context, arn)?.name,
  }),
};

function configOf({ state }: Context, arn: string) {
  return findByArn(state.endpointConfigs, arn);
}

/** AWS::SageMaker::EndpointConfig */
export const endpointConfig: ResourceType = {
  create: createWith({
    operation: endpointConfigOperations.CreateEndpointConfig,
    input: client.CreateEndpointConfigInput$,
    nameProperty: 'EndpointConfigName',
    arnOf: endpointConfigArn,
  }),
  remove(context, _place, arn) {
    const found = configOf(context, arn);
    if (found) {
      removeEndpointConfig(context, found);
    }
  },
  attributes: (context, _place, arn) => ({
    EndpointConfigName: configOf(context, arn)?.name,
  }),
};

function endpointOf({ state }: Context, arn: string) {
  return findByArn(state.endpoints, arn);
}

/** AWS::SageMaker::Endpoint */
export const endpoint: ResourceType = {
  create: createWith({
    operation: endpointOperations.CreateEndpoint,
    input: client.CreateEndpointInput$,
    nameProperty: 'EndpointName',
    arnOf: endpointArn,
    awsSeconds: AWS_SECONDS.deployModel,
  }),
  update(context, place, arn, properties, logicalId) {
    const found = endpointOf(context, arn);
    const name = properties.EndpointName ?? found?.name;
    if (!found || found.name !== name) {
      return undefined;
    }
    const { EndpointConfigName } = toInput<CreateEndpointInput>(
      client.CreateEndpointInput$,
      logicalId,
      { ...properties, EndpointName: name },
    );
    if (found.deployment.configName === EndpointConfigName) {
      return { physicalId: arn, arn, undo: () => undefined };
    }
    const { next, ...before } = found;
    asHandler(() =>
      updateEndpoint(
        context,
        found,
        requireEndpointConfig(context, place, EndpointConfigName),
      ),
    );
    return {
      physicalId: arn,
      arn,
      awsSeconds: AWS_SECONDS.deployModel,
      undo() {
        delete found.next;
        Object.assign(found, before);
        forgetWork(context.state, arn);
      },
    };
  },
  remove(context, _place, arn) {
    const found = endpointOf(context, arn);
    if (found && found.status !== 'Deleting') {
      asHandler(() => startEndpointDeletion(context, found));
    }
  },
  attributes: (context, _place, arn) => ({
    EndpointName: endpointOf(context, arn)?.name,
  }),
};

function definitionOf({ state }: Context, arn: string) {
  return findDefinitionByArn(state, arn);
}

function definitionType(type: MonitoringType): ResourceType {
  return {
    create: createWith({
      operation: monitoringDefinitionOperations[`Create${type}JobDefinition`],
      input: client[`Create${type}JobDefinitionRequest$`],
      nameProperty: 'JobDefinitionName',
      arnOf: place => definitionArn({ ...place, type }),
    }),
    remove(context, _place, arn) {
      const found = definitionOf(context, arn);
      if (found) {
        removeDefinition(context, found);
      }
    },
    attributes: (context, _place, arn) => ({
      JobDefinitionArn: arn,
      CreationTime: timeOf(definitionOf(context, arn)?.createdAt),
    }),
  };
}

/** AWS::SageMaker::DataQualityJobDefinition */
export const dataQualityDefinition = definitionType('DataQuality');

/** AWS::SageMaker::ModelQualityJobDefinition */
export const modelQualityDefinition = definitionType('ModelQuality');

/** AWS::SageMaker::ModelBiasJobDefinition */
export const modelBiasDefinition = definitionType('ModelBias');

/** AWS::SageMaker::ModelExplainabilityJobDefinition */
export const modelExplainabilityDefinition = definitionType(
  'ModelExplainability',
);

function scheduleOf({ state }: Context, arn: string) {
  return findByArn(state.monitoringSchedules, arn);
}

/** AWS::SageMaker::MonitoringSchedule */
export const monitoringSchedule: ResourceType = {
  create: createWith({
    operation: monitoringScheduleOperations.CreateMonitoringSchedule,
    input: client.CreateMonitoringScheduleRequest$,
    nameProperty: 'MonitoringScheduleName',
    arnOf: scheduleArn,
    awsSeconds: AWS_SECONDS.activateSchedule,
  }),
  update(context, _place, arn, properties, logicalId) {
    const found = scheduleOf(context, arn);
    const name = properties.MonitoringScheduleName ?? found?.name;
    if (!found || found.name !== name) {
      return undefined;
    }
    const { MonitoringScheduleConfig } =
      toInput<CreateMonitoringScheduleRequest>(
        client.CreateMonitoringScheduleRequest$,
        logicalId,
        { ...properties, MonitoringScheduleName: name },
      );
    const undo = change(found, {});
    asHandler(() => updateSchedule(context, found, MonitoringScheduleConfig));
    return {
      physicalId: arn,
      arn,
      awsSeconds: AWS_SECONDS.activateSchedule,
      undo,
    };
  },
  remove(context, _place, arn) {
    const found = scheduleOf(context, arn);
    if (found) {
      removeSchedule(context, found);
    }
  },
  attributes(context, _place, arn) {
    const found = scheduleOf(context, arn);
    return {
      MonitoringScheduleArn: arn,
      CreationTime: timeOf(found?.createdAt),
      LastModifiedTime: timeOf(found?.changedAt),
    };
  },
};
