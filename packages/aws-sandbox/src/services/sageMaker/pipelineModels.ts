// What a RegisterModel step makes, a version of a registered model, and what a Model step does.
import type {
  ContainerDefinition,
  InferenceSpecification,
  ModelApprovalStatus,
  ModelMetrics,
  VpcConfig,
} from '@aws-sdk/client-sagemaker';
import { newId } from '../../ids';
import type { Context } from '../../operation';
import type { PipelineExecution } from '../../state/modelBuilding';
import {
  addModelPackageGroup,
  findGroup,
  newModelPackageGroup,
} from './modelPackageGroups';
import { addModelPackage, modelPackageArn } from './modelPackages';
import { modelArn } from './endpointArns';
import { addModel } from './models';
import { executionArn } from './pipelineArns';
import {
  isRecord,
  type DefinedStep,
  type PipelineDefinition,
} from './pipelineDefinition';
import { executionMetrics } from './pipelineMetrics';
import { resolveValue, StepFailure } from './pipelineValues';

const APPROVALS: ModelApprovalStatus[] = [
  'Approved',
  'PendingManualApproval',
  'Rejected',
];

/** The content of a model card with metrics of an evaluation, by SageMaker's schema for it. */
export function evaluationCard(
  metrics: Record<string, number>,
  description?: string,
): string {
  return JSON.stringify({
    ...(description && {
      model_overview: { model_description: description },
    }),
    evaluation_details: [
      {
        name: 'Evaluation',
        metric_groups: [
          {
            name: 'Evaluation metrics',
            metric_data: Object.entries(metrics).map(([name, value]) => ({
              name,
              type: 'number',
              value,
            })),
          },
        ],
      },
    ],
  });
}

function approvalOf(value: unknown): ModelApprovalStatus {
  if (value === undefined) {
    return 'PendingManualApproval';
  }
  const approval = APPROVALS.find(known => known === value);
  if (!approval) {
    throw new StepFailure(
      `ClientError: Failed to invoke sagemaker:CreateModelPackage. Error Details: Value '${value}' at 'modelApprovalStatus' failed to satisfy enum value set: [${APPROVALS.join(', ')}]`,
    );
  }
  return approval;
}

/** A resolved argument whose form is that of the API; undefined when it is none. */
function object<T>(value: unknown): T | undefined {
  return isRecord(value) ? (value as T) : undefined;
}

/**
 * Registers the model of an execution, in a group that is made when there is none.
 *
 * @returns ARN of the model package
 * @throws StepFailure when the step does not say enough
 */
export function registerModel(
  context: Context,
  execution: PipelineExecution,
  definition: PipelineDefinition,
  step: DefinedStep,
): string {
  const given = resolveValue(execution, step.arguments);
  const values = isRecord(given) ? given : {};
  const { accountId, region, createdBy } = execution;
  const groupName = values.ModelPackageGroupName;
  if (typeof groupName !== 'string' || !groupName) {
    throw new StepFailure(
      'ClientError: ModelPackageGroupName is required: a pipeline registers versions of a model package group.',
    );
  }
  const description =
    typeof values.ModelPackageDescription === 'string'
      ? values.ModelPackageDescription
      : undefined;
  const place = { accountId, region };
  let group = findGroup(context.state, place, groupName);
  if (!group) {
    group = newModelPackageGroup(context, {
      ...place,
      name: groupName,
      createdBy,
    });
    addModelPackageGroup(context, group);
  }
  const metadata = object<Record<string, string>>(
    values.CustomerMetadataProperties,
  );
  const modelPackage = addModelPackage(context, group, {
    createdBy,
    description,
    approval: approvalOf(values.ModelApprovalStatus),
    inferenceSpecification: object<InferenceSpecification>(
      values.InferenceSpecification,
    ),
    modelMetrics: object<ModelMetrics>(values.ModelMetrics),
    metadataProperties: { GeneratedBy: executionArn(execution) },
    customerMetadata: Object.fromEntries(
      Object.entries(metadata ?? {}).map(([key, value]) => [
        key,
        String(value),
      ]),
    ),
    card: {
      content: evaluationCard(
        executionMetrics(definition, execution),
        description,
      ),
      status: 'Draft',
    },
  });
  return modelPackageArn(modelPackage);
}

/**
 * Makes the model of a Model step.
 *
 * @returns its ARN
 * @throws AwsError when there is one of its name
 */
export function createModel(
  context: Context,
  execution: PipelineExecution,
  step: DefinedStep,
): string {
  const given = resolveValue(execution, step.arguments);
  const values = isRecord(given) ? given : {};
  const { accountId, region, id } = execution;
  const { ModelName, ExecutionRoleArn, Containers } = values;
  const model = addModel(context, {
    accountId,
    region,
    name:
      typeof ModelName === 'string'
        ? ModelName
        : `pipelines-${id}-${step.name.slice(0, 26)}-${newId(context.state, 10)}`,
    primaryContainer: object<ContainerDefinition>(values.PrimaryContainer),
    containers: Array.isArray(Containers) ? Containers : undefined,
    executionRoleArn:
      typeof ExecutionRoleArn === 'string' ? ExecutionRoleArn : undefined,
    vpcConfig: object<VpcConfig>(values.VpcConfig),
    networkIsolation: values.EnableNetworkIsolation === true,
  });
  return modelArn(model);
}
