import type {
  DescribeModelPackageOutput,
  ModelPackageSummary,
} from '@aws-sdk/client-sagemaker';
import type { ModelPackage } from '../../state/modelBuilding';
import { toUserContext } from './userContext';

/** A version of a registered model as lists show it. */
export function summarizeModelPackage(
  modelPackage: ModelPackage,
  arn: string,
): ModelPackageSummary {
  return {
    ModelPackageGroupName: modelPackage.groupName,
    ModelPackageVersion: modelPackage.version,
    ModelPackageArn: arn,
    ModelPackageDescription: modelPackage.description,
    CreationTime: new Date(modelPackage.createdAt),
    ModelPackageStatus: 'Completed',
    ModelApprovalStatus: modelPackage.approval,
    ModelLifeCycle: modelPackage.lifeCycle,
  };
}

/** A version of a registered model with all that SageMaker tells of it. */
export function describeModelPackage(
  modelPackage: ModelPackage,
  arn: string,
): DescribeModelPackageOutput {
  const { changedAt, changedBy, card } = modelPackage;
  return {
    // A versioned model package has no name of its own: SageMaker answers its group's.
    ModelPackageName: modelPackage.groupName,
    ModelPackageGroupName: modelPackage.groupName,
    ModelPackageVersion: modelPackage.version,
    ModelPackageArn: arn,
    ModelPackageDescription: modelPackage.description,
    CreationTime: new Date(modelPackage.createdAt),
    CreatedBy: toUserContext(modelPackage.createdBy),
    InferenceSpecification: modelPackage.inferenceSpecification,
    ModelPackageStatus: 'Completed',
    ModelPackageStatusDetails: {
      ValidationStatuses: [],
      ImageScanStatuses: [],
    },
    ModelApprovalStatus: modelPackage.approval,
    ApprovalDescription: modelPackage.approvalDescription,
    MetadataProperties: modelPackage.metadataProperties,
    ModelMetrics: modelPackage.modelMetrics,
    CustomerMetadataProperties: modelPackage.customerMetadata,
    LastModifiedTime: changedAt === undefined ? undefined : new Date(changedAt),
    LastModifiedBy: changedBy && toUserContext(changedBy),
    Domain: modelPackage.domain,
    Task: modelPackage.task,
    SamplePayloadUrl: modelPackage.samplePayloadUrl,
    SourceUri: modelPackage.sourceUri,
    ModelCard: card && {
      ModelCardContent: card.content,
      ModelCardStatus: card.status,
    },
    ModelLifeCycle: modelPackage.lifeCycle,
  };
}
