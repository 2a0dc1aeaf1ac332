import type {
  CreateModelPackageInput,
  CreateModelPackageOutput,
  DeleteModelPackageInput,
  DescribeModelPackageInput,
  DescribeModelPackageOutput,
  ListModelPackagesInput,
  ListModelPackagesOutput,
  ModelPackageModelCard,
  UpdateModelPackageInput,
  UpdateModelPackageOutput,
} from '@aws-sdk/client-sagemaker';
import {
  lists,
  reads,
  writes,
  type Call,
  type Operations,
  type Validated,
} from '../../operation';
import type { ModelPackage } from '../../state/modelBuilding';
import { AwsError } from '../../wire/AwsError';
import { isBetween, listedOf, ownedBy } from './find';
import { readCardContent } from './modelCards';
import { requireGroup, requireModelPackage } from './modelPackageAccess';
import {
  addModelPackage,
  changeModelPackage,
  modelPackageArn,
} from './modelPackages';
import {
  describeModelPackage,
  summarizeModelPackage,
} from './modelPackageShapes';
import { pageOf, sortBy } from './page';
import { identityOf } from './userContext';

/** How many customer metadata properties a model package can have. */
const MAX_PROPERTIES = 50;

function refused(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** A card in a model package, with what of it is not given left as it is. */
function cardOf(
  given: Validated<ModelPackageModelCard> | undefined,
  before?: ModelPackage['card'],
): ModelPackage['card'] {
  if (!given) {
    return undefined;
  }
  if (given.ModelCardContent !== undefined) {
    readCardContent(given.ModelCardContent);
  }
  return {
    content: given.ModelCardContent ?? before?.content ?? '{}',
    status: given.ModelCardStatus ?? before?.status ?? 'Draft',
  };
}

function requireVersioned({
  ModelPackageName,
  ModelPackageGroupName,
  Tags,
}: Validated<CreateModelPackageInput>): string {
  if (!ModelPackageGroupName) {
    throw refused(
      'ModelPackageGroupName is required: the AWS sandbox knows versioned model packages only.',
    );
  }
  if (ModelPackageName) {
    throw refused(
      'Both ModelPackageName and ModelPackageGroupName are provided. Provide only one of them.',
    );
  }
  if (Tags && Tags.length > 0) {
    throw refused(
      'Tags cannot be given to a versioned model package: it has those of its model package group.',
    );
  }
  return ModelPackageGroupName;
}

/** The model packages that a list is to be made of, before its filters. */
function candidates(
  call: Call,
  { ModelPackageGroupName, ModelPackageType }: ListModelPackagesInput,
): ModelPackage[] {
  if (ModelPackageGroupName) {
    const group = requireGroup(
      call,
      ModelPackageGroupName,
      'ListModelPackages',
    );
    return ownedBy(call.state.modelPackages, group).filter(
      ({ groupName, createdAt }) =>
        groupName === group.name && createdAt <= call.listedUntil,
    );
  }
  // Without a group, AWS lists versions only when it is told to.
  return ModelPackageType === 'Versioned' || ModelPackageType === 'Both'
    ? listedOf(call.state.modelPackages, call)
    : [];
}

function changedMetadata(
  present: Record<string, string>,
  { CustomerMetadataProperties, ...input }: Validated<UpdateModelPackageInput>,
): Record<string, string> | undefined {
  const removed = input.CustomerMetadataPropertiesToRemove ?? [];
  if (!CustomerMetadataProperties && removed.length === 0) {
    return undefined;
  }
  const all = Object.fromEntries(
    Object.entries({ ...present, ...CustomerMetadataProperties }).filter(
      ([key]) => !removed.includes(key),
    ),
  );
  checkMetadata(all);
  return all;
}

function checkMetadata(properties: Record<string, string>): void {
  if (Object.keys(properties).length > MAX_PROPERTIES) {
    throw refused(
      `A model package can have at most ${MAX_PROPERTIES} CustomerMetadataProperties.`,
    );
  }
}

export const modelPackageOperations: Operations = {
  CreateModelPackage: writes<CreateModelPackageInput, CreateModelPackageOutput>(
    (input, call) => {
      const group = requireGroup(
        call,
        requireVersioned(input),
        'CreateModelPackage',
      );
      const before = ownedBy(call.state.modelPackages, group).find(
        ({ groupName, token }) =>
          groupName === group.name &&
          token !== undefined &&
          token === input.ClientToken,
      );
      if (before) {
        return { ModelPackageArn: modelPackageArn(before) };
      }
      const customerMetadata = input.CustomerMetadataProperties ?? {};
      checkMetadata(customerMetadata);
      const modelPackage = addModelPackage(call, group, {
        createdBy: identityOf(call.caller),
        description: input.ModelPackageDescription,
        approval: input.ModelApprovalStatus ?? 'PendingManualApproval',
        inferenceSpecification: input.InferenceSpecification,
        metadataProperties: input.MetadataProperties,
        modelMetrics: input.ModelMetrics,
        customerMetadata,
        card: cardOf(input.ModelCard),
        lifeCycle: input.ModelLifeCycle,
        domain: input.Domain,
        task: input.Task,
        samplePayloadUrl: input.SamplePayloadUrl,
        sourceUri: input.SourceUri,
        token: input.ClientToken,
      });
      return { ModelPackageArn: modelPackageArn(modelPackage) };
    },
  ),

  DescribeModelPackage: reads<
    DescribeModelPackageInput,
    DescribeModelPackageOutput
  >(({ ModelPackageName }, call) =>
    describeModelPackage(
      requireModelPackage(call, ModelPackageName, 'DescribeModelPackage'),
      ModelPackageName,
    ),
  ),

  ListModelPackages: lists<ListModelPackagesInput, ListModelPackagesOutput>(
    (input, call) => {
      const { ModelApprovalStatus: approval, NameContains = '' } = input;
      const matching = candidates(call, input).filter(
        candidate =>
          (!approval || candidate.approval === approval) &&
          candidate.groupName.includes(NameContains) &&
          isBetween(
            candidate.createdAt,
            input.CreationTimeAfter,
            input.CreationTimeBefore,
          ),
      );
      const sorted = sortBy(
        matching.map(modelPackage => ({
          modelPackage,
          createdAt: modelPackage.createdAt,
          name: modelPackage.groupName,
        })),
        input.SortBy,
        input.SortOrder,
      );
      const { page, NextToken } = pageOf(sorted, input, 'ListModelPackages');
      return {
        ModelPackageSummaryList: page.map(({ modelPackage }) =>
          summarizeModelPackage(modelPackage, modelPackageArn(modelPackage)),
        ),
        NextToken,
      };
    },
  ),

  UpdateModelPackage: writes<UpdateModelPackageInput, UpdateModelPackageOutput>(
    (input, call) => {
      const { ModelPackageArn } = input;
      const modelPackage = requireModelPackage(
        call,
        ModelPackageArn,
        'UpdateModelPackage',
      );
      changeModelPackage(
        call,
        modelPackage,
        {
          approval: input.ModelApprovalStatus,
          approvalDescription: input.ApprovalDescription,
          customerMetadata: changedMetadata(
            modelPackage.customerMetadata,
            input,
          ),
          inferenceSpecification: input.InferenceSpecification,
          sourceUri: input.SourceUri,
          card: cardOf(input.ModelCard, modelPackage.card),
          lifeCycle: input.ModelLifeCycle,
        },
        identityOf(call.caller),
      );
      return { ModelPackageArn };
    },
  ),

  DeleteModelPackage: writes<DeleteModelPackageInput, {}>(
    ({ ModelPackageName }, call) => {
      const { modelPackages } = call.state;
      const modelPackage = requireModelPackage(
        call,
        ModelPackageName,
        'DeleteModelPackage',
      );
      modelPackages.splice(modelPackages.indexOf(modelPackage), 1);
      return {};
    },
  ),
};
