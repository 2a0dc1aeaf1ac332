import {
  DescribeModelPackageCommand,
  paginateListModelCards,
  paginateListModelPackageGroups,
  paginateListModelPackages,
  type DescribeModelPackageCommandOutput,
  type ModelPackageGroupSummary,
  type ModelPackageSummary,
  type UserContext,
} from '@aws-sdk/client-sagemaker';
import {
  ACCOUNT_CONCERNS,
  type ModelEvidence,
  type ModelVersion,
  type RegistryEvidence,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type {
  AccountCollector,
  CollectorContext,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { byName, listAll, PAGE_SIZE, unlessGone } from './listing';
import { readMetrics } from './modelMetrics';

type Context = CollectorContext<RegistryEvidence>;

/** How many versions of each model are kept. */
const KEPT_VERSIONS = 20;

/** What a version is whose approval AWS does not tell. */
const NOT_REVIEWED = 'PendingManualApproval';

function nameOf(user: UserContext | undefined): string | undefined {
  const { IamIdentity, UserProfileName } = user ?? {};
  return IamIdentity?.SourceIdentity ?? UserProfileName ?? IamIdentity?.Arn;
}

/** Who gave or refused the approval, and when: who changed the version last. */
function reviewOf({
  ModelApprovalStatus,
  LastModifiedTime,
  LastModifiedBy,
}: DescribeModelPackageCommandOutput): Pick<
  ModelVersion,
  'reviewedAt' | 'reviewedBy'
> {
  return ModelApprovalStatus === 'Approved' ||
    ModelApprovalStatus === 'Rejected'
    ? {
        reviewedAt: LastModifiedTime?.toISOString(),
        reviewedBy: nameOf(LastModifiedBy),
      }
    : {};
}

async function describeVersion(
  { aws, signal }: Context,
  arn: string,
): Promise<ModelVersion> {
  const described = await aws.sageMaker.send(
    new DescribeModelPackageCommand({ ModelPackageName: arn }),
    { abortSignal: signal },
  );
  return {
    arn,
    version: described.ModelPackageVersion ?? 0,
    status: described.ModelPackageStatus ?? 'Unknown',
    approval: described.ModelApprovalStatus ?? NOT_REVIEWED,
    approvalDescription: described.ApprovalDescription,
    createdAt: described.CreationTime?.toISOString(),
    ...reviewOf(described),
    generatedBy: described.MetadataProperties?.GeneratedBy,
    metrics: readMetrics(
      described.ModelCard?.ModelCardContent,
      described.CustomerMetadataProperties,
    ),
    cardStatus: described.ModelCard?.ModelCardStatus,
  };
}

async function readVersions(
  context: Context,
  summaries: ModelPackageSummary[],
  before: ModelVersion[],
): Promise<ModelVersion[]> {
  const newest = summaries
    .sort((a, b) => (b.ModelPackageVersion ?? 0) - (a.ModelPackageVersion ?? 0))
    .slice(0, KEPT_VERSIONS);
  const versions: ModelVersion[] = [];
  for (const summary of newest) {
    const arn = summary.ModelPackageArn ?? '';
    const known = before.find(
      version =>
        version.arn === arn &&
        version.status === summary.ModelPackageStatus &&
        version.approval === (summary.ModelApprovalStatus ?? NOT_REVIEWED),
    );
    const version =
      known ?? (await unlessGone(() => describeVersion(context, arn)));
    if (version) {
      versions.push(version);
    }
  }
  return versions;
}

async function readModel(
  context: Context,
  group: ModelPackageGroupSummary,
  versions: ModelPackageSummary[],
): Promise<ModelEvidence> {
  const arn = group.ModelPackageGroupArn ?? '';
  const before = context.before?.models.find(model => model.arn === arn);
  return {
    group: group.ModelPackageGroupName ?? '',
    arn,
    description: group.ModelPackageGroupDescription,
    createdAt: group.CreationTime?.toISOString(),
    versions: await readVersions(context, versions, before?.versions ?? []),
  };
}

async function readModels(context: Context): Promise<ModelEvidence[]> {
  const { aws, signal } = context;
  const config = { client: aws.sageMaker, pageSize: PAGE_SIZE };
  const options = { abortSignal: signal };
  const groups = await listAll(
    paginateListModelPackageGroups(config, {}, options),
    page => page.ModelPackageGroupSummaryList,
  );
  if (groups.length === 0) {
    return [];
  }
  const packages = await listAll(
    paginateListModelPackages(
      config,
      { ModelPackageType: 'Versioned' },
      options,
    ),
    page => page.ModelPackageSummaryList,
  );
  const byGroup = new Map<string | undefined, ModelPackageSummary[]>();
  for (const summary of packages) {
    const others = byGroup.get(summary.ModelPackageGroupName) ?? [];
    others.push(summary);
    byGroup.set(summary.ModelPackageGroupName, others);
  }
  const models: ModelEvidence[] = [];
  for (const group of groups) {
    const versions = byGroup.get(group.ModelPackageGroupName) ?? [];
    models.push(await readModel(context, group, versions));
  }
  return models.sort((a, b) => a.group.localeCompare(b.group));
}

async function readCards({
  aws,
  signal,
}: Context): Promise<RegistryEvidence['cards']> {
  const summaries = await listAll(
    paginateListModelCards(
      { client: aws.sageMaker, pageSize: PAGE_SIZE },
      {},
      { abortSignal: signal },
    ),
    page => page.ModelCardSummaries,
  );
  return summaries
    .map(summary => ({
      name: summary.ModelCardName ?? '',
      arn: summary.ModelCardArn ?? '',
      status: summary.ModelCardStatus ?? 'Unknown',
      lastModifiedAt: summary.LastModifiedTime?.toISOString(),
    }))
    .sort(byName);
}

/**
 * The model registry: models with their newest versions, and model cards. All
 * versions of the account are listed at once, and described when the list shows
 * another status or approval. It does not show that something else of a version
 * was changed, such as its metadata: that is seen when everything is read again.
 */
export const registryCollector: AccountCollector<RegistryEvidence> = {
  concern: 'registry',
  what: 'the model registry',
  schema: ACCOUNT_CONCERNS.registry,
  iamActions: [
    'sagemaker:ListModelPackageGroups',
    'sagemaker:ListModelPackages',
    'sagemaker:DescribeModelPackage',
    'sagemaker:ListModelCards',
  ],
  events: [
    {
      source: 'aws.sagemaker',
      detailTypes: [
        'SageMaker Model Package State Change',
        'SageMaker Model Card State Change',
      ],
    },
  ],
  async collect(context) {
    return {
      models: await readModels(context),
      cards: await readCards(context),
    };
  },
};
