const MODEL_PACKAGE_ARN =
  /^arn:aws[a-z-]*:sagemaker:([a-z0-9-]+):(\d{12}):model-package\/([a-zA-Z0-9-]+)(?:\/(\d{1,9}))?$/;

/** What the ARN of a model package says. */
export interface ModelPackageArn {
  region: string;
  accountId: string;
  /** The model package group, or the model package itself when there is no version. */
  name: string;
  /** Absent of a model package that is in no group. */
  version?: number;
}

/** Reads the ARN of a model package; undefined when it is none. */
export function parseModelPackageArn(arn: string): ModelPackageArn | undefined {
  const [, region, accountId, name, version] =
    MODEL_PACKAGE_ARN.exec(arn) ?? [];
  return region && accountId && name
    ? { region, accountId, name, ...(version && { version: Number(version) }) }
    : undefined;
}

/**
 * Says why the ARN is not that of a version of a registered model in a place,
 * in a sentence for the person who gave it; undefined when it is.
 *
 * @param place - the account, and the region of `mlops.aws.region`
 */
export function modelVersionArnProblem(
  arn: string,
  place: { accountId: string; region: string },
): string | undefined {
  const parsed = parseModelPackageArn(arn);
  if (!parsed) {
    return `'${arn}' is not the ARN of a model package, such as arn:aws:sagemaker:${place.region}:${place.accountId}:model-package/churn-prediction/3.`;
  }
  if (parsed.accountId !== place.accountId) {
    return `${arn} is in account ${parsed.accountId}, not in account ${place.accountId}.`;
  }
  if (parsed.region !== place.region) {
    return `${arn} is in ${parsed.region}; the portal works in ${place.region}.`;
  }
  if (parsed.version === undefined) {
    return `${arn} is not a version of a registered model: it is in no model package group, so there is nothing to approve.`;
  }
  return undefined;
}
