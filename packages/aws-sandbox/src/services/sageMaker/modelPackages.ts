// Versions of registered models in the state: shared by the service and by pipelines.
import type { Context } from '../../operation';
import type {
  Identity,
  ModelPackage,
  ModelPackageGroup,
} from '../../state/modelBuilding';
import { describeModelPackage } from './modelPackageShapes';

/** ARN of a version of a registered model. */
export function modelPackageArn({
  region,
  accountId,
  groupName,
  version,
}: Pick<
  ModelPackage,
  'region' | 'accountId' | 'groupName' | 'version'
>): string {
  return `arn:aws:sagemaker:${region}:${accountId}:model-package/${groupName}/${version}`;
}

/** Tells that a version was made or changed. */
function announce(
  context: Context,
  modelPackage: ModelPackage,
  changed: string[] = [],
): void {
  const { accountId, region } = modelPackage;
  const arn = modelPackageArn(modelPackage);
  const {
    CreatedBy: _createdBy,
    LastModifiedBy: _changedBy,
    ...described
  } = describeModelPackage(modelPackage, arn);
  context.announce({
    source: 'aws.sagemaker',
    detailType: 'SageMaker Model Package State Change',
    accountId,
    region,
    resources: [arn],
    detail: {
      ...described,
      CertifyForMarketplace: false,
      ...(changed.length > 0 && { UpdatedModelPackageFields: changed }),
    },
  });
}

/**
 * Registers the next version of a model.
 *
 * @param options - its approval is pending when it has none
 */
export function addModelPackage(
  context: Context,
  group: ModelPackageGroup,
  options: Omit<
    ModelPackage,
    | 'accountId'
    | 'region'
    | 'groupName'
    | 'version'
    | 'createdAt'
    | 'changedAt'
    | 'changedBy'
  >,
): ModelPackage {
  group.lastVersion += 1;
  const { accountId, region, name: groupName, lastVersion } = group;
  const modelPackage: ModelPackage = {
    ...options,
    accountId,
    region,
    groupName,
    version: lastVersion,
    createdAt: context.now,
  };
  context.state.modelPackages.push(modelPackage);
  announce(context, modelPackage);
  return modelPackage;
}

/** What of a version can be changed, with the API's word for it. */
const CHANGEABLE = {
  approval: 'ModelApprovalStatus',
  approvalDescription: 'ApprovalDescription',
  customerMetadata: 'CustomerMetadataProperties',
  inferenceSpecification: 'InferenceSpecification',
  sourceUri: 'SourceUri',
  card: 'ModelCard',
  lifeCycle: 'ModelLifeCycle',
} as const satisfies Partial<Record<keyof ModelPackage, string>>;

/** Changes to a version of a registered model; what is undefined stays. */
export type ModelPackageChanges = Partial<
  Pick<ModelPackage, keyof typeof CHANGEABLE>
>;

/** Changes a version of a registered model: reviews it, for one. */
export function changeModelPackage(
  context: Context,
  modelPackage: ModelPackage,
  changes: ModelPackageChanges,
  by: Identity,
): void {
  const given = Object.entries(changes).filter(
    ([, value]) => value !== undefined,
  );
  Object.assign(modelPackage, Object.fromEntries(given), {
    changedAt: context.now,
    changedBy: by,
  });
  announce(
    context,
    modelPackage,
    given.map(([key]) => CHANGEABLE[key as keyof typeof CHANGEABLE]),
  );
}
